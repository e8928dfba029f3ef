package storagetest

import (
	"bytes"
	"hash/fnv"
)

// node is an immutable treap: ordered by key, a heap by rank. A nil node is the
// empty tree. Changes copy the path to the root and share the rest.
type node struct {
	key, value  []byte
	rank        uint64
	left, right *node
}

// rankOf spreads keys so that the tree is balanced whatever their order; it
// depends on nothing but the key, so that runs repeat.
func rankOf(key []byte) uint64 {
	h := fnv.New64a()
	h.Write(key)
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd // the 64-bit finaliser of MurmurHash3
	x ^= x >> 33
	return x
}

func (n *node) find(key []byte) *node {
	for n != nil {
		switch c := bytes.Compare(key, n.key); {
		case c < 0:
			n = n.left
		case c > 0:
			n = n.right
		default:
			return n
		}
	}
	return nil
}

func (n *node) set(key, value []byte) *node {
	left, right := n.remove(key).split(key)
	return join(join(left, &node{key: key, value: value, rank: rankOf(key)}), right)
}

// split gives the nodes before and behind key, which is absent.
func (n *node) split(key []byte) (before, behind *node) {
	if n == nil {
		return nil, nil
	}
	copied := *n
	if bytes.Compare(key, n.key) < 0 {
		before, copied.left = n.left.split(key)
		return before, &copied
	}
	copied.right, behind = n.right.split(key)
	return &copied, behind
}

// join merges trees of which all keys of a are before all keys of b.
func join(a, b *node) *node {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	if a.rank > b.rank {
		copied := *a
		copied.right = join(a.right, b)
		return &copied
	}
	copied := *b
	copied.left = join(a, b.left)
	return &copied
}

func (n *node) remove(key []byte) *node {
	if n == nil {
		return nil
	}
	c := bytes.Compare(key, n.key)
	if c == 0 {
		return join(n.left, n.right)
	}
	copied := *n
	if c < 0 {
		copied.left = n.left.remove(key)
	} else {
		copied.right = n.right.remove(key)
	}
	return &copied
}

// ascend calls f for the nodes from start on until f returns an error.
func (n *node) ascend(start []byte, f func(*node) error) error {
	if n == nil {
		return nil
	}
	if bytes.Compare(n.key, start) < 0 {
		return n.right.ascend(start, f)
	}
	if err := n.left.ascend(start, f); err != nil {
		return err
	}
	if err := f(n); err != nil {
		return err
	}
	return n.right.ascend(start, f)
}
