//go:build soak

package trace_test

import (
	"context"
	"testing"
	"time"

	"ocoptrace/storage/badger"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/tracetest"
)

// TestSoakMillionEventsWithin500ms captures a million events and asks each of
// eventQuestions; the fastest of five answers counts, since the machine has other
// work. It takes many minutes and some 4 GB of disk, so that it is run by hand:
//
//	go test -tags soak -run SoakMillionEventsWithin500ms -v -timeout 90m ./trace
func TestSoakMillionEventsWithin500ms(t *testing.T) {
	store, err := badger.Open(t.TempDir(), badger.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	w := tracetest.On(t, store)
	w.Rice(t)
	begun := time.Now()
	captureMany(t, w, 1_000_000)
	t.Logf("captured in %s", time.Since(begun).Round(time.Second))
	for name, question := range eventQuestions {
		q, err := epcis.ParseQuery(queryOf(t, question), nil)
		if err != nil {
			t.Fatal(err)
		}
		best := time.Hour
		for range 5 {
			begun := time.Now()
			page, err := w.Events(context.Background(), &q, "")
			if err != nil || len(page.Events) == 0 {
				t.Fatal(name, len(page.Events), err)
			}
			best = min(best, time.Since(begun))
		}
		t.Logf("%s: %s", name, best.Round(10*time.Microsecond))
		if best > 500*time.Millisecond {
			t.Errorf("%s takes %s", name, best)
		}
	}
}
