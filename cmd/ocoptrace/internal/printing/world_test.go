package printing

import (
	"context"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

// rice is a world with the batch gao-seng-cu ST-01 of 600 packs, which has a
// GTIN, and banh-da BD-01 of 5,000, which has none.
func rice(t testing.TB) *tracetest.World {
	t.Helper()
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, &trace.Product{
		ID: "banh-da", Entity: "htx-gao-ruong-mau", Name: "Bánh đa nướng", NameEn: "Grilled rice cracker", Group: "I.3a",
		Taxonomy: "26/2026", Net: "180 g", DateKind: trace.DateExpires, ShelfLifeDays: 30, Sample: true,
	})
	stateBatch(t, w, &trace.Batch{Product: "banh-da", Lot: "BD-01", Produced: day(t, "2026-11-22"), Quantity: 5000, Unit: "gói"})
	return w
}

func stateBatch(t testing.TB, w *tracetest.World, b *trace.Batch) {
	t.Helper()
	if err := w.Complete(context.Background(), b, nil); err != nil {
		t.Fatal(err)
	}
	w.State(t, b)
}

func day(t testing.TB, s string) ocop.Date {
	t.Helper()
	d, err := ocop.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func newRun(t testing.TB, w *tracetest.World, product, lot string, count int64) *trace.LabelRun {
	t.Helper()
	run, err := w.NewRun(context.Background(), product, lot, count, "")
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func scan(t testing.TB, w *tracetest.World, product, lot string) *trace.Scan {
	t.Helper()
	s, err := w.ScanBatch(context.Background(), product, lot)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func codes(t testing.TB, w *tracetest.World, run *trace.LabelRun, from, to int64) []trace.LabelCode {
	t.Helper()
	all, err := w.Labels(run, from, to)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// failing is a writer that fails.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
