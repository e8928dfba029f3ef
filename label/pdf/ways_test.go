package pdf

import (
	"fmt"
	"image"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
)

// drawingWay draws a symbol with its corner at x, y in mm on a page.
type drawingWay struct {
	name string
	draw func(pdf *gofpdf.Fpdf, s label.Symbol, x, y, module float64)
}

var drawingWays = []drawingWay{
	{"one path, merged rectangles", inModules(appendMerged)},
	{"one path, rows of runs", inModules(appendRows)},
	{"one path, outlines", inModules(appendOutlines)},
	{"each run filled, rows overlap 2 %", eachRun(0.02)},
	{"each run filled", eachRun(0)},
	{"each module filled", eachModule},
}

func inModules(path func([]byte, label.Symbol) []byte) func(*gofpdf.Fpdf, label.Symbol, float64, float64, float64) {
	return func(pdf *gofpdf.Fpdf, s label.Symbol, x, y, module float64) {
		w := &drawing{pdf: pdf}
		_, w.height = pdf.GetPageSize()
		w.end(path(w.begin("", module, module, x, y), s))
	}
}

// appendMerged is what labels use.
func appendMerged(b []byte, s label.Symbol) []byte { return appendPath(b, s, s.Size(), s.Size()) }

func appendRows(b []byte, s label.Symbol) []byte {
	for y := range s.Size() {
		for x := 0; x < s.Size(); x++ {
			if w := runAt(s, x, y); w > 0 {
				b = appendRect(b, x, y, w, 1)
				x += w
			}
		}
	}
	return append(b, 'f')
}

// appendOutlines follows the edges of the dark areas with the dark side at the
// right, turning right where four modules meet in a chequer.
func appendOutlines(b []byte, s label.Symbol) []byte {
	done := map[image.Point]bool{} // upper edges followed, by their module
	for y := range s.Size() {
		for x := range s.Size() {
			if s.Dark(x, y) && !s.Dark(x, y-1) && !done[image.Pt(x, y)] {
				b = appendOutline(b, s, x, y, done)
			}
		}
	}
	return append(b, 'f')
}

func appendOutline(b []byte, s label.Symbol, x, y int, done map[image.Point]bool) []byte {
	at, step := image.Pt(x, y), image.Pt(1, 0)
	op := " m\n"
	for {
		b = fmt.Appendf(b, "%d %d%s", at.X, at.Y, op)
		op = " l\n"
		for {
			if step.X == 1 {
				done[at] = true
			}
			at = at.Add(step)
			right := image.Pt(-step.Y, step.X)
			if ahead := darkSide(s, at, step, right); ahead != 0 {
				step = right.Mul(ahead)
				break
			}
		}
		if at == image.Pt(x, y) && step.X == 1 { // it may touch its own start before
			return append(b, "h\n"...)
		}
	}
}

// darkSide says where an outline that arrives at a corner goes: 1 to the right,
// -1 to the left, 0 straight on.
func darkSide(s label.Symbol, at, step, right image.Point) int {
	dark := func(side image.Point) bool { // the module diagonally ahead on a side
		d := step.Add(side)
		return s.Dark(at.X+(d.X-1)/2, at.Y+(d.Y-1)/2)
	}
	switch {
	case !dark(right):
		return 1
	case dark(right.Mul(-1)):
		return -1
	}
	return 0
}

func eachRun(overlap float64) func(*gofpdf.Fpdf, label.Symbol, float64, float64, float64) {
	return func(pdf *gofpdf.Fpdf, s label.Symbol, x, y, module float64) {
		for row := range s.Size() {
			for col := 0; col < s.Size(); col++ {
				if w := runAt(s, col, row); w > 0 {
					pdf.Rect(x+float64(col)*module, y+float64(row)*module, float64(w)*module, module*(1+overlap), "F")
					col += w
				}
			}
		}
	}
}

func eachModule(pdf *gofpdf.Fpdf, s label.Symbol, x, y, module float64) {
	for row := range s.Size() {
		for col := range s.Size() {
			if s.Dark(col, row) {
				pdf.Rect(x+float64(col)*module, y+float64(row)*module, module, module, "F")
			}
		}
	}
}

// All ways draw the same modules, so that the matrix compares like with like.
func TestDrawingWaysAgree(t *testing.T) {
	for _, way := range drawingWays {
		c := makeChart(t, way, 33*25.4/300*6) // 6 dots a module
		g := labeltest.Open(t, c.doc).Render(0, 300, false)
		for i, b := range c.boxes {
			for y := range c.symbols[i].Size() {
				for x := range c.symbols[i].Size() {
					mid := func(edge float64, n int) int {
						return int((edge + (float64(n+label.Quiet)+0.5)*c.module) / 25.4 * 300)
					}
					dark := g.GrayAt(mid(b.left, x), mid(b.top, y)).Y < 128
					if dark != c.symbols[i].Dark(x, y) {
						t.Fatalf("%s: symbol %d module %d, %d", way.name, i, x, y)
					}
				}
			}
		}
	}
}
