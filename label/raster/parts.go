package raster

import (
	"image"
	"slices"
)

// parts splits a glyph into pieces that lie apart, such as a letter and the marks
// over and under it: a contour is of one part with those that its box holds, as a
// letter with its holes, and with those whose boxes hold its own. The highest part
// comes first.
func (g *Glyph) parts() []*Glyph {
	var out []*Glyph
	for _, c := range g.contours() {
		apart := out[:0]
		for _, p := range out {
			if p.holds(c) || c.holds(p) {
				p.join(c)
				c = p
			} else {
				apart = append(apart, p)
			}
		}
		out = append(apart, c)
	}
	slices.SortStableFunc(out, func(a, b *Glyph) int {
		switch ha, hb := a.Bottom-a.Top, b.Bottom-b.Top; {
		case ha > hb:
			return -1
		case ha < hb:
			return 1
		}
		return 0
	})
	return out
}

// contours returns each contour as a glyph of its own.
func (g *Glyph) contours() []*Glyph {
	var out []*Glyph
	for _, s := range g.Path {
		if s.Op == Move {
			out = append(out, &Glyph{Advance: g.Advance})
		}
		if len(out) == 0 {
			continue
		}
		out[len(out)-1].append(s)
	}
	return out
}

// append adds a step and makes the box hold its points.
func (g *Glyph) append(s Segment) {
	for i, p := range s.Points() {
		if len(g.Path) == 0 && i == 0 {
			g.Left, g.Top, g.Right, g.Bottom = p.X, p.Y, p.X, p.Y
		}
		g.Left, g.Right = min(g.Left, p.X), max(g.Right, p.X)
		g.Top, g.Bottom = min(g.Top, p.Y), max(g.Bottom, p.Y)
	}
	g.Path = append(g.Path, s)
}

func (g *Glyph) holds(h *Glyph) bool {
	return g.Left <= h.Left && g.Top <= h.Top && g.Right >= h.Right && g.Bottom >= h.Bottom
}

func (g *Glyph) join(h *Glyph) {
	for _, s := range h.Path {
		g.append(s)
	}
}

// leastCover is how much of a dot of a mark must be covered, of 255.
const leastCover = 64

// threshold returns how much of a dot must be covered to be dark in a mark, of
// 255: half of it, or less where that many dots would make less than the area of
// the mark.
func threshold(a *image.Alpha) uint8 {
	var with [256]int
	area := 0
	for _, v := range a.Pix {
		with[v]++
		area += int(v)
	}
	dark := 0
	for v := 255; v > leastCover; v-- {
		dark += with[v]
		if v <= 128 && dark*255 >= area {
			return uint8(v)
		}
	}
	return leastCover
}
