package translog

import "golang.org/x/mod/sumdb/tlog"

// TilesOf calls f for the tiles, entry bundles included, that the tree of size
// to has and the tree of size from has not, 0 <= from <= to: for each level
// from left to right, entries first. A tile that was partial and has grown
// counts as a new one. An error of f ends it and is returned.
func TilesOf(from, to int64, f func(Tile) error) error {
	if err := levelTiles(Tile{Entries: true}, from, to, f); err != nil {
		return err
	}
	for level := 0; level <= maxLevel && to>>(tileHeight*level) > 0; level++ {
		shift := tileHeight * level
		if err := levelTiles(Tile{Level: level}, from>>shift, to>>shift, f); err != nil {
			return err
		}
	}
	return nil
}

// levelTiles goes through one level of which from hashes were there and to are.
func levelTiles(t Tile, from, to int64, f func(Tile) error) error {
	for first := from &^ (tileWidth - 1); from < to && first < to; first += tileWidth {
		t.N, t.Width = first/tileWidth, int(min(tileWidth, to-first))
		if err := f(t); err != nil {
			return err
		}
	}
	return nil
}

// Full is the full tile in whose place t is.
func (t Tile) Full() Tile {
	t.Width = tileWidth
	return t
}

// TileReader makes a reader of tlog's tiles, of height 8, from a function that
// returns the bytes of a Tile. With tlog.TileHashReader it reads authenticated
// hashes out of tiles that nobody vouches for.
func TileReader(read func(Tile) ([]byte, error)) tlog.TileReader { return tileSource(read) }

type tileSource func(Tile) ([]byte, error)

func (tileSource) Height() int { return tileHeight }

func (read tileSource) ReadTiles(tiles []tlog.Tile) (all [][]byte, err error) {
	for _, t := range tiles {
		hashes, err := read(Tile{Level: t.L, N: t.N, Width: t.W})
		if err != nil {
			return nil, err
		}
		all = append(all, hashes)
	}
	return all, nil
}

func (tileSource) SaveTiles([]tlog.Tile, [][]byte) {}
