package raster

import (
	"testing"

	"ocoptrace/label"
)

func stamp(t testing.TB) *label.Drawing {
	t.Helper()
	s, err := label.Encode("https://truyxuat.example.vn/01/08930000000019/10/L2026-11A/21/4K7Q2M9X")
	if err != nil {
		t.Fatal(err)
	}
	d := &label.Drawing{W: 50, H: 30, Symbols: []label.SymbolMark{{Symbol: s, X: 2, Y: 2, Module: 4 * 25.4 / 203}}}
	for i, line := range []string{"Nước mắm Phú Quốc", "Thượng hạng 40°N", "Lô L2026-11A", "NSX 01/11/2026", "HSD 01/11/2027"} {
		d.Texts = append(d.Texts, label.TextMark{Text: line, Style: label.Style(i % 2), Size: 7, X: 20, Y: 5 + 3*float64(i)})
	}
	d.Bars = []label.BarMark{{X: 20, Y: 22, W: 28, H: 0.2}}
	return d
}

func BenchmarkDraw(b *testing.B) {
	r, d := newRaster(b), stamp(b)
	for _, c := range []struct {
		name string
		dpi  float64
	}{{"203", 203}, {"300", 300}, {"600", 600}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := r.Draw(d, c.dpi); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkColour(b *testing.B) {
	r, d := newRaster(b), stamp(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Colour(d, 192); err != nil {
			b.Fatal(err)
		}
	}
}
