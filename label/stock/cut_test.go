package stock

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Labels keep their size and their middles land where the paper has them, on a
// printer that shifts and stretches.
func TestCalibrationUndoesPrinter(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	sheet := find(t, "a4-24-70x37")
	for range 500 {
		s, o := 0.96+0.08*random.Float64(), 8*random.Float64()-4
		j := Job{Stock: sheet, Calibration: Calibration{OffsetX: -o / s, OffsetY: o, ScaleX: 1 / s}}
		rects := j.Rects()
		for n := range 24 {
			for place := range j.Places(n + 1) {
				middle := s*(place.X+35) + o
				if math.Abs(middle-(rects[n].X+35)) > 1e-9 || math.Abs(place.Y-rects[n].Y-o) > 1e-9 {
					t.Fatalf("scale %g, offset %g: label %d at %+v", s, o, n+1, place)
				}
			}
		}
	}
}

// Cut marks lie on the page and off every label, whatever the stock.
func TestCutMarks(t *testing.T) {
	for _, s := range catalogue(t).All() {
		for _, c := range []Calibration{{}, {OffsetX: 3, OffsetY: -2, ScaleX: 1.01, ScaleY: 0.99}} {
			j := Job{Stock: s, CutMarks: true, Calibration: c}
			page := pages(t, j, 1)[0]
			if len(page.Placed) == 1 {
				continue // no room for marks
			}
			marks := page.Placed[0]
			if marks.X != 0 || marks.Y != 0 || marks.Drawing.W != s.PageW {
				t.Fatalf("%s: marks at %g, %g", s.ID, marks.X, marks.Y)
			}
			for i := range s.PerPage() {
				x, y := j.corner(i)
				for _, b := range marks.Drawing.Bars {
					if min(b.X+b.W, x+s.LabelW) > max(b.X, x)+1e-9 && min(b.Y+b.H, y+s.LabelH) > max(b.Y, y)+1e-9 {
						t.Fatalf("%s: %+v lies on label %d", s.ID, b, i+1)
					}
				}
			}
		}
	}
	for id, want := range map[string]int{
		"a4-36-50x30": 2*5 + 2*10,                  // at four sides: edges that neighbours share come once
		"avery-l4785": (2*2)*6 + (2*5)*2 + (2*5)*2, // margins and 5 mm gaps between rows; two marks in each 15 mm gap
		"roll-50x30":  0,
		"a4-33-70x27": 0,
	} {
		got := 0
		if d := (Job{Stock: find(t, id), CutMarks: true}).cutMarks(); d != nil {
			got = len(d.Bars)
		}
		if got != want {
			t.Errorf("%s: %d marks, want %d", id, got, want)
		}
	}
}
