package thermal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"

	"ocoptrace/label"
)

var printers = []Printer{
	{Language: ZPL, DPI: 203},
	{Language: ZPL, DPI: 300, Media: Mark, Darkness: 20, Speed: 4, Turned: true},
	{Language: ZPL, DPI: 600, Media: Continuous, SymbolAsImage: true},
	{Language: TSPL, DPI: 203, GapMM: 2},
	{Language: TSPL, DPI: 300, Media: Mark, GapMM: 3.175, Darkness: 8, Speed: 3, Turned: true},
	{Language: TSPL, DPI: 600, Media: Continuous, SymbolAsImage: true},
}

// What is read back is what raster draws, dot by dot, and the symbols hold the URI.
func TestReadBackEqualsRaster(t *testing.T) {
	for _, p := range printers {
		t.Run(fmt.Sprintf("%s %g", p.Language, p.DPI), func(t *testing.T) {
			pages := []*label.Page{page(stamp(t, uri)), page(stamp(t, uri+"2"), stamp(t, uri+"3"))}
			labels := read(t, p, write(t, p, pages...))
			if len(labels) != len(pages) {
				t.Fatalf("%d labels, want %d", len(labels), len(pages))
			}
			for i, l := range labels {
				if want := drawn(t, pages[i], p.dpi()); !equal(l.Bitmap, want) {
					t.Errorf("label %d, %d x %d dots, is not as drawn, %d x %d", i, l.Bitmap.W, l.Bitmap.H, want.W, want.H)
				}
				checkCodes(t, p, l, pages[i])
			}
		})
	}
}

func checkCodes(t *testing.T, p Printer, l Label, page *label.Page) {
	t.Helper()
	if p.SymbolAsImage {
		if len(l.Codes) != 0 {
			t.Errorf("%d symbols by command, want pictures", len(l.Codes))
		}
		return
	}
	if len(l.Codes) != len(page.Placed) {
		t.Fatalf("%d symbols, want %d", len(l.Codes), len(page.Placed))
	}
	for i, c := range l.Codes {
		m := page.Placed[i].Drawing.Symbols[0]
		if got := readAsPrinted(t, l, c); got != m.URI || c.URI != m.URI || c.Symbol.Size() != m.Symbol.Size() {
			t.Errorf("symbol %d says %q, reads %q, %d modules, want %q, %d", i, c.URI, got, c.Symbol.Size(), m.URI, m.Symbol.Size())
		}
	}
}

// Every printable character is sent so that the reader gets it back byte for byte.
func TestPayloads(t *testing.T) {
	var every strings.Builder
	for c := ' '; c <= '~'; c++ {
		every.WriteRune(c)
	}
	payloads := []string{every.String(), "^XZ~JR_5E_", `a"b"\["]`, `\[R]`, "~!T", " ", "0123456789", "HTTPS://EXAMPLE.VN/4K7Q", uri}
	for c := ' '; c <= '~'; c++ {
		payloads = append(payloads, "https://example.vn/"+string(c)+"x"+string(c))
	}
	for _, language := range []Language{ZPL, TSPL} {
		p := Printer{Language: language, DPI: 203}
		for _, payload := range payloads {
			d := stamp(t, payload)
			d.Texts, d.Images = nil, nil
			l := read(t, p, write(t, p, page(d)))[0]
			if !equal(l.Bitmap, drawn(t, page(d), p.dpi())) {
				t.Errorf("%s: %q is not as drawn", language, payload)
			}
			if len(l.Codes) == 1 && l.Codes[0].URI != payload {
				t.Errorf("%s: %q came back as %q", language, payload, l.Codes[0].URI)
			}
			if want := language == ZPL || !strings.ContainsAny(payload, "\"\\!"); (len(l.Codes) == 1) != want {
				t.Errorf("%s: %q by command %t, want %t", language, payload, len(l.Codes) == 1, want)
			}
		}
	}
}

// A symbol that is smaller than the printer's in byte mode is a picture.
func TestSmallerThanThePrinters(t *testing.T) {
	for payload, byCommand := range map[string]bool{
		strings.Repeat("7", 34):                            false, // version 1; as bytes 3
		"https://tx.example.vn/01/08930000000019/10/L2611": false, // version 3; as bytes 4
		uri: true,
	} {
		s, err := label.Encode(payload)
		if err != nil {
			t.Fatal(err)
		}
		d := stamp(t, payload)
		d.Symbols[0].Symbol = s
		for _, p := range []Printer{{Language: ZPL, DPI: 203}, {Language: TSPL, DPI: 203}} {
			l := read(t, p, write(t, p, page(d)))[0]
			if (len(l.Codes) == 1) != byCommand || !equal(l.Bitmap, drawn(t, page(d), p.dpi())) {
				t.Errorf("%s, %q, version %d: %d symbols by command, or not as drawn", p.Language, payload, s.Version(), len(l.Codes))
			}
		}
	}
}

// Where a printer could not place or scale a symbol it is a picture.
func TestSymbolAtTheEdge(t *testing.T) {
	for name, move := range map[string]func(*label.SymbolMark){
		"outside":    func(m *label.SymbolMark) { m.X = -1 },
		"too high":   func(m *label.SymbolMark) { m.Y = 1 },
		"too large":  func(m *label.SymbolMark) { m.Module = 1.5 },
		"other text": func(m *label.SymbolMark) { m.URI = "é" },
	} {
		d := stamp(t, "HTTP")
		move(&d.Symbols[0])
		p := Printer{Language: ZPL, DPI: 203}
		l := read(t, p, write(t, p, page(d)))[0]
		if len(l.Codes) != 0 || !equal(l.Bitmap, drawn(t, page(d), p.dpi())) {
			t.Errorf("%s: %d symbols by command, or not as drawn", name, len(l.Codes))
		}
	}
}

func TestTextsByThePrinter(t *testing.T) {
	p := Printer{Language: ZPL, DPI: 203, Faces: Uploaded}
	d := stamp(t, uri)
	l := read(t, p, write(t, p, page(d)))[0]
	var got []Text
	for _, m := range d.Texts {
		got = append(got, Text{Text: m.Text, Face: p.Faces.of(m.Style), X: p.dots(m.X), Y: p.dots(m.Y), Height: int(m.Size * 203.2 / 72)})
	}
	if !slices.Equal(got, l.Texts) {
		t.Errorf("texts %v, want %v", l.Texts, got)
	}
	d.Texts = nil
	if !equal(l.Bitmap, drawn(t, page(d), p.dpi())) {
		t.Error("the rest is not as drawn")
	}
}

func TestEqualPagesAreCounted(t *testing.T) {
	for _, language := range []Language{ZPL, TSPL} {
		p := Printer{Language: language, DPI: 203}
		a, b := page(stamp(t, uri)), page(stamp(t, uri+"b"))
		again := page(stamp(t, uri))
		var copies []int
		for _, l := range read(t, p, write(t, p, a, a, again, b, a)) {
			copies = append(copies, l.Copies)
		}
		if !slices.Equal(copies, []int{3, 1, 1}) {
			t.Errorf("%s: copies %v", language, copies)
		}
	}
}

func TestBlankLabel(t *testing.T) {
	for _, p := range printers {
		l := read(t, p, write(t, p, page(&label.Drawing{W: 50.003, H: 30.0081})))
		if len(l) != 1 || l[0].Copies != 1 {
			t.Errorf("%s: %v", p.Language, l)
		}
	}
}

// The bytes of a run grow by a few kilobytes a label.
func TestBytesPerLabel(t *testing.T) {
	for _, p := range []Printer{{Language: ZPL, DPI: 203}, {Language: TSPL, DPI: 203}, {Language: ZPL, DPI: 300}, {Language: TSPL, DPI: 300}} {
		n := len(write(t, p, page(stamp(t, uri))))
		p.SymbolAsImage = true
		t.Logf("%s %g dpi: %d bytes; %d with the symbol as a picture", p.Language, p.DPI, n, len(write(t, p, page(stamp(t, uri)))))
		if n > 10_000 {
			t.Errorf("%s %g dpi: %d bytes, 500 labels are more than 5 MB", p.Language, p.DPI, n)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	good := Printer{Language: ZPL, DPI: 203}
	with := func(change func(*Printer)) Printer { p := good; change(&p); return p }
	d := stamp(t, uri)
	for name, c := range map[string]struct {
		p    Printer
		page *label.Page
		want error
	}{
		"language":  {with(func(p *Printer) { p.Language = "epl" }), page(d), ErrPrinter},
		"dpi":       {with(func(p *Printer) { p.DPI = math.NaN() }), page(d), ErrPrinter},
		"media":     {with(func(p *Printer) { p.Media = "notch" }), page(d), ErrPrinter},
		"gap":       {with(func(p *Printer) { p.GapMM = 26 }), page(d), ErrPrinter},
		"darkness":  {with(func(p *Printer) { p.Darkness = 31 }), page(d), ErrPrinter},
		"dark tspl": {Printer{Language: TSPL, DPI: 203, Darkness: 16}, page(d), ErrPrinter},
		"speed":     {with(func(p *Printer) { p.Speed = -1 }), page(d), ErrPrinter},
		"face":      {with(func(p *Printer) { p.Faces.Bold = "A^XZ.TTF" }), page(d), ErrPrinter},
		"face tspl": {Printer{Language: TSPL, DPI: 203, Faces: Uploaded}, page(d), ErrPrinter},
		"no page":   {good, nil, ErrPage},
		"NaN":       {good, &label.Page{W: math.NaN(), H: 3}, ErrPage},
		"huge":      {with(func(p *Printer) { p.DPI = 600 }), &label.Page{W: 2000, H: 3}, ErrPage},
		"tiny":      {good, &label.Page{W: 0.1, H: 3}, ErrPage},
		"no symbol": {good, page(&label.Drawing{W: 50, H: 30, Symbols: []label.SymbolMark{{Module: 1}}}), ErrPage},
		"emoji":     {good, page(&label.Drawing{W: 50, H: 30, Texts: []label.TextMark{{Text: "\U0001F41F", Size: 8, Y: 9}}}), ErrPage},
	} {
		var out bytes.Buffer
		err := Write(context.Background(), &out, fonts, c.p, each(c.page))
		if !errors.Is(err, c.want) || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes, want %v", name, err, out.Len(), c.want)
		}
	}
}

type failing struct{ after int }

var errFull = errors.New("full")

func (f *failing) Write(b []byte) (int, error) {
	if f.after--; f.after < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestWriteStops(t *testing.T) {
	p := Printer{Language: ZPL, DPI: 203}
	a, b := page(stamp(t, uri)), page(stamp(t, uri+"b"))
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	errSource := errors.New("source")
	broken := func(yield func(*label.Page, error) bool) { _ = yield(a, nil) && yield(nil, errSource) }
	for name, c := range map[string]struct {
		ctx   context.Context
		w     io.Writer
		fonts label.Fonts
		pages iter.Seq2[*label.Page, error]
		want  error
	}{
		"context": {stopped, io.Discard, fonts, each(a), context.Canceled},
		"writer":  {context.Background(), &failing{}, fonts, each(a), errFull},
		"later":   {context.Background(), &failing{after: 1}, fonts, each(a, b), errFull},
		"source":  {context.Background(), io.Discard, fonts, broken, errSource},
		"fonts":   {context.Background(), io.Discard, label.Fonts{}, each(a), label.ErrFonts},
		"none":    {context.Background(), io.Discard, fonts, each(), ErrPage},
	} {
		if err := Write(c.ctx, c.w, c.fonts, p, c.pages); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestUpload(t *testing.T) {
	var out bytes.Buffer
	if err := Upload(&out, fonts); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("~DYE:OCOPR,B,T,%d,,", len(fonts.Regular)) + string(fonts.Regular) + "\n"
	if !strings.HasPrefix(out.String(), want) || out.Len() < len(fonts.Regular)+len(fonts.Bold)+len(fonts.Mono) {
		t.Errorf("upload of %d bytes begins with %.40q", out.Len(), out.String())
	}
	if err := Upload(io.Discard, label.Fonts{Regular: []byte{1}}); !errors.Is(err, label.ErrFonts) {
		t.Errorf("without fonts: %v", err)
	}
}
