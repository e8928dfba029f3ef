package translog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
)

// TestCheckFindsEveryChange removes, changes and adds every key of a small log.
func TestCheckFindsEveryChange(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	for i := range 11 {
		_, err := l.Append(t.Context(), entry(fmt.Sprint("id", i)))
		must(t, err)
		if i == 6 {
			_, err = l.Publish(t.Context())
			must(t, err)
		}
	}
	var all []pair
	view(t, w.store, func(tx storage.Tx) error {
		return pages(tx, []byte(keyPrefix), nil, func(key, value []byte) error {
			all = append(all, pair{key, value})
			return nil
		})
	})
	if want := 11 + 11 + 19 + 1; len(all) != want {
		t.Fatalf("%d keys, want %d", len(all), want)
	}
	for _, p := range all {
		w.finds(t, "removed", p.key, nil)
		w.finds(t, "emptied", p.key, []byte{})
		w.finds(t, "lengthened", p.key, append(bytes.Clone(p.value), 0))
		w.finds(t, "added longer key", append(bytes.Clone(p.key), 'x'), p.value)
		w.finds(t, "added shorter key", p.key[:len(p.key)-1], p.value)
		for i := range p.value {
			changed := bytes.Clone(p.value)
			changed[i] ^= 1 << (i % 8)
			w.finds(t, fmt.Sprint("byte ", i), p.key, changed)
		}
	}
	w.finds(t, "added", []byte("log/"), []byte("x"))
	w.finds(t, "added", []byte("log/zzz"), []byte("x"))
	w.finds(t, "added", leafKey(11), []byte("leaf"))
	w.finds(t, "added", leafKey(1<<59), []byte("leaf"))
	w.finds(t, "added", leafKey(-1), []byte("leaf"))
	w.finds(t, "added", nodeKey(19), make([]byte, 32))
	w.finds(t, "added", idKey("zz"), formatNumber(3))
	w.check(t)
}

// finds makes one change (a nil value removes), wants Check to find it without
// the help of each, and takes it back.
func (w *world) finds(t *testing.T, what string, key, value []byte) {
	t.Helper()
	var before []byte
	swap := func(value []byte) {
		must(t, w.store.Update(t.Context(), func(tx storage.Tx) error {
			old, err := tx.Get(key)
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return err
			}
			before = bytes.Clone(old)
			if value == nil {
				return tx.Delete(key)
			}
			return tx.Set(key, value)
		}))
	}
	swap(value)
	undo := before
	r, err := Check(t.Context(), w.store, w.verifier, w.anchor, nil, nil)
	must(t, err)
	if len(r.Findings) == 0 {
		t.Errorf("%q %s: not found", key, what)
	}
	swap(undo)
}

// TestCheckRenamedID: an id that became another possible id is for each to find.
func TestCheckRenamedID(t *testing.T) {
	for id, possible := range map[string]bool{"c": true, "": false, strings.Repeat("c", maxID+1): false} {
		w := newWorld(t)
		l := w.open(t)
		_, err := l.Append(t.Context(), entry("a"), entry("b"))
		must(t, err)
		must(t, l.Close())
		must(t, w.store.Update(t.Context(), func(tx storage.Tx) error {
			return errors.Join(tx.Delete(idKey("a")), tx.Set(idKey(id), formatNumber(0)))
		}))
		for _, each := range []func(storage.Tx, int64, []byte) error{nil, eachID} {
			r, err := Check(t.Context(), w.store, w.verifier, w.anchor, each, nil)
			must(t, err)
			if want := !possible || each != nil; (len(r.Findings) > 0) != want {
				t.Errorf("id %q: findings %q, wanted any: %t", id, r.Findings, want)
			}
		}
	}
}

// TestCheckGap: one lost leaf is one finding, and the leaves behind it are
// still looked at.
func TestCheckGap(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	for i := range 9 {
		_, err := l.Append(t.Context(), entry(fmt.Sprint(i)))
		must(t, err)
	}
	must(t, l.Close())
	must(t, w.store.Update(t.Context(), func(tx storage.Tx) error { return tx.Delete(leafKey(3)) }))
	seen := 0
	r, err := Check(t.Context(), w.store, w.verifier, w.anchor, func(storage.Tx, int64, []byte) error { seen++; return nil }, nil)
	must(t, err)
	if len(r.Findings) != 1 || seen != 8 || r.Root != (tlog.Hash{}) {
		t.Errorf("%d leaves seen, root %v, findings %q", seen, r.Root, r.Findings)
	}
}

func TestCheckBoundsFindings(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	var group []Entry
	for i := range 300 {
		group = append(group, entry(fmt.Sprint(i)))
	}
	_, err := l.Append(t.Context(), group...)
	must(t, err)
	_, err = l.Publish(t.Context())
	must(t, err)
	var done []int64
	bad := errors.New("bad record")
	r, err := Check(t.Context(), w.store, w.verifier, w.anchor,
		func(storage.Tx, int64, []byte) error { return bad },
		func(n, total int64) {
			if total != 300 {
				t.Errorf("total %d", total)
			}
			done = append(done, n)
		})
	must(t, err)
	if len(r.Findings) != maxFindings || r.More != 200 {
		t.Errorf("%d findings and %d more", len(r.Findings), r.More)
	}
	if len(done) < 2 || done[len(done)-1] != 300 {
		t.Errorf("progress %v", done)
	}
	if c := l.Published(); r.Root != c.Root || r.Size != 300 || r.Anchor.Size != 300 {
		t.Errorf("report %+v", r)
	}
}

func TestCheckCancelled(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"), entry("b"))
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	_, err = Check(ctx, w.store, w.verifier, w.anchor, func(storage.Tx, int64, []byte) error { cancel(); return nil }, nil)
	mustBe(t, err, context.Canceled)
}
