package thermal

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"iter"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/label"
	"ocoptrace/label/raster"
)

var fonts = label.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono}

const uri = "https://tem.example.vn/4K7Q-2M9X-8T3W"

// stamp is a label of 50 x 30 mm with marks of all kinds.
func stamp(t testing.TB, uri string) *label.Drawing {
	t.Helper()
	s, err := label.EncodeBytes(uri)
	if err != nil {
		t.Fatal(err)
	}
	logo := label.NewBitmap(16, 16)
	for y := range logo.H {
		for x := range logo.W {
			if x == y || x+y == 15 || x == 0 {
				logo.Set(x, y)
			}
		}
	}
	return &label.Drawing{
		W: 50, H: 30,
		Symbols: []label.SymbolMark{{Symbol: s, URI: uri, X: 2, Y: 2.5, Module: 0.375}},
		Texts: []label.TextMark{
			{Field: label.FieldName, Text: "Nước mắm Phú Quốc", Style: label.Bold, Size: 8, X: 18, Y: 6},
			{Field: label.FieldLot, Text: "Lô ^L_1~ Ễ Ậ", Size: 6.5, X: 18, Y: 11, Colour: "red"},
			{Field: label.FieldCode, Text: "4K7Q-2M9X-8T3W", Style: label.Mono, Size: 8, X: 18, Y: 15},
		},
		Bars:   []label.BarMark{{X: 1, Y: 28, W: 48, H: 0.3}, {X: 49.5, Y: 0, W: 0.5, H: 30}},
		Images: []label.ImageMark{{Bitmap: logo, X: 30, Y: 19, W: 8, H: 8}},
	}
}

func page(ds ...*label.Drawing) *label.Page {
	p := &label.Page{W: float64(len(ds)) * ds[0].W, H: ds[0].H}
	for i, d := range ds {
		p.Placed = append(p.Placed, label.Placed{X: float64(i) * d.W, Drawing: d})
	}
	return p
}

func each(pages ...*label.Page) iter.Seq2[*label.Page, error] {
	return func(yield func(*label.Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}
}

func write(t testing.TB, p Printer, pages ...*label.Page) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(context.Background(), &out, fonts, p, each(pages...)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t testing.TB, p Printer, job []byte) (out []Label) {
	t.Helper()
	for l, err := range Read(p, job) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

// drawn is the page as raster draws it.
func drawn(t testing.TB, p *label.Page, dpi float64) *label.Bitmap {
	t.Helper()
	r, err := raster.New(fonts)
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.Page(p, dpi)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func equal(a, b *label.Bitmap) bool { return a.W == b.W && a.H == b.H && bytes.Equal(a.Bits, b.Bits) }

// greyBorder is the white border of grey, in dots.
const greyBorder = 20

// grey is part of a bitmap with a white border.
func grey(b *label.Bitmap, at image.Rectangle) *image.Gray {
	const border = greyBorder
	g := image.NewGray(image.Rect(0, 0, at.Dx()+2*border, at.Dy()+2*border))
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			px, py := at.Min.X+x-border, at.Min.Y+y-border
			if !image.Pt(px, py).In(at) || !b.Dark(px, py) {
				g.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return g
}

// symbolAt is where the first symbol of a drawing is, in dots.
func symbolAt(d *label.Drawing, dpi float64) image.Rectangle {
	m := d.Symbols[0]
	x, y, dots := raster.At(m, dpi)
	side := dots * m.Symbol.Size()
	return image.Rect(x, y, x+side, y+side)
}
