package thermal

import (
	"math"

	"ocoptrace/label"
)

// A bar is a filled rectangle in dots, inside the page.
type bar struct{ x, y, w, h int }

// newBar returns the dots of a bar as label/raster draws it; ok is false where
// nothing of it is on the page.
func newBar(p Printer, m label.BarMark, at label.Placed, w, h int) (b bar, ok bool) {
	x0, x1 := span(p, at.X+m.X, m.W, w)
	y0, y1 := span(p, at.Y+m.Y, m.H, h)
	return bar{x0, y0, x1 - x0, y1 - y0}, x1 > x0 && y1 > y0
}

// span returns the first and the last dot, excluded, of a length: at least one
// dot, cut off at the page.
func span(p Printer, at, length float64, most int) (from, to int) {
	k := p.dpi() / 25.4
	from = int(math.Round(k * at))
	to = max(from+1, int(math.Round(k*(at+length))))
	return min(max(from, 0), most), min(max(to, 0), most)
}
