package label

// Faces measures text in a set of [Fonts]. What it has read it keeps, so it
// belongs to one goroutine.
type Faces struct{ of [styles]*face }

// NewFaces reads the fonts. An error wraps [ErrFonts].
func NewFaces(fonts Fonts) (*Faces, error) {
	f := new(Faces)
	for i, data := range fonts.all() {
		var err error
		if f.of[i], err = newFace(data); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Has reports whether the font of a style has a character.
func (f *Faces) Has(s Style, r rune) bool { return f.of[s].glyph(r).ok }

// Measure returns the room that text takes on one line, in em, without kerning.
// Characters that the font lacks take none.
func (f *Faces) Measure(s Style, text string) Extent { return f.of[s].measure(text) }

// LeastSize returns the smallest size in points at which letters of every style
// have at least so many points and an x-height of so many mm.
func (f *Faces) LeastSize(points, xHeight float64) float64 {
	x := min(f.of[Regular].xHeight, f.of[Bold].xHeight, f.of[Mono].xHeight)
	return max(points, xHeight/(x*PointMM))
}
