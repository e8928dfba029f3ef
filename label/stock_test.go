package label

import (
	"errors"
	"math"
	"testing"
)

func TestStocks(t *testing.T) {
	perPage := map[string]int{"a4-24-70x37": 24, "a4-65-38x21": 65, "a4-8-105x74": 8, "roll-50x30": 1, "roll-50x30-300": 1}
	seen := 0
	for _, s := range Stocks() {
		if err := s.check(); err != nil {
			t.Error(err)
		}
		if got := s.PerPage(); got != perPage[s.ID] {
			t.Errorf("%s: %d labels a page", s.ID, got)
		}
		if found, err := FindStock(s.ID); err != nil || found != s {
			t.Errorf("FindStock(%q): %v, %v", s.ID, found, err)
		}
		if s.module(s.Dots) < RetailModule {
			t.Errorf("%s: widest module is %.3f mm", s.ID, s.module(s.Dots))
		}
		seen++
	}
	if seen != len(perPage) {
		t.Errorf("%d stocks", seen)
	}
	if _, err := FindStock("a4-7"); !errors.Is(err, ErrStock) {
		t.Error(err)
	}
}

// Sheets lie in the middle of the page: the margin left over at the right and
// bottom equals the one at the left and top.
func TestSheetsAreCentred(t *testing.T) {
	for _, s := range Stocks() {
		x, y := s.origin(s.PerPage() - 1)
		right, bottom := s.PageW-x-s.LabelW, s.PageH-y-s.LabelH
		if math.Abs(right-s.MarginLeft) > 0.01 || math.Abs(bottom-s.MarginTop) > 0.01 {
			t.Errorf("%s: left %.2f right %.2f top %.2f bottom %.2f", s.ID, s.MarginLeft, right, s.MarginTop, bottom)
		}
	}
}

func TestStockRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Stock){
		"no width":        func(s *Stock) { s.LabelW = 0 },
		"not a number":    func(s *Stock) { s.PitchX = math.NaN() },
		"infinite":        func(s *Stock) { s.PageH = math.Inf(1) },
		"negative margin": func(s *Stock) { s.MarginTop = -1 },
		"no columns":      func(s *Stock) { s.Cols = 0 },
		"off the page":    func(s *Stock) { s.Rows++ },
		"overlap":         func(s *Stock) { s.PitchY = 20 },
		"inset too wide":  func(s *Stock) { s.InsetX = 35 },
		"no module":       func(s *Stock) { s.Dots = 0 },
		"endless modules": func(s *Stock) { s.Dots = 1 << 40 },
		"huge letters":    func(s *Stock) { s.Body = 500 },
		"no resolution":   func(s *Stock) { s.DPI = 0 },
	} {
		s := mustStock(t, "a4-24-70x37")
		spoil(&s)
		if err := s.check(); !errors.Is(err, ErrStock) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
