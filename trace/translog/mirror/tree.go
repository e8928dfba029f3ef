package mirror

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"

	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/trace/translog"
)

const (
	checkpointPath = "checkpoint"
	maxCheckpoint  = 1 << 20
	tileBits       = 8
	tileWidth      = 1 << tileBits
	maxTile        = tileWidth * tlog.HashSize
)

// tree reads hashes and leaves of a tree that its checkpoint vouches for, from
// files that nobody vouches for.
type tree struct {
	head   translog.Checkpoint
	kind   error // of what does not hash to the head
	read   func(path string, limit int64) ([]byte, error)
	hashes map[translog.Tile][]byte // the tiles above level 0 and on the right edge
	files  int                      // read so far
	bytes  int64
}

// of is the tree of a source, as it is served.
func of(ctx context.Context, s Source, head translog.Checkpoint) *tree {
	return &tree{head: head, kind: ErrUnverified, hashes: map[translog.Tile][]byte{},
		read: func(path string, limit int64) ([]byte, error) { return s.Read(ctx, path, limit) }}
}

// in is the tree of a copy.
func in(ctx context.Context, d Dir, head translog.Checkpoint) *tree {
	return &tree{head: head, kind: ErrDamaged, hashes: map[translog.Tile][]byte{},
		read: func(path string, _ int64) ([]byte, error) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			b, err := d.Read(path)
			if errors.Is(err, fs.ErrNotExist) {
				err = fmt.Errorf("%w: %w", ErrDamaged, err)
			}
			return b, err
		}}
}

// rootAt is the root that this tree had with fewer or as many leaves.
func (t *tree) rootAt(size int64) (tlog.Hash, error) {
	if size == 0 {
		return sha256.Sum256(nil), nil
	}
	root, err := tlog.TreeHash(size, t.reader())
	return root, unverified(t.kind, err)
}

// sound returns an error unless the edge of the tree hashes to its root.
func (t *tree) sound() error {
	root, err := t.rootAt(t.head.Size)
	if err == nil && root != t.head.Root {
		err = fmt.Errorf("%w: no tree of %d leaves has the root %v", t.kind, t.head.Size, t.head.Root)
	}
	return err
}

func (t *tree) reader() tlog.HashReader {
	return tlog.TileHashReader(tlog.Tree{N: t.head.Size, Hash: t.head.Root}, translog.TileReader(t.tile))
}

// verified returns the hashes of a tile after they were shown to lead to the root.
func (t *tree) verified(tile translog.Tile) ([]byte, error) {
	numbers := make([]int64, tile.Width)
	for i := range numbers {
		numbers[i] = tlog.StoredHashIndex(tileBits*tile.Level, tile.N*tileWidth+int64(i))
	}
	hashes, err := t.reader().ReadHashes(numbers)
	if err != nil {
		return nil, unverified(t.kind, err)
	}
	b := make([]byte, 0, maxTile)
	for _, h := range hashes {
		b = append(b, h[:]...)
	}
	return b, nil
}

// tile reads a hash tile and verifies no more than its length.
func (t *tree) tile(tile translog.Tile) ([]byte, error) {
	if b, ok := t.hashes[tile]; ok {
		return b, nil
	}
	b, whole, err := t.file(tile, maxTile)
	if err != nil {
		return nil, err
	}
	if len(b) != whole.Width*tlog.HashSize {
		return nil, fmt.Errorf("%w: %s has %d bytes instead of %d", t.kind, whole.Path(), len(b), whole.Width*tlog.HashSize)
	}
	b = b[:tile.Width*tlog.HashSize]
	if tile.Level > 0 || tile.Width < tileWidth {
		t.hashes[tile] = b
	}
	return b, nil
}

// file reads a tile, or the full one in its place if there is no partial one,
// and says which of both it is.
func (t *tree) file(tile translog.Tile, limit int64) ([]byte, translog.Tile, error) {
	b, err := t.read(tile.Path(), limit)
	if errors.Is(err, fs.ErrNotExist) && tile.Width < tileWidth {
		if full, second := t.read(tile.Full().Path(), limit); second == nil || !errors.Is(second, fs.ErrNotExist) {
			b, err, tile = full, second, tile.Full()
		}
	}
	if err != nil {
		return nil, tile, &sourceError{tile.Path(), err}
	}
	t.files++
	t.bytes += int64(len(b))
	return b, tile, nil
}
