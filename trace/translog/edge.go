package translog

import (
	"crypto/sha256"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
)

// edge is the right edge of a tree: the roots of its largest complete
// subtrees, from left to right, one for each bit set in size. It is all that
// is needed to append and to know the root.
type edge struct {
	size     int64
	subtrees []tlog.Hash
}

// grow appends a leaf hash and returns the nodes that it completes, in the
// order of stored hashes from tlog.StoredHashIndex(0, old size) on.
func (e *edge) grow(leaf tlog.Hash) []tlog.Hash {
	nodes := []tlog.Hash{leaf}
	node := leaf
	for n := e.size; n&1 == 1; n >>= 1 {
		last := len(e.subtrees) - 1
		node = tlog.NodeHash(e.subtrees[last], node)
		e.subtrees = e.subtrees[:last]
		nodes = append(nodes, node)
	}
	e.subtrees = append(e.subtrees, node)
	e.size++
	return nodes
}

// root is the Merkle tree hash of RFC 9162 section 2.1.1.
func (e *edge) root() tlog.Hash {
	if e.size == 0 {
		return sha256.Sum256(nil)
	}
	last := len(e.subtrees) - 1
	h := e.subtrees[last]
	for i := last - 1; i >= 0; i-- {
		h = tlog.NodeHash(e.subtrees[i], h)
	}
	return h
}

// loadEdge reads the edge of the tree of a size from its nodes and refuses it
// unless it hashes to root.
func loadEdge(tx storage.Tx, size int64, root tlog.Hash) (*edge, error) {
	subtrees, err := nodes(tx).ReadHashes(edgeNumbers(size))
	if err != nil {
		return nil, err
	}
	e := &edge{size, subtrees}
	if e.root() != root {
		return nil, fmt.Errorf("%w: the nodes of the tree of %d leaves do not hash to its root; run a full check and restore a backup", ErrCorrupt, size)
	}
	return e, nil
}

// edgeNumbers gives the numbers of the stored hashes on the edge of a tree.
func edgeNumbers(size int64) []int64 {
	var numbers []int64
	for level := 60; level >= 0; level-- {
		if size>>level&1 == 1 {
			numbers = append(numbers, tlog.StoredHashIndex(level, size>>(level+1)<<1))
		}
	}
	return numbers
}
