package label

// Faces measures text in a set of [Fonts]. What it has read it keeps, so it
// belongs to one goroutine.
type Faces struct{ of faces }

// NewFaces reads the fonts. An error wraps [ErrFonts].
func NewFaces(fonts Fonts) (*Faces, error) {
	f, err := newFaces(fonts)
	if err != nil {
		return nil, err
	}
	return &Faces{f}, nil
}

// Has reports whether the font of a style has a character.
func (f *Faces) Has(s Style, r rune) bool { return f.of[s].glyph(r).ok }

// Measure returns the room that text takes on one line, in em, without kerning.
// Characters that the font lacks take none.
func (f *Faces) Measure(s Style, text string) Extent { return f.of[s].measure(text) }

// LeastSize returns the smallest size in points at which letters of every style
// have at least so many points and an x-height of so many mm.
func (f *Faces) LeastSize(points, xHeight float64) float64 {
	return f.of.leastOf(points, xHeight)
}
