package storagetest

import (
	"context"
	"errors"
	"testing"

	"ocoptrace/storage"
)

func testOwnWrites(t *testing.T, s storage.Store) {
	set(t, s, "t/b", "old", "t/c", "old", "t/d", "old")
	update(t, s, func(tx storage.Tx) error {
		for _, key := range []string{"t/a", "t/b", "t/e"} {
			if err := tx.Set([]byte(key), []byte("new")); err != nil {
				return err
			}
		}
		if err := errors.Join(tx.Delete([]byte("t/c")), tx.Delete([]byte("t/e"))); err != nil {
			return err
		}
		wantScan(t, tx, "t/", nil, "t/a", "new", "t/b", "new", "t/d", "old")
		wantScan(t, tx, "t/", []byte("t/a"), "t/b", "new", "t/d", "old")
		wantGet(t, tx, "t/a", "new")
		_, err := tx.Get([]byte("t/c"))
		wantError(t, "Get of a deleted key", err, storage.ErrNotFound)
		got, err := tx.GetMany([]byte("t/b"), []byte("t/c"))
		if err != nil || string(got[0]) != "new" || got[1] != nil {
			t.Errorf("GetMany = %q, %v", got, err)
		}
		return tx.Set([]byte("t/c"), []byte("again"))
	})
	wantPairs(t, s, "t/", "t/a", "new", "t/b", "new", "t/c", "again", "t/d", "old")
}

// testWritesDuringScan changes the range ahead of a scan, which must not see it.
func testWritesDuringScan(t *testing.T, s storage.Store) {
	set(t, s, "t/1", "a", "t/3", "c", "t/5", "e")
	update(t, s, func(tx storage.Tx) error {
		got := ""
		err := tx.Scan([]byte("t/"), nil, func(key, value []byte) error {
			got += string(value)
			return errors.Join(tx.Delete([]byte("t/3")), tx.Set([]byte("t/4"), []byte("x")), tx.Set([]byte("t/5"), []byte("y")))
		})
		if got != "ace" {
			t.Errorf("the scan gave %s, want ace", got)
		}
		wantScan(t, tx, "t/", nil, "t/1", "a", "t/4", "x", "t/5", "y")
		return err
	})
	wantPairs(t, s, "t/", "t/1", "a", "t/4", "x", "t/5", "y")
}

func testNestedScans(t *testing.T, s storage.Store) {
	set(t, s, "t/1", "", "t/2", "", "u/a", "", "u/b", "")
	pairs := func(tx storage.Tx) error {
		got := ""
		err := tx.Scan([]byte("t/"), nil, func(outer, _ []byte) error {
			if _, err := tx.Get([]byte("u/a")); err != nil {
				return err
			}
			return tx.Scan([]byte("u/"), nil, func(inner, _ []byte) error {
				got += string(outer[2:]) + string(inner[2:]) + " "
				return nil
			})
		})
		if want := "1a 1b 2a 2b "; got != want {
			t.Errorf("nested scans gave %q, want %q", got, want)
		}
		return err
	}
	view(t, s, pairs)
	update(t, s, pairs)
}

// testOwnership overwrites every slice that belongs to the caller.
func testOwnership(t *testing.T, s storage.Store) {
	key, value := []byte("t/k"), []byte("value")
	update(t, s, func(tx storage.Tx) error {
		if err := tx.Set(key, value); err != nil {
			return err
		}
		wreck(value)
		wreck(key[2:])
		wantGet(t, tx, "t/k", "value")
		wreckReads(t, tx)
		wantScan(t, tx, "t/", nil, "t/k", "value")
		return nil
	})
	view(t, s, func(tx storage.Tx) error {
		wreckReads(t, tx)
		wantScan(t, tx, "t/", nil, "t/k", "value")
		return nil
	})
	deleted := []byte("t/k")
	update(t, s, func(tx storage.Tx) error {
		err := tx.Delete(deleted)
		wreck(deleted)
		return err
	})
	wantPairs(t, s, "t/")
}

func wreckReads(t *testing.T, tx storage.Tx) {
	got, err := tx.Get([]byte("t/k"))
	wantError(t, "Get", err, nil)
	wreck(got)
	many, err := tx.GetMany([]byte("t/k"))
	wantError(t, "GetMany", err, nil)
	wreck(many[0])
	prefix := []byte("t/")
	err = tx.Scan(prefix, nil, func(key, value []byte) error {
		wreck(prefix)
		wreck(key)
		wreck(value)
		return nil
	})
	wantError(t, "Scan", err, nil)
}

func testReadOnly(t *testing.T, s storage.Store) {
	set(t, s, "t/a", "1")
	view(t, s, func(tx storage.Tx) error {
		wantError(t, "Set", tx.Set([]byte("t/a"), []byte("2")), storage.ErrReadOnlyTx)
		wantError(t, "Delete", tx.Delete([]byte("t/a")), storage.ErrReadOnlyTx)
		wantGet(t, tx, "t/a", "1")
		return nil
	})
	wantPairs(t, s, "t/", "t/a", "1")
}

func testRollback(t *testing.T, s storage.Store) {
	set(t, s, "t/a", "1", "t/b", "1")
	ours := errors.New("ours")
	err := s.Update(t.Context(), func(tx storage.Tx) error {
		return errors.Join(tx.Set([]byte("t/a"), []byte("2")), tx.Delete([]byte("t/b")), tx.Set([]byte("t/c"), nil), ours)
	})
	wantError(t, "Update", err, ours)
	wantError(t, "View", s.View(t.Context(), func(storage.Tx) error { return ours }), ours)
	wantPairs(t, s, "t/", "t/a", "1", "t/b", "1")
}

func testPanic(t *testing.T, s storage.Store) {
	set(t, s, "t/a", "1")
	for _, run := range []func(context.Context, func(storage.Tx) error) error{s.Update, s.View} {
		func() {
			defer func() {
				if p := recover(); p != "ours" {
					t.Errorf("recovered %v, want the panic of f", p)
				}
			}()
			_ = run(t.Context(), func(tx storage.Tx) error {
				_ = tx.Set([]byte("t/a"), []byte("2")) // refused in the View
				return tx.Scan([]byte("t/"), nil, func(_, _ []byte) error { panic("ours") })
			})
		}()
	}
	wantPairs(t, s, "t/", "t/a", "1")
	set(t, s, "t/a", "3")
	wantPairs(t, s, "t/", "t/a", "3")
}

func testCancelled(t *testing.T, s storage.Store) {
	set(t, s, "t/a", "1", "t/b", "1", "t/c", "1")
	never := func(storage.Tx) error { t.Error("f ran with a cancelled context"); return nil }
	wantError(t, "Update", s.Update(cancelled(t), never), context.Canceled)
	wantError(t, "View", s.View(cancelled(t), never), context.Canceled)

	ctx, cancel := context.WithCancel(t.Context())
	err := s.Update(ctx, func(tx storage.Tx) error {
		cancel()
		_ = tx.Set([]byte("t/a"), []byte("2"))
		return nil
	})
	wantError(t, "Update that is cancelled in f", err, context.Canceled)
	wantPairs(t, s, "t/", "t/a", "1", "t/b", "1", "t/c", "1")

	ctx, cancel = context.WithCancel(t.Context())
	calls := 0
	err = s.View(ctx, func(tx storage.Tx) error {
		return tx.Scan([]byte("t/"), nil, func(_, _ []byte) error { calls++; cancel(); return nil })
	})
	wantError(t, "Scan that is cancelled in f", err, context.Canceled)
	if calls != 1 {
		t.Errorf("a cancelled scan went on for %d pairs", calls)
	}
}

func testEnded(t *testing.T, s storage.Store) {
	var read, write storage.Tx
	set(t, s, "t/a", "1")
	view(t, s, func(tx storage.Tx) error { read = tx; return nil })
	update(t, s, func(tx storage.Tx) error { write = tx; return nil })
	for _, tx := range []storage.Tx{read, write} {
		_, err := tx.Get([]byte("t/a"))
		wantError(t, "Get after the end", err, storage.ErrClosed)
		_, err = tx.GetMany([]byte("t/a"))
		wantError(t, "GetMany after the end", err, storage.ErrClosed)
		wantError(t, "Scan after the end", tx.Scan(nil, nil, func(_, _ []byte) error { return nil }), storage.ErrClosed)
		wantError(t, "Set after the end", tx.Set([]byte("t/a"), nil), storage.ErrClosed)
		wantError(t, "Delete after the end", tx.Delete([]byte("t/a")), storage.ErrClosed)
	}
	wantPairs(t, s, "t/", "t/a", "1")
}
