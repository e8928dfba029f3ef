package storagetest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"ocoptrace/storage"
)

// Faulty wraps s, which stays usable beside it.
func Faulty(s storage.Store) *FaultStore { return &FaultStore{Store: s} }

// FaultStore is a store whose Updates can be told to go wrong. Until told, it
// behaves like the one it wraps. Its methods may be called from any goroutine.
type FaultStore struct {
	storage.Store

	mu    sync.Mutex
	plan  []fault
	twice func() bool
}

// fault is what becomes of one Update.
type fault struct {
	err    error
	stored bool
}

// FailNext makes the next n Updates run f, store nothing and return err. With
// storage.ErrCommitUnknown as err that is an unknown commit that was lost.
func (s *FaultStore) FailNext(n int, err error) { s.schedule(n, fault{err: err}) }

// LoseAnswers makes the next n Updates commit and return
// storage.ErrCommitUnknown all the same.
func (s *FaultStore) LoseAnswers(n int) {
	s.schedule(n, fault{err: storage.ErrCommitUnknown, stored: true})
}

func (s *FaultStore) schedule(n int, f fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.plan = append(s.plan, f)
	}
}

// RunTwice makes an Update for which choose returns true run f one time more,
// as after a conflict: what the first run wrote is dropped. choose is called
// once an Update, never concurrently; nil means never.
func (s *FaultStore) RunTwice(choose func() bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.twice = choose
}

// next takes the fault of one Update from the plan.
func (s *FaultStore) next() (f fault, twice bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.plan) > 0 {
		f, s.plan = s.plan[0], s.plan[1:]
	}
	return f, s.twice != nil && s.twice()
}

// Update implements storage.Store. An error of f comes before a fault, which
// then counts as used.
func (s *FaultStore) Update(ctx context.Context, f func(storage.Tx) error) error {
	fault, twice := s.next()
	if twice {
		if err := s.try(ctx, f); err != nil {
			return err
		}
	}
	update := s.Store.Update
	if fault.err != nil && !fault.stored {
		update = s.try
	}
	if err := update(ctx, f); err != nil {
		return err
	}
	if fault.err != nil {
		return fmt.Errorf("%w: as planned by a test", fault.err)
	}
	return nil
}

var errUndo = errors.New("undo")

// try runs f in a transaction that is dropped.
func (s *FaultStore) try(ctx context.Context, f func(storage.Tx) error) error {
	err := s.Store.Update(ctx, func(tx storage.Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		return errUndo
	})
	if errors.Is(err, errUndo) {
		return nil
	}
	return err
}
