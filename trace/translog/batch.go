package translog

import (
	"bytes"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
)

// verdict is what became of a group in a transaction.
type verdict struct {
	indexes []int64
	err     error
}

// retreat abandons a transaction because a group was rejected after it wrote.
type retreat struct {
	group int
	err   error
}

func (r *retreat) Error() string { return r.err.Error() }

// batch is one run of the transaction that appends groups.
type batch struct {
	tx       storage.Tx
	edge     *edge
	indexes  map[string]int64 // of the ids of this batch that are known
	verdicts []verdict
}

// runBatch appends all groups in tx. It changes nothing but tx, so that a
// store may run it again.
func runBatch(tx storage.Tx, groups []*group) ([]verdict, error) {
	b, err := openBatch(tx, groups)
	if err != nil {
		return nil, err
	}
	size := b.edge.size
	for i, g := range groups {
		if err := b.add(i, g); err != nil {
			return nil, err
		}
	}
	if b.edge.size > size {
		err = tx.Set([]byte(treeKey), formatTree(b.edge.size, b.edge.root()))
	}
	return b.verdicts, err
}

func openBatch(tx storage.Tx, groups []*group) (*batch, error) {
	size, root, err := Head(tx)
	if err != nil {
		return nil, err
	}
	e, err := loadEdge(tx, size, root)
	if err != nil {
		return nil, err
	}
	indexes, err := knownIDs(tx, groups)
	return &batch{tx: tx, edge: e, indexes: indexes}, err
}

// knownIDs looks all ids of the groups up in one round trip.
func knownIDs(tx storage.Tx, groups []*group) (map[string]int64, error) {
	var ids []string
	var keys [][]byte
	for _, g := range groups {
		for _, e := range g.entries {
			ids = append(ids, e.ID)
			keys = append(keys, idKey(e.ID))
		}
	}
	values, err := tx.GetMany(keys...)
	if err != nil {
		return nil, err
	}
	known := map[string]int64{}
	for i, v := range values {
		if v == nil {
			continue
		}
		if known[ids[i]], err = parseIndex(ids[i], v); err != nil {
			return nil, err
		}
	}
	return known, nil
}

// add appends the entries of a group and records the verdict. Its own error
// abandons the transaction.
func (b *batch) add(number int, g *group) error {
	before := b.edge.size
	indexes := make([]int64, len(g.entries))
	for i, e := range g.entries {
		rejected, failed := b.append(e, &indexes[i])
		if failed != nil {
			return failed
		}
		if rejected == nil {
			continue
		}
		if b.edge.size > before {
			return &retreat{number, rejected}
		}
		b.verdicts = append(b.verdicts, verdict{err: rejected})
		return nil
	}
	b.verdicts = append(b.verdicts, verdict{indexes: indexes})
	return nil
}

// append handles one entry: rejected is the entry's fault, failed the store's.
func (b *batch) append(e Entry, index *int64) (rejected, failed error) {
	if known, ok := b.indexes[e.ID]; ok {
		*index = known
		return b.compare(e, known)
	}
	*index = b.edge.size
	if e.Admit != nil {
		g := &guard{Tx: b.tx}
		if err := e.Admit(g); err != nil || g.failed != nil {
			return err, g.failed
		}
	}
	if err := b.write(e); err != nil {
		return nil, err
	}
	if e.Apply == nil {
		return nil, nil
	}
	g := &guard{Tx: b.tx, writable: true}
	return e.Apply(g, *index), g.failed
}

// compare rejects an entry whose ID already names another leaf.
func (b *batch) compare(e Entry, index int64) (rejected, failed error) {
	leaf, err := Leaf(b.tx, index)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(leaf, e.Leaf) {
		return fmt.Errorf("%w: %q is leaf %d", ErrIDConflict, e.ID, index), nil
	}
	return nil, nil
}

// write puts the leaf, its id and the nodes it completes.
func (b *batch) write(e Entry) error {
	index := b.edge.size
	if err := b.tx.Set(leafKey(index), e.Leaf); err != nil {
		return err
	}
	if err := b.tx.Set(idKey(e.ID), formatNumber(index)); err != nil {
		return err
	}
	first := tlog.StoredHashIndex(0, index)
	for i, h := range b.edge.grow(tlog.RecordHash(e.Leaf)) {
		if err := b.tx.Set(nodeKey(first+int64(i)), h[:]); err != nil {
			return err
		}
	}
	b.indexes[e.ID] = index
	return nil
}
