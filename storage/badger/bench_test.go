package badger

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"ocoptrace/storage"
)

const recordSize = 2000

// writer commits some records in one transaction. Keys are all different.
type writer func(first uint64, records int) error

func key(n uint64) []byte { return binary.BigEndian.AppendUint64([]byte("log/leaf/"), n) }

func storeWriter(b *testing.B, s *Store) writer {
	value := make([]byte, recordSize)
	return func(first uint64, records int) error {
		return s.Update(b.Context(), func(tx storage.Tx) error {
			for i := range records {
				if err := tx.Set(key(first+uint64(i)), value); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

func rawWriter(db *badger.DB) writer {
	value := make([]byte, recordSize)
	return func(first uint64, records int) error {
		return db.Update(func(txn *badger.Txn) error {
			for i := range records {
				if err := txn.Set(key(first+uint64(i)), value); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// BenchmarkUpdate compares the store with bare Badger under the same options,
// SyncWrites included.
func BenchmarkUpdate(b *testing.B) {
	for _, records := range []int{1, 64} {
		for _, goroutines := range []int{1, 64} {
			name := fmt.Sprintf("%drecords/%dgoroutines/", records, goroutines)
			b.Run(name+"store", func(b *testing.B) {
				s := create(b, filepath.Join(b.TempDir(), "data"))
				defer s.Close()
				benchWriter(b, storeWriter(b, s), records, goroutines)
			})
			b.Run(name+"raw", func(b *testing.B) {
				db, err := badger.Open(lowWater.withDefaults().engine(b.TempDir()))
				must(b, err)
				defer db.Close()
				benchWriter(b, rawWriter(db), records, goroutines)
			})
		}
	}
}

func benchWriter(b *testing.B, w writer, records, goroutines int) {
	var next atomic.Uint64
	b.SetParallelism(max(1, goroutines/2)) // times GOMAXPROCS, which is 2 or more where it matters
	commit := func() {
		if err := w(next.Add(uint64(records))-uint64(records), records); err != nil {
			b.Error(err)
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	if goroutines == 1 {
		for range b.N {
			commit()
		}
	} else {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				commit()
			}
		})
	}
	b.ReportMetric(float64(b.N*records)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkRead compares a Get and a scan of 256 pairs with bare Badger.
func BenchmarkRead(b *testing.B) {
	s := create(b, filepath.Join(b.TempDir(), "data"))
	defer s.Close()
	w := storeWriter(b, s)
	const records = 20 * 1024
	for n := 0; n < records; n += 512 {
		must(b, w(uint64(n), 512))
	}
	b.Run("Get/store", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			must(b, s.View(b.Context(), func(tx storage.Tx) error {
				_, err := tx.Get(key(uint64(i*7919) % records))
				return err
			}))
		}
	})
	b.Run("Get/raw", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			must(b, s.db.View(func(txn *badger.Txn) error {
				item, err := txn.Get(key(uint64(i*7919) % records))
				if err != nil {
					return err
				}
				_, err = item.ValueCopy(nil)
				return err
			}))
		}
	})
	b.Run("Scan256/store", func(b *testing.B) { benchScan(b, s) })
	b.Run("Scan256/raw", func(b *testing.B) { benchRawScan(b, s.db) })
}

func benchScan(b *testing.B, s *Store) {
	for b.Loop() {
		n := 0
		must(b, s.View(b.Context(), func(tx storage.Tx) error {
			return tx.Scan([]byte("log/leaf/"), key(5000), func(_, _ []byte) error {
				if n++; n == 256 {
					return storage.Stop
				}
				return nil
			})
		}))
	}
}

func benchRawScan(b *testing.B, db *badger.DB) {
	for b.Loop() {
		must(b, db.View(func(txn *badger.Txn) error {
			o := badger.DefaultIteratorOptions
			o.Prefix = []byte("log/leaf/")
			it := txn.NewIterator(o)
			defer it.Close()
			n := 0
			for it.Seek(key(5001)); it.Valid() && n < 256; it.Next() {
				it.Item().KeyCopy(nil)
				if _, err := it.Item().ValueCopy(nil); err != nil {
					return err
				}
				n++
			}
			return nil
		}))
	}
}
