package labeltest

import (
	"bytes"
	"image"
	"image/draw"
	"math/rand/v2"
	"testing"

	"github.com/makiuchi-d/gozxing"
)

// picture fills an opaque picture with colours and greys.
func picture(img draw.Image, pix []byte) image.Image {
	r := rand.New(rand.NewPCG(1, 2))
	for i := 0; i < len(pix); i += 4 {
		grey := byte(r.Uint32())
		pix[i], pix[i+1], pix[i+2], pix[i+3] = grey, grey, grey, 255
		if i%8 == 0 {
			pix[i+1], pix[i+2] = byte(r.Uint32()), byte(r.Uint32())
		}
	}
	return img
}

// Greys, cuts and luminances are those of the libraries, which take longer.
func TestGreyAndCrop(t *testing.T) {
	rgba, nrgba := image.NewRGBA(image.Rect(0, 0, 41, 23)), image.NewNRGBA(image.Rect(3, 5, 44, 28))
	for name, img := range map[string]image.Image{
		"rgba": picture(rgba, rgba.Pix), "nrgba": picture(nrgba, nrgba.Pix), "part": rgba.SubImage(image.Rect(4, 6, 20, 15)),
		"grey": image.NewGray(image.Rect(0, 0, 4, 4)), "empty": image.NewRGBA(image.Rectangle{}),
	} {
		want := image.NewGray(img.Bounds())
		draw.Draw(want, want.Rect, img, want.Rect.Min, draw.Src)
		got := Grey(img)
		if got.Rect != want.Rect || !bytes.Equal(got.Pix, want.Pix) {
			t.Errorf("%s: greys differ", name)
		}
		if !bytes.Equal(luminance(got).GetMatrix(), gozxing.NewLuminanceSourceFromImage(want).GetMatrix()) {
			t.Errorf("%s: luminances differ", name)
		}
	}
	whole := Grey(rgba)
	part := Crop(whole, 254, 0.5, 0.2, 2, 9) // 10 dots a millimetre; beyond the lower edge
	if part.Rect != image.Rect(0, 0, 20, 21) {
		t.Fatal(part.Rect)
	}
	for y := range 21 {
		for x := range 20 {
			if part.GrayAt(x, y) != whole.GrayAt(x+5, y+2) {
				t.Fatalf("dot %d, %d differs", x, y)
			}
		}
	}
}
