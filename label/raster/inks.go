package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"ocoptrace/label"
)

// inks is a coloured picture with k dots in a millimetre.
type inks struct {
	r  *Raster
	to *image.RGBA
	k  float64
}

func white(w, h int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range out.Pix {
		out.Pix[i] = 0xff
	}
	return out
}

// uniform returns the ink of a colour; one that there is not is black, as with
// every printer that has no colours.
func uniform(c label.Colour) *image.Uniform {
	ink, _ := label.InkOf(c)
	return image.NewUniform(color.RGBA{ink.R, ink.G, ink.B, 0xff})
}

// paint lays an ink over the picture as thick as a says.
func (c *inks) paint(a *image.Alpha, ink label.Colour) {
	draw.DrawMask(c.to, a.Rect, uniform(ink), image.Point{}, a, a.Rect.Min, draw.Over)
}

func (c *inks) rect(x, y, w, h float64) image.Rectangle {
	x0, x1 := span(c.k, x, w)
	y0, y1 := span(c.k, y, h)
	return image.Rect(x0, y0, x1, y1)
}

func (c *inks) bar(m label.BarMark, x, y float64) {
	draw.Draw(c.to, c.rect(x, y, m.W, m.H), uniform(m.Colour), image.Point{}, draw.Src)
}

func (c *inks) image(m label.ImageMark, x, y float64) error {
	r := c.rect(x, y, m.W, m.H)
	a := image.NewAlpha(r.Intersect(c.to.Rect))
	for j := a.Rect.Min.Y; j < a.Rect.Max.Y; j++ {
		for i := a.Rect.Min.X; i < a.Rect.Max.X; i++ {
			a.SetAlpha(i, j, color.Alpha{share(m.Bitmap, i-r.Min.X, j-r.Min.Y, r.Dx(), r.Dy())})
		}
	}
	c.paint(a, m.Colour)
	return nil
}

// share returns which part of the pixels under dot i, j is dark, of 255, where a
// picture is stretched over w by h dots.
func share(b *label.Bitmap, i, j, w, h int) uint8 {
	x0, y0 := i*b.W/w, j*b.H/h
	x1, y1 := max(x0+1, (i+1)*b.W/w), max(y0+1, (j+1)*b.H/h)
	dark := 0
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			if b.Dark(x, y) {
				dark++
			}
		}
	}
	return uint8(dark * 255 / ((x1 - x0) * (y1 - y0)))
}

func (c *inks) text(m label.TextMark, x, y float64) error {
	s, err := em(m, c.k)
	if err != nil {
		return err
	}
	baseY, dy := quarters(c.k * y)
	return c.r.letters(m, func(char rune, g *Glyph, along float64) {
		baseX, dx := quarters(c.k*x + along*s)
		a := *c.r.smoothed(smoothKey{maskKey{m.Style, char, s}, dx, dy}, g)
		a.Rect = a.Rect.Add(image.Pt(baseX, baseY))
		c.paint(&a, m.Colour)
	})
}

// quarters returns the whole dots of v and the quarters over, 0 to 3.
func quarters(v float64) (whole, over int) {
	n := int(math.Round(v * 4))
	whole = int(math.Floor(float64(n) / 4))
	return whole, n - 4*whole
}
