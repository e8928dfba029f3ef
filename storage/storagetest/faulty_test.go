package storagetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"ocoptrace/storage"
)

var errDisk = errors.New("disk error")

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		fault  func(*FaultStore)
		want   error
		stored bool
	}{
		{"none", func(*FaultStore) {}, nil, true},
		{"refused", func(s *FaultStore) { s.FailNext(1, errDisk) }, errDisk, false},
		{"unknown and lost", func(s *FaultStore) { s.FailNext(1, storage.ErrCommitUnknown) }, storage.ErrCommitUnknown, false},
		{"unknown and stored", func(s *FaultStore) { s.LoseAnswers(1) }, storage.ErrCommitUnknown, true},
		{"twice", func(s *FaultStore) { s.RunTwice(func() bool { return true }) }, nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Faulty(Memory())
			c.fault(s)
			err := s.Update(t.Context(), func(tx storage.Tx) error { return add(tx, "t/n", 1) })
			wantError(t, "Update", err, c.want)
			var want []string
			if c.stored {
				want = []string{"t/n", "1"}
			}
			wantPairs(t, s, "t/", want...)
			set(t, s, "t/n", "7")
			wantPairs(t, s, "t/", "t/n", "7")
		})
	}
}

func TestFaultyCountsRuns(t *testing.T) {
	s := Faulty(Memory())
	runs := 0
	count := func(storage.Tx) error { runs++; return nil }
	update(t, s, count)
	s.RunTwice(func() bool { return true })
	update(t, s, count)
	s.RunTwice(nil)
	update(t, s, count)
	if runs != 4 {
		t.Errorf("f ran %d times in three Updates of which one ran it twice", runs)
	}
	s.FailNext(1, errDisk)
	ours := errors.New("ours")
	wantError(t, "Update", s.Update(t.Context(), func(storage.Tx) error { return ours }), ours)
	update(t, s, count)
}

// TestIdempotencyKey is the way the contract asks callers to go after
// ErrCommitUnknown: with it each addition happens once, whatever goes wrong.
func TestIdempotencyKey(t *testing.T) {
	s := Faulty(Memory())
	r := rand.New(rand.NewPCG(7, 8))
	s.RunTwice(func() bool { return r.IntN(3) == 0 })
	for i := range 200 {
		for n := r.IntN(3); n > 0; n-- {
			[]func(){
				func() { s.FailNext(1, storage.ErrCommitUnknown) },
				func() { s.LoseAnswers(1) },
			}[r.IntN(2)]()
		}
		once := fmt.Sprintf("t/once/%d", i)
		for err := storage.ErrCommitUnknown; err != nil; {
			err = s.Update(t.Context(), func(tx storage.Tx) error {
				if _, err := tx.Get([]byte(once)); !errors.Is(err, storage.ErrNotFound) {
					return err
				}
				return errors.Join(tx.Set([]byte(once), nil), add(tx, "t/n", 1))
			})
			if err != nil {
				wantError(t, "Update", err, storage.ErrCommitUnknown)
			}
		}
	}
	wantPairs(t, s, "t/n", "t/n", "200")
}
