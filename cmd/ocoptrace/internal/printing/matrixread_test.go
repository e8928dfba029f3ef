package printing

import (
	"bytes"
	"image"
	_ "image/png"
	"sync"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
	"ocoptrace/label/picture"
	"ocoptrace/label/raster"
	labelstock "ocoptrace/label/stock"
	"ocoptrace/label/thermal"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

func same(got []string, want []trace.LabelCode) bool {
	for i := range want {
		if i >= len(got) || got[i] != want[i].URI {
			return false
		}
	}
	return len(got) == len(want)
}

// decode reads what was written: a PDF as PDFium draws it, a printer's job as
// the parser does.
func decode(t *testing.T, o Setup, doc []byte, s labelstock.Stock, n int) []string {
	t.Helper()
	if o.Format == PDF {
		g := labeltest.Grid{
			MarginLeft: s.MarginLeft, MarginTop: s.MarginTop, PitchX: s.PitchX, PitchY: s.PitchY,
			LabelW: s.LabelW, LabelH: s.LabelH, Cols: s.Cols, Rows: s.Rows,
		}
		return readPDF(t, doc, g, n)
	}
	var all []string
	for l, err := range thermal.Read(o.printer(), doc) {
		if err != nil {
			t.Fatalf("%s as %s: %v", o.Template.ID, o.Format, err)
		}
		for column := range s.Cols {
			if len(all) == n {
				break
			}
			dots := func(mm float64) int { return int(mm * o.dpi() / 25.4) }
			left := dots(s.MarginLeft + float64(column)*s.PitchX)
			all = append(all, readBitmap(t, crop(l.Bitmap, left, dots(s.LabelW))))
		}
	}
	return all
}

// pdfium is one instance for each test at a time.
var pdfium sync.Mutex

func readPDF(t *testing.T, doc []byte, g labeltest.Grid, n int) (all []string) {
	t.Helper()
	pdfium.Lock()
	defer pdfium.Unlock()
	return labeltest.Open(t, doc).ReadLabels(g, 1, n, 200, false)
}

// crop cuts a column of a picture out, as grey.
func crop(b *label.Bitmap, left, width int) *image.Gray {
	const border = 20
	g := image.NewGray(image.Rect(0, 0, width+2*border, b.H+2*border))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	for y := range b.H {
		for x := range width {
			if b.Dark(left+x, y) {
				g.Pix[g.PixOffset(x+border, y+border)] = 0
			}
		}
	}
	return g
}

func readBitmap(t *testing.T, g *image.Gray) string {
	t.Helper()
	text, err := labeltest.ReadZXing(g)
	if err != nil {
		return labeltest.ReadZbar(t, []*image.Gray{g})[0]
	}
	return text
}

// pictures writes the first label as SVG and PNG, which have to read the same.
func (m *matrix) pictures(t *testing.T, w *tracetest.World, part Part, o Setup, c cell, want string) {
	t.Helper()
	look, err := Look(t.Context(), w.Registry, []Part{part}, o)
	if err != nil {
		t.Fatal(err)
	}
	if look.Label == nil {
		checkRefusal(t, w, part, o, c.stock.ID, look.Findings)
		return
	}
	r, err := raster.New(Fonts())
	if err != nil {
		t.Fatal(err)
	}
	var svg, file bytes.Buffer
	if err := picture.SVG(&svg, r, look.Label); err != nil {
		t.Fatal(err)
	}
	if got := readSVG(t, svg.String()); got != want {
		t.Errorf("%s as SVG reads %q, want %q", o.Template.ID, got, want)
	}
	if err := picture.PNG(&file, r, look.Label, o.dpi()); err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	if got := readBitmap(t, labeltest.Grey(img)); got != want {
		t.Errorf("%s as PNG reads %q, want %q", o.Template.ID, got, want)
	}
}
