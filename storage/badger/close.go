package badger

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/dgraph-io/badger/v4"

	"ocoptrace/storage"
)

// Close implements storage.Store. It seals the directory, unless a commit had
// failed.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.done {
		s.mu.Unlock()
		return storage.ErrClosed
	}
	s.done = true
	s.mu.Unlock()
	s.active.Wait()
	s.gc()
	return errors.Join(s.shut(), s.marker.release())
}

// shut closes Badger and seals what it leaves.
func (s *Store) shut() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("storage: close %s: %w", s.dir, err)
	}
	if s.broken != nil {
		return nil
	}
	new, err := takeSeal(s.dir, s.known)
	if err != nil {
		return err
	}
	if err := new.write(s.dir); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(s.dir, openedName)); err != nil && !os.IsNotExist(err) {
		return explain(s.dir, err)
	}
	return nil
}

// collectGarbage starts the collection of the value log and returns a function
// that ends it and waits for it.
func (s *Store) collectGarbage(interval time.Duration) (stop func()) {
	if interval < 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				s.collectOnce()
			}
		}
	})
	return func() {
		cancel()
		running.Wait()
	}
}

// collectOnce rewrites value logs of which half is garbage, if there are any.
func (s *Store) collectOnce() {
	for {
		err := s.db.RunValueLogGC(0.5)
		if errors.Is(err, badger.ErrNoRewrite) {
			return
		}
		if err != nil {
			s.log.Warn("collecting the value log failed", "error", err)
			return
		}
	}
}
