// Package storagetest proves an engine of package storage against the contract
// and offers two stores to other packages' tests: Memory, a small engine, and
// Faulty, which makes another store's commits go wrong.
package storagetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"ocoptrace/storage"
)

// Run proves an engine against the contract of package storage. open returns an
// empty store of its own each time (a layout key may be there); reopen closes s
// and opens it again. Both end the test if they fail, and see to it that what
// they opened is closed when the test ends.
//
// What a suite cannot prove in one process is durability: an engine kills a
// child process and, where it can, cuts the power.
func Run(t *testing.T, open func(*testing.T) storage.Store, reopen func(*testing.T, storage.Store) storage.Store) {
	for _, c := range []struct {
		name string
		test func(*testing.T, storage.Store)
	}{
		{"Order", testOrder},
		{"Ranges", testRanges},
		{"ScanEnds", testScanEnds},
		{"Absent", testAbsent},
		{"PairLimits", testPairLimits},
		{"TransactionLimits", testTransactionLimits},
		{"BeyondTransactionLimits", testBeyondTransactionLimits},
		{"OwnWrites", testOwnWrites},
		{"WritesDuringScan", testWritesDuringScan},
		{"NestedScans", testNestedScans},
		{"Ownership", testOwnership},
		{"ReadOnly", testReadOnly},
		{"Rollback", testRollback},
		{"Panic", testPanic},
		{"Cancelled", testCancelled},
		{"Snapshot", testSnapshot},
		{"Counter", testCounter},
		{"RunTwice", testRunTwice},
		{"WriteSkew", testWriteSkew},
		{"GuardedInsert", testGuardedInsert},
		{"Transfers", testTransfers},
		{"Ended", testEnded},
		{"Closed", testClosed},
		{"CloseWaits", testCloseWaits},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
	t.Run("Reopen", func(t *testing.T) { testReopen(t, open(t), reopen) })
	t.Run("Model", func(t *testing.T) { testModel(t, open(t), reopen) })
}

// set stores pairs, given as key and value in turn.
func set(t *testing.T, s storage.Store, pairs ...string) {
	t.Helper()
	update(t, s, func(tx storage.Tx) error {
		for i := 0; i < len(pairs); i += 2 {
			if err := tx.Set([]byte(pairs[i]), []byte(pairs[i+1])); err != nil {
				return err
			}
		}
		return nil
	})
}

func update(t *testing.T, s storage.Store, f func(storage.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), f); err != nil {
		t.Fatalf("Update: %v", err)
	}
}

func view(t *testing.T, s storage.Store, f func(storage.Tx) error) {
	t.Helper()
	if err := s.View(t.Context(), f); err != nil {
		t.Fatalf("View: %v", err)
	}
}

// wantPairs compares what a new View finds under prefix.
func wantPairs(t *testing.T, s storage.Store, prefix string, want ...string) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		wantScan(t, tx, prefix, nil, want...)
		return nil
	})
}

// wantScan compares a scan with keys and values given in turn.
func wantScan(t *testing.T, tx storage.Tx, prefix string, after []byte, want ...string) {
	t.Helper()
	var got []string
	err := tx.Scan([]byte(prefix), after, func(key, value []byte) error {
		got = append(got, string(key), string(value))
		return nil
	})
	if err != nil {
		t.Errorf("Scan(%q, %q): %v", prefix, after, err)
	}
	if a, b := fmt.Sprintf("%q", got), fmt.Sprintf("%q", want); a != b {
		t.Errorf("Scan(%q, %q) gave\n%.400s, want\n%.400s", prefix, after, a, b)
	}
}

func wantGet(t *testing.T, tx storage.Tx, key, want string) {
	t.Helper()
	got, err := tx.Get([]byte(key))
	if err != nil || string(got) != want {
		t.Errorf("Get(%q) = %q, %v, want %q", key, got, err, want)
	}
}

func wantError(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// add adds d to the decimal number at key, 0 if absent.
func add(tx storage.Tx, key string, d int) error {
	n, err := number(tx, key)
	if err != nil {
		return err
	}
	return tx.Set([]byte(key), fmt.Append(nil, n+d))
}

func number(tx storage.Tx, key string) (n int, err error) {
	value, err := tx.Get([]byte(key))
	if errors.Is(err, storage.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	_, err = fmt.Sscan(string(value), &n)
	return n, err
}

// ctx that is cancelled already.
func cancelled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

// wreck overwrites a slice that its owner may overwrite.
func wreck(b []byte) { copy(b, bytes.Repeat([]byte{'#'}, len(b))) }
