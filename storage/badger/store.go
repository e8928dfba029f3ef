package badger

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/dgraph-io/badger/v4"

	"ocoptrace/storage"
)

// Store is an open data directory. It implements storage.Store.
type Store struct {
	dir    string
	db     *badger.DB
	log    *slog.Logger
	marker *marker
	known  seal // of the last close; nil if there is none
	space  space
	gc     func() // stops the collection of the value log
	commit func(*badger.Txn) error

	mu     sync.Mutex
	done   bool  // Close was called
	broken error // a commit failed
	active sync.WaitGroup
}

var _ storage.Store = (*Store)(nil)

// enter registers a transaction, which ends with s.active.Done.
func (s *Store) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.done:
		return storage.ErrClosed
	case s.broken != nil:
		return s.broken
	}
	s.active.Add(1)
	return nil
}

// View implements storage.Store.
func (s *Store) View(ctx context.Context, f func(storage.Tx) error) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.active.Done()
	t := &tx{ctx: ctx, txn: s.db.NewTransaction(false)}
	defer t.end()
	return f(t)
}

// Update implements storage.Store. After ErrCommitUnknown every call returns
// ErrClosed, View too, because Badger shows a transaction whose sync failed:
// close the store and open it again.
func (s *Store) Update(ctx context.Context, f func(storage.Tx) error) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.active.Done()
	if err := s.space.check(1); err != nil {
		return err
	}
	for delay := firstDelay; ; delay = min(2*delay, lastDelay) {
		err := s.attempt(ctx, f)
		if !errors.Is(err, badger.ErrConflict) {
			return err
		}
		if err := pause(ctx, delay); err != nil {
			return err
		}
	}
}

// Delays between the runs of a closure that conflicted.
const (
	firstDelay = 200 * time.Microsecond
	lastDelay  = 20 * time.Millisecond
)

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// attempt runs f once and commits. ErrConflict means: again.
func (s *Store) attempt(ctx context.Context, f func(storage.Tx) error) error {
	t := &tx{ctx: ctx, txn: s.db.NewTransaction(true), writable: true}
	defer t.end()
	if err := f(t); err != nil {
		return err
	}
	if t.failed != nil {
		return t.failed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.judge(s.commit(t.txn))
}

// end invalidates a transaction; without effect on what was committed.
func (t *tx) end() {
	t.ended = true
	t.txn.Discard()
}

// judge says what an error of Commit means. Badger returns the first three
// before it writes anything.
func (s *Store) judge(err error) error {
	switch {
	case err == nil || errors.Is(err, badger.ErrConflict):
		return err
	case errors.Is(err, badger.ErrTxnTooBig):
		return fmt.Errorf("%w: transaction", storage.ErrTooLarge)
	case errors.Is(err, badger.ErrBlockedWrites):
		return storage.ErrClosed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken == nil {
		s.broken = fmt.Errorf("%w: a commit failed (%v); find the cause, then start the program again", storage.ErrClosed, err)
		s.log.Error("a commit failed, the store refuses further work", "error", err)
	}
	return fmt.Errorf("%w: %w", storage.ErrCommitUnknown, err)
}
