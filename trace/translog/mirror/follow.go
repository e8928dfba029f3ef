package mirror

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"

	"ocoptrace/trace/translog"
)

// Report is what Follow did.
type Report struct {
	Before translog.Checkpoint // zero if nothing was kept
	After  translog.Checkpoint // kept now
	Files  int                 // tiles and bundles that were fetched
	Bytes  int64               // of these, after decompression
}

// Follow brings the copy in d up to the log of a source, see the package
// comment. Errors: translog.ErrMalformed and translog.ErrUnverified for the
// offered checkpoint, ErrOrigin, ErrUnverified, ErrTooLarge, a Conflict,
// ErrDamaged for the copy, or what the source, d or ctx returned. After an
// error the kept checkpoint is the one before, except after an error of d
// while storing it or tidying up behind it. The report tells what was fetched
// in any case.
func Follow(ctx context.Context, s Source, d Dir, p translog.Policy) (Report, error) {
	kept, err := head(d, p)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Report{}, err
	}
	r := Report{Before: kept, After: kept}
	offered, err := offer(ctx, s, p)
	if err != nil {
		return r, err
	}
	if kept.Note != nil && offered.Origin != kept.Origin {
		return r, fmt.Errorf("%w: the copy is of %q, the source is %q", ErrOrigin, kept.Origin, offered.Origin)
	}
	f := following{d: d, kept: in(ctx, d, kept), new: of(ctx, s, offered)}
	err = f.run()
	r.Files, r.Bytes = f.new.files, f.new.bytes
	if f.stored {
		r.After = offered
	}
	return r, err
}

// head opens the kept checkpoint; fs.ErrNotExist if there is none.
func head(d Dir, p translog.Policy) (translog.Checkpoint, error) {
	b, err := d.Read(checkpointPath)
	if err != nil {
		return translog.Checkpoint{}, err
	}
	c, err := p.Open(b)
	if err != nil {
		return c, fmt.Errorf("%w: kept checkpoint, under this policy: %w", ErrDamaged, err)
	}
	return c, nil
}

func offer(ctx context.Context, s Source, p translog.Policy) (translog.Checkpoint, error) {
	b, err := s.Read(ctx, checkpointPath, maxCheckpoint)
	if err != nil {
		return translog.Checkpoint{}, &sourceError{checkpointPath, err}
	}
	return p.Open(b)
}

type following struct {
	d         Dir
	kept, new *tree // kept is empty at first
	stored    bool
}

func (f *following) run() error {
	if f.kept.head.Note != nil {
		if err := f.kept.sound(); err != nil {
			return err
		}
		if err := f.extends(); err != nil {
			return err
		}
	}
	if bytes.Equal(f.kept.head.Note, f.new.head.Note) {
		return nil
	}
	if err := f.new.sound(); err != nil {
		return err
	}
	if err := translog.TilesOf(f.kept.head.Size, f.new.head.Size, f.fetch); err != nil {
		return err
	}
	if err := f.d.Write(checkpointPath, f.new.head.Note); err != nil {
		return fmt.Errorf("mirror: storing the checkpoint: %w", err)
	}
	f.stored = true
	return f.tidy()
}

// extends returns a Conflict unless the new tree extends the kept one.
func (f *following) extends() error {
	kept, offered := f.kept.head, f.new.head
	smaller, larger := kept, f.new
	if offered.Size < kept.Size {
		smaller, larger = offered, f.kept
	}
	root := larger.head.Root
	if larger.head.Size > smaller.Size {
		var err error
		if root, err = larger.rootAt(smaller.Size); err != nil {
			return err
		}
	}
	switch {
	case root != smaller.Root:
		return &Conflict{kept, offered, ErrFork}
	case offered.Size < kept.Size:
		return &Conflict{kept, offered, ErrRollback}
	}
	return nil
}

// fetch stores a tile or bundle that the kept tree has not. Level 0 comes with
// its bundles.
func (f *following) fetch(tile translog.Tile) error {
	if !tile.Entries && tile.Level == 0 {
		return nil
	}
	if !tile.Entries {
		hashes, err := f.new.verified(tile)
		if err != nil {
			return err
		}
		return f.store(tile, hashes)
	}
	hashes, err := f.level0(tile)
	if err != nil {
		return err
	}
	if err := f.bundle(tile, hashes); err != nil {
		return err
	}
	return f.store(level0(tile), hashes)
}

// level0 is the verified hash tile of a bundle. One that an attempt before
// stored spares fetching it, if it is sound.
func (f *following) level0(bundle translog.Tile) ([]byte, error) {
	tile := level0(bundle)
	if stored, err := f.d.Read(tile.Path()); err == nil && f.new.hashes[tile] == nil {
		f.new.hashes[tile] = stored
		hashes, err := f.new.verified(tile)
		delete(f.new.hashes, tile)
		if !errors.Is(err, ErrUnverified) {
			return hashes, err
		}
	}
	return f.new.verified(tile)
}

// bundle fetches an entry bundle unless it is stored already.
func (f *following) bundle(tile translog.Tile, hashes []byte) error {
	if b, err := f.d.Read(tile.Path()); err == nil {
		stored := tree{kind: ErrDamaged, read: func(string, int64) ([]byte, error) { return b, nil }}
		if _, err := stored.leaves(tile, hashes); err == nil {
			return nil
		}
	}
	leaves, err := f.new.leaves(tile, hashes)
	if err != nil {
		return err
	}
	b, err := join(leaves)
	if err != nil {
		return err
	}
	return f.store(tile, b)
}

func (f *following) store(tile translog.Tile, b []byte) error {
	if old, err := f.d.Read(tile.Path()); err == nil && bytes.Equal(old, b) {
		return nil
	}
	if err := f.d.Write(tile.Path(), b); err != nil {
		return fmt.Errorf("mirror: storing %s: %w", tile.Path(), err)
	}
	return nil
}

// tidy removes the partial tiles of the kept tree that the new one has in full.
func (f *following) tidy() error {
	for level := 0; f.kept.head.Size>>(tileBits*level) > 0; level++ {
		before, now := f.kept.head.Size>>(tileBits*level), f.new.head.Size>>(tileBits*level)
		tile := translog.Tile{Level: level, N: before / tileWidth, Width: tileWidth}
		if before%tileWidth == 0 || now/tileWidth <= tile.N {
			continue
		}
		if err := f.removePartial(tile); err != nil {
			return err
		}
	}
	return nil
}

func (f *following) removePartial(full translog.Tile) error {
	err := f.d.Remove(full.Path() + ".p")
	if full.Level == 0 {
		full.Entries = true
		err = errors.Join(err, f.d.Remove(full.Path()+".p"))
	}
	if err != nil {
		err = fmt.Errorf("mirror: removing partial tiles: %w", err)
	}
	return err
}
