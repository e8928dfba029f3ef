package badger

import (
	"log/slog"
	"time"

	"github.com/dgraph-io/badger/v4"
)

// Options of Open. The zero value opens an existing directory with defaults.
type Options struct {
	// Create allows Open to make a new store in an absent or empty directory.
	Create bool

	// MinFree gives, for a file system of total bytes, the free bytes below
	// which Update answers ErrNoSpace. Open refuses below half of it. The
	// default is 5 % of total, at least 2 GiB. A full disk kills the process
	// (SIGBUS), so the margin must outlast the writes that are under way and a
	// compaction: 512 MiB is the least that is sensible.
	MinFree func(total uint64) uint64

	// Logger receives Badger's messages; nil drops them.
	Logger *slog.Logger

	// GCInterval is the time between collections of the value log, 10 minutes
	// if zero. A negative interval means never.
	GCInterval time.Duration

	statfs func(dir string) (free, total uint64, err error) // for tests
}

func (o Options) withDefaults() Options {
	if o.MinFree == nil {
		o.MinFree = func(total uint64) uint64 { return max(2<<30, total/20) }
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.GCInterval == 0 {
		o.GCInterval = 10 * time.Minute
	}
	if o.statfs == nil {
		o.statfs = statfs
	}
	return o
}

// engine returns Badger's options, with the memory bounded: about three
// memtables and the caches.
func (o Options) engine(dir string) badger.Options {
	return badger.DefaultOptions(dir).
		WithSyncWrites(true).
		WithMemTableSize(memTableSize).
		WithNumMemtables(2).
		WithBlockCacheSize(16 << 20).
		WithIndexCacheSize(8 << 20).
		WithNumCompactors(2).
		WithValueLogFileSize(16 << 20). // it stays empty: all values are below ValueThreshold
		WithMetricsEnabled(false).
		WithLogger(logger{o.Logger})
}

// A transaction may take 15 % of a memtable; storage.MaxTxBytes and what Badger
// adds to storage.MaxTxPairs entries are just below.
const memTableSize = 32 << 20
