package label

// Fonts holds TrueType fonts with a Unicode cmap. They are only read. Mono sets
// the code, with letters of one width, so that all labels of a run look alike;
// where it is empty Bold does.
type Fonts struct {
	Regular, Bold, Mono []byte
}

// Of returns the font of a style.
func (f Fonts) Of(s Style) []byte { return f.all()[s] }

// all returns the fonts by style.
func (f Fonts) all() [styles][]byte {
	if len(f.Mono) == 0 {
		f.Mono = f.Bold
	}
	return [styles][]byte{f.Regular, f.Bold, f.Mono}
}
