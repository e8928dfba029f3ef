package storagetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"ocoptrace/storage"
)

// testSnapshot holds a View open while others commit, and looks at an Update
// before it commits.
func testSnapshot(t *testing.T, s storage.Store) {
	set(t, s, "t/a", "1", "t/b", "1")
	view(t, s, func(tx storage.Tx) error {
		done := make(chan struct{})
		go func() {
			defer close(done)
			update(t, s, func(tx storage.Tx) error {
				return errors.Join(tx.Set([]byte("t/a"), []byte("2")), tx.Delete([]byte("t/b")), tx.Set([]byte("t/c"), nil))
			})
		}()
		<-done
		wantGet(t, tx, "t/a", "1")
		wantScan(t, tx, "t/", nil, "t/a", "1", "t/b", "1")
		return nil
	})
	update(t, s, func(tx storage.Tx) error {
		err := tx.Set([]byte("t/a"), []byte("3"))
		wantPairs(t, s, "t/", "t/a", "2", "t/c", "")
		return err
	})
	wantPairs(t, s, "t/", "t/a", "3", "t/c", "")
}

// race runs n goroutines and waits for them.
func race(n int, f func(i int)) {
	var running sync.WaitGroup
	for i := range n {
		running.Go(func() { f(i) })
	}
	running.Wait()
}

// testCounter races read-modify-writes of one key: no update may be lost.
func testCounter(t *testing.T, s storage.Store) {
	const workers, rounds = 8, 25
	race(workers, func(int) {
		for range rounds {
			if err := s.Update(t.Context(), func(tx storage.Tx) error { return add(tx, "t/n", 1) }); err != nil {
				t.Error(err)
			}
		}
	})
	wantPairs(t, s, "t/", "t/n", fmt.Sprint(workers*rounds))
}

// testRunTwice is testCounter with closures that run more often than needed.
func testRunTwice(t *testing.T, s storage.Store) {
	r := rand.New(rand.NewPCG(3, 4))
	f := Faulty(s)
	f.RunTwice(func() bool { return r.IntN(2) == 0 })
	testCounter(t, f)
}

// meeting lets two closures that run at the same time wait for each other; an
// engine that runs one after the other must not hang.
type meeting chan struct{}

func (m meeting) wait() {
	select {
	case m <- struct{}{}:
	case <-m:
	case <-time.After(5 * time.Millisecond):
	}
}

// testWriteSkew lets two go off duty if another is on duty, at the same time.
func testWriteSkew(t *testing.T, s storage.Store) {
	for range 10 {
		set(t, s, "t/duty0", "on", "t/duty1", "on")
		both := make(meeting)
		race(2, func(i int) {
			err := s.Update(t.Context(), func(tx storage.Tx) error {
				other, err := tx.Get(fmt.Appendf(nil, "t/duty%d", 1-i))
				both.wait()
				if err != nil || string(other) == "off" {
					return err
				}
				return tx.Set(fmt.Appendf(nil, "t/duty%d", i), []byte("off"))
			})
			if err != nil {
				t.Error(err)
			}
		})
		off := 0
		view(t, s, func(tx storage.Tx) error {
			return tx.Scan([]byte("t/duty"), nil, func(_, value []byte) error {
				if string(value) == "off" {
					off++
				}
				return nil
			})
		})
		if off != 1 {
			t.Fatalf("%d of 2 went off duty, want 1", off)
		}
	}
}

// testGuardedInsert lets two scan a range, find nothing and insert a row each
// under a key of its own. The guard is what the contract asks for.
func testGuardedInsert(t *testing.T, s storage.Store) {
	for round := range 10 {
		prefix := fmt.Sprintf("t/%d/", round)
		both := make(meeting)
		race(2, func(i int) {
			err := s.Update(t.Context(), func(tx storage.Tx) error {
				if rows := values(t, tx, prefix, nil); rows != "" {
					return nil
				}
				guard := []byte("t/guard/" + prefix)
				_, err := tx.Get(guard)
				both.wait()
				if !errors.Is(err, storage.ErrNotFound) {
					return err
				}
				return errors.Join(tx.Set(guard, nil), tx.Set(fmt.Appendf(nil, "%s%d", prefix, i), []byte("row")))
			})
			if err != nil {
				t.Error(err)
			}
		})
		view(t, s, func(tx storage.Tx) error {
			if rows := values(t, tx, prefix, nil); rows != "row" {
				t.Errorf("rows of the range: %q, want one", rows)
			}
			return nil
		})
	}
}

// testTransfers moves amounts between accounts while others add them all up.
func testTransfers(t *testing.T, s storage.Store) {
	const accounts, workers, rounds = 6, 4, 25
	for i := range accounts {
		set(t, s, fmt.Sprintf("t/%d", i), "100")
	}
	race(workers, func(w int) {
		r := rand.New(rand.NewPCG(5, uint64(w)))
		for range rounds {
			from, to, d := r.IntN(accounts), r.IntN(accounts), r.IntN(20)
			err := s.Update(t.Context(), func(tx storage.Tx) error {
				return errors.Join(add(tx, fmt.Sprintf("t/%d", from), -d), add(tx, fmt.Sprintf("t/%d", to), d))
			})
			if err != nil {
				t.Error(err)
			}
			if sum := total(t, s); sum != 100*accounts {
				t.Errorf("the accounts hold %d together, want %d", sum, 100*accounts)
			}
		}
	})
}

func total(t *testing.T, s storage.Store) (sum int) {
	err := s.View(t.Context(), func(tx storage.Tx) error {
		return tx.Scan([]byte("t/"), nil, func(key, _ []byte) error {
			n, err := number(tx, string(key))
			sum += n
			return err
		})
	})
	wantError(t, "View", err, nil)
	return sum
}

func testClosed(t *testing.T, s storage.Store) {
	set(t, s, "t/a", "1")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	never := func(storage.Tx) error { t.Error("f ran in a closed store"); return nil }
	wantError(t, "View", s.View(t.Context(), never), storage.ErrClosed)
	wantError(t, "Update", s.Update(t.Context(), never), storage.ErrClosed)
	wantError(t, "Close", s.Close(), storage.ErrClosed)
}

func testCloseWaits(t *testing.T, s storage.Store) {
	set(t, s, "t/a", "1")
	closed := make(chan error)
	view(t, s, func(tx storage.Tx) error {
		go func() { closed <- s.Close() }()
		select {
		case err := <-closed:
			t.Fatalf("Close did not wait for a View: %v", err)
		case <-time.After(20 * time.Millisecond):
		}
		wantGet(t, tx, "t/a", "1")
		return nil
	})
	wantError(t, "Close", <-closed, nil)
}
