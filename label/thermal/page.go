package thermal

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"ocoptrace/label"
	"ocoptrace/label/raster"
)

// maxSide is the longest side of a page in dots: the limit of ^PW, ^LL and ^FO.
const maxSide = 32000

// A code is a symbol that the printer draws.
type code struct {
	x, y, dots int // first module, and how wide modules are
	level      byte
	text       string
}

// A line is text that the printer draws with a font of its own.
type line struct {
	x, y, height int // beginning of the baseline, em; dots
	face, text   string
}

// A job is what one page asks of the printer.
type job struct {
	wmm, hmm float64
	w, h     int // dots
	bands    []band
	bars     []bar
	codes    []code
	lines    []line
}

// newJob splits a page into what the printer draws by itself and pictures.
func newJob(r *raster.Raster, p Printer, page *label.Page) (job, error) {
	if err := raster.Check(page); err != nil {
		return job{}, fmt.Errorf("%w: %w", ErrPage, err)
	}
	size := *page
	page = &size
	page.W, page.H = hundredths(page.W), hundredths(page.H)
	j := job{wmm: page.W, hmm: page.H, w: p.dots(page.W), h: p.dots(page.H)}
	if j.w < 8 || j.h < 8 || j.w > maxSide || j.h > maxSide {
		return job{}, fmt.Errorf("%w: %d x %d dots (%g x %g mm), want 8 to %d each way", ErrPage, j.w, j.h, page.W, page.H, maxSide)
	}
	rest := &label.Page{W: page.W, H: page.H}
	for _, at := range page.Placed {
		left, err := j.take(p, at)
		if err != nil {
			return job{}, err
		}
		rest.Placed = append(rest.Placed, label.Placed{X: at.X, Y: at.Y, Drawing: left})
	}
	picture, err := r.Page(rest, p.dpi())
	if err != nil {
		return job{}, fmt.Errorf("%w: %w", ErrPage, err)
	}
	j.bands = bands(picture)
	return j, nil
}

// hundredths is a length in mm as SIZE has it.
func hundredths(mm float64) float64 { return math.Round(mm*100) / 100 }

// take takes from a drawing what the printer draws by itself, and returns the rest.
func (j *job) take(p Printer, at label.Placed) (*label.Drawing, error) {
	rest := *at.Drawing
	rest.Symbols, rest.Texts, rest.Bars = nil, nil, nil
	for _, m := range at.Drawing.Symbols {
		c, native, err := j.code(p, m, at)
		if err != nil {
			return nil, err
		}
		if native {
			j.codes = append(j.codes, c)
		} else {
			rest.Symbols = append(rest.Symbols, m)
		}
	}
	for _, m := range at.Drawing.Bars {
		if b, ok := newBar(p, m, at, j.w, j.h); ok {
			j.bars = append(j.bars, b)
		}
	}
	for _, m := range at.Drawing.Texts {
		l := newLine(p, m, at)
		if l.settable(j.w, j.h) {
			j.lines = append(j.lines, l)
		} else {
			rest.Texts = append(rest.Texts, m)
		}
	}
	return &rest, nil
}

// code returns a symbol in dots, and whether the printer can draw it as it is
// meant.
func (j *job) code(p Printer, m label.SymbolMark, at label.Placed) (c code, native bool, err error) {
	if m.Symbol.Size() == 0 {
		return code{}, false, fmt.Errorf("%w: a symbol without modules", ErrPage)
	}
	m.X, m.Y = m.X+at.X, m.Y+at.Y
	c = code{level: m.Symbol.Level(), text: m.URI}
	c.x, c.y, c.dots = raster.At(m, p.dpi())
	side := c.dots * m.Symbol.Size()
	inside := c.x >= 0 && c.y >= 0 && c.x+side <= j.w && c.y+side <= j.h
	native = !p.SymbolAsImage && inside && c.dots >= 1 && c.dots <= 10 && printable(m.URI) && asLarge(m.Symbol, m.URI)
	if p.Language == ZPL {
		return c, native && c.y >= zplSink, nil
	}
	return c, native && tsplQuotable(m.URI), nil
}

// asLarge reports whether a printer that encodes the text in byte mode at our
// level makes a symbol as large as ours.
func asLarge(s label.Symbol, text string) bool {
	return s.Version() == label.ByteVersion(len(text), s.Level())
}

// printable reports whether a text is what label.Encode takes.
func printable(text string) bool {
	other := func(r rune) bool { return r < ' ' || r > '~' }
	return text != "" && len(text) <= label.MaxContent && !strings.ContainsFunc(text, other)
}

func newLine(p Printer, m label.TextMark, at label.Placed) line {
	return line{
		x: p.dots(at.X + m.X), y: p.dots(at.Y + m.Y),
		height: max(1, int(math.Floor(m.Size*p.dpi()/72))),
		face:   p.Faces.of(m.Style), text: m.Text,
	}
}

// settable reports whether the printer has the font and can be told of the line.
func (l line) settable(w, h int) bool {
	inside := l.x >= 0 && l.y >= 0 && l.x < w && l.y < h && l.height <= 9999
	return l.face != "" && inside && utf8.ValidString(l.text) && !strings.ContainsFunc(l.text, unicode.IsControl)
}
