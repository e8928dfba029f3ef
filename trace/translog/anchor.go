package translog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"
)

// Anchor remembers the newest published checkpoint outside the store.
type Anchor interface {
	// Load returns the note stored last; nil, nil when there is none yet.
	Load(ctx context.Context) ([]byte, error)
	// Store replaces the note; it is durable when Store returns nil, and may
	// be the old or the new one after an error.
	Store(ctx context.Context, note []byte) error
}

type anchorFile string

// AnchorFile keeps the anchor in a file of an existing directory, best on
// another disk than the store. It writes PATH.tmp, syncs it, renames it and
// syncs the directory.
func AnchorFile(path string) Anchor { return anchorFile(path) }

func (path anchorFile) Load(context.Context) ([]byte, error) {
	b, err := os.ReadFile(string(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return b, err
}

func (path anchorFile) Store(_ context.Context, note []byte) error {
	temporary := string(path) + ".tmp"
	if err := writeSynced(temporary, note); err != nil {
		return err
	}
	if err := os.Rename(temporary, string(path)); err != nil {
		return err
	}
	// Without this a crash could bring the old name, and so the old note, back.
	return syncDirectory(filepath.Dir(string(path)))
}

func writeSynced(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func syncDirectory(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// loadAnchor returns nil when there is no anchor yet.
func loadAnchor(ctx context.Context, a Anchor, v note.Verifier) (*Checkpoint, error) {
	b, err := a.Load(ctx)
	if err != nil {
		return nil, fmt.Errorf("%w: cannot be read: %w", ErrAnchor, err)
	}
	if b == nil {
		return nil, nil
	}
	c, err := ParseCheckpoint(b, v)
	if err != nil {
		return nil, fmt.Errorf("%w: is not a checkpoint of %s+%08x; check the key, or put the newest published checkpoint in its place: %w", ErrAnchor, v.Name(), v.KeyHash(), err)
	}
	return &c, nil
}
