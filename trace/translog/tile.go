package translog

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"ocoptrace/storage"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	maxLevel   = 7 // a tile of level 8 would stand for 2^64 leaves
)

// A Tile names a piece of the log by its place, as c2sp.org/tlog-tiles does.
// Hash tiles have Level 0 to 7: hash n of tile N is that of the complete
// subtree of 256^Level leaves number N*256+n. Entries are the leaves N*256 to
// N*256+Width-1 themselves. The zero Tile is not valid.
type Tile struct {
	Entries bool
	Level   int
	N       int64 // 0 to 2^54-1
	Width   int   // hashes or leaves in it: 256, or 1 to 255 for a partial tile
}

// Path is the tile's place under the log's prefix: "tile/1/x001/234.p/17".
func (t Tile) Path() string {
	level := strconv.Itoa(t.Level)
	if t.Entries {
		level = "entries"
	}
	groups := fmt.Sprintf("%03d", t.N%1000)
	for n := t.N / 1000; n > 0; n /= 1000 {
		groups = fmt.Sprintf("x%03d/", n%1000) + groups
	}
	path := "tile/" + level + "/" + groups
	if t.Width < tileWidth {
		path += ".p/" + strconv.Itoa(t.Width)
	}
	return path
}

// ParseTile reads a Path. A tile has one path: any other spelling is ErrMalformed.
func ParseTile(path string) (Tile, error) {
	t := Tile{Width: tileWidth}
	place, width, partial := strings.Cut(path, ".p/")
	if partial {
		t.Width, _ = strconv.Atoi(width)
	}
	parts := strings.Split(place, "/")
	if len(parts) < 3 || len(parts) > 9 {
		return Tile{}, fmt.Errorf("%w: tile path %.60q", ErrMalformed, path)
	}
	if t.Entries = parts[1] == "entries"; !t.Entries {
		t.Level, _ = strconv.Atoi(parts[1])
	}
	for _, group := range parts[2:] {
		n, _ := strconv.ParseInt(strings.TrimPrefix(group, "x"), 10, 16)
		t.N = t.N*1000 + n
	}
	if !t.valid() || t.Path() != path {
		return Tile{}, fmt.Errorf("%w: tile path %.60q", ErrMalformed, path)
	}
	return t, nil
}

func (t Tile) valid() bool {
	return t.Level >= 0 && t.Level <= maxLevel && t.N >= 0 && t.N < 1<<54 && t.Width >= 1 && t.Width <= tileWidth
}

// size is the least tree that has the whole tile; ok is false if none can.
func (t Tile) size() (leaves int64, ok bool) {
	last := t.N*tileWidth + int64(t.Width)
	shift := uint(tileHeight * t.Level)
	return last << shift, last>>(63-shift) == 0
}

// ReadTile returns the bytes of a tile of the tree of the given size, which
// must exist: 32 bytes a hash, or for Entries each leaf after its length as a
// big-endian uint16. storage.ErrNotFound where that tree does not have all of it.
// Partial tiles of every size stay readable, since they are made from nodes.
func ReadTile(tx storage.Tx, t Tile, size int64) ([]byte, error) {
	if err := existing(tx, size); err != nil {
		return nil, err
	}
	if need, ok := t.size(); !t.valid() || !ok || need > size {
		return nil, fmt.Errorf("translog: no tile %s in a tree of %d leaves: %w", t.Path(), size, storage.ErrNotFound)
	}
	if t.Entries {
		return readEntries(tx, t)
	}
	return tlog.ReadTileData(tlog.Tile{H: tileHeight, L: t.Level, N: t.N, W: t.Width}, nodes(tx))
}

func readEntries(tx storage.Tx, t Tile) (bundle []byte, err error) {
	first := t.N * tileWidth
	keys := make([][]byte, t.Width)
	for i := range keys {
		keys[i] = leafKey(first + int64(i))
	}
	leaves, err := tx.GetMany(keys...)
	if err != nil {
		return nil, err
	}
	for i, leaf := range leaves {
		if len(leaf) == 0 {
			return nil, fmt.Errorf("%w: leaf %d is missing", ErrCorrupt, first+int64(i))
		}
		bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(leaf)))
		bundle = append(bundle, leaf...)
	}
	return bundle, nil
}
