package raster

import (
	"fmt"
	"image"

	"ocoptrace/label"
)

// em returns the dots in an em of a text, in whole 64ths, so that sizes that
// differ by less share their glyphs.
func em(m label.TextMark, k float64) (float64, error) {
	s := float64(round(m.Size*k*25.4/72*64)) / 64
	if !(s > 0 && s <= MaxEm) {
		return 0, fmt.Errorf("%w: text %s of %g pt has %g dots in an em, want at most %d", ErrBounds, m.Field, m.Size, s, MaxEm)
	}
	return s, nil
}

// letters calls f with each glyph of a text and how far its origin is from the
// text's, in em.
func (r *Raster) letters(m label.TextMark, f func(c rune, g *Glyph, along float64)) error {
	along := 0.0
	for _, c := range m.Text {
		g, err := r.Glyph(m.Style, c)
		if err != nil {
			return fmt.Errorf("text %s: %w", m.Field, err)
		}
		f(c, g, along)
		along += g.Advance
	}
	return nil
}

// maxHeld is how many bytes of drawn glyphs are kept of either kind.
const maxHeld = 4 << 20

type maskKey struct {
	style label.Style
	c     rune
	em    float64
}

// A mask is a glyph of one bit a dot, its first dot at X, Y from the origin.
type mask struct {
	*label.Bitmap
	X, Y int
}

// mask returns the dots of a glyph that are at least half covered.
func (r *Raster) mask(key maskKey, g *Glyph) mask {
	m, ok := r.masks[key]
	if ok {
		return m
	}
	m = newMask(g, key.em)
	if r.held += len(m.Bits) + 100; r.held > maxHeld {
		clear(r.masks)
		r.held = len(m.Bits) + 100
	}
	r.masks[key] = m
	return m
}

// newMask draws a glyph with s dots in an em.
func newMask(g *Glyph, s float64) mask {
	box := g.box(s, 0, 0)
	m := mask{label.NewBitmap(box.Dx(), box.Dy()), box.Min.X, box.Min.Y}
	for i, part := range g.parts() {
		a := part.cover(s, 0, 0)
		least := uint8(128)
		if i > 0 {
			least = threshold(a)
		}
		off := a.Rect.Min.Sub(box.Min)
		for j, v := range a.Pix {
			if v >= least {
				m.Set(off.X+j%a.Stride, off.Y+j/a.Stride)
			}
		}
	}
	return m
}

type smoothKey struct {
	maskKey
	dx, dy int // quarters of a dot
}

// smoothed returns how dark a glyph's dots are.
func (r *Raster) smoothed(key smoothKey, g *Glyph) *image.Alpha {
	a, ok := r.smooth[key]
	if ok {
		return a
	}
	a = g.cover(key.em, float64(key.dx)/4, float64(key.dy)/4)
	if r.spent += len(a.Pix) + 100; r.spent > maxHeld {
		clear(r.smooth)
		r.spent = len(a.Pix) + 100
	}
	r.smooth[key] = a
	return a
}
