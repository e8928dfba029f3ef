package printing

import (
	"testing"

	labelstock "ocoptrace/label/stock"
)

// Whatever sheet or roll there is, its paper can be printed on from each end.
func TestPaperOfStocks(t *testing.T) {
	all := Stocks().All()
	if len(all) < 40 {
		t.Errorf("%d stocks", len(all))
	}
	for _, s := range all {
		for _, start := range []int{1, s.PerPage()} {
			p := PaperOf(labelstock.Job{Stock: s, Start: start, Copies: 2})
			if err := p.check(); err != nil || p.W != s.LabelW || p.H != s.LabelH || p.copies() != 2 {
				t.Errorf("%s from %d: %+v, %v", s.ID, start, p, err)
			}
		}
		if err := PaperOf(labelstock.Job{Stock: s, Start: s.PerPage() + 1}).check(); err == nil {
			t.Errorf("%s: a place behind the last", s.ID)
		}
	}
}
