package translog

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
)

// Head returns the size and the root (RFC 9162 section 2.1.1) of the tree in
// tx: it may be newer than anything published, so do not show it.
func Head(tx storage.Tx) (size int64, root tlog.Hash, err error) {
	b, err := tx.Get([]byte(treeKey))
	if errors.Is(err, storage.ErrNotFound) {
		return 0, sha256.Sum256(nil), nil
	}
	if err != nil {
		return 0, root, err
	}
	return parseTree(b)
}

// Leaf returns a leaf's bytes; storage.ErrNotFound if there is none at index.
func Leaf(tx storage.Tx, index int64) ([]byte, error) {
	leaf, err := tx.Get(leafKey(index))
	if err != nil {
		return nil, fmt.Errorf("translog: leaf %d: %w", index, err)
	}
	return leaf, nil
}

// IndexOf returns the index of the leaf appended under id; storage.ErrNotFound
// if there is none.
func IndexOf(tx storage.Tx, id string) (int64, error) {
	b, err := tx.Get(idKey(id))
	if err != nil {
		return 0, fmt.Errorf("translog: id %q: %w", id, err)
	}
	return parseIndex(id, b)
}

func parseIndex(id string, b []byte) (int64, error) {
	index, ok := parseNumber(b, maxSize)
	if !ok {
		return 0, fmt.Errorf("%w: id %q has no index", ErrCorrupt, id)
	}
	return index, nil
}

// Leaves calls f for each leaf from index from on, in order. f may use tx, and
// may return storage.Stop to end early. Leaves are read in pages of bounded
// size. A gap is ErrCorrupt.
func Leaves(tx storage.Tx, from int64, f func(index int64, leaf []byte) error) error {
	var after []byte
	if from > 0 {
		after = leafKey(from - 1)
	}
	next := from
	return pages(tx, []byte(leafPrefix), after, func(key, leaf []byte) error {
		if !bytes.Equal(key, leafKey(next)) {
			return fmt.Errorf("%w: leaf %d is missing", ErrCorrupt, next)
		}
		next++
		return f(next-1, leaf)
	})
}

// Prove returns the inclusion proof (RFC 9162 section 2.1.3) of a leaf in the
// tree of the given size, which must exist: 0 <= index < size <= tree size.
func Prove(tx storage.Tx, index, size int64) (tlog.RecordProof, error) {
	if err := existing(tx, size); err != nil {
		return nil, err
	}
	return tlog.ProveRecord(size, index, nodes(tx))
}

// ProveConsistency returns the proof (RFC 9162 section 2.1.4) that the tree of
// size to extends the tree of size from: 1 <= from <= to <= tree size.
func ProveConsistency(tx storage.Tx, from, to int64) (tlog.TreeProof, error) {
	if err := existing(tx, to); err != nil {
		return nil, err
	}
	return tlog.ProveTree(to, from, nodes(tx))
}

func existing(tx storage.Tx, size int64) error {
	have, _, err := Head(tx)
	if err == nil && size > have {
		err = fmt.Errorf("translog: no tree of %d leaves, there are %d: %w", size, have, storage.ErrNotFound)
	}
	return err
}

// nodes reads stored hashes in one round trip.
func nodes(tx storage.Tx) tlog.HashReader {
	return tlog.HashReaderFunc(func(numbers []int64) ([]tlog.Hash, error) {
		keys := make([][]byte, len(numbers))
		for i, n := range numbers {
			keys[i] = nodeKey(n)
		}
		values, err := tx.GetMany(keys...)
		if err != nil {
			return nil, err
		}
		hashes := make([]tlog.Hash, len(values))
		for i, v := range values {
			if len(v) != tlog.HashSize {
				return nil, fmt.Errorf("%w: node %d is missing or cut", ErrCorrupt, numbers[i])
			}
			hashes[i] = tlog.Hash(v)
		}
		return hashes, nil
	})
}
