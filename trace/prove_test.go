package trace_test

import (
	"sync"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

// A batch can be read while others state facts about it without a pause.
func TestScanWhileStating(t *testing.T) {
	w := tracetest.New(t)
	b := w.Rice(t)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 100 {
				if _, err := w.ScanBatch(t.Context(), b.Product, b.Lot); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 30 {
		w.State(t, &trace.Recall{
			Product: b.Product, Lot: b.Lot, Action: trace.ActionHold, Reason: "Ẩm", Instruction: "Chờ", Contact: "0900 000 007",
			Date: ocop.DateOf(w.Clock.Now()),
		})
	}
	readers.Wait()
}
