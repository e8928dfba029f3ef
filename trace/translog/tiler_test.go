package translog

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
)

// A Tiler makes the tiles and roots that the log serves, at every size.
func TestTilerAgainstLog(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	const leaves = 66_000 // a full tile at level 1 and one hash at level 2
	appendTo(t, w, l, leaves)
	must(t, w.store.View(t.Context(), func(tx storage.Tx) error {
		var tiler Tiler
		same := func(tile Tile, hashes []byte) error {
			size, _ := tiler.Head()
			want, err := ReadTile(tx, tile, size)
			if err != nil || !bytes.Equal(hashes, want) {
				return fmt.Errorf("size %d: tile %s differs from the log's: %v", size, tile.Path(), err)
			}
			return nil
		}
		full := 0
		return Leaves(tx, 0, func(index int64, leaf []byte) error {
			if err := tiler.Add(leaf, func(tile Tile, hashes []byte) error { full++; return same(tile, hashes) }); err != nil {
				return err
			}
			size, root := tiler.Head()
			if size != index+1 || full != int(size/256+size/65536) {
				return fmt.Errorf("%d leaves and %d full tiles after leaf %d", size, full, index)
			}
			if index > 600 && index%997 != 0 && index != leaves-1 {
				return nil
			}
			if want, err := tlog.TreeHash(size, nodes(tx)); err != nil || root != want {
				return fmt.Errorf("size %d: root %v, want %v, %v", size, root, want, err)
			}
			return tiler.Partial(same)
		})
	}))
}

func appendTo(t testing.TB, w *world, l *Log, size int64) {
	t.Helper()
	var have int64
	must(t, w.store.View(t.Context(), func(tx storage.Tx) (err error) { have, _, err = Head(tx); return err }))
	for have < size {
		var group []Entry
		for ; have < size && len(group) < 1024; have++ {
			id := fmt.Sprint(have)
			group = append(group, Entry{ID: id, Leaf: []byte(id + ":leaf")})
		}
		_, err := l.Append(t.Context(), group...)
		must(t, err)
	}
}

// TilesOf agrees with the planning of golang.org/x/mod, and its bundles with level 0.
func TestTilesOfAgainstTlog(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	sizes := []int64{0, 1, 255, 256, 257, 511, 512, 65535, 65536, 65537, 1 << 20}
	for range 300 {
		from, to := sizes[r.IntN(len(sizes))], sizes[r.IntN(len(sizes))]
		if r.IntN(2) == 0 {
			from, to = r.Int64N(1<<18), r.Int64N(1<<18)
		}
		from, to = min(from, to), max(from, to)
		var hashes, bundles []Tile
		must(t, TilesOf(from, to, func(tile Tile) error {
			if tile.Entries {
				tile.Entries = false
				bundles = append(bundles, tile)
				return nil
			}
			hashes = append(hashes, tile)
			return nil
		}))
		var want, level0 []Tile
		for _, x := range tlog.NewTiles(8, from, to) {
			tile := Tile{Level: x.L, N: x.N, Width: x.W}
			want = append(want, tile)
			if x.L == 0 {
				level0 = append(level0, tile)
			}
		}
		if !reflect.DeepEqual(hashes, want) || !reflect.DeepEqual(bundles, level0) {
			t.Errorf("from %d to %d: %v and %v, want %v", from, to, hashes, bundles, want)
		}
	}
}

func FuzzParseBundle(f *testing.F) {
	f.Add([]byte("\x00\x01a\x00\x00\x00\x02bc"), 3)
	f.Add([]byte{}, 0)
	f.Add([]byte{0, 1}, 1)
	f.Add([]byte{0xff, 0xff, 0}, 256)
	f.Fuzz(func(t *testing.T, bundle []byte, width int) {
		leaves, err := ParseBundle(bundle, width)
		if err != nil {
			mustBe(t, err, ErrMalformed)
			return
		}
		var again []byte
		for _, leaf := range leaves {
			again, err = AppendEntry(again, leaf)
			must(t, err)
		}
		if len(leaves) != width || !bytes.Equal(again, bundle) {
			t.Errorf("%x of width %d is read as %d leaves, which are %x", bundle, width, len(leaves), again)
		}
	})
}

func TestEntryTooLong(t *testing.T) {
	_, err := AppendEntry(nil, make([]byte, 1<<16))
	mustBe(t, err, ErrEntry)
}
