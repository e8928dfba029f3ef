package press

import (
	"errors"
	"slices"
	"testing"

	"ocoptrace/label/stock"
)

func TestReprint(t *testing.T) {
	w := open(t)
	w.run(t)
	first := w.ready(t, order(100))
	rows := w.rows(t)

	o := Order{By: "hoa", Spans: []Span{{"k2-0", 1, 5}, {"k1-0", 91, 110}}, Sheet: a4(1)}
	_, err := w.Submit(t.Context(), htx, o)
	var again *ReprintError
	if !errors.As(err, &again) || !errors.Is(err, ErrReprint) || !slices.Equal(again.Spans, []Span{{"k1-0", 91, 100}}) || !slices.Equal(again.Jobs, []string{first.ID}) {
		t.Fatalf("%v", err)
	}
	if w.rows(t) != rows || len(w.book.reprints) != 0 {
		t.Error("something is stored of what was refused")
	}

	o.Reason = "máy in kẹt giấy"
	second := w.ready(t, o)
	if !slices.Equal(second.Reprints, again.Spans) || !second.Stated {
		t.Errorf("%+v", second)
	}
	stated := w.book.reprints["press-"+second.ID]
	if !slices.Equal(stated.Spans, []Span{{"k1-0", 91, 100}}) || stated.Reason != o.Reason || stated.By != "hoa" || stated.Day != second.Day {
		t.Errorf("%+v", stated)
	}
	w.all(t, first)
	w.all(t, first)
	if len(w.book.reprints) != 1 {
		t.Error("downloading is no reprint")
	}
}

// The labels of another entity's job are its own business.
func TestClaimsAreAnEntitys(t *testing.T) {
	w := open(t)
	_, err := w.Submit(t.Context(), htx, order(10))
	check(t, err)
	_, err = w.Submit(t.Context(), "khac", order(10))
	check(t, err)
}

// A reprint that the ledger refuses leaves nothing behind.
func TestReprintIsRefused(t *testing.T) {
	w := open(t)
	_, err := w.Submit(t.Context(), htx, order(10))
	check(t, err)
	item, err := w.Enqueue(t.Context(), htx, "lan", Span{"k1-0", 5, 6})
	check(t, err)
	rows := w.rows(t)
	w.book.err = errors.New("label 5 is voided")
	_, err = w.Take(t.Context(), htx, nil, Order{By: "lan", Sheet: a4(1), Reason: "rách", Key: "f1"})
	is(t, err, w.book.err)
	if n := w.rows(t); n != rows {
		t.Errorf("%d rows, before %d", n, rows)
	}
	checkQueue(t, w, []Item{item})
	w.book.err = nil
	_, err = w.Take(t.Context(), htx, nil, Order{By: "lan", Sheet: a4(1), Reason: "rách", Key: "f1"})
	check(t, err)
}

// The items of a job stay in the queue until its last part is handed out.
func TestTake(t *testing.T) {
	w := open(t)
	w.run(t)
	var ids []string
	for i, run := range []string{"k1-0", "k2-0", "k3-0"} {
		w.clock.pass(1e6)
		item, err := w.Enqueue(t.Context(), htx, "lan", Span{run, 1, int64(i+1) * 1000})
		check(t, err)
		ids = append(ids, item.ID)
	}
	_, err := w.Take(t.Context(), htx, []string{ids[0], ids[0]}, Order{Sheet: a4(1)})
	is(t, err, ErrNotFound)
	job, err := w.Take(t.Context(), htx, []string{ids[2], ids[0]}, Order{Sheet: a4(8)})
	check(t, err)
	if !slices.Equal(job.Spans, []Span{{"k3-0", 1, 3000}, {"k1-0", 1, 1000}}) || job.Fill() != (Fill{167, 23, 24}) {
		t.Errorf("%v %+v", job.Spans, job.Fill())
	}
	_, err = w.Take(t.Context(), htx, ids[:1], Order{Sheet: a4(1)})
	is(t, err, ErrHeld)
	is(t, w.Dequeue(t.Context(), htx, ids[0]), ErrHeld)
	n, err := w.Waiting(t.Context(), htx)
	check(t, err)
	if n != 2000 {
		t.Errorf("%d labels wait", n)
	}
	w.await(t, job.ID)
	w.download(t, job.ID, 0)
	items, err := w.Queue(t.Context(), htx)
	check(t, err)
	if len(items) != 3 {
		t.Errorf("%d items after the first of two parts", len(items))
	}
	w.download(t, job.ID, 1)
	items, err = w.Queue(t.Context(), htx)
	check(t, err)
	if len(items) != 1 || items[0].ID != ids[1] || items[0].Job != "" {
		t.Errorf("queue %v", items)
	}
	_, err = w.Take(t.Context(), "khac", nil, Order{Sheet: a4(1)})
	is(t, err, ErrNotFound)
}

// Of a job that is cancelled half way, what was not handed out waits again.
func TestCancelGivesItemsBack(t *testing.T) {
	w := open(t)
	w.run(t)
	for _, s := range []Span{{"k1-0", 1, 1000}, {"k2-0", 1, 2000}, {"k3-0", 7, 9}} {
		w.clock.pass(1e6)
		_, err := w.Enqueue(t.Context(), htx, "lan", s)
		check(t, err)
	}
	job, err := w.Take(t.Context(), htx, nil, Order{Sheet: a4(1)})
	check(t, err)
	w.await(t, job.ID)
	w.download(t, job.ID, 0)
	check(t, w.Cancel(t.Context(), htx, job.ID))
	items, err := w.Queue(t.Context(), htx)
	check(t, err)
	var left []Span
	for _, i := range items {
		left = append(left, i.Span)
	}
	if !slices.Equal(left, []Span{{"k2-0", 1401, 2000}, {"k3-0", 7, 9}}) {
		t.Errorf("%v", left)
	}
	rest, err := w.Take(t.Context(), htx, nil, Order{Sheet: a4(1)})
	check(t, err)
	w.all(t, w.await(t, rest.ID))
}

// A job without a start begins where the last one on the stock ended.
func TestStartIsRemembered(t *testing.T) {
	w := open(t)
	w.run(t)
	w.all(t, w.ready(t, order(30)))
	_, err := w.Enqueue(t.Context(), htx, "lan", Span{"k2-0", 1, 11})
	check(t, err)
	fill, err := w.FillOfQueue(t.Context(), htx, a4(0))
	check(t, err)
	if fill != (Fill{1, 17, 24}) {
		t.Errorf("%+v", fill)
	}
	job, err := w.Take(t.Context(), htx, nil, Order{Sheet: a4(0)})
	check(t, err)
	if job.Sheet.Start != 7 || job.Fill() != fill || job.Fill().Free() != 7 {
		t.Errorf("%+v %+v", job.Sheet, job.Fill())
	}
	small := stock.Job{Stock: grid("a4-24-70x37", 2, 2)}
	job, err = w.Submit(t.Context(), htx, Order{Spans: []Span{{"k3-0", 1, 1}}, Sheet: small})
	check(t, err)
	if job.Sheet.Start != 1 {
		t.Errorf("%+v", job.Sheet)
	}
}

// A position is one of the order in which it was counted: a plain job goes on in
// that order, and one that asks for another must say where it begins.
func TestStartInAnotherOrder(t *testing.T) {
	w := open(t)
	w.run(t)
	o := order(5)
	o.Sheet.Start, o.Sheet.Corner, o.Sheet.Down = 3, stock.BottomRight, true
	w.all(t, w.ready(t, o))
	_, err := w.Enqueue(t.Context(), htx, "lan", Span{"k9-0", 1, 4})
	check(t, err)
	fill, err := w.FillOfQueue(t.Context(), htx, a4(0))
	check(t, err)
	if fill != (Fill{1, 11, 24}) {
		t.Errorf("%+v", fill)
	}
	for _, other := range []stock.Job{{Corner: stock.TopLeft}, {Corner: stock.BottomRight}, {Down: true}} {
		other.Stock = a4(0).Stock
		_, err = w.Submit(t.Context(), htx, Order{Spans: []Span{{"k2-0", 1, 4}}, Sheet: other})
		is(t, err, ErrPosition)
		_, err = w.FillOfQueue(t.Context(), htx, other)
		is(t, err, ErrPosition)
	}
	job := w.ready(t, Order{Spans: []Span{{"k2-0", 1, 4}}, Sheet: a4(0)})
	if s := job.Sheet; s.Start != 8 || s.Corner != stock.BottomRight || !s.Down {
		t.Errorf("%+v", s)
	}
	w.all(t, job)
	job = w.ready(t, Order{Spans: []Span{{"k3-0", 1, 13}}, Sheet: a4(0)}) // ends the sheet
	if s := job.Sheet; s.Start != 12 || s.Corner != stock.BottomRight || !s.Down {
		t.Errorf("%+v", s)
	}
	w.all(t, job)
	if job = w.ready(t, Order{Spans: []Span{{"k4-0", 1, 1}}, Sheet: a4(0)}); job.Sheet.Start != 1 || job.Sheet.Corner != "" || job.Sheet.Down {
		t.Errorf("a fresh sheet: %+v", job.Sheet)
	}
}
