package press

import (
	"context"
	"errors"
	"slices"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

const (
	riceEntity = "htx-gao-ruong-mau"
	riceID     = "gao-seng-cu"
)

// riceWorld is a press on the registry of the rice, with a run of 20 labels of
// each of two batches.
func riceWorld(t *testing.T) (*world, *tracetest.World, []*trace.LabelRun) {
	t.Helper()
	r := tracetest.New(t)
	first := r.Rice(t)
	second := &trace.Batch{Product: riceID, Lot: "ST-02", Produced: first.Produced, Quantity: 50, Unit: "túi"}
	check(t, r.Complete(t.Context(), second, nil))
	r.State(t, second)
	var runs []*trace.LabelRun
	for _, lot := range []string{first.Lot, second.Lot} {
		run, err := r.NewRun(t.Context(), riceID, lot, 20, "")
		check(t, err)
		runs = append(runs, run)
	}
	w := open(t)
	w.Press.c.Ledger = Statements(r.Registry, "hết ngày")
	return w, r, runs
}

func (w *world) submitRice(t *testing.T, o Order) Job {
	t.Helper()
	o.Sheet, o.By = a4(1), "lan"
	job, err := w.Submit(t.Context(), riceEntity, o)
	check(t, err)
	job, err = w.Wait(t.Context(), riceEntity, job.ID)
	check(t, err)
	return job
}

func tally(t *testing.T, r *tracetest.World, run *trace.LabelRun) trace.Tally {
	t.Helper()
	report, err := r.Registry.Run(t.Context(), run.ID)
	check(t, err)
	return report.Tally
}

// Printing again is on record, with who and why, and makes no label more.
func TestReprintIsStated(t *testing.T) {
	w, r, runs := riceWorld(t)
	w.run(t)
	w.submitRice(t, Order{Spans: []Span{{runs[0].ID, 1, 20}}})
	w.submitRice(t, Order{Spans: []Span{{runs[1].ID, 1, 5}, {runs[0].ID, 3, 7}, {runs[0].ID, 9, 9}}, Reason: "kẹt giấy"})
	report, err := r.Registry.Run(t.Context(), runs[0].ID)
	check(t, err)
	var again []Span
	for _, c := range report.Changes {
		if p, ok := c.Fact.(*trace.LabelReprint); ok {
			again = append(again, Span{p.Run, p.From, p.To})
			if c.By != "lan" || p.Reason != "kẹt giấy" || p.Date != ocop.DateOf(w.clock.Now()) {
				t.Errorf("%+v by %s", p, c.By)
			}
		}
	}
	if !slices.Equal(again, []Span{{runs[0].ID, 9, 9}, {runs[0].ID, 3, 7}}) || report.Tally.Printed != 20 {
		t.Errorf("reprints %v, %+v", again, report.Tally)
	}

	// A voided label is not printed again, and nothing is left of the job.
	r.State(t, &trace.LabelStatus{Run: runs[0].ID, From: 4, To: 4, State: trace.LabelVoided, Reason: "rách", Date: ocop.DateOf(w.clock.Now())})
	rows := w.rows(t)
	_, err = w.Submit(t.Context(), riceEntity, Order{Spans: []Span{{runs[0].ID, 1, 6}}, Reason: "kẹt giấy", Sheet: a4(1)})
	var problems trace.Problems
	if !errors.As(err, &problems) || w.rows(t) != rows {
		t.Errorf("error %v, %d rows, before %d", err, w.rows(t), rows)
	}
}

// At the end of the day what is printed and not on a pack is voided, but not a
// batch that is still being printed, nor a blank label.
func TestLeftoversAreVoided(t *testing.T) {
	w, r, runs := riceWorld(t)
	w.run(t)
	blank, err := r.OrderRun(t.Context(), trace.RunOrder{Entity: riceEntity, Count: 10})
	check(t, err)
	day := ocop.DateOf(w.clock.Now())
	r.State(t,
		&trace.LabelStatus{Run: runs[0].ID, From: 1, To: 8, State: trace.LabelActive, Date: day},
		&trace.LabelClaim{Run: blank.ID, From: 1, To: 4, Product: riceID, Lot: "ST-01", Date: day})
	check(t, w.SetClosing(t.Context(), riceEntity, "lan", "17:00"))
	job := w.submitRice(t, Order{Spans: []Span{{runs[0].ID, 1, 20}}})
	check(t, w.HandOut(t.Context(), riceEntity, job.ID, 0))
	item, err := w.Enqueue(t.Context(), riceEntity, "lan", Span{runs[1].ID, 20, 20})
	check(t, err)

	w.closeAt(t, "2026-11-23 17:00")
	if got := tally(t, r, runs[0]); got != (trace.Tally{Printed: 20, Active: 8, Voided: 12}) {
		t.Errorf("%+v", got)
	}
	if got := tally(t, r, runs[1]); got.Open != 20 {
		t.Errorf("a batch with a label in the queue: %+v", got)
	}
	if got := tally(t, r, blank); got != (trace.Tally{Printed: 10, Voided: 4, Open: 6}) {
		t.Errorf("the blank run: %+v", got)
	}
	journal, err := w.ClosedDays(t.Context(), riceEntity)
	check(t, err)
	if len(journal) != 1 || journal[0].Voided != 16 {
		t.Errorf("%+v", journal)
	}
	check(t, w.Dequeue(t.Context(), riceEntity, item.ID))
	r.Clock.Day("2026-11-24")
	w.closeAt(t, "2026-11-24 17:00")
	if got := tally(t, r, runs[1]); got.Voided != 20 {
		t.Errorf("the next evening: %+v", got)
	}
}

// A closing that was cut off before its journal was written is done once.
func TestClosingIsCutOff(t *testing.T) {
	w, r, runs := riceWorld(t)
	check(t, w.SetClosing(t.Context(), riceEntity, "lan", "17:00"))
	w.store.FailNext(1, context.DeadlineExceeded)
	if err := w.CloseDay(t.Context(), at(t, "2026-11-23 17:00")); err == nil {
		t.Fatal("no error")
	}
	w.closeAt(t, "2026-11-23 17:01")
	if got := tally(t, r, runs[0]); got.Voided != 20 {
		t.Errorf("%+v", got)
	}
	journal, err := w.ClosedDays(t.Context(), riceEntity)
	check(t, err)
	if len(journal) != 1 || journal[0].Voided != 40 {
		t.Errorf("%+v", journal)
	}
}
