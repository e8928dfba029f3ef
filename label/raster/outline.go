package raster

import (
	"errors"
	"fmt"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"ocoptrace/label"
)

// ErrGlyph reports a character that a font lacks.
var ErrGlyph = errors.New("label/raster: no glyph")

// Op is what a [Segment] of an outline does.
type Op byte

// Ops, with the number of points that they take.
const (
	Move  Op = iota // 1: a contour begins; the one before it is closed
	Line            // 1
	Quad            // 2: a control point and the end of a quadratic curve
	Cubic           // 3: two control points and the end of a cubic curve
)

// A Point is measured in em from the origin of a glyph, y downwards.
type Point struct{ X, Y float64 }

// A Segment is a step of an outline.
type Segment struct {
	Op Op
	To [3]Point
}

// Points returns the points that the segment's Op takes; the last is its end.
func (s Segment) Points() []Point { return s.To[:max(1, s.Op)] }

// A Glyph is the shape of a character. Its contours are filled where the winding
// number is not zero.
type Glyph struct {
	Advance float64 // em
	Path    []Segment
	// The box around the points, em, y downwards.
	Left, Top, Right, Bottom float64
}

// Glyph returns the shape of a character. One that the font lacks, or a style
// that there is not, is an error wrapping [ErrGlyph]. The glyph is not to be
// changed.
func (r *Raster) Glyph(s label.Style, c rune) (*Glyph, error) {
	if s < 0 || int(s) >= len(r.faces) {
		return nil, fmt.Errorf("%w: style %d", ErrGlyph, s)
	}
	return r.faces[s].glyph(c)
}

type face struct {
	font   *sfnt.Font
	buf    sfnt.Buffer
	em     fixed.Int26_6
	glyphs map[rune]*Glyph
}

func newFace(data []byte) (*face, error) {
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", label.ErrFonts, err)
	}
	return &face{font: f, em: fixed.I(int(f.UnitsPerEm())), glyphs: map[rune]*Glyph{}}, nil
}

func (f *face) glyph(c rune) (*Glyph, error) {
	if g := f.glyphs[c]; g != nil {
		return g, nil
	}
	g, err := f.load(c)
	if err != nil {
		return nil, fmt.Errorf("%w for %q: %w", ErrGlyph, c, err)
	}
	f.glyphs[c] = g
	return g, nil
}

var errMissing = errors.New("the font does not have it")

func (f *face) load(c rune) (*Glyph, error) {
	i, err := f.font.GlyphIndex(&f.buf, c)
	if err != nil {
		return nil, err
	}
	if i == 0 {
		return nil, errMissing
	}
	advance, err := f.font.GlyphAdvance(&f.buf, i, f.em, font.HintingNone)
	if err != nil {
		return nil, err
	}
	segments, err := f.font.LoadGlyph(&f.buf, i, f.em, nil)
	if err != nil {
		return nil, err
	}
	g := &Glyph{Advance: float64(advance) / float64(f.em)}
	for _, s := range segments {
		g.add(s, float64(f.em))
	}
	return g, nil
}

// add appends a step of the font's own outline, whose y is downwards too.
func (g *Glyph) add(s sfnt.Segment, em float64) {
	ops := [...]Op{
		sfnt.SegmentOpMoveTo: Move, sfnt.SegmentOpLineTo: Line,
		sfnt.SegmentOpQuadTo: Quad, sfnt.SegmentOpCubeTo: Cubic,
	}
	out := Segment{Op: ops[s.Op]}
	for i := range out.Points() {
		out.To[i] = Point{float64(s.Args[i].X) / em, float64(s.Args[i].Y) / em}
	}
	g.append(out)
}
