package mirror

import (
	"bytes"
	"context"
	"fmt"

	"ocoptrace/trace/translog"
)

// Check verifies a copy from its files alone: the checkpoint under the policy,
// that each leaf hashes to its place in the tree, and every tile of every
// level. each, if not nil, is called for every leaf in order, after the leaf was
// shown to be in the tree; its error ends the check and is returned. each must
// not keep the leaf. Files that the checkpoint does not need are not looked
// at. Errors: fs.ErrNotExist if there is no checkpoint, ErrDamaged with what is
// wrong, or what d, each or ctx returned.
func Check(ctx context.Context, d Dir, p translog.Policy, each func(index int64, leaf []byte) error) (translog.Checkpoint, error) {
	c, err := head(d, p)
	if err != nil {
		return c, err
	}
	t := in(ctx, d, c)
	if err := t.sound(); err != nil {
		return c, err
	}
	var again translog.Tiler
	err = t.each(0, func(index int64, leaf []byte) error {
		if err := again.Add(leaf, t.same); err != nil || each == nil {
			return err
		}
		return each(index, leaf)
	})
	if err == nil {
		err = again.Partial(t.same)
	}
	if _, root := again.Head(); err == nil && root != c.Root {
		err = fmt.Errorf("%w: its leaves have the root %v, the checkpoint says %v", ErrDamaged, root, c.Root)
	}
	return c, err
}

// Leaves calls each for the leaves of a copy from index from on, in order, up to
// the kept checkpoint, which it returns. It verifies what it passes on, as
// Check does, and nothing before it. For a monitor that goes on where it was.
// from beyond the end is no error.
func Leaves(ctx context.Context, d Dir, p translog.Policy, from int64, each func(index int64, leaf []byte) error) (translog.Checkpoint, error) {
	c, err := head(d, p)
	if err != nil {
		return c, err
	}
	t := in(ctx, d, c)
	if err := t.sound(); err != nil {
		return c, err
	}
	return c, t.each(max(from, 0), each)
}

// each passes on the leaves of the tree from an index on.
func (t *tree) each(from int64, f func(index int64, leaf []byte) error) error {
	return translog.TilesOf(min(from, t.head.Size), t.head.Size, func(tile translog.Tile) error {
		if !tile.Entries {
			return nil
		}
		hashes, err := t.verified(level0(tile))
		if err != nil {
			return err
		}
		leaves, err := t.leaves(tile, hashes)
		if err != nil {
			return err
		}
		for i, leaf := range leaves {
			if index := tile.N*tileWidth + int64(i); index >= from {
				if err := f(index, leaf); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// same compares a stored tile with what the leaves make it.
func (t *tree) same(tile translog.Tile, hashes []byte) error {
	stored, err := t.tile(tile)
	if err == nil && !bytes.Equal(stored, hashes) {
		err = fmt.Errorf("%w: %s is not what its leaves make it", t.kind, tile.Path())
	}
	return err
}
