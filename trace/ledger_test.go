package trace_test

import (
	"context"
	"errors"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// refused holds what keeps facts from being stated against want, "field:key".
func refused(t *testing.T, w *tracetest.World, want string, facts ...trace.Fact) {
	t.Helper()
	_, err := w.Registry.State(context.Background(), trace.Order{Facts: facts})
	if got := keysOf(err); len(got) != 1 || got[0] != want {
		t.Errorf("%s: %v, want %s", facts[len(facts)-1].Kind(), err, want)
	}
}

func wantLedger(t *testing.T, w *tracetest.World, lot string, want trace.Ledger) {
	t.Helper()
	got, err := w.Ledger(context.Background(), "gao-seng-cu", lot)
	if err != nil || got != want {
		t.Errorf("ledger of %s: %+v (%v), want %+v", lot, got, err, want)
	}
}

func TestAllowance(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	ctx := context.Background()
	if _, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 98, ""); err != nil {
		t.Fatal(err)
	}
	_, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 5, "")
	var problems trace.Problems
	if !errors.As(err, &problems) || problems[0].Error() != "count: moreLabelsThanPacks [5 2 100 0]" {
		t.Fatalf("five labels where there is room for two: %v", err)
	}
	allow := func(extra int64) *trace.LabelAllowance {
		return &trace.LabelAllowance{Product: "gao-seng-cu", Lot: "ST-01", Extra: extra, Reason: "Đóng gói lại", Date: run0(t)}
	}
	w.State(t, allow(1), allow(2))
	if _, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 5, ""); err != nil {
		t.Error(err)
	}
	_, err = w.NewRun(ctx, "gao-seng-cu", "ST-01", 1, "")
	if !errors.As(err, &problems) || problems[0].Error() != "count: moreLabelsThanPacks [1 0 100 3]" {
		t.Errorf("one label where there is no room: %v", err)
	}
	wantLedger(t, w, "ST-01", trace.Ledger{Declared: 100, Allowed: 3, Printed: 103, Open: 103})
	if all, err := w.Allowances(ctx, "gao-seng-cu", "ST-01"); err != nil || len(all) != 2 || all[0].Fact.(*trace.LabelAllowance).Extra != 2 {
		t.Errorf("allowances, newest first: %v %v", all, err)
	}
	if _, err := w.Ledger(ctx, "gao-seng-cu", "no"); !errors.Is(err, trace.ErrNotFound) {
		t.Errorf("ledger of no batch: %v", err)
	}
}

// A reprint makes no label, and none that was voided comes back.
func TestReprint(t *testing.T) {
	w, run, labels := labelled(t)
	reprint := func(from, to int64) *trace.LabelReprint {
		return &trace.LabelReprint{Run: run.ID, From: from, To: to, Reason: "Máy in kẹt giấy", Date: run0(t)}
	}
	w.State(t, reprint(1, 4), reprint(4, 10),
		&trace.LabelStatus{Run: run.ID, From: 3, To: 6, State: trace.LabelActive, Date: run0(t)},
		&trace.LabelStatus{Run: run.ID, From: 5, To: 5, State: trace.LabelVoided, Reason: "r", Date: run0(t)})
	refused(t, w, "from:labelsAlready", reprint(4, 6))
	refused(t, w, "to:outOfRange", reprint(10, 11))
	w.State(t, reprint(4, 4))
	wantLedger(t, w, "ST-01", trace.Ledger{Declared: 100, Printed: 10, Activated: 3, Voided: 1, Open: 6, Reprinted: 12})
	again, err := w.Labels(run, 1, run.Count)
	if err != nil {
		t.Fatal(err)
	}
	for i := range labels {
		if labels[i] != again[i] {
			t.Errorf("label %d was %v, is %v", i+1, labels[i], again[i])
		}
	}
}

// The longest run, to its last label.
func TestMillionLabels(t *testing.T) {
	w := tracetest.New(t)
	b := *w.Rice(t)
	b.Lot, b.Quantity = "BIG", 1_000_001
	w.State(t, &b)
	run, err := w.NewRun(context.Background(), "gao-seng-cu", "BIG", 1_000_000, "")
	if err != nil {
		t.Fatal(err)
	}
	w.State(t, status(t, run, 999_999, 1_000_000, trace.LabelActive), status(t, run, 1, 1, trace.LabelVoided))
	wantLedger(t, w, "BIG", trace.Ledger{Declared: 1_000_001, Printed: 1_000_000, Activated: 2, Voided: 1, Open: 999_997})
	last, err := w.Labels(run, 1_000_000, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	if s := scan(t, w, string(last[0].Code)); s.Label.Number != 1_000_000 || s.Findings()[0] != trace.FindingIntact {
		t.Errorf("the last label is %d, %v", s.Label.Number, s.Findings())
	}
	_, err = w.NewRun(context.Background(), "gao-seng-cu", "BIG", 10_000_000, "")
	var problems trace.Problems
	if !errors.As(err, &problems) || problems.Error() != "count: runTooLong [10000000 1000000]" {
		t.Errorf("ten million labels: %v", err)
	}
}
