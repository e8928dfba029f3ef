package stock

import (
	"testing"

	"ocoptrace/assets"
)

func catalogue(t testing.TB) *Catalogue {
	t.Helper()
	c, err := Read(assets.Stocks)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func find(t testing.TB, id string) Stock {
	t.Helper()
	s, err := catalogue(t).Find(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// small is 3 columns by 4 rows with gaps of 2 mm.
func small() Stock {
	return Stock{
		ID: "small", Name: Name{"Nhỏ", "Small"}, PageW: 100, PageH: 120, LabelW: 30, LabelH: 25,
		MarginLeft: 3, MarginTop: 7, PitchX: 32, PitchY: 27, Cols: 3, Rows: 4, InsetX: 1, InsetY: 1,
	}
}
