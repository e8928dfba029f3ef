package label

import (
	"bytes"
	"errors"
	"image"
	"math"
	"strconv"
	"strings"
	"testing"

	"ocoptrace/label/labeltest"
)

func TestPageSize(t *testing.T) {
	roll := makePDF(t, Job{Stock: mustStock(t, "roll-50x30")}, testLabels(3))
	if !bytes.Contains(roll, []byte("/MediaBox [0 0 141.73 85.04]")) {
		t.Error("a roll's page is not 50 x 30 mm")
	}
	if got := labeltest.Open(t, roll).Pages(); got != 3 {
		t.Errorf("3 labels on %d pages", got)
	}
}

// inkBounds returns the bounds of what is dark, in mm.
func inkBounds(g *image.Gray, dpi int) (left, top, right, bottom float64) {
	b := image.Rectangle{}
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			if g.GrayAt(x, y).Y < 128 {
				b = b.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	mm := func(px int) float64 { return float64(px) / float64(dpi) * 25.4 }
	return mm(b.Min.X), mm(b.Min.Y), mm(b.Max.X), mm(b.Max.Y)
}

// One label at each position lies inside its blank, and nothing is anywhere else.
func TestStartPosition(t *testing.T) {
	const dpi = 100
	for _, s := range Stocks() {
		for start := 1; start <= s.PerPage(); start += 7 {
			g := labeltest.Open(t, makePDF(t, Job{Stock: s, Start: start}, testLabels(1))).Render(0, dpi, false)
			left, top, right, bottom := inkBounds(g, dpi)
			x, y := s.origin(start - 1)
			const px = 25.4 / dpi
			if left < x+s.InsetX-px || top < y+s.InsetY-px || right > x+s.LabelW-s.InsetX+px || bottom > y+s.LabelH-s.InsetY+px {
				t.Errorf("%s start %d: ink %.2f %.2f %.2f %.2f, label at %.2f %.2f", s.ID, start, left, top, right, bottom, x, y)
			}
		}
	}
}

func TestStartCountsThePages(t *testing.T) {
	s := mustStock(t, "a4-24-70x37")
	for _, test := range []struct{ start, labels, pages int }{
		{0, 24, 1}, {1, 24, 1}, {1, 25, 2}, {24, 1, 1}, {24, 2, 2}, {2, 24, 2}, {24, 26, 3},
	} {
		doc := makePDF(t, Job{Stock: s, Start: test.start}, testLabels(test.labels))
		if got := labeltest.Open(t, doc).Pages(); got != test.pages {
			t.Errorf("%d labels from %d: %d pages, want %d", test.labels, test.start, got, test.pages)
		}
	}
}

func TestOffset(t *testing.T) {
	const dpi = 300
	s := mustStock(t, "a4-24-70x37")
	at := func(dx, dy float64) (float64, float64) {
		g := labeltest.Open(t, makePDF(t, Job{Stock: s, Start: 5, OffsetX: dx, OffsetY: dy}, testLabels(1))).Render(0, dpi, false)
		left, top, _, _ := inkBounds(g, dpi)
		return left, top
	}
	x0, y0 := at(0, 0)
	x1, y1 := at(2, -1.5)
	if math.Abs(x1-x0-2) > 0.1 || math.Abs(y1-y0+1.5) > 0.1 {
		t.Errorf("moved by %.2f, %.2f mm", x1-x0, y1-y0)
	}
}

// The quiet zone is white in the rendered page too.
func TestQuietZoneIsWhite(t *testing.T) {
	const dpi = 300
	for _, s := range Stocks() {
		c, err := newComposer(testFonts(), s)
		if err != nil {
			t.Fatal(err)
		}
		l := testLabel(1)
		l.Name = "jjj ỡỡỡ jjjj ẪẪẪ jjj ỷỷỷ"
		symbol, _ := Encode(l.URI)
		out, problem := c.compose(l, symbol.Size())
		if problem != nil {
			t.Fatal(problem)
		}
		g := labeltest.Open(t, makePDF(t, Job{Stock: s}, []Label{l})).Render(0, dpi, false)
		x, y := s.origin(0)
		quiet, side := Quiet*out.module, float64(symbol.Size())*out.module
		const px = 25.4 / dpi // the symbol's own edge may touch a pixel
		x, y = x+out.x-quiet, y+out.y-quiet
		for _, strip := range []*image.Gray{
			labeltest.Crop(g, dpi, x+px, y+px, side+2*quiet-2*px, quiet-2*px),
			labeltest.Crop(g, dpi, x+px, y+side+quiet+px, side+2*quiet-2*px, quiet-2*px),
			labeltest.Crop(g, dpi, x+px, y+px, quiet-2*px, side+2*quiet-2*px),
			labeltest.Crop(g, dpi, x+side+quiet+px, y+px, quiet-2*px, side+2*quiet-2*px),
		} {
			if strip.Rect.Empty() {
				t.Fatalf("%s: empty strip", s.ID)
			}
			if !allWhite(strip) {
				t.Errorf("%s: ink in the quiet zone", s.ID)
			}
		}
	}
}

func allWhite(g *image.Gray) bool {
	for _, v := range g.Pix {
		if v < 250 {
			return false
		}
	}
	return true
}

func TestTestPage(t *testing.T) {
	const hint = "In ở 100 %, không chọn “vừa trang”"
	for _, s := range Stocks() {
		var b bytes.Buffer
		job := Job{Stock: s, OffsetX: 1}
		if err := WriteTestPage(t.Context(), &b, testFonts(), job, hint); err != nil {
			t.Errorf("%s: %v", s.ID, err)
			continue
		}
		checkTables(t, b.Bytes())
		text := labeltest.Open(t, b.Bytes()).Text(0)
		for _, want := range []string{"In ở 100 %", "trang”", strconv.Itoa(s.PerPage()), "0 mm"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in %q", s.ID, want, text)
			}
		}
	}
	err := WriteTestPage(t.Context(), &bytes.Buffer{}, testFonts(), Job{Stock: stocks[0]}, "🍯")
	var problem Problem
	if !errors.As(err, &problem) || problem.Field != FieldHint {
		t.Error(err)
	}
}
