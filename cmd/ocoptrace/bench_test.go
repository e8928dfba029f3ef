package main

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/badger"
	"ocoptrace/trace"
)

// BenchmarkIssue issues one batch an operation from several callers: validated,
// signed twice (record and JWT form), logged and on the disk when it returns.
// BenchmarkBadgerAlone is what the same number of callers get of the engine
// alone, with one synced transaction a record of the same size.
func BenchmarkIssue(b *testing.B) {
	for _, callers := range []int{1, 64, 256} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			s := newDirectory(b)
			v := openTest(b, s, 0)
			var next atomic.Int64
			concurrently(b, callers, func() error {
				lot := fmt.Sprintf("B-%d", next.Add(1))
				_, err := v.registry.State(context.Background(), trace.Order{Facts: []trace.Fact{riceBatch(lot)}})
				return err
			})
			must(b, v.close())
		})
	}
}

func BenchmarkBadgerAlone(b *testing.B) {
	s := newDirectory(b)
	v := openTest(b, s, -1)
	record := state(b, v.registry, riceBatch("B-0"))[0].Record
	must(b, v.close())
	for _, callers := range []int{1, 64, 256} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			store, err := badger.Open(filepath.Join(b.TempDir(), "store"), badger.Options{Create: true})
			must(b, err)
			var next atomic.Int64
			concurrently(b, callers, func() error {
				key := fmt.Appendf(nil, "b/%d", next.Add(1))
				return store.Update(context.Background(), func(tx storage.Tx) error { return tx.Set(key, record) })
			})
			must(b, store.Close())
		})
	}
}

// concurrently runs b.N operations from a number of callers.
func concurrently(b *testing.B, callers int, operation func() error) {
	var left atomic.Int64
	left.Store(int64(b.N))
	failed := make(chan error, callers)
	b.ResetTimer()
	for range callers {
		go func() {
			for left.Add(-1) >= 0 {
				if err := operation(); err != nil {
					failed <- err
					return
				}
			}
			failed <- nil
		}()
	}
	for range callers {
		if err := <-failed; err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
}
