package translog

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// storedHashes is a tree in memory.
type storedHashes []tlog.Hash

func (s storedHashes) ReadHashes(numbers []int64) (hashes []tlog.Hash, err error) {
	for _, n := range numbers {
		hashes = append(hashes, s[n])
	}
	return hashes, nil
}

// A Tiler makes the tiles and roots that golang.org/x/mod makes, at every size.
func TestTilerAgainstTlog(t *testing.T) {
	var tiler Tiler
	var stored storedHashes
	same := func(tile Tile, hashes []byte) error {
		want, err := tlog.ReadTileData(tlog.Tile{H: 8, L: tile.Level, N: tile.N, W: tile.Width}, stored)
		if err != nil || !bytes.Equal(hashes, want) {
			return fmt.Errorf("tile %s of %d hashes differs: %v", tile.Path(), len(stored), err)
		}
		return nil
	}
	const leaves = 66_000 // a full tile at level 1 and one hash at level 2
	full := 0
	for index := range int64(leaves) {
		leaf := fmt.Append(nil, index)
		hashes, err := tlog.StoredHashes(index, leaf, stored)
		must(t, err)
		stored = append(stored, hashes...)
		must(t, tiler.Add(leaf, func(tile Tile, hashes []byte) error { full++; return same(tile, hashes) }))
		size, root := tiler.Head()
		if size != index+1 || full != int(size/256+size/65536) {
			t.Fatalf("%d leaves and %d full tiles after leaf %d", size, full, index)
		}
		if index > 600 && index%997 != 0 && index != leaves-1 {
			continue
		}
		if want, err := tlog.TreeHash(size, stored); err != nil || root != want {
			t.Fatalf("size %d: root %v, want %v, %v", size, root, want, err)
		}
		must(t, tiler.Partial(same))
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
