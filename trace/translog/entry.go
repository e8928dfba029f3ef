package translog

import (
	"fmt"
	"sync/atomic"

	"ocoptrace/storage"
)

const (
	maxEntries = 1024
	maxBytes   = 4 << 20
)

// Entry is one leaf to append.
type Entry struct {
	// ID is 1 to 128 bytes and names this leaf for ever: appending the same
	// leaf under it again returns the index it has.
	ID string
	// Leaf is 1 to 60,000 bytes. It must not be changed until Append returns.
	Leaf []byte
	// Admit, if not nil, decides whether the entry may be appended. It may
	// read what earlier entries wrote, also those of its own group, and must
	// not write. Its error rejects the whole group. It may be called more than
	// once and is not called for an ID that is known already.
	Admit func(tx storage.Tx) error
	// Apply, if not nil, writes the entry's derived keys, none of them under
	// log/. Its error rejects the whole group. It may be called more than once
	// and is not called for an ID that is known already.
	Apply func(tx storage.Tx, index int64) error
}

// group is what one call of Append waits for.
type group struct {
	entries []Entry
	bytes   int
	taken   atomic.Bool // by the sequencer, or by a caller who gives up
	done    chan struct{}
	indexes []int64
	err     error
}

func newGroup(entries []Entry) (*group, error) {
	g := &group{entries: entries, done: make(chan struct{})}
	for _, e := range entries {
		if len(e.ID) < 1 || len(e.ID) > maxID {
			return nil, fmt.Errorf("%w: an ID has 1 to %d bytes, not %d", ErrEntry, maxID, len(e.ID))
		}
		if len(e.Leaf) < 1 || len(e.Leaf) > maxLeaf {
			return nil, fmt.Errorf("%w: the leaf of %q has 1 to %d bytes, not %d", ErrEntry, e.ID, maxLeaf, len(e.Leaf))
		}
		g.bytes += len(e.ID) + len(e.Leaf)
	}
	if len(entries) > maxEntries || g.bytes > maxBytes {
		return nil, fmt.Errorf("%w: %d entries of %d bytes; the limits are %d and %d", ErrGroupTooLarge, len(entries), g.bytes, maxEntries, maxBytes)
	}
	return g, nil
}

func (g *group) finish(indexes []int64, err error) {
	g.indexes, g.err = indexes, err
	close(g.done)
}
