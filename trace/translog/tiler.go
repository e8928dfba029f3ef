package translog

import (
	"golang.org/x/mod/sumdb/tlog"
)

// A Tiler grows a tree leaf by leaf, from its first one on, and makes the hash
// tiles of c2sp.org/tlog-tiles from it. It keeps one unfinished tile a level,
// whatever the size of the tree. The zero Tiler is the empty tree.
type Tiler struct {
	edge   edge
	levels [][]byte // the hashes of the unfinished tile of each level
}

// Add appends a leaf. Each tile that it fills is passed to full, a level after
// the other from 0 up; full must not keep the hashes. Its error is returned,
// and the Tiler must not be used after it.
func (t *Tiler) Add(leaf []byte, full func(tile Tile, hashes []byte) error) error {
	hash := tlog.RecordHash(leaf)
	t.edge.grow(hash)
	for level := 0; ; level++ {
		if level == len(t.levels) {
			t.levels = append(t.levels, nil)
		}
		t.levels[level] = append(t.levels[level], hash[:]...)
		if len(t.levels[level]) < tileWidth*tlog.HashSize {
			return nil
		}
		if err := full(t.last(level), t.levels[level]); err != nil {
			return err
		}
		hash = subtree(t.levels[level])
		t.levels[level] = t.levels[level][:0]
	}
}

// last is the newest tile of a level, full or not; not for an empty one.
func (t *Tiler) last(level int) Tile {
	n := (t.edge.size>>(tileHeight*level) - 1) / tileWidth
	return Tile{Level: level, N: n, Width: len(t.levels[level]) / tlog.HashSize}
}

// Partial passes on the unfinished tiles, from level 0 up.
func (t *Tiler) Partial(f func(tile Tile, hashes []byte) error) error {
	for level, hashes := range t.levels {
		if len(hashes) == 0 {
			continue
		}
		if err := f(t.last(level), hashes); err != nil {
			return err
		}
	}
	return nil
}

// Head returns the number of leaves and the root of the tree, which for the
// empty tree is the SHA-256 of nothing (RFC 9162 section 2.1.1).
func (t *Tiler) Head() (size int64, root tlog.Hash) {
	return t.edge.size, t.edge.root()
}

// subtree is the root over the hashes of a full tile.
func subtree(hashes []byte) tlog.Hash {
	level := make([]tlog.Hash, len(hashes)/tlog.HashSize)
	for i := range level {
		level[i] = tlog.Hash(hashes[i*tlog.HashSize:])
	}
	for len(level) > 1 {
		for i := range len(level) / 2 {
			level[i] = tlog.NodeHash(level[2*i], level[2*i+1])
		}
		level = level[:len(level)/2]
	}
	return level[0]
}
