package raster

import (
	"errors"
	"math"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/label"
)

func newRaster(t testing.TB) *Raster {
	t.Helper()
	r, err := New(label.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func drawn(t testing.TB, d *label.Drawing, dpi float64) *label.Bitmap {
	t.Helper()
	b, err := newRaster(t).Draw(d, dpi)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// darkBox returns the box around the dark dots, and how many there are.
func darkBox(b *label.Bitmap) (x0, y0, x1, y1, n int) {
	x0, y0 = b.W, b.H
	for y := range b.H {
		for x := range b.W {
			if b.Dark(x, y) {
				x0, y0, x1, y1, n = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1), n+1
			}
		}
	}
	return x0, y0, x1, y1, n
}

func TestBarsOnDots(t *testing.T) {
	const mm = 25.4 / 200 // a dot
	for _, c := range []struct {
		name           string
		x, y, w, h     float64 // dots
		x0, y0, x1, y1 int
	}{
		{"whole dots", 10, 20, 30, 40, 10, 20, 40, 60},
		{"rounded", 10.4, 20.6, 30, 40, 10, 21, 40, 61},
		{"a hairline", 10.4, 20, 0.1, 5, 10, 20, 11, 25},
		{"no width", 10, 20, 0, 0, 10, 20, 11, 21},
		{"across the left and upper edges", -5, -6, 15, 16, 0, 0, 10, 10},
		{"across the right and lower edges", 90, 95, 100, 100, 90, 95, 100, 100},
		{"within one byte", 1, 1, 5, 1, 1, 1, 6, 2},
		{"to a byte's end", 3, 1, 5, 1, 3, 1, 8, 2},
		{"across bytes", 7, 1, 20, 1, 7, 1, 27, 2},
	} {
		d := &label.Drawing{W: 100 * mm, H: 100 * mm, Bars: []label.BarMark{{X: c.x * mm, Y: c.y * mm, W: c.w * mm, H: c.h * mm}}}
		x0, y0, x1, y1, n := darkBox(drawn(t, d, 200))
		if x0 != c.x0 || y0 != c.y0 || x1 != c.x1 || y1 != c.y1 || n != (x1-x0)*(y1-y0) {
			t.Errorf("%s: dots %d,%d to %d,%d, %d dark; want %d,%d to %d,%d, all dark",
				c.name, x0, y0, x1, y1, n, c.x0, c.y0, c.x1, c.y1)
		}
	}
}

func TestSymbolOnWholeDots(t *testing.T) {
	s, err := label.Encode("https://example.vn/01/08930000000019/21/4K7Q2M9X")
	if err != nil {
		t.Fatal(err)
	}
	for _, dpi := range []float64{72, 203, 203.2, 300, 305, 600, 1200} {
		for _, exact := range []float64{1, 1.02, 2.5, 2.97, 3, 4, 4.99, 7.5} { // dots in a module
			d := &label.Drawing{W: 30, H: 30, Symbols: []label.SymbolMark{{Symbol: s, X: 1.234, Y: 2.345, Module: exact * 25.4 / dpi}}}
			n := Dots(exact*25.4/dpi, dpi)
			if want := map[float64]int{1: 1, 1.02: 1, 2.5: 2, 2.97: 3, 3: 3, 4: 4, 4.99: 5, 7.5: 7}[exact]; n != want {
				t.Fatalf("Dots of %g: %d, want %d", exact, n, want)
			}
			if float64(s.Size())*exact+100 > 30*dpi/25.4 {
				continue
			}
			b := drawn(t, d, dpi)
			x0, y0, x1, y1, _ := darkBox(b)
			if x1-x0 != n*s.Size() || y1-y0 != n*s.Size() {
				t.Errorf("%g dpi, %g dots: %d x %d, want %d", dpi, exact, x1-x0, y1-y0, n*s.Size())
				continue
			}
			checkModules(t, b, s, x0, y0, n)
			m := d.Symbols[0]
			if x, y, dots := At(m, dpi); x != x0 || y != y0 || dots != n {
				t.Errorf("At: %d, %d, %d dots; it is at %d, %d", x, y, dots, x0, y0)
			}
			if off := float64(x0+x1)/2 - (m.X+m.Side()/2)*dpi/25.4; math.Abs(off) > 0.51 {
				t.Errorf("%g dpi, %g dots: centre is %.2f dots off", dpi, exact, off)
			}
		}
	}
}

func checkModules(t *testing.T, b *label.Bitmap, s label.Symbol, x0, y0, n int) {
	t.Helper()
	for y := range s.Size() * n {
		for x := range s.Size() * n {
			if b.Dark(x0+x, y0+y) != s.Dark(x/n, y/n) {
				t.Errorf("dot %d, %d of the symbol is wrong", x, y)
				return
			}
		}
	}
}

func TestImageStretched(t *testing.T) {
	chess := label.NewBitmap(9, 7)
	for y := range 7 {
		for x := range 9 {
			if (x+y)%2 == 0 {
				chess.Set(x, y)
			}
		}
	}
	const mm = 25.4 / 100
	d := &label.Drawing{W: 100 * mm, H: 100 * mm, Images: []label.ImageMark{{Bitmap: chess, X: 10 * mm, Y: 20 * mm, W: 45 * mm, H: 21 * mm}}}
	b := drawn(t, d, 100)
	for y := range 100 {
		for x := range 100 {
			in := x >= 10 && x < 55 && y >= 20 && y < 41
			if want := in && ((x-10)/5+(y-20)/3)%2 == 0; b.Dark(x, y) != want {
				t.Fatalf("dot %d, %d: dark %v, want %v", x, y, b.Dark(x, y), want)
			}
		}
	}
}

func TestOutOfBounds(t *testing.T) {
	r := newRaster(t)
	nan, inf := math.NaN(), math.Inf(1)
	text := func(m label.TextMark) *label.Drawing {
		return &label.Drawing{W: 50, H: 30, Texts: []label.TextMark{m}}
	}
	bar := func(m label.BarMark) *label.Drawing {
		return &label.Drawing{W: 50, H: 30, Bars: []label.BarMark{m}}
	}
	picture := func(b *label.Bitmap) *label.Drawing {
		return &label.Drawing{W: 50, H: 30, Images: []label.ImageMark{{Bitmap: b, W: 5, H: 5}}}
	}
	symbol := func(m label.SymbolMark) *label.Drawing {
		m.Symbol, _ = label.Encode("x")
		return &label.Drawing{W: 50, H: 30, Symbols: []label.SymbolMark{m}}
	}
	for _, c := range []struct {
		name string
		d    *label.Drawing
		dpi  float64
		want error
	}{
		{"too wide", &label.Drawing{W: 3001, H: 30}, 203, ErrBounds},
		{"no height", &label.Drawing{W: 50}, 203, ErrBounds},
		{"no number wide", &label.Drawing{W: nan, H: 30}, 203, ErrBounds},
		{"coarse", &label.Drawing{W: 50, H: 30}, 71.9, ErrBounds},
		{"fine", &label.Drawing{W: 50, H: 30}, 1201, ErrBounds},
		{"no resolution", &label.Drawing{W: 50, H: 30}, nan, ErrBounds},
		{"too many dots", &label.Drawing{W: 1000, H: 1000}, 600, ErrBounds},
		{"text nowhere", text(label.TextMark{Text: "a", Size: 8, X: nan}), 203, ErrBounds},
		{"text far away", text(label.TextMark{Text: "a", Size: 8, X: 1e9}), 203, ErrBounds},
		{"text without a size", text(label.TextMark{Text: "a"}), 203, ErrBounds},
		{"text without end", text(label.TextMark{Text: "a", Size: inf}), 203, ErrBounds},
		{"text in no style", text(label.TextMark{Text: "a", Size: 8, Style: 3}), 203, ErrBounds},
		{"emoji", text(label.TextMark{Text: "a\U0001f41f", Size: 8}), 203, ErrGlyph},
		{"Hebrew", text(label.TextMark{Text: "\u05d0", Size: 8}), 203, ErrGlyph},
		{"not UTF-8", text(label.TextMark{Text: "a\xff", Size: 8}), 203, ErrGlyph},
		{"bar without end", bar(label.BarMark{W: inf, H: 1}), 203, ErrBounds},
		{"bar turned round", bar(label.BarMark{W: -1, H: 1}), 203, ErrBounds},
		{"no picture", picture(nil), 203, ErrBounds},
		{"short picture", picture(&label.Bitmap{W: 100, H: 100, Bits: make([]byte, 9)}), 203, ErrBounds},
		{"module under a dot", symbol(label.SymbolMark{Module: 0.05}), 203, ErrBounds},
		{"no module", symbol(label.SymbolMark{}), 203, ErrBounds},
	} {
		if _, err := r.Draw(c.d, c.dpi); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if c.name == "module under a dot" {
			continue // smoothed, a screen may show it
		}
		if _, err := r.Colour(c.d, c.dpi); !errors.Is(err, c.want) {
			t.Errorf("%s in colour: %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := r.Page(&label.Page{W: 50, H: 30, Placed: make([]label.Placed, 1)}, 203); !errors.Is(err, ErrBounds) {
		t.Errorf("page with nothing placed: %v", err)
	}
	if _, err := New(label.Fonts{}); !errors.Is(err, label.ErrFonts) {
		t.Errorf("no fonts: %v", err)
	}
}
