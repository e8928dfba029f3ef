package layout

import (
	"image"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
	"ocoptrace/label/raster"
)

// The symbol of every template on every medium is found on the whole label, as
// its printer prints it, and read.
func TestSymbolsAreRead(t *testing.T) {
	labeltest.SkipUnderRace(t)
	r, err := raster.New(testFonts())
	if err != nil {
		t.Fatal(err)
	}
	for id, tpl := range defaults(t) {
		for size, m := range mediaFor(tpl) {
			ct := numbered(len(id + size))
			d, problems := composer(t, id, m).Compose(ct)
			if d == nil {
				t.Fatal(id, size, problems)
			}
			dots, err := r.Draw(d, min(m.DPI, 300))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := labeltest.ReadZXing(scanned(dots)); err != nil || got != ct.URI {
				t.Errorf("%s on %s: read %q, %v", id, size, got, err)
			}
		}
	}
}

func scanned(b *label.Bitmap) image.Image {
	img := image.NewGray(image.Rect(0, 0, b.W, b.H))
	for i := range img.Pix {
		if !b.Dark(i%b.W, i/b.W) {
			img.Pix[i] = 0xff
		}
	}
	return img
}
