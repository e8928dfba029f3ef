package packing

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	_ "image/jpeg"
	_ "image/png"

	"ocoptrace/label/layout"
)

// Limits of a logo that is sent.
const (
	maxLogoBytes  = 1 << 20
	maxLogoPixels = 4_000_000 // decoded, of which each takes up to 8 bytes
)

var (
	errLogo      = errors.New("not a PNG or JPEG picture")
	errLogoBytes = errors.New("the file is too large")
	errLogoLarge = errors.New("the picture has too many pixels")
	errLogoEmpty = errors.New("nothing of the picture is dark, or all of it is")
)

// tone says how a picture becomes black and white.
type tone string

// The tones.
const (
	toneAuto     tone = ""         // by the threshold that parts it best
	toneLighter  tone = "lighter"  // less is black
	toneDarker   tone = "darker"   // more is black
	toneInverted tone = "inverted" // what is light is black
)

// readLogo makes a logo of a PNG or JPEG picture: scaled to at most
// layout.MaxLogo pixels a side, black and white, what is transparent white. The
// size is looked at before anything is decoded. Errors: errLogo, errLogoBytes,
// errLogoLarge, errLogoEmpty.
func readLogo(data []byte, as tone) (*layout.Logo, error) {
	if len(data) > maxLogoBytes {
		return nil, errLogoBytes
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width < 1 || c.Height < 1 {
		return nil, errLogo
	}
	if c.Width > maxLogoPixels/c.Height {
		return nil, errLogoLarge
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, errLogo
	}
	grey, w, h := shrunk(img)
	l := bits(grey, w, h, as)
	if l == nil {
		return nil, errLogoEmpty
	}
	return l, nil
}

// shrunk is a picture in grey, 0 black to 255 white, on white, in rows, of at
// most layout.MaxLogo pixels a side: each the mean of those that it stands for.
func shrunk(img image.Image) (grey []uint8, w, h int) {
	b := img.Bounds()
	long := max(b.Dx(), b.Dy())
	side := min(long, layout.MaxLogo)
	w, h = max(1, b.Dx()*side/long), max(1, b.Dy()*side/long)
	grey = make([]uint8, w*h)
	for y := range h {
		for x := range w {
			grey[y*w+x] = mean(img, image.Rect(
				b.Min.X+x*b.Dx()/w, b.Min.Y+y*b.Dy()/h,
				b.Min.X+max(x*b.Dx()/w+1, (x+1)*b.Dx()/w), b.Min.Y+max(y*b.Dy()/h+1, (y+1)*b.Dy()/h)))
		}
	}
	return grey, w, h
}

// mean is the mean brightness of a part of a picture.
func mean(img image.Image, r image.Rectangle) uint8 {
	sum, n := uint64(0), uint64(0)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			sum += uint64(brightness(img.At(x, y)))
			n++
		}
	}
	return uint8(sum / n)
}

// brightness is that of a colour on white, 0 to 255 (ITU-R BT.601 luma).
func brightness(c color.Color) uint8 {
	r, g, b, a := c.RGBA()
	white := 0xffff - a
	return uint8((19595*(r+white) + 38470*(g+white) + 7471*(b+white) + 1<<15) >> 24)
}

// bits parts a picture into black and white; nil where it is all the same.
func bits(grey []uint8, w, h int, as tone) *layout.Logo {
	limit := threshold(grey)
	switch as {
	case toneLighter:
		limit -= min(limit, 45)
	case toneDarker:
		limit += min(254-min(limit, 254), 45)
	}
	stride, dark := (w+7)/8, 0
	l := &layout.Logo{W: w, H: h, Bits: make([]byte, stride*h)}
	for y := range h {
		for x := range w {
			if black := int(grey[y*w+x]) <= limit; black != (as == toneInverted) {
				l.Bits[y*stride+x/8] |= 0x80 >> (x % 8)
				dark++
			}
		}
	}
	if dark == 0 || dark == w*h {
		return nil
	}
	return l
}

// threshold is the brightness up to which a picture is dark: the one that parts
// it into the two classes that lie furthest apart (Otsu 1979, IEEE Trans. SMC
// 9(1) 62-66).
func threshold(grey []uint8) int {
	var count [256]int
	total := 0
	for _, g := range grey {
		count[g]++
		total += int(g)
	}
	best, at := -1.0, 127
	dark, sum := 0, 0
	for t, n := range count[:255] {
		dark, sum = dark+n, sum+t*n
		light := len(grey) - dark
		if dark == 0 || light == 0 {
			continue
		}
		apart := float64(sum)/float64(dark) - float64(total-sum)/float64(light)
		if between := float64(dark) * float64(light) * apart * apart; between > best {
			best, at = between, t
		}
	}
	return at
}
