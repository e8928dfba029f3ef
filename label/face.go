package label

import (
	"errors"
	"fmt"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// ErrFonts reports a font that cannot be read.
var ErrFonts = errors.New("label: font")

// PointMM is the length of a point in millimetres.
const PointMM = 25.4 / 72

// Extent is the room that letters take, in em: the advance, and how far the ink
// reaches above and below the baseline, left of the origin and right of the
// advance.
type Extent struct{ Advance, Above, Below, Left, Right float64 }

// Width returns the width of the ink and the advances.
func (e Extent) Width() float64 { return e.Left + e.Advance + e.Right }

// Then returns the extent of e followed by more after a gap.
func (e Extent) Then(more Extent, gap float64) Extent {
	return Extent{
		Advance: e.Advance + gap + more.Advance,
		Above:   max(e.Above, more.Above),
		Below:   max(e.Below, more.Below),
		Left:    e.Left,
		Right:   more.Right,
	}
}

type glyph struct {
	Extent
	ok bool // the font has it
}

// face measures one font. Measures are read when first asked for, so a face
// belongs to one goroutine.
type face struct {
	font    *sfnt.Font
	buf     sfnt.Buffer
	ppem    fixed.Int26_6
	xHeight float64 // em
	glyphs  map[rune]glyph
}

func newFace(data []byte) (*face, error) {
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFonts, err)
	}
	fc := &face{font: f, ppem: fixed.I(int(f.UnitsPerEm())), glyphs: make(map[rune]glyph)}
	m, err := f.Metrics(&fc.buf, fc.ppem, font.HintingNone)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFonts, err)
	}
	if m.XHeight <= 0 {
		return nil, fmt.Errorf("%w: no x-height", ErrFonts)
	}
	fc.xHeight = fc.em(m.XHeight)
	return fc, nil
}

func (f *face) em(v fixed.Int26_6) float64 { return float64(v) / float64(f.ppem) }

// glyph returns the measures of r, with ok unset where the font lacks it.
func (f *face) glyph(r rune) glyph {
	g, seen := f.glyphs[r]
	if !seen {
		g = f.load(r)
		f.glyphs[r] = g
	}
	return g
}

func (f *face) load(r rune) glyph {
	i, err := f.font.GlyphIndex(&f.buf, r)
	if err != nil || i == 0 {
		return glyph{}
	}
	b, adv, err := f.font.GlyphBounds(&f.buf, i, f.ppem, font.HintingNone)
	if err != nil {
		return glyph{}
	}
	return glyph{ok: true, Extent: Extent{
		Advance: f.em(adv),
		Above:   max(0, -f.em(b.Min.Y)),
		Below:   max(0, f.em(b.Max.Y)),
		Left:    max(0, -f.em(b.Min.X)),
		Right:   max(0, f.em(b.Max.X-adv)),
	}}
}

func (f *face) measure(text string) Extent {
	var e Extent
	for i, r := range text {
		g := f.glyph(r).Extent
		if i == 0 {
			e = g
		} else {
			e = e.Then(g, 0)
		}
	}
	return e
}
