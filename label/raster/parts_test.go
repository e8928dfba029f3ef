package raster

import (
	"fmt"
	"slices"
	"testing"
)

// square is a contour, turned round where it is a hole.
func square(x, y, side float64, hole bool) []Segment {
	p := []Point{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}
	if hole {
		slices.Reverse(p)
	}
	out := []Segment{{Op: Move, To: [3]Point{p[0]}}}
	for _, q := range p[1:] {
		out = append(out, Segment{Op: Line, To: [3]Point{q}})
	}
	return out
}

// In whichever order a font has its contours, holes stay holes and marks marks.
func TestParts(t *testing.T) {
	contours := [][]Segment{
		square(0, 0, 10, false), square(1, 1, 3, true), square(5, 5, 3, true), // a letter with two holes
		square(2, -5, 4, false), square(3, -4, 1, true), // a ring over it
	}
	for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {1, 2, 4, 0, 3}, {1, 3, 0, 4, 2}, {2, 4, 3, 1, 0}} {
		g := &Glyph{}
		for _, i := range order {
			for _, s := range contours[i] {
				g.append(s)
			}
		}
		var got []string
		for _, p := range g.parts() {
			got = append(got, fmt.Sprintf("%g,%g to %g,%g area %g", p.Left, p.Top, p.Right, p.Bottom, p.area()))
		}
		want := []string{"0,0 to 10,10 area 82", "2,-5 to 6,-1 area 15"}
		if !slices.Equal(got, want) {
			t.Errorf("contours in order %v: %q, want %q", order, got, want)
		}
	}
}
