package picture

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"ocoptrace/label"
	"ocoptrace/label/raster"
)

// SVG writes a label. One out of bounds is an error wrapping [raster.ErrBounds], a
// character without a glyph one wrapping [raster.ErrGlyph]; then nothing has been
// written.
func SVG(w io.Writer, r *raster.Raster, d *label.Drawing) error {
	return SVGPage(w, r, alone(d))
}

// SVGPage writes a page. Errors are those of [SVG].
func SVGPage(w io.Writer, r *raster.Raster, p *label.Page) error {
	if err := check(r, p); err != nil {
		return err
	}
	s := svg{bufio.NewWriter(w), r}
	s.begin(p.W, p.H)
	for _, at := range p.Placed {
		moved := at.X != 0 || at.Y != 0
		if moved {
			s.printf("<g transform=\"translate(%s %s)\">\n", number(at.X), number(at.Y))
		}
		s.drawing(at.Drawing)
		if moved {
			s.printf("</g>\n")
		}
	}
	return s.end()
}

// SVGSymbol writes a symbol with its quiet zone, with modules of some mm, more
// than 0; what it holds becomes its aria-label. A symbol wider than
// [raster.MaxSide] is an error wrapping [raster.ErrBounds].
func SVGSymbol(w io.Writer, m label.SymbolMark) error {
	p := alone(withQuiet(m))
	if err := raster.Check(p); err != nil {
		return err
	}
	s := svg{bufio.NewWriter(w), nil}
	s.begin(p.W, p.H)
	s.drawing(p.Placed[0].Drawing)
	return s.end()
}

// withQuiet returns a label that is a symbol and its quiet zone.
func withQuiet(m label.SymbolMark) *label.Drawing {
	m.X, m.Y = label.Quiet*m.Module, label.Quiet*m.Module
	side := m.Side() + 2*label.Quiet*m.Module
	return &label.Drawing{W: side, H: side, Symbols: []label.SymbolMark{m}}
}

// alone returns a page that is one label; without one it has no size.
func alone(d *label.Drawing) *label.Page {
	if d == nil {
		return &label.Page{}
	}
	return &label.Page{W: d.W, H: d.H, Placed: []label.Placed{{Drawing: d}}}
}

// check makes sure that a page can be drawn to its last letter.
func check(r *raster.Raster, p *label.Page) error {
	if err := raster.Check(p); err != nil {
		return err
	}
	for _, at := range p.Placed {
		for _, m := range at.Drawing.Texts {
			for _, c := range m.Text {
				if _, err := r.Glyph(m.Style, c); err != nil {
					return fmt.Errorf("text %s: %w", m.Field, err)
				}
			}
		}
	}
	return nil
}

// svg writes a checked page. Errors of writing come at the end.
type svg struct {
	w *bufio.Writer
	r *raster.Raster
}

func (s svg) printf(format string, args ...any) { fmt.Fprintf(s.w, format, args...) }

func (s svg) begin(w, h float64) {
	s.printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	s.printf("<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%[1]smm\" height=\"%[2]smm\" viewBox=\"0 0 %[1]s %[2]s\">\n", number(w), number(h))
	s.printf("<rect width=\"%s\" height=\"%s\" fill=\"#ffffff\"/>\n", number(w), number(h))
}

func (s svg) end() error {
	s.printf("</svg>\n")
	return s.w.Flush()
}

// number writes a length, rounded to 1/10,000.
func number(v float64) string { return rounded(v, 1e4) }

// factor writes a scale, which many pixels may multiply, rounded to 1e-9.
func factor(v float64) string { return rounded(v, 1e9) }

// rounded writes v to the nearest 1/per in the fewest digits.
func rounded(v, per float64) string {
	v = math.Round(v*per) / per
	if v == 0 {
		v = 0 // not -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// fill returns an ink as XML; one that there is not is black.
func fill(c label.Colour) string {
	ink, _ := label.InkOf(c)
	return fmt.Sprintf("#%02x%02x%02x", ink.R, ink.G, ink.B)
}

func escaped(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(text)) // a strings.Builder takes everything
	return b.String()
}
