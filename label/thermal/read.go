package thermal

import (
	"fmt"
	"iter"

	"ocoptrace/label"
	"ocoptrace/label/raster"
)

// A Label is one page of a job, as a printer would print it.
type Label struct {
	Bitmap *label.Bitmap // pictures and symbols; without Texts; as if not Turned
	Codes  []Code
	Texts  []Text
	Copies int
}

// A Code is a symbol that the printer draws. X, Y is its first dot.
type Code struct {
	URI        string
	Symbol     label.Symbol
	X, Y, Dots int // Dots is how wide a module is
}

// A Text is set by the printer in a font of its own.
type Text struct {
	Text, Face   string
	X, Y, Height int // where the baseline begins; em; dots
}

// Read reads a job that [Write] wrote for such a printer, of which only the
// language and the resolution matter. It knows the commands that Write uses, in
// their order, and no others. Each label is yielded when it is complete; at the
// first fault comes an error wrapping [ErrRead] with its place, and nothing more.
// Memory is bounded by one label of raster.MaxDots, work by the length of data.
func Read(p Printer, data []byte) iter.Seq2[Label, error] {
	return func(yield func(Label, error) bool) {
		if err := p.Check(); err != nil {
			yield(Label{}, err)
			return
		}
		in := &reader{p: p, data: data, budget: raster.MaxDots + dotsPerByte*len(data)}
		next := in.zpl
		if p.Language == TSPL {
			next = in.tspl
		}
		for in.at < len(data) {
			in.out = Label{}
			err := next()
			if err != nil {
				err = fmt.Errorf("%w: byte %d: %w", ErrRead, in.at, err)
			}
			if !yield(in.out, err) || err != nil {
				return
			}
		}
	}
}

// dotsPerByte bounds the dots of all labels of a job: a blank label takes about
// 100 bytes.
const dotsPerByte = 20_000

type reader struct {
	p      Printer
	data   []byte
	at     int // of what is read next
	budget int // dots left
	out    Label
}

// size begins a label.
func (r *reader) size(w, h int) error {
	if w < 8 || h < 8 || w > maxSide || h > maxSide || w*h > raster.MaxDots || w*h > r.budget {
		return fmt.Errorf("label of %d x %d dots", w, h)
	}
	r.budget -= w * h
	r.out.Bitmap = label.NewBitmap(w, h)
	return nil
}

// picture darkens dots from rows of so many bytes; no dark dot may lie outside.
func (r *reader) picture(x, y, stride int, bits []byte) error {
	to := r.out.Bitmap
	if r.budget -= 8 * len(bits); r.budget < 0 {
		return fmt.Errorf("more dots than a job of %d bytes can have", len(r.data))
	}
	for i, v := range bits {
		for b := 0; v != 0; b, v = b+1, v<<1 {
			if v&0x80 == 0 {
				continue
			}
			px, py := x+i%stride*8+b, y+i/stride
			if px < 0 || py < 0 || px >= to.W || py >= to.H {
				return fmt.Errorf("dot at %d, %d is outside of the label", px, py)
			}
			to.Set(px, py)
		}
	}
	return nil
}

// bar darkens a rectangle, which must lie on the label.
func (r *reader) bar(x, y, w, h int) error {
	to := r.out.Bitmap
	r.budget -= w * h
	if w < 1 || h < 1 || x+w > to.W || y+h > to.H || r.budget < 0 {
		return fmt.Errorf("bar of %d x %d dots at %d, %d", w, h, x, y)
	}
	for j := y; j < y+h; j++ {
		for i := x; i < x+w; i++ {
			to.Set(i, j)
		}
	}
	return nil
}

// code draws a symbol with the place and size of the printer's, which differs in
// its mask and in the modes of the text.
func (r *reader) code(x, y, dots int, level byte, text string) error {
	s, err := label.EncodeBytes(text)
	if err != nil {
		return err
	}
	if s.Level() != level {
		return fmt.Errorf("symbol of level %c, want %c, the highest of version %d for %d bytes", level, s.Level(), s.Version(), len(text))
	}
	side := s.Size() * dots
	r.budget -= side * side
	if r.budget < 0 || dots < 1 || dots > 10 || x < 0 || y < 0 || x+side > r.out.Bitmap.W || y+side > r.out.Bitmap.H {
		return fmt.Errorf("symbol of %d dots at %d, %d, modules of %d", side, x, y, dots)
	}
	for j := range side {
		for i := range side {
			if s.Dark(i/dots, j/dots) {
				r.out.Bitmap.Set(x+i, y+j)
			}
		}
	}
	r.out.Codes = append(r.out.Codes, Code{URI: text, Symbol: s, X: x, Y: y, Dots: dots})
	return nil
}

// short is a text for an error.
func short(s string) string {
	if len(s) > 40 {
		return fmt.Sprintf("%q...", s[:40])
	}
	return fmt.Sprintf("%q", s)
}
