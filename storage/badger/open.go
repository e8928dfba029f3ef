package badger

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dgraph-io/badger/v4"

	"ocoptrace/storage"
)

// Open opens the store in dir, or creates it if o.Create. The package comment
// gives the steps; each refusal wraps one of the sentinels of package storage
// and leaves the directory as it was.
func Open(dir string, o Options) (*Store, error) {
	o = o.withDefaults()
	m, err := claim(dir, o.Create)
	if err != nil {
		return nil, err
	}
	s := &Store{
		dir:    dir,
		log:    o.Logger,
		marker: m,
		space:  space{dir, o.MinFree, o.statfs},
		commit: (*badger.Txn).Commit,
	}
	if err := s.open(o); err != nil {
		m.release()
		return nil, err
	}
	return s, nil
}

func (s *Store) open(o Options) error {
	files, err := listFiles(s.dir)
	if err != nil {
		return err
	}
	if err := checkAccess(s.dir, files); err != nil {
		return err
	}
	if err := s.space.check(2); err != nil {
		return err
	}
	if s.known, err = precheck(s.dir, s.marker.fresh); err != nil {
		return err
	}
	if err := s.openEngine(o); err != nil {
		return err
	}
	if err := s.settle(); err != nil {
		if s.known == nil && errors.Is(err, storage.ErrDamaged) {
			s.broken = err // do not seal the damage in
		}
		return errors.Join(err, s.shut())
	}
	s.gc = s.collectGarbage(o.GCInterval)
	return nil
}

// openEngine puts the seal aside and opens Badger.
func (s *Store) openEngine(o Options) error {
	if s.known != nil {
		if err := renameIn(s.dir, sealName, openedName); err != nil {
			return err
		}
	} else if err := removeUnborn(s.dir); err != nil {
		return err
	}
	db, err := openBadger(o.engine(s.dir))
	if err != nil {
		return errors.Join(explainOpen(s.dir, err), s.putSealBack())
	}
	s.db = db
	return nil
}

func openBadger(o badger.Options) (db *badger.DB, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", storage.ErrDamaged, p)
		}
	}()
	return badger.Open(o)
}

// explainOpen gives an error of Badger's Open its sentinel, where it has one:
// Badger's own errors carry no cause but their text.
func explainOpen(dir string, err error) error {
	if strings.Contains(err.Error(), "Cannot acquire directory lock") {
		return fmt.Errorf("%w: %s; stop the program that uses it (%w)", storage.ErrHeld, dir, err)
	}
	return fmt.Errorf("storage: Badger does not open %s: %w; check the directory's files, or restore a backup into another", dir, err)
}

// putSealBack makes the directory sealed again if it still is what was sealed.
func (s *Store) putSealBack() error {
	if s.known == nil || s.known.quickCheck(s.dir) != nil {
		return nil
	}
	return renameIn(s.dir, openedName, sealName)
}

// settle ends the creation of a new store, or checks the layout of an old one.
func (s *Store) settle() error {
	if err := s.settleLayout(); err != nil {
		return err
	}
	err := os.Remove(filepath.Join(s.dir, openedName))
	if err != nil && !os.IsNotExist(err) {
		return explain(s.dir, err)
	}
	return syncDir(s.dir)
}

func (s *Store) settleLayout() error {
	ctx := context.Background()
	if !s.marker.fresh {
		return explainLayout(s.dir, storage.OpenLayout(ctx, s))
	}
	if err := storage.CreateLayout(ctx, s); err != nil {
		return err
	}
	return s.marker.complete(s.dir)
}

// explainLayout names the directory; a layout key that cannot be read means
// that the whole cannot be trusted.
func explainLayout(dir string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, storage.ErrCorrupt):
		return fmt.Errorf("%w: %s: %w", storage.ErrDamaged, dir, err)
	}
	return fmt.Errorf("open %s: %w", dir, err)
}
