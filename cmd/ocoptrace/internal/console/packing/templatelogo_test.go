package packing

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"ocoptrace/label/layout"
)

// disc is a picture of a dark disc on transparent ground, as PNG.
func disc(t *testing.T, side int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			if dx, dy := 2*x-side, 2*y-side; dx*dx+dy*dy < side*side/2 {
				img.Set(x, y, color.NRGBA{60, 20, 90, 255})
			}
		}
	}
	var b bytes.Buffer
	check(t, png.Encode(&b, img))
	return b.Bytes()
}

// dark counts the dark pixels of a logo.
func dark(l *layout.Logo) (n int) {
	for _, b := range l.Bits {
		for ; b != 0; b &= b - 1 {
			n++
		}
	}
	return n
}

func TestLogoIsReadAsDrawn(t *testing.T) {
	l, err := readLogo(disc(t, 1000), toneAuto)
	check(t, err)
	if l.W != layout.MaxLogo || l.H != layout.MaxLogo {
		t.Errorf("%d x %d", l.W, l.H)
	}
	at := func(x, y int) bool { return l.Bits[y*((l.W+7)/8)+x/8]&(0x80>>(x%8)) != 0 }
	if !at(200, 200) || at(2, 2) || at(397, 200) {
		t.Error("not a dark disc on light ground")
	}
	// A disc of half the square of the side covers pi/8 of it.
	if share := float64(dark(l)) / float64(l.W*l.H); share < 0.385 || share > 0.4 {
		t.Errorf("%.3f of it is dark", share)
	}
	inverted, err := readLogo(disc(t, 1000), toneInverted)
	check(t, err)
	if dark(inverted) != l.W*l.H-dark(l) {
		t.Error("inverted is not the opposite")
	}
	small, err := readLogo(disc(t, 13), toneAuto)
	check(t, err)
	if small.W != 13 || small.H != 13 {
		t.Errorf("a small one becomes %d x %d", small.W, small.H)
	}
	if _, err := layout.ReadTemplate(withLogo(t, small)); err != nil {
		t.Error(err)
	}
}

// withLogo is a template file with a logo.
func withLogo(t *testing.T, l *layout.Logo) []byte {
	t.Helper()
	template := programTemplate(t, "stamp")
	template.Logo = l
	data, err := template.Marshal()
	check(t, err)
	return data
}

// A wide picture keeps its shape, and a JPEG is read too.
func TestLogoKeepsItsShape(t *testing.T) {
	img := image.NewGray(image.Rect(5, 7, 5+900, 7+90))
	for x := range 900 {
		for y := range 90 {
			img.SetGray(5+x, 7+y, color.Gray{Y: uint8(x * 255 / 899)})
		}
	}
	var b bytes.Buffer
	check(t, jpeg.Encode(&b, img, nil))
	var before int
	for _, as := range []tone{toneLighter, toneAuto, toneDarker} {
		l, err := readLogo(b.Bytes(), as)
		check(t, err)
		if l.W != 400 || l.H != 40 {
			t.Errorf("%d x %d", l.W, l.H)
		}
		if n := dark(l); n <= before {
			t.Errorf("%q has %d dark pixels, after %d", as, n, before)
		} else {
			before = n
		}
	}
}

// bomb is a PNG that says it has so many pixels and has none.
func bomb(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	head = append(head, 8, 2, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), binary.BigEndian.AppendUint32(nil, 13)...)
	b = append(b, head...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
}

func TestUnfitLogos(t *testing.T) {
	white := image.NewGray(image.Rect(0, 0, 9, 9))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	var plain bytes.Buffer
	check(t, png.Encode(&plain, white))
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"text":         {[]byte("logo"), errLogo},
		"half":         {disc(t, 50)[:60], errLogo},
		"huge pixels":  {bomb(60_000, 60_000), errLogoLarge},
		"a long line":  {bomb(1<<31-1, 1), errLogoLarge},
		"no height":    {bomb(10, 0), errLogo},
		"many bytes":   {make([]byte, maxLogoBytes+1), errLogoBytes},
		"only white":   {plain.Bytes(), errLogoEmpty},
		"a vector":     {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), errLogo},
		"nothing else": {nil, errLogo},
	} {
		if _, err := readLogo(c.data, toneAuto); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
