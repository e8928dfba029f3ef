package proof

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/label"
	"ocoptrace/label/raster"
)

var fonts = label.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono}

const dpi = 203 // 8 dots in a millimetre, near enough

func newRaster(t testing.TB) *raster.Raster {
	t.Helper()
	r, err := raster.New(fonts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// randomURI is a link as the product prints it, of random length.
func randomURI(rnd *rand.Rand) string {
	const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	text := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = letters[rnd.IntN(len(letters))]
		}
		return string(b)
	}
	return fmt.Sprintf("https://%s.example.vn/01/%014d/10/%s/21/%s",
		[]string{"truyxuat", "ocop", "a"}[rnd.IntN(3)], rnd.Int64N(1e14), text(1+rnd.IntN(20)), text(8+rnd.IntN(12)))
}

func symbol(t testing.TB, uri string, x, y, module float64) label.SymbolMark {
	t.Helper()
	s, err := label.Encode(uri)
	if err != nil {
		t.Fatal(err)
	}
	return label.SymbolMark{Symbol: s, URI: uri, X: x, Y: y, Module: module}
}

// stamp is a label of 50 x 30 mm with a symbol and what stands beside it.
func stamp(t testing.TB, uri string) *label.Drawing {
	t.Helper()
	const module = 4 * 25.4 / dpi
	m := symbol(t, uri, 0, 0, module)
	m.X, m.Y = label.Quiet*module, label.Quiet*module
	right := m.Side() + 2*label.Quiet*module
	return &label.Drawing{
		W: 70, H: 40,
		Symbols: []label.SymbolMark{m},
		Texts: []label.TextMark{
			{Text: "Nước mắm Phú Quốc", Style: label.Bold, Size: 7, X: right, Y: 6},
			{Text: "Lô L2026-11A", Size: 6.5, X: right, Y: 10},
		},
		Bars: []label.BarMark{{X: right, Y: 12, W: 20, H: 0.25}},
	}
}

// flipped is a symbol drawn as a picture, with n modules in its middle turned
// over, without the quiet zone.
func flipped(s label.Symbol, n int) *label.Bitmap {
	b := label.NewBitmap(s.Size(), s.Size())
	for y := range s.Size() {
		for x := range s.Size() {
			wrong := x >= 9 && y >= 9 && n > 0
			if wrong {
				n--
			}
			if s.Dark(x, y) != wrong {
				b.Set(x, y)
			}
		}
	}
	return b
}

// framed is a picture enlarged, with a quiet zone.
func framed(b *label.Bitmap, times, quiet int) *label.Bitmap {
	out := label.NewBitmap((b.W+2*quiet)*times, (b.H+2*quiet)*times)
	for y := range out.H {
		for x := range out.W {
			if b.Dark(x/times-quiet, y/times-quiet) && x >= quiet*times && y >= quiet*times {
				out.Set(x, y)
			}
		}
	}
	return out
}
