package raster

import (
	"fmt"
	"image"
	"math"

	"golang.org/x/image/vector"

	"ocoptrace/label"
)

// Dots returns how many dots wide a module of some mm is drawn with one bit a
// dot: the nearest whole number where that is within 2 % of the module,
// otherwise the next lower one; 0 where a module is less than a dot.
func Dots(module, dpi float64) int { return dots(module * dpi / 25.4) }

func dots(exact float64) int {
	near := math.Round(exact)
	if math.Abs(near-exact) <= exact*0.02 {
		return int(near)
	}
	return int(exact)
}

// At returns the first dot of a symbol whose corner is at X, Y of the picture, and
// how many dots wide its modules are, with one bit a dot.
func At(m label.SymbolMark, dpi float64) (x, y, n int) { return at(m, m.X, m.Y, dpi/25.4) }

func at(m label.SymbolMark, x, y, k float64) (x0, y0, n int) {
	n = dots(m.Module * k)
	shrunk := (m.Module*k - float64(n)) * float64(m.Symbol.Size()) / 2
	return round(k*x + shrunk), round(k*y + shrunk), n
}

func (b *dotted) symbol(m label.SymbolMark, x, y float64) error {
	x0, y0, n := at(m, x, y, b.k)
	if n < 1 {
		return fmt.Errorf("%w: modules of %.3f mm are smaller than the dots at %.0f dpi", ErrBounds, m.Module, b.k*25.4)
	}
	for j := range m.Symbol.Size() {
		runs(m.Symbol, j, func(from, to int) {
			for row := range n {
				b.row(x0+from*n, x0+to*n, y0+j*n+row)
			}
		})
	}
	return nil
}

// runs calls f with the columns of each run of dark modules in a row.
func runs(s label.Symbol, row int, f func(from, to int)) {
	for x := 0; x < s.Size(); x++ {
		from := x
		for s.Dark(x, row) {
			x++
		}
		if x > from {
			f(from, x)
		}
	}
}

func (c *inks) symbol(m label.SymbolMark, x, y float64) error {
	side := int(math.Ceil(m.Side()*c.k)) + 1
	corner := image.Pt(int(math.Floor(c.k*x)), int(math.Floor(c.k*y)))
	if !image.Rect(0, 0, side, side).Add(corner).Overlaps(c.to.Rect) {
		return nil
	}
	if side > MaxEm {
		return fmt.Errorf("%w: symbol of %.0f mm is %d dots wide, want at most %d", ErrBounds, m.Side(), side, MaxEm)
	}
	v := vector.NewRasterizer(side, side)
	dx, dy := c.k*x-float64(corner.X), c.k*y-float64(corner.Y)
	edge := func(module int, d float64) float32 { return float32(float64(module)*m.Module*c.k + d) }
	for j := range m.Symbol.Size() {
		runs(m.Symbol, j, func(from, to int) {
			v.MoveTo(edge(from, dx), edge(j, dy))
			v.LineTo(edge(to, dx), edge(j, dy))
			v.LineTo(edge(to, dx), edge(j+1, dy))
			v.LineTo(edge(from, dx), edge(j+1, dy))
			v.ClosePath()
		})
	}
	c.paint(covered(v, corner), "")
	return nil
}
