package proof

import (
	"bytes"
	"image"
	"math"

	"ocoptrace/label"
	"ocoptrace/label/raster"
)

// Drawing looks at a label as a printer of some dpi prints it. What is wrong with
// it is an *[Error]; a label that cannot be drawn is an error of
// [raster.Raster.Draw].
func Drawing(r *raster.Raster, d *label.Drawing, dpi float64) error {
	b, err := r.Draw(d, dpi)
	if err != nil {
		return err
	}
	for _, m := range d.Symbols {
		if err := checkSymbol(b, m, dpi); err != nil {
			return err
		}
	}
	if len(d.Images) == 0 && len(d.Bars) < fewBars {
		return nil
	}
	return checkRest(b, d.Symbols, dpi)
}

// fewBars are too few to make a symbol: each of its three corners takes five.
const fewBars = 15

// spot is where a symbol is in a picture: its first dot, the dots in a module, and
// the quiet zone's box without its outermost dots.
type spot struct {
	x, y, n, modules int
	zone             image.Rectangle
}

func spotOf(m label.SymbolMark, dpi float64) spot {
	x, y, n := raster.At(m, dpi)
	dot := func(mm float64) int { return int(math.Round(mm * dpi / 25.4)) }
	quiet := label.Quiet * m.Module
	zone := image.Rect(dot(m.X-quiet), dot(m.Y-quiet), dot(m.X+m.Side()+quiet), dot(m.Y+m.Side()+quiet))
	return spot{x, y, n, m.Symbol.Size(), zone.Inset(1)}
}

func checkSymbol(b *label.Bitmap, m label.SymbolMark, dpi float64) error {
	s := spotOf(m, dpi)
	if !s.zone.In(image.Rect(0, 0, b.W, b.H)) {
		return &Error{Want: m.URI, Err: ErrEdge}
	}
	part := cut(b, s.zone)
	if bytes.Count(part.Bits, []byte{0}) == len(part.Bits) {
		return &Error{Want: m.URI, Err: ErrMissing}
	}
	clean := bytes.Equal(part.Bits, s.drawn(m.Symbol).Bits)
	text, err := look(part)
	if err != nil {
		text, err = sampled(b, s.x, s.y, s.n, s.modules)
	}
	return verdict(text, m.URI, err, clean)
}

// verdict says what is wrong with a symbol, the worst first.
func verdict(read, want string, err error, clean bool) error {
	switch {
	case err == nil && read != want:
		return &Error{Read: read, Want: want, Err: ErrDiffers}
	case !clean:
		return &Error{Read: read, Want: want, Err: ErrInk}
	case err != nil:
		return &Error{Want: want, Err: err}
	}
	return nil
}

// checkRest looks for a symbol besides those known. It spoils the picture.
func checkRest(b *label.Bitmap, known []label.SymbolMark, dpi float64) error {
	for _, m := range known {
		s := spotOf(m, dpi)
		for y := s.y; y < s.y+s.n*s.modules; y++ {
			lighten(b, s.x, s.x+s.n*s.modules, y)
		}
	}
	rest := enlarged(b, 1, 0)
	if crowded(rest) {
		return nil
	}
	if text, err := find(rest); err == nil {
		return &Error{Read: text, Err: ErrExtra}
	}
	return nil
}

// lighten clears the dots from x0 up to x1 of a row, which lie inside.
func lighten(b *label.Bitmap, x0, x1, y int) {
	line := b.Bits[y*b.Stride():]
	for x := x0; x < x1; x++ {
		line[x/8] &^= 0x80 >> (x % 8)
	}
}
