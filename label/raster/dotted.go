package raster

import (
	"ocoptrace/label"
)

// dotted is a one-bit picture with k dots in a millimetre.
type dotted struct {
	r  *Raster
	to *label.Bitmap
	k  float64
}

// span returns the dots from at to at+length mm, at least one.
func span(k, at, length float64) (from, to int) {
	from, to = round(k*at), round(k*(at+length))
	return from, max(to, from+1)
}

// row darkens the dots from x0 up to x1 of a row.
func (b *dotted) row(x0, x1, y int) {
	x0, x1 = max(x0, 0), min(x1, b.to.W)
	if x0 >= x1 || y < 0 || y >= b.to.H {
		return
	}
	line := b.to.Bits[y*b.to.Stride():][:b.to.Stride()]
	first, last := x0/8, (x1-1)/8
	head, tail := byte(0xff)>>(x0%8), byte(0xff)<<(7-(x1-1)%8)
	if first == last {
		line[first] |= head & tail
		return
	}
	line[first] |= head
	for i := first + 1; i < last; i++ {
		line[i] = 0xff
	}
	line[last] |= tail
}

func (b *dotted) bar(m label.BarMark, x, y float64) {
	x0, x1 := span(b.k, x, m.W)
	y0, y1 := span(b.k, y, m.H)
	for j := max(y0, 0); j < min(y1, b.to.H); j++ {
		b.row(x0, x1, j)
	}
}

func (b *dotted) image(m label.ImageMark, x, y float64) error {
	x0, x1 := span(b.k, x, m.W)
	y0, y1 := span(b.k, y, m.H)
	for j := max(y0, 0); j < min(y1, b.to.H); j++ {
		row := under(j, y0, y1, m.Bitmap.H)
		for i := max(x0, 0); i < min(x1, b.to.W); i++ {
			if m.Bitmap.Dark(under(i, x0, x1, m.Bitmap.W), row) {
				b.to.Set(i, j)
			}
		}
	}
	return nil
}

// under returns which of n pixels stretched from dot from up to dot to lies
// under the centre of dot i.
func under(i, from, to, n int) int { return (2*(i-from) + 1) * n / (2 * (to - from)) }

func (b *dotted) text(m label.TextMark, x, y float64) error {
	s, err := em(m, b.k)
	if err != nil {
		return err
	}
	base := round(b.k * y)
	return b.r.letters(m, func(c rune, g *Glyph, along float64) {
		b.stamp(b.r.mask(maskKey{m.Style, c, s}, g), round(b.k*x+along*s), base)
	})
}

// stamp darkens the dots of a glyph with its origin at x, y.
func (b *dotted) stamp(m mask, x, y int) {
	x, y = x+m.X, y+m.Y
	inside := x >= 0 && y >= 0 && x+m.W <= b.to.W && y+m.H <= b.to.H
	for j := range m.H {
		if inside {
			b.merge(m.Bits[j*m.Stride():][:m.Stride()], x, y+j)
			continue
		}
		for i := range m.W {
			if m.Dark(i, j) {
				b.row(x+i, x+i+1, y+j)
			}
		}
	}
}

// merge darkens the dots of a row of bytes from x on. It must lie inside.
func (b *dotted) merge(from []byte, x, y int) {
	line := b.to.Bits[y*b.to.Stride():][:b.to.Stride()]
	at, shift := x/8, x%8
	for i, v := range from {
		line[at+i] |= v >> shift
		if low := v << (8 - shift); low != 0 {
			line[at+i+1] |= low
		}
	}
}
