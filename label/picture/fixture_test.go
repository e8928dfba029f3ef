package picture

import (
	"testing"

	"ocoptrace/assets"
	"ocoptrace/label"
	"ocoptrace/label/raster"
)

func newRaster(t testing.TB) *raster.Raster {
	t.Helper()
	r, err := raster.New(label.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func symbol(t testing.TB, uri string, x, y, module float64) label.SymbolMark {
	t.Helper()
	s, err := label.Encode(uri)
	if err != nil {
		t.Fatal(err)
	}
	return label.SymbolMark{Symbol: s, URI: uri, X: x, Y: y, Module: module}
}

// stamp is a label of 50 x 30 mm with marks of all kinds.
func stamp(t testing.TB) *label.Drawing {
	t.Helper()
	logo := label.NewBitmap(45, 31)
	for y := range logo.H {
		for x := range logo.W {
			if (x-22)*(x-22)+(y-15)*(y-15) < 190 || x == y {
				logo.Set(x, y)
			}
		}
	}
	return &label.Drawing{
		W: 50, H: 30,
		Symbols: []label.SymbolMark{symbol(t, "https://example.vn/01/08930000000019/10/L1?a=1&b=2", 2, 2.1, 0.45)},
		Texts: []label.TextMark{
			{Field: label.FieldName, Text: "Nước mắm Phú Quốc", Style: label.Bold, Size: 7, X: 20, Y: 6},
			{Field: label.FieldLot, Text: `Lô <L"1"> & Đặc sản`, Size: 6.5, X: 20, Y: 10, Colour: "red"},
			{Field: label.FieldCode, Text: "4K7Q-2M9X", Style: label.Mono, Size: 8, X: 20, Y: 14, Colour: "green"},
		},
		Bars:   []label.BarMark{{X: 1, Y: 28, W: 48, H: 0.3, Colour: "blue"}, {X: 20, Y: 16, W: 0.2, H: 10}},
		Images: []label.ImageMark{{Bitmap: logo, X: 30, Y: 16, W: 16, H: 11, Colour: "brown"}},
	}
}
