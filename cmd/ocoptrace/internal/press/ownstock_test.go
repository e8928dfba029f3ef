package press

import (
	"errors"
	"reflect"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/label/stock"
)

// Every stock of the catalogue can be kept as one's own, and be printed on.
func TestOwnStocks(t *testing.T) {
	w := open(t)
	catalogue, err := stock.Read(assets.Stocks)
	check(t, err)
	own := map[string]stock.Stock{}
	for i, s := range catalogue.All() {
		check(t, w.SaveStock(t.Context(), htx, "lan", s))
		own[s.ID] = s
		if i%20 == 0 {
			sheet := stock.Job{Stock: s, Corner: stock.BottomRight, Down: true, CutMarks: true, Calibration: stock.Calibration{OffsetX: 0.3, ScaleY: 1.01}}
			job, err := w.Submit(t.Context(), htx, Order{Spans: []Span{{"k1-0", int64(i) + 1, int64(i) + 1}}, Sheet: sheet})
			check(t, err)
			stored, err := w.Job(t.Context(), htx, job.ID)
			check(t, err)
			s.Codes, s.Source, s.Uneven = nil, "", ""
			sheet.Stock, sheet.Start = s, 1
			if !reflect.DeepEqual(stored.Sheet, sheet) {
				t.Errorf("%+v, want %+v", stored.Sheet, sheet)
			}
		}
	}
	stocks, err := w.Stocks(t.Context(), htx)
	check(t, err)
	for _, s := range stocks {
		if !reflect.DeepEqual(s, own[s.ID]) {
			t.Errorf("%+v, want %+v", s, own[s.ID])
		}
	}
	if len(stocks) != len(own) {
		t.Errorf("%d stocks, want %d", len(stocks), len(own))
	}
	restore, err := w.Delete(t.Context(), Stocks, htx, "lan", "roll-50x30")
	check(t, err)
	check(t, w.Restore(t.Context(), Stocks, htx, restore))
}

// A stock that is larger than its page is refused with all that is wrong.
func TestOwnStockRefused(t *testing.T) {
	w := open(t)
	s := grid("to", 3, 8)
	s.LabelW, s.InsetY = 700, 30
	err := w.SaveStock(t.Context(), htx, "lan", s)
	is(t, err, ErrDesign)
	is(t, err, stock.ErrStock)
	var problems stock.Problems
	if !errors.As(err, &problems) || len(problems) < 3 {
		t.Errorf("%v", err)
	}
	_, err = w.Submit(t.Context(), htx, Order{Spans: []Span{{"k1-0", 1, 1}}, Sheet: stock.Job{Stock: s}})
	is(t, err, ErrOrder)
	is(t, err, stock.ErrJob)
	if n := w.rows(t); n != 0 {
		t.Errorf("%d rows are stored", n)
	}
}
