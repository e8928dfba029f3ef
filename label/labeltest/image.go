package labeltest

import (
	"image"
	"image/color"
	"image/draw"
)

// threshold makes every pixel black or white.
func threshold(g *image.Gray) {
	for i, v := range g.Pix {
		g.Pix[i] = 0
		if v >= 128 {
			g.Pix[i] = 255
		}
	}
}

// Crop returns the part of a rendered page that shows a box in mm.
func Crop(g *image.Gray, dpi int, x, y, w, h float64) *image.Gray {
	px := func(mm float64) int { return int(mm/25.4*float64(dpi) + 0.5) }
	r := image.Rect(px(x), px(y), px(x+w), px(y+h)).Intersect(g.Bounds())
	out := image.NewGray(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), g, r.Min, draw.Src)
	return out
}
