package ocop

import (
	"math"
	"slices"
	"testing"
)

func ids(items []Item, which func(Item) bool) (all []string) {
	for _, it := range items {
		if which(it) {
			all = append(all, it.ID)
		}
	}
	return all
}

func every(Item) bool { return true }

func TestTraceItems(t *testing.T) {
	items := TraceItems()
	want := []string{"product_name", "image", "unit", "address", "stages", "time", "trace_code", "brand", "shelf_life", "standards"}
	if got := ids(items, every); !slices.Equal(got, want) {
		t.Errorf("items %q, want %q", got, want)
	}
	if got := ids(items, func(i Item) bool { return !i.Public }); !slices.Equal(got, []string{"stages", "trace_code"}) {
		t.Errorf("not for consumers: %q", got)
	}
	if got := ids(items, func(i Item) bool { return i.IfAny }); !slices.Equal(got, []string{"brand", "shelf_life"}) {
		t.Errorf("if any: %q", got)
	}
	for _, it := range items {
		if it.Source.Document != "02/2024/TT-BKHCN" || it.Source.From.String() != "2024-06-01" {
			t.Errorf("%+v", it)
		}
	}
}

func TestPassportItems(t *testing.T) {
	want := []string{"name_gtin", "responsible", "origin", "trace", "certificates", "dates", "warnings", "other"}
	if got := ids(PassportItems(), every); !slices.Equal(got, want) {
		t.Errorf("passport %q, want %q", got, want)
	}
	for _, items := range [][]Item{TraceItems(), PassportItems()} {
		unique(t, "item", ids(items, every))
	}
}

func TestLetterHeights(t *testing.T) {
	for _, c := range []struct {
		on     string
		area   float64
		height float64
		status Status
	}{
		{"2026-11-23", 15, 0.9, Unverified}, // a label of 50 x 30 mm
		{"2026-11-23", math.Nextafter(80, 0), 0.9, Unverified},
		{"2026-11-23", 80, 1.2, Unverified},
		{"2026-11-23", 1e9, 1.2, Unverified},
		{"2026-01-23", 80, 1.2, Unverified},
		{"2026-01-22", 80, 1.2, Copy},
		{"2017-06-01", 79, 0.9, Copy},
	} {
		h, ok := LetterHeights(day(t, c.on), c.area)
		if !ok || h.Height != c.height || h.Source.Status != c.status || h.Source.String() != "43/2017/NĐ-CP, Điều 5" {
			t.Errorf("%v cm2 on %s: %+v, %v; want %v mm, %s", c.area, c.on, h, ok, c.height, c.status)
		}
	}
	for _, area := range []float64{0, -1, math.NaN(), math.Inf(1), math.Inf(-1)} {
		if h, ok := LetterHeights(day(t, "2026-11-23"), area); ok {
			t.Errorf("%v cm2: %+v", area, h)
		}
	}
	if h, ok := LetterHeights(day(t, "2017-05-31"), 15); ok {
		t.Errorf("before the tables begin: %+v", h)
	}
}
