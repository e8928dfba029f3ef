package proof

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ocoptrace/label"
	"ocoptrace/label/raster"
)

var many = flag.Int("clean", 300, "random labels that must pass")

// No clean label is refused.
func TestCleanPasses(t *testing.T) {
	r, rnd := newRaster(t), rand.New(rand.NewPCG(1, 2))
	for i := range *many {
		d := stamp(t, randomURI(rnd))
		if err := Drawing(r, d, dpi); err != nil {
			t.Errorf("label %d: %v", i, err)
		}
		if i%10 == 0 { // modules of 9.8, 5.9 and 1.6 dots
			for _, at := range []float64{500, 300, 80} {
				if err := Drawing(r, d, at); err != nil {
					t.Errorf("label %d, %g dpi: %v", i, at, err)
				}
			}
		}
	}
}

func TestSeveralSymbols(t *testing.T) {
	const module = 4 * 25.4 / dpi
	d := &label.Drawing{W: 100, H: 60}
	for i := range 6 {
		d.Symbols = append(d.Symbols, symbol(t, fmt.Sprintf("https://example.vn/%d", i), 3+30*float64(i%3), 3+25*float64(i/3), module))
	}
	r := newRaster(t)
	if err := Drawing(r, d, dpi); err != nil {
		t.Error(err)
	}
	if err := Drawing(r, &label.Drawing{W: 50, H: 30}, dpi); err != nil {
		t.Errorf("a label without a symbol: %v", err)
	}
	d.Symbols[1].Symbol, d.Symbols[4].Symbol = d.Symbols[4].Symbol, d.Symbols[1].Symbol
	var e *Error
	if err := Drawing(r, d, dpi); !errors.As(err, &e) || e.Read != "https://example.vn/4" || e.Want != "https://example.vn/1" {
		t.Errorf("swapped: %v", err)
	}
}

// Each kind of damage is told.
func TestDamage(t *testing.T) {
	const uri, other = "https://example.vn/01/08930000000019/21/4K7Q2M9X", "https://example.vn/01/08930000000019/21/4K7Q2M9Y"
	const module = 4 * 25.4 / dpi
	dot := 25.4 / float64(dpi)
	side := symbol(t, uri, 0, 0, module).Side() + 2*label.Quiet*module
	for _, c := range []struct {
		name   string
		damage func(d *label.Drawing)
		want   error
	}{
		{"clean", func(*label.Drawing) {}, nil},
		{"the neighbour's symbol", func(d *label.Drawing) { d.Symbols[0].Symbol = symbol(t, other, 0, 0, 1).Symbol }, ErrDiffers},
		{"another record", func(d *label.Drawing) { d.Symbols[0].URI = other }, ErrDiffers},
		{"text in the quiet zone", func(d *label.Drawing) {
			d.Texts = append(d.Texts, label.TextMark{Text: "i", Size: 6, X: side - 2*module, Y: 10})
		}, ErrInk},
		{"a rule under the symbol, one dot too high", func(d *label.Drawing) {
			d.Bars = append(d.Bars, label.BarMark{X: 0, Y: side - 2*dot, W: side, H: dot})
		}, ErrInk},
		{"a rule where the quiet zone ends", func(d *label.Drawing) {
			d.Bars = append(d.Bars, label.BarMark{X: 0, Y: side, W: side, H: dot})
		}, nil},
		{"a dot over a light module", func(d *label.Drawing) {
			s := d.Symbols[0].Symbol
			for x := range s.Size() {
				if !s.Dark(x, 9) {
					d.Bars = append(d.Bars, label.BarMark{X: (label.Quiet + float64(x)) * module, Y: (label.Quiet + 9.5) * module, W: dot, H: dot})
					return
				}
			}
		}, ErrInk},
		{"a logo over the middle", func(d *label.Drawing) {
			d.Images = append(d.Images, label.ImageMark{Bitmap: ink(), X: side / 3, Y: side / 3, W: side / 3, H: side / 3})
		}, ErrInk},
		{"ink over all", func(d *label.Drawing) {
			d.Bars = append(d.Bars, label.BarMark{W: side, H: side})
		}, ErrInk},
		{"over the left edge", func(d *label.Drawing) { d.Symbols[0].X -= 3 * module }, ErrEdge},
		{"over the lower edge", func(d *label.Drawing) { d.H = side - module }, ErrEdge},
		{"off the label", func(d *label.Drawing) { d.Symbols[0].X += 200 }, ErrEdge},
		{"a picture with a symbol", func(d *label.Drawing) {
			b := framed(flipped(symbol(t, other, 0, 0, 1).Symbol, 0), 4, 4)
			d.Images = append(d.Images, label.ImageMark{Bitmap: b, X: side, Y: 13, W: 20, H: 20})
		}, ErrExtra},
		{"no module", func(d *label.Drawing) { d.Symbols[0].Module = 0 }, raster.ErrBounds},
		{"emoji", func(d *label.Drawing) { d.Texts[0].Text = "\U0001f41f" }, raster.ErrGlyph},
	} {
		d := stamp(t, uri)
		c.damage(d)
		err := Drawing(newRaster(t), d, dpi)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if err := Drawing(newRaster(t), nil, dpi); !errors.Is(err, raster.ErrBounds) {
		t.Errorf("no label: %v", err)
	}
}

// ink is a picture all dark.
func ink() *label.Bitmap {
	b := label.NewBitmap(8, 1)
	b.Bits[0] = 0xff
	return b
}

func TestSymbolReads(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range *many / 3 {
		uri := randomURI(rnd)
		s := symbol(t, uri, 0, 0, 1).Symbol
		for _, times := range []int{1, 3, 4} {
			if text, err := Symbol(framed(flipped(s, 0), times, 4)); err != nil || text != uri {
				t.Errorf("%d dots a module: %q, %v; want %q", times, text, err, uri)
			}
		}
	}
}

// The reader corrects some wrong modules, and never reads something else.
func TestSymbolFlipped(t *testing.T) {
	const uri = "https://example.vn/01/08930000000019/21/4K7Q2M9X"
	s := symbol(t, uri, 0, 0, 1).Symbol
	read := 0
	for n := 0; n < 300; n += 10 {
		text, err := Symbol(framed(flipped(s, n), 4, 4))
		if err == nil && text != uri || err != nil && !errors.Is(err, ErrUnreadable) {
			t.Errorf("%d modules wrong: %q, %v", n, text, err)
		}
		if err == nil {
			read = n
		}
	}
	if read == 0 || read > 200 {
		t.Errorf("read with up to %d modules wrong", read)
	}
}

func TestSymbolNone(t *testing.T) {
	dark := label.NewBitmap(100, 100)
	for i := range dark.Bits {
		dark.Bits[i] = 0xff
	}
	for name, b := range map[string]*label.Bitmap{
		"nothing": label.NewBitmap(0, 0), "one dot": label.NewBitmap(1, 1), "white": label.NewBitmap(100, 100),
		"dark": dark, "a line": {W: 100, H: 1, Bits: dark.Bits},
	} {
		if text, err := Symbol(b); !errors.Is(err, ErrUnreadable) {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
}

// A hostile picture costs no time.
func TestManyCorners(t *testing.T) {
	b := label.NewBitmap(2000, 2000)
	for y := range b.H {
		for x := range b.W {
			i, j := x/2%9-3, y/2%9-3 // from the middle of a corner
			if d := max(i, -i, j, -j); d == 3 || d < 2 {
				b.Set(x, y)
			}
		}
	}
	start := time.Now()
	if _, err := Symbol(b); !errors.Is(err, ErrUnreadable) {
		t.Error(err)
	}
	d := stamp(t, "https://example.vn/1")
	d.W, d.H = 300, 300
	d.Images = []label.ImageMark{{Bitmap: b, X: 40, Y: 40, W: 250, H: 250}}
	if err := Drawing(newRaster(t), d, dpi); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

func FuzzSymbol(f *testing.F) {
	s, err := label.Encode("https://example.vn/1")
	if err != nil {
		f.Fatal(err)
	}
	b := framed(flipped(s, 0), 2, 4)
	f.Add(b.W, b.Bits)
	f.Add(9, []byte("\xff\x80\x00\x7f\xff\x11"))
	f.Fuzz(func(t *testing.T, w int, dots []byte) {
		if w < 1 || w > 500 || len(dots) > 30000 {
			return
		}
		b := &label.Bitmap{W: w, Bits: dots}
		b.H = len(dots) / b.Stride()
		if _, err := Symbol(b); err != nil && !errors.Is(err, ErrUnreadable) {
			t.Error(err)
		}
	})
}

func TestErrorText(t *testing.T) {
	e := &Error{Label: 12, Read: "https://example.vn/" + strings.Repeat("x", 400), Want: "b", Err: ErrDiffers}
	for _, part := range []string{"label 12: ", ErrDiffers.Error(), `read "https://example.vn/`, `recorded "b"`} {
		if !strings.Contains(e.Error(), part) {
			t.Errorf("%q does not say %q", e.Error(), part)
		}
	}
	if len(e.Error()) > 400 {
		t.Errorf("%d characters", len(e.Error()))
	}
}
