package snapshot

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"ocoptrace/label"
)

// A scene is what a camera sees: symbols on a table in uneven light.
type scene struct {
	w, h    int
	symbols []placed
	noise   float64 // in steps of brightness
	dim     float64 // how much darker the right edge is, 0 to 1
}

// A placed symbol lies somewhere, turned, and further away at its top.
type placed struct {
	text   string
	x, y   float64 // of its centre
	module float64 // pixels
	angle  float64 // radians
	tilt   float64 // 0 for seen from above
}

// photo takes a picture of the scene.
func (s scene) photo(t testing.TB, seed uint64) *image.Gray {
	t.Helper()
	g := image.NewGray(image.Rect(0, 0, s.w, s.h))
	for i := range g.Pix {
		g.Pix[i] = 190
	}
	for _, p := range s.symbols {
		p.draw(t, g)
	}
	random := rand.New(rand.NewPCG(seed, 1))
	for i, v := range g.Pix {
		light := 1 - s.dim*float64(i%s.w)/float64(s.w)
		g.Pix[i] = uint8(min(255, max(0, float64(v)*light+random.NormFloat64()*s.noise)))
	}
	return g
}

// draw draws a symbol with its quiet zone of 4 modules, four samples a pixel.
func (p placed) draw(t testing.TB, g *image.Gray) {
	t.Helper()
	symbol, err := label.Encode(p.text)
	if err != nil {
		t.Fatal(err)
	}
	n := float64(symbol.Size())
	reach := int((n + 8) * p.module)
	for y := max(0, int(p.y)-reach); y < min(g.Rect.Dy(), int(p.y)+reach); y++ {
		for x := max(0, int(p.x)-reach); x < min(g.Rect.Dx(), int(p.x)+reach); x++ {
			sum, inside := 0, 0
			for i := range 4 {
				u, v := p.onLabel(float64(x)+0.25+0.5*float64(i%2), float64(y)+0.25+0.5*float64(i/2))
				u, v = u+n/2, v+n/2
				switch {
				case u < -4 || v < -4 || u >= n+4 || v >= n+4:
				case u >= 0 && v >= 0 && u < n && v < n && symbol.Dark(int(u), int(v)):
					sum, inside = sum+25, inside+1
				default:
					sum, inside = sum+240, inside+1
				}
			}
			if inside == 4 {
				g.Pix[y*g.Stride+x] = uint8(sum / 4)
			}
		}
	}
}

// onLabel is a point of the picture in modules from the symbol's centre.
func (p placed) onLabel(x, y float64) (u, v float64) {
	x, y = (x-p.x)/p.module, (y-p.y)/p.module
	sin, cos := math.Sincos(p.angle)
	u, v = x*cos+y*sin, y*cos-x*sin
	depth := 1 - p.tilt*v/40
	return u / depth, v / depth
}
