package thermal

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/label"
	"ocoptrace/label/layout"
)

var (
	update = flag.Bool("update", false, "write the golden files, to be looked at again")
	look   = flag.String("look", "", "directory to write pictures of the golden files to, with symbols as a printer makes them")
)

// golden are jobs that were looked at: a label with marks of all kinds, and one of
// each purpose on a roll of its size.
var golden = []struct {
	file     string
	template string // "" for the label of all marks
	w, h     float64
	p        Printer
}{
	{"stamp.zpl", "", 0, 0, Printer{Language: ZPL, DPI: 203, Darkness: 15, Speed: 4}},
	{"stamp.tspl", "", 0, 0, Printer{Language: TSPL, DPI: 203, GapMM: 2, Darkness: 8}},
	{"stamp-203.zpl", "stamp", 50, 30, Printer{Language: ZPL, DPI: 203}},
	{"stamp-300.tspl", "stamp", 50, 30, Printer{Language: TSPL, DPI: 300, GapMM: 2}},
	{"full-203.tspl", "full", 100, 70, Printer{Language: TSPL, DPI: 203, GapMM: 3}},
	{"full-300.zpl", "full", 100, 70, Printer{Language: ZPL, DPI: 300}},
	{"carton-203.tspl", "carton", 100, 70, Printer{Language: TSPL, DPI: 203, GapMM: 3}},
	{"carton-300.zpl", "carton", 100, 70, Printer{Language: ZPL, DPI: 300}},
	{"gift-203.tspl", "gift", 100, 70, Printer{Language: TSPL, DPI: 203, GapMM: 3}},
	{"gift-300.zpl", "gift", 100, 70, Printer{Language: ZPL, DPI: 300}},
	{"poster-203.tspl", "poster", 100, 150, Printer{Language: TSPL, DPI: 203, GapMM: 3}},
	{"poster-300.zpl", "poster", 100, 150, Printer{Language: ZPL, DPI: 300}},
}

// The bytes of a label are those that were looked at.
func TestGolden(t *testing.T) {
	for _, g := range golden {
		t.Run(g.file, func(t *testing.T) {
			d := stamp(t, uri)
			if g.template != "" {
				d = goldenDrawing(t, g.template, g.w, g.h, g.p.dpi())
			}
			path, got := filepath.Join("testdata", g.file), write(t, g.p, page(d))
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if *look != "" {
				writePicture(t, filepath.Join(*look, g.file+".png"), read(t, g.p, got)[0])
			}
			want, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%d bytes differ from those looked at, %d (%v); where the template or the fonts changed, look again (-update -look DIR)", len(got), len(want), err)
			}
		})
	}
}

func goldenDrawing(t *testing.T, template string, w, h, dpi float64) *label.Drawing {
	t.Helper()
	data, err := assets.Labels.ReadFile(fmt.Sprintf("labels/%s.json", template))
	if err != nil {
		t.Fatal(err)
	}
	tpl, err := layout.ReadTemplate(data)
	if err != nil {
		t.Fatal(err)
	}
	c, err := layout.NewComposer(fonts, tpl, layout.Media{
		W: w, H: h, InsetX: 1.5, InsetY: 1.5, DPI: dpi, Thermal: true, OwnSymbols: true, MinPoint: 6.5, MinXHeight: 0.9,
	})
	if err != nil {
		t.Fatal(err)
	}
	d, problems := c.Compose(content("https://tx.example.vn/01/08930000000019/10/L261123A/21/7K3M9QP2XW4D"))
	if d == nil {
		t.Fatal(problems)
	}
	return d
}

// writePicture draws a label as the printer does, which makes its own symbols.
func writePicture(t *testing.T, path string, l Label) {
	t.Helper()
	g := grey(l.Bitmap, image.Rect(0, 0, l.Bitmap.W, l.Bitmap.H))
	for _, c := range l.Codes {
		printerSymbol(t, c).Draw(g, greyBorder+c.X, greyBorder+c.Y, c.Dots)
	}
	for i := range g.Rect.Dx() { // the label's edge
		for _, y := range []int{greyBorder - 1, g.Rect.Dy() - greyBorder} {
			g.SetGray(i, y, color.Gray{Y: 160})
		}
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, g); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
