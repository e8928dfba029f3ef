package translog

import (
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/badger"
	"ocoptrace/storage/storagetest"
)

// engines are the stores to measure.
var engines = map[string]func(b *testing.B) storage.Store{
	"memory": func(*testing.B) storage.Store { return storagetest.Memory() },
	"badger": func(b *testing.B) storage.Store {
		s, err := badger.Open(filepath.Join(b.TempDir(), "data"), badger.Options{Create: true})
		must(b, err)
		return s
	},
}

// benchRecord is a record of the usual size with a number of its own.
func benchRecord(n int64) Entry {
	leaf := make([]byte, 1100)
	binary.BigEndian.PutUint64(leaf, uint64(n))
	return Entry{ID: fmt.Sprintf("urn:uuid:%032x", n), Leaf: leaf}
}

// BenchmarkAppend appends one entry a call, publishing each second.
func BenchmarkAppend(b *testing.B) {
	eachEngine(b, func(b *testing.B, s storage.Store, callers int) {
		w := newWorld(b)
		c := w.config()
		c.Store, c.Anchor, c.Interval = s, AnchorFile(b.TempDir()+"/anchor"), 0
		l, err := Open(b.Context(), c)
		must(b, err)
		run(b, callers, func(n int64) error {
			_, err := l.Append(context.Background(), benchRecord(n))
			return err
		})
		b.StopTimer()
		must(b, l.Close())
	})
}

// BenchmarkStoreAlone is the baseline: no log, one transaction a record.
func BenchmarkStoreAlone(b *testing.B) {
	eachEngine(b, func(b *testing.B, s storage.Store, callers int) {
		run(b, callers, func(n int64) error {
			return s.Update(context.Background(), func(tx storage.Tx) error {
				e := benchRecord(n)
				return tx.Set([]byte(e.ID), e.Leaf)
			})
		})
	})
}

func eachEngine(b *testing.B, f func(b *testing.B, s storage.Store, callers int)) {
	for name, open := range engines {
		for _, callers := range []int{1, 64, 256} {
			b.Run(fmt.Sprintf("%s/callers=%d", name, callers), func(b *testing.B) {
				s := open(b)
				defer s.Close()
				f(b, s, callers)
			})
		}
	}
}

// run shares b.N calls of f among the callers.
func run(b *testing.B, callers int, f func(n int64) error) {
	var next atomic.Int64
	var wait sync.WaitGroup
	b.ResetTimer()
	for range callers {
		wait.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				if err := f(n); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

const benchSize = 20_000

// BenchmarkProve makes and marshals an inclusion proof, BenchmarkVerify parses
// and verifies one with its checkpoint.
func BenchmarkProve(b *testing.B) {
	for name, open := range engines {
		b.Run(name, func(b *testing.B) {
			s := open(b)
			defer s.Close()
			c, _ := benchLog(b, s)
			i := int64(0)
			for b.Loop() {
				i = (i + 7919) % benchSize
				must(b, s.View(b.Context(), func(tx storage.Tx) error {
					hashes, err := Prove(tx, i, benchSize)
					Proof{Index: i, Hashes: hashes, Checkpoint: c.Note}.Marshal()
					return err
				}))
			}
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	s := storagetest.Memory()
	defer s.Close()
	c, vkey := benchLog(b, s)
	policy, err := ParsePolicy(LogPolicy(vkey))
	must(b, err)
	var text, leaf []byte
	view(b, s, func(tx storage.Tx) error {
		hashes, err := Prove(tx, 1234, benchSize)
		text = Proof{Index: 1234, Hashes: hashes, Checkpoint: c.Note}.Marshal()
		must(b, err)
		leaf, err = Leaf(tx, 1234)
		return err
	})
	for b.Loop() {
		p, err := ParseProof(text)
		must(b, err)
		_, err = p.Verify(leaf, policy)
		must(b, err)
	}
}

// BenchmarkCheck recomputes a whole log.
func BenchmarkCheck(b *testing.B) {
	for name, open := range engines {
		b.Run(name, func(b *testing.B) {
			s := open(b)
			defer s.Close()
			w := newWorld(b)
			w.store = s
			fill(b, w)
			for b.Loop() {
				r, err := Check(b.Context(), s, w.verifier, w.anchor, nil, nil)
				must(b, err)
				if len(r.Findings) > 0 {
					b.Fatal(r.Findings)
				}
			}
			b.ReportMetric(benchSize*float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

func benchLog(b *testing.B, s storage.Store) (Checkpoint, string) {
	b.Helper()
	w := newWorld(b)
	w.store = s
	return fill(b, w), w.vkey
}

func fill(b *testing.B, w *world) Checkpoint {
	b.Helper()
	l, err := Open(b.Context(), w.config())
	must(b, err)
	for n := int64(0); n < benchSize; {
		var group []Entry
		for ; len(group) < 1000; n++ {
			group = append(group, benchRecord(n))
		}
		_, err := l.Append(b.Context(), group...)
		must(b, err)
	}
	must(b, l.Close())
	return l.Published()
}
