package raster

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// cover returns how much of each dot a glyph covers whose origin is at dx, dy of
// dot 0, 0, each from 0 to 1, with s dots in an em. The bounds of the result
// count from that dot; they are empty for a space.
func (g *Glyph) cover(s, dx, dy float64) *image.Alpha {
	if len(g.Path) == 0 {
		return image.NewAlpha(image.Rectangle{})
	}
	r := g.box(s, dx, dy)
	v := vector.NewRasterizer(r.Dx(), r.Dy())
	dx, dy = dx-float64(r.Min.X), dy-float64(r.Min.Y)
	for _, seg := range g.Path {
		seg.trace(v, s, dx, dy)
	}
	v.ClosePath()
	return covered(v, r.Min)
}

// box returns the dots that a glyph may touch.
func (g *Glyph) box(s, dx, dy float64) image.Rectangle {
	return image.Rect(
		int(math.Floor(g.Left*s+dx)), int(math.Floor(g.Top*s+dy)),
		int(math.Ceil(g.Right*s+dx)), int(math.Ceil(g.Bottom*s+dy)),
	)
}

// covered returns what v filled, with its first dot at p.
func covered(v *vector.Rasterizer, p image.Point) *image.Alpha {
	v.DrawOp = draw.Src
	a := image.NewAlpha(v.Bounds())
	v.Draw(a, a.Rect, image.Opaque, image.Point{})
	a.Rect = a.Rect.Add(p)
	return a
}

func (s Segment) trace(v *vector.Rasterizer, scale, dx, dy float64) {
	var p [3][2]float32
	for i, q := range s.To {
		p[i] = [2]float32{float32(q.X*scale + dx), float32(q.Y*scale + dy)}
	}
	switch s.Op {
	case Move:
		v.ClosePath()
		v.MoveTo(p[0][0], p[0][1])
	case Line:
		v.LineTo(p[0][0], p[0][1])
	case Quad:
		v.QuadTo(p[0][0], p[0][1], p[1][0], p[1][1])
	case Cubic:
		v.CubeTo(p[0][0], p[0][1], p[1][0], p[1][1], p[2][0], p[2][1])
	}
}
