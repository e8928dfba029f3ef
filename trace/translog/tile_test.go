package translog

import (
	"encoding/binary"
	"fmt"
	"testing"

	"ocoptrace/storage"

	"golang.org/x/mod/sumdb/tlog"
)

// Paths of c2sp.org/tlog-tiles, with the examples of its text.
func TestTilePaths(t *testing.T) {
	for path, want := range map[string]Tile{
		"tile/0/000":                {Level: 0, N: 0, Width: 256},
		"tile/0/x001/x234/067":      {Level: 0, N: 1234067, Width: 256},
		"tile/3/x001/234.p/17":      {Level: 3, N: 1234, Width: 17},
		"tile/entries/x001/234":     {Entries: true, N: 1234, Width: 256},
		"tile/entries/273.p/112":    {Entries: true, N: 273, Width: 112},
		"tile/7/000.p/1":            {Level: 7, Width: 1},
		"tile/0/x999/x999/x999/999": {N: 999999999999, Width: 256},
	} {
		got, err := ParseTile(path)
		if err != nil || got != want {
			t.Errorf("%s is %+v, %v; want %+v", path, got, err, want)
		}
	}
	for _, path := range []string{
		"", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/0000", "tile/00/000", "tile/-1/000", "tile/+1/000", "tile/8/000",
		"tile/0/x000/000", "tile/0/001/234", "tile/0/x001/x234", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
		"tile/0/000.p/", "tile/0/000.p/1/", "tile/0/000/", "/tile/0/000", "tile/data/000", "tile/entries/entries/000",
		"tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/000.p/1.p/1",
	} {
		if got, err := ParseTile(path); err == nil {
			t.Errorf("%q is taken for %+v", path, got)
		}
	}
}

func FuzzParseTile(f *testing.F) {
	f.Add("tile/3/x001/234.p/17")
	f.Add("tile/entries/000")
	f.Fuzz(func(t *testing.T, path string) {
		if tile, err := ParseTile(path); err == nil && tile.Path() != path {
			t.Errorf("%q is read as %+v, which is %q", path, tile, tile.Path())
		}
	})
}

// tileReader serves the tiles of a tree of some size to another implementation
// of clients, which checks them against the root.
type tileReader struct {
	tx   storage.Tx
	size int64
	read int
}

func (*tileReader) Height() int { return tileHeight }

func (r *tileReader) ReadTiles(tiles []tlog.Tile) (all [][]byte, err error) {
	for _, t := range tiles {
		data, err := ReadTile(r.tx, Tile{Level: t.L, N: t.N, Width: t.W}, r.size)
		if err != nil {
			return nil, err
		}
		r.read++
		all = append(all, data)
	}
	return all, nil
}

func (*tileReader) SaveTiles([]tlog.Tile, [][]byte) {}

// A client that has the tiles and the root alone proves every leaf.
func TestTilesProve(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	sizes := []int64{1, 2, 255, 256, 257, 600, 66_000}
	var size int64
	for _, want := range sizes {
		for size < want {
			group := make([]Entry, min(want-size, 1000))
			for i := range group {
				group[i] = entry(fmt.Sprint("e", size+int64(i)))
			}
			_, err := l.Append(t.Context(), group...)
			must(t, err)
			size += int64(len(group))
		}
		view(t, w.store, func(tx storage.Tx) error {
			_, root, err := Head(tx)
			must(t, err)
			r := &tileReader{tx: tx, size: size}
			hashes := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, r)
			for _, index := range []int64{0, size / 2, size - 1} {
				proof, err := tlog.ProveRecord(size, index, hashes)
				must(t, err)
				leaf := fmt.Appendf(nil, "e%d:leaf", index)
				must(t, tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(leaf)))
			}
			if size > 1 && r.read == 0 {
				t.Errorf("size %d: no tile was read", size)
			}
			checkBundles(t, tx, size)
			return nil
		})
	}
}

// checkBundles reads all leaves from the entry bundles.
func checkBundles(t *testing.T, tx storage.Tx, size int64) {
	t.Helper()
	next := int64(0)
	for n := int64(0); n*tileWidth < size; n++ {
		bundle, err := ReadTile(tx, Tile{Entries: true, N: n, Width: int(min(tileWidth, size-n*tileWidth))}, size)
		must(t, err)
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			if leaf := string(bundle[2 : 2+length]); leaf != fmt.Sprintf("e%d:leaf", next) {
				t.Fatalf("leaf %d in its bundle is %q", next, leaf)
			}
			bundle = bundle[2+length:]
			next++
		}
	}
	if next != size {
		t.Fatalf("%d leaves in the bundles of %d", next, size)
	}
}

// A tile that reaches beyond the tree is not there, however it is asked for.
func TestTilesBeyondTheTree(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	for i := range 300 {
		_, err := l.Append(t.Context(), entry(fmt.Sprint("e", i)))
		must(t, err)
	}
	view(t, w.store, func(tx storage.Tx) error {
		for path, there := range map[string]bool{
			"tile/0/000": true, "tile/0/001.p/44": true, "tile/0/001.p/45": false, "tile/0/001": false, "tile/0/002.p/1": false,
			"tile/1/000.p/1": true, "tile/1/000.p/2": false, "tile/2/000.p/1": false, "tile/7/000": false,
			"tile/entries/001.p/44": true, "tile/entries/001": false, "tile/7/x999/x999/999": false, "tile/0/000.p/7": true,
		} {
			tile, err := ParseTile(path)
			must(t, err)
			if _, err := ReadTile(tx, tile, 300); (err == nil) != there {
				t.Errorf("%s: %v", path, err)
			}
		}
		if _, err := ReadTile(tx, Tile{Width: 256}, 301); err == nil {
			t.Error("a tile of a tree that is not there")
		}
		if _, err := ReadTile(tx, Tile{}, 300); err == nil {
			t.Error("the zero tile")
		}
		return nil
	})
}
