package pdf

import (
	"bytes"
	"fmt"
	"iter"
	"testing"
	"time"

	"ocoptrace/assets"
	"ocoptrace/label"
)

var testFonts = label.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono}

var testOptions = Options{Title: "Tem Ước Lễ", Language: "vi", Created: time.Date(2026, 11, 23, 7, 30, 0, 0, time.UTC)}

// vietnamese holds the 146 letters: 12 vowels in 6 tones and đ, in both cases.
var vietnamese = []string{
	"aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíị", "oòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ",
	"AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊ", "OÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ",
}

const (
	labelW, labelH = 70, 37 // mm
	symbolX        = 3.5
	module         = 0.5
)

func testURI(i int) string { return fmt.Sprintf("https://tx.example.vn/x/7K3M9QP%05d", i) }

// testLogo is a picture that is not square.
var testLogo = func() *label.Bitmap {
	b := label.NewBitmap(30, 20)
	for y := range 20 {
		for x := range 30 {
			if (x/5+y/5)%2 == 0 || x == y {
				b.Set(x, y)
			}
		}
	}
	return b
}()

// testSymbols are encoded once for all tests.
var testSymbols = map[int]label.Symbol{}

func testSymbol(t testing.TB, i int) label.Symbol {
	t.Helper()
	s, seen := testSymbols[i]
	if !seen {
		var err error
		if s, err = label.Encode(testURI(i)); err != nil {
			t.Fatal(err)
		}
		testSymbols[i] = s
	}
	return s
}

// testDrawing is a label with everything that a drawing can have.
func testDrawing(t testing.TB, i int) *label.Drawing {
	text := func(s string, style label.Style, size, x, y float64, c label.Colour) label.TextMark {
		return label.TextMark{Text: s, Style: style, Size: size, X: x, Y: y, Colour: c}
	}
	return &label.Drawing{
		W: labelW, H: labelH,
		Symbols: []label.SymbolMark{{Symbol: testSymbol(t, i), URI: testURI(i), X: symbolX, Y: 3.25, Module: module}},
		Texts: []label.TextMark{
			text("Giò lụa Ước Lễ", label.Bold, 9, 24, 7, "red"),
			text("Lô L261123A (1\\2)", label.Regular, 7, 24, 11, ""),
			text(vietnamese[i%4], label.Regular, 4, 24, 15, ""),
			text("OCOP 4 sao", label.Regular, 7, 24, 19, "green"),
			text(fmt.Sprintf("7K3M-9QP%05d", i), label.Mono, 7, 24, 31, ""),
		},
		Bars:   []label.BarMark{{X: 24, Y: 33, W: 40, H: 0.3}, {X: 24, Y: 34, W: 40, H: 0.5, Colour: "blue"}},
		Images: []label.ImageMark{{Bitmap: testLogo, X: 52, Y: 17, W: 12, H: 8, Colour: "brown"}},
	}
}

// sheetOf is an A4 page of up to 24 labels.
func sheetOf(drawings []*label.Drawing) *label.Page {
	p := &label.Page{W: 210, H: 297}
	for i, d := range drawings {
		p.Placed = append(p.Placed, label.Placed{X: float64(i%3) * labelW, Y: float64(i/3) * labelH, Drawing: d})
	}
	return p
}

const perSheet = 24

// testPages are sheets with n labels.
func testPages(t testing.TB, n int) []*label.Page {
	var out []*label.Page
	for i := 0; i < n; i += perSheet {
		var drawings []*label.Drawing
		for k := i; k < min(n, i+perSheet); k++ {
			drawings = append(drawings, testDrawing(t, k))
		}
		out = append(out, sheetOf(drawings))
	}
	return out
}

// rollPages are n pages of one label each.
func rollPages(t testing.TB, n int) []*label.Page {
	var out []*label.Page
	for i := range n {
		out = append(out, &label.Page{W: labelW, H: labelH, Placed: []label.Placed{{Drawing: testDrawing(t, i)}}})
	}
	return out
}

func all(pages []*label.Page) iter.Seq2[*label.Page, error] {
	return func(yield func(*label.Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}
}

func makePDF(t testing.TB, pages []*label.Page, labels int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(t.Context(), &b, testFonts, testOptions, all(pages), labels); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
