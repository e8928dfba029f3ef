package trace_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"ocoptrace/storage"
	"ocoptrace/storage/badger"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/tracetest"
)

// captureMany captures n different events, of lots L0 to L4 and 1,000 others.
func captureMany(t testing.TB, w *tracetest.World, n int) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 7))
	for done := 0; done < n; {
		events := make([]string, min(n-done, trace.MaxOrder))
		for i := range events {
			at := time.Date(2020, 1, 1, 0, 0, 5*(done+i), 0, time.UTC).Format(time.RFC3339)
			lot := fmt.Sprintf("https://tx.example.vn/01/09520000000011/10/L%d", r.IntN(1000))
			events[i] = fmt.Sprintf(`{"type":"ObjectEvent","eventTime":%q,"eventTimeZoneOffset":"+07:00","quantityList":[{"epcClass":%q,"quantity":%d}],"action":"OBSERVE","bizStep":%q,"readPoint":{"id":"https://tx.example.vn/loc/p%d"},"ocop:n":%d}`,
				at, lot, 1+r.IntN(50), []string{"shipping", "receiving", "packing"}[r.IntN(3)], r.IntN(100), done+i)
		}
		capture(t, w, events...)
		done += len(events)
	}
}

// BenchmarkCapture is the cost of an event, captured with 499 others.
func BenchmarkCapture(b *testing.B) {
	for name, open := range map[string]func() storage.Store{
		"memory": func() storage.Store { return storagetest.Memory() },
		"badger": func() storage.Store {
			s, err := badger.Open(b.TempDir(), badger.Options{Create: true})
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { s.Close() })
			return s
		},
	} {
		b.Run(name, func(b *testing.B) {
			w := tracetest.On(b, open())
			w.Rice(b)
			b.ResetTimer()
			captureMany(b, w, b.N)
		})
	}
}

// BenchmarkEvents asks 20,000 events; docs/performance.md has a million.
func BenchmarkEvents(b *testing.B) { benchEvents(b, 20_000) }

// eventQuestions are what is asked of many events.
var eventQuestions = map[string]string{
	"newest":          "",
	"lot":             "MATCH_anyEPCClass=https://tx.example.vn/01/09520000000011/10/L7",
	"lot and step":    "MATCH_anyEPCClass=https://tx.example.vn/01/09520000000011/10/L7&EQ_bizStep=shipping",
	"step and place":  "EQ_bizStep=shipping&EQ_readPoint=https://tx.example.vn/loc/p5",
	"frequent step":   "EQ_bizStep=packing",
	"oldest of place": "EQ_readPoint=https://tx.example.vn/loc/p5&orderBy=eventTime&orderDirection=ASC",
	"oldest of step":  "EQ_bizStep=packing&orderBy=recordTime&orderDirection=ASC",
}

func benchEvents(b *testing.B, n int) {
	store, err := badger.Open(b.TempDir(), badger.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	w := tracetest.On(b, store)
	w.Rice(b)
	captureMany(b, w, n)
	askEvents(b, w)
}

func askEvents(b *testing.B, w *tracetest.World) {
	for name, question := range eventQuestions {
		b.Run(name, func(b *testing.B) {
			q, err := epcis.ParseQuery(queryOf(b, question), nil)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				page, err := w.Events(context.Background(), &q, "")
				if err != nil || len(page.Events) == 0 {
					b.Fatal(len(page.Events), err)
				}
			}
		})
	}
}
