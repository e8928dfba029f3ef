package picture

import (
	"math"

	"ocoptrace/label"
	"ocoptrace/label/raster"
)

func (s svg) drawing(d *label.Drawing) {
	for _, m := range d.Images {
		s.image(m)
	}
	for _, m := range d.Bars {
		s.printf("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n",
			number(m.X), number(m.Y), number(m.W), number(m.H), fill(m.Colour))
	}
	for _, m := range d.Texts {
		s.text(m)
	}
	for _, m := range d.Symbols {
		s.printf("<path role=\"img\" aria-label=\"%s\" shape-rendering=\"crispEdges\" transform=\"translate(%s %s) scale(%s)\" d=\"",
			escaped(m.URI), number(m.X), number(m.Y), factor(m.Module))
		s.rects(m.Symbol.Dark, m.Symbol.Size(), m.Symbol.Size())
		s.printf("\"/>\n")
	}
}

func (s svg) image(m label.ImageMark) {
	b := m.Bitmap
	s.printf("<path shape-rendering=\"crispEdges\" fill=\"%s\" transform=\"translate(%s %s) scale(%s %s)\" d=\"",
		fill(m.Colour), number(m.X), number(m.Y), factor(m.W/float64(b.W)), factor(m.H/float64(b.H)))
	s.rects(b.Dark, b.W, b.H)
	s.printf("\"/>\n")
}

// rects writes the dark cells of a grid of w by h as a path of rectangles.
func (s svg) rects(dark func(x, y int) bool, w, h int) {
	run := func(x, y int) (n int) {
		for x+n < w && dark(x+n, y) {
			n++
		}
		return n
	}
	same := func(x, y, n int) bool { return y >= 0 && y < h && !dark(x-1, y) && run(x, y) == n }
	for y := range h {
		for x := 0; x < w; {
			n := run(x, y)
			if n > 0 && !same(x, y-1, n) {
				high := 1
				for same(x, y+high, n) {
					high++
				}
				s.printf("M%d %dh%dv%dh-%dz", x, y, n, high, n)
			}
			x += max(n, 1)
		}
	}
}

// text writes the outlines of a text in millimetres.
func (s svg) text(m label.TextMark) {
	s.printf("<path role=\"img\" aria-label=\"%s\" fill=\"%s\" d=\"", escaped(m.Text), fill(m.Colour))
	em := m.Size * 25.4 / 72
	x := m.X
	for _, c := range m.Text {
		g, err := s.r.Glyph(m.Style, c)
		if err != nil {
			continue // checked before
		}
		s.outline(g, em, x, m.Y)
		x += g.Advance * em
	}
	s.printf("\"/>\n")
}

// outline writes a glyph with its origin at x, y and em mm in an em. All but the
// origin is relative, so that a letter is written alike wherever it stands, and
// what is sent in gzip has each letter about once. The points are rounded before
// they are subtracted: no rounding adds up.
func (s svg) outline(g *raster.Glyph, em, x, y float64) {
	if len(g.Path) == 0 {
		return
	}
	s.printf("M%s %s", number(x), number(y))
	var at, begin raster.Point // in 1/10,000 mm from the origin
	for i, step := range g.Path {
		if step.Op == raster.Move && i > 0 {
			s.w.WriteByte('z')
			at = begin
		}
		s.w.WriteByte("mlqc"[step.Op])
		end := at
		for j, p := range step.Points() {
			if j > 0 {
				s.w.WriteByte(' ')
			}
			end = raster.Point{X: math.Round(p.X * em * 1e4), Y: math.Round(p.Y * em * 1e4)}
			s.printf("%s %s", number((end.X-at.X)/1e4), number((end.Y-at.Y)/1e4))
		}
		at = end
		if step.Op == raster.Move {
			begin = end
		}
	}
	s.w.WriteByte('z')
}
