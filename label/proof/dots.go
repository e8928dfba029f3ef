package proof

import (
	"image"
	"math/bits"

	"ocoptrace/label"
)

// drawn returns how the box of a symbol's quiet zone shall look.
func (s spot) drawn(m label.Symbol) *label.Bitmap {
	b := label.NewBitmap(s.zone.Dx(), s.zone.Dy())
	x0, y0 := s.x-s.zone.Min.X, s.y-s.zone.Min.Y
	for j := range s.modules {
		row := b.Bits[(y0+j*s.n)*b.Stride():][:b.Stride()]
		for i := range s.modules * s.n {
			if x := x0 + i; m.Dark(i/s.n, j) {
				row[x/8] |= 0x80 >> (x % 8)
			}
		}
		for k := 1; k < s.n; k++ {
			copy(b.Bits[(y0+j*s.n+k)*b.Stride():], row)
		}
	}
	return b
}

// cut returns a part of a picture, which lies inside.
func cut(b *label.Bitmap, r image.Rectangle) *label.Bitmap {
	out := label.NewBitmap(r.Dx(), r.Dy())
	first, shift := r.Min.X/8, r.Min.X%8
	for y := range out.H {
		from := b.Bits[(r.Min.Y+y)*b.Stride():][first:b.Stride()]
		to := out.Bits[y*out.Stride():][:out.Stride()]
		for i := range to {
			to[i] = from[i] << shift
			if i+1 < len(from) {
				to[i] |= from[i+1] >> (8 - shift)
			}
		}
		if over := out.W % 8; over > 0 {
			to[len(to)-1] &= 0xff << (8 - over)
		}
	}
	return out
}

// eachDark calls f with the dark dots of a picture, in rows.
func eachDark(b *label.Bitmap, f func(x, y int)) {
	for y := range b.H {
		for i, v := range b.Bits[y*b.Stride():][:b.Stride()] {
			for v != 0 {
				x := bits.LeadingZeros8(v)
				if v &^= 0x80 >> x; i*8+x < b.W {
					f(i*8+x, y)
				}
			}
		}
	}
}
