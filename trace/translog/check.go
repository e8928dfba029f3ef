package translog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
)

const maxFindings = 100

// Report is what Check found.
type Report struct {
	Size     int64      // leaves, as log/tree has it
	Root     tlog.Hash  // recomputed from the leaves; zero if they have a gap
	Anchor   Checkpoint // zero if it is missing or does not verify
	Findings []string   // faults, the first 100; none in a sound log
	More     int64      // faults beyond those
}

// Check reads the whole log in one view and recomputes it from the leaves:
// every node, the root, the tree at the anchor's size; that each leaf has
// exactly one id, and that nothing else is stored under log/. Which id belongs
// to which leaf only the caller knows: each, called for every leaf in order if
// not nil, should compare IndexOf with index, and return a fault it finds.
// progress, if not nil, is told how many leaves are done. The error is one of
// the store or of ctx; faults of the log are in the report.
func Check(ctx context.Context, s storage.Store, v note.Verifier, anchor Anchor, each func(tx storage.Tx, index int64, leaf []byte) error, progress func(done, total int64)) (Report, error) {
	// The anchor is read first: the log may grow meanwhile, never shrink.
	anchored, anchorErr := loadAnchor(ctx, anchor, v)
	var report Report
	err := s.View(ctx, func(tx storage.Tx) error {
		c := &checker{ctx: ctx, tx: tx, anchored: anchored, each: each, progress: progress, ids: bitmap{}}
		if anchorErr != nil {
			c.find("%v", anchorErr)
		}
		err := c.run()
		report = c.report
		return err
	})
	return report, err
}

type checker struct {
	ctx      context.Context
	tx       storage.Tx
	anchored *Checkpoint
	each     func(tx storage.Tx, index int64, leaf []byte) error
	progress func(done, total int64)
	report   Report

	size     int64 // of log/tree
	root     tlog.Hash
	ids      bitmap // indexes that an id names
	next     int64  // the leaf expected next
	edge     edge   // grown from the leaves until a gap
	numbers  []int64
	expected []tlog.Hash // nodes to be compared, by numbers
}

func (c *checker) find(format string, args ...any) {
	if len(c.report.Findings) < maxFindings {
		c.report.Findings = append(c.report.Findings, fmt.Sprintf(format, args...))
	} else {
		c.report.More++
	}
}

func (c *checker) run() (err error) {
	c.size, c.root, err = Head(c.tx)
	if errors.Is(err, ErrCorrupt) {
		c.find("%v", err)
	} else if err != nil {
		return err
	}
	c.report.Size = c.size
	c.anchor()
	// Keys come in order: ids, leaves, nodes, tree.
	if err := pages(c.tx, []byte(keyPrefix), nil, c.key); err != nil {
		return err
	}
	if err := c.compareNodes(); err != nil {
		return err
	}
	c.finish()
	return nil
}

func (c *checker) anchor() {
	switch {
	case c.anchored != nil:
		c.report.Anchor = *c.anchored
		if c.anchored.Size > c.size {
			c.find("%v: the tree has %d leaves, the anchor %d", ErrRollback, c.size, c.anchored.Size)
		}
		c.compareAnchor()
	case c.size > 0 && len(c.report.Findings) == 0:
		c.find("%v: missing", ErrAnchor)
	}
}

// compareAnchor is called at every size that the recomputed tree goes through.
func (c *checker) compareAnchor() {
	if a := c.anchored; a != nil && a.Size == c.edge.size && a.Root != c.edge.root() {
		c.find("%v: the first %d leaves are not those of the anchor", ErrRollback, a.Size)
	}
}

func (c *checker) key(key, value []byte) error {
	name := string(key)
	switch {
	case strings.HasPrefix(name, idPrefix):
		c.id(name[len(idPrefix):], value)
	case strings.HasPrefix(name, leafPrefix):
		return c.leaf(name[len(leafPrefix):], value)
	case strings.HasPrefix(name, nodePrefix):
		c.node(name[len(nodePrefix):])
	case name != treeKey:
		c.find("stray key %q", name)
	}
	return nil
}

func (c *checker) id(id string, value []byte) {
	index, ok := parseNumber(value, c.size)
	switch {
	case id == "" || len(id) > maxID:
		c.find("stray key %q", idPrefix+id)
	case !ok:
		c.find("id %q has no index below %d", id, c.size)
	case c.ids.add(index):
		c.find("id %q: leaf %d has another id too", id, index)
	}
}

func (c *checker) leaf(suffix string, leaf []byte) error {
	index, ok := parseNumber([]byte(suffix), c.size)
	if !ok {
		c.find("stray key %q", leafPrefix+suffix)
		return nil
	}
	if index != c.next {
		c.find("leaves %d to %d are missing; the tree behind them cannot be recomputed", c.next, index-1)
	}
	c.next = index + 1
	if len(leaf) < 1 || len(leaf) > maxLeaf {
		c.find("leaf %d has %d bytes", index, len(leaf))
	}
	if !c.ids.has(index) {
		c.find("leaf %d has no id", index)
	}
	if err := c.grow(index, leaf); err != nil {
		return err
	}
	if c.each != nil {
		if err := c.each(c.tx, index, leaf); err != nil {
			c.find("leaf %d: %v", index, err)
		}
	}
	return c.ctx.Err()
}

// grow recomputes the nodes that a leaf completes, as long as there was no gap.
func (c *checker) grow(index int64, leaf []byte) error {
	if c.edge.size != index {
		return nil
	}
	first := tlog.StoredHashIndex(0, index)
	for i, h := range c.edge.grow(tlog.RecordHash(leaf)) {
		c.numbers = append(c.numbers, first+int64(i))
		c.expected = append(c.expected, h)
	}
	c.compareAnchor()
	if len(c.numbers) < pageKeys {
		return nil
	}
	if c.progress != nil {
		c.progress(c.next, c.size)
	}
	return c.compareNodes()
}

func (c *checker) compareNodes() error {
	keys := make([][]byte, len(c.numbers))
	for i, n := range c.numbers {
		keys[i] = nodeKey(n)
	}
	values, err := c.tx.GetMany(keys...)
	if err != nil {
		return err
	}
	for i, value := range values {
		if !bytes.Equal(value, c.expected[i][:]) {
			level, n := tlog.SplitStoredHashIndex(c.numbers[i])
			c.find("node %d (level %d, number %d) is not the hash of its leaves", c.numbers[i], level, n)
		}
	}
	c.numbers, c.expected = c.numbers[:0], c.expected[:0]
	return nil
}

// node finds keys that no tree of this size has; values are compared as the
// leaves are read.
func (c *checker) node(suffix string) {
	if _, ok := parseNumber([]byte(suffix), tlog.StoredHashCount(c.size)); !ok {
		c.find("stray key %q", nodePrefix+suffix)
	}
}

func (c *checker) finish() {
	if c.next != c.size {
		c.find("leaves %d to %d are missing", c.next, c.size-1)
	}
	if c.edge.size == c.size {
		c.report.Root = c.edge.root()
		if c.report.Root != c.root {
			c.find("the root of %s is not that of its leaves", treeKey)
		}
	}
	if c.progress != nil {
		c.progress(c.next, c.size)
	}
}

// bitmap is a sparse set of indexes, small whatever index a damaged value has.
type bitmap map[int64]uint64

func (b bitmap) has(i int64) bool { return b[i/64]>>(i%64)&1 == 1 }

// add reports whether i was there already.
func (b bitmap) add(i int64) bool {
	had := b.has(i)
	b[i/64] |= 1 << (i % 64)
	return had
}
