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
	for row := range r.Dy() {
		copy(out.Pix[row*out.Stride:][:r.Dx()], g.Pix[g.PixOffset(r.Min.X, r.Min.Y+row):])
	}
	return out
}

// Grey is an opaque picture in grey, as color.GrayModel has it.
func Grey(img image.Image) *image.Gray {
	b := img.Bounds()
	out := image.NewGray(b)
	pixels, stride := bytesOf(img)
	if pixels == nil {
		draw.Draw(out, b, img, b.Min, draw.Src)
		return out
	}
	for y := range b.Dy() {
		row := out.Pix[y*out.Stride:][:b.Dx()]
		for x := range row {
			p := pixels[y*stride+4*x:][:3]
			if row[x] = p[0]; p[0] != p[1] || p[1] != p[2] {
				row[x] = color.GrayModel.Convert(color.RGBA{p[0], p[1], p[2], 255}).(color.Gray).Y
			}
		}
	}
	return out
}

// bytesOf are four bytes for each pixel of a picture that has them, and those of
// a row; nil of another. Pixels are opaque, so that it does not matter whether
// they are multiplied by their opacity.
func bytesOf(img image.Image) (pixels []byte, stride int) {
	switch p := img.(type) {
	case *image.RGBA:
		return p.Pix, p.Stride
	case *image.NRGBA:
		return p.Pix, p.Stride
	}
	return nil, 0
}
