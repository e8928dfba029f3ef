package translog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

var errDisk = errors.New("disk error")

// fault is what happens to one call of Update.
type fault int

const (
	none        fault = iota
	refused           // an error, nothing stored
	lost              // outcome reported unknown, nothing stored
	kept              // outcome reported unknown, everything stored
	lostAndDead       // as lost, and the store answers no more
	keptAndDead       // as kept, and the store answers no more
)

// faulty gives each Update the next fault of a plan.
type faulty struct {
	storage.Store
	plan []fault
	dead bool
}

func (s *faulty) View(ctx context.Context, f func(storage.Tx) error) error {
	if s.dead {
		return errDisk
	}
	return s.Store.View(ctx, f)
}

func (s *faulty) Update(ctx context.Context, f func(storage.Tx) error) error {
	if s.dead {
		return errDisk
	}
	now := none
	if len(s.plan) > 0 {
		now, s.plan = s.plan[0], s.plan[1:]
	}
	switch now {
	case refused:
		return errDisk
	case lost, lostAndDead:
		errUndo := errors.New("undo")
		if err := s.Store.Update(ctx, func(tx storage.Tx) error { return errors.Join(f(tx), errUndo) }); !errors.Is(err, errUndo) {
			return err
		}
	default:
		if err := s.Store.Update(ctx, f); err != nil {
			return err
		}
	}
	s.dead = now == lostAndDead || now == keptAndDead
	if now == none {
		return nil
	}
	return fmt.Errorf("%w: %w", storage.ErrCommitUnknown, errDisk)
}

// TestStoreFaults fails the second append in each way, and then starts again
// as after a crash: what was acknowledged must be there, and a retry must work.
func TestStoreFaults(t *testing.T) {
	for _, c := range []struct {
		name  string
		plan  []fault
		want  error // of the second append
		stops bool
	}{
		{"none", nil, nil, false},
		{"refused", []fault{refused}, errDisk, false},
		{"lost once", []fault{lost}, nil, false},
		{"lost twice", []fault{lost, lost}, nil, false},
		{"lost three times", []fault{lost, lost, lost}, storage.ErrCommitUnknown, true},
		{"kept", []fault{kept}, nil, false},
		{"kept each time", []fault{kept, kept, kept}, nil, false},
		{"lost, then kept", []fault{lost, kept}, nil, false},
		{"lost, then refused", []fault{lost, refused}, errDisk, false},
		{"lost and dead", []fault{lostAndDead}, storage.ErrCommitUnknown, true},
		{"kept and dead", []fault{keptAndDead}, storage.ErrCommitUnknown, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			good := w.store
			bad := &faulty{Store: good}
			w.store = bad
			l := w.open(t)
			acknowledged := map[string]int64{}
			append1 := func(id string) error {
				indexes, err := l.Append(t.Context(), entry(id), entry(id+"+"))
				if err == nil {
					acknowledged[id], acknowledged[id+"+"] = indexes[0], indexes[1]
				}
				return err
			}
			must(t, append1("first"))
			_, err := l.Publish(t.Context())
			must(t, err)
			bad.plan = c.plan
			mustBe(t, append1("second"), c.want)
			if err := append1("third"); errors.Is(err, ErrStopped) != c.stops {
				t.Errorf("after the fault: %v, stopped wanted: %t", err, c.stops)
			}
			if err := l.Close(); (err != nil) != c.stops {
				t.Errorf("Close: %v", err)
			}

			w.store = good
			l = w.open(t)
			must(t, append1("second"))
			must(t, append1("third"))
			must(t, l.Close())
			w.checkAcknowledged(t, acknowledged)
		})
	}
}

func (w *world) checkAcknowledged(t *testing.T, acknowledged map[string]int64) {
	t.Helper()
	w.check(t)
	view(t, w.store, func(tx storage.Tx) error {
		for id, want := range acknowledged {
			if index, err := IndexOf(tx, id); err != nil || index != want {
				t.Errorf("%s: leaf %d %v, acknowledged as %d", id, index, err, want)
			}
		}
		return nil
	})
}

// TestAnchorFaults fails publication before and after the anchor is durable.
func TestAnchorFaults(t *testing.T) {
	for _, c := range []struct {
		name     string
		fail     func(a *memoryAnchor)
		anchored int64
	}{
		{"before storing", func(a *memoryAnchor) { a.failBefore = errDisk }, 1},
		{"after storing", func(a *memoryAnchor) { a.failAfter = errDisk }, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			l := w.open(t)
			for _, id := range []string{"a", "b"} {
				_, err := l.Append(t.Context(), entry(id))
				must(t, err)
				if id == "a" {
					_, err = l.Publish(t.Context())
					must(t, err)
				}
			}
			c.fail(w.anchor)
			_, err := l.Publish(t.Context())
			mustBe(t, err, ErrAnchor)
			mustBe(t, err, errDisk)
			_, err = l.Append(t.Context(), entry("c"))
			mustBe(t, err, ErrStopped)
			mustBe(t, err, errDisk)
			_, err = l.Publish(t.Context())
			mustBe(t, err, ErrStopped)
			if l.Published().Size != 1 {
				t.Errorf("size %d was shown though its anchor is in doubt", l.Published().Size)
			}
			mustBe(t, l.Close(), ErrAnchor)

			w.anchor.failBefore, w.anchor.failAfter = nil, nil
			l = w.open(t)
			if l.Published().Size != c.anchored {
				t.Errorf("reopened at %d, want %d", l.Published().Size, c.anchored)
			}
			must(t, l.Close())
			w.checkAcknowledged(t, map[string]int64{"a": 0, "b": 1})
		})
	}
}

// TestPublishCancelled: a caller who gives up after the signature was made must
// not leave the anchor in doubt, which would stop the log for everybody.
func TestPublishCancelled(t *testing.T) {
	w := newWorld(t)
	c := w.config()
	ctx, cancel := context.WithCancel(t.Context())
	c.Signer = cancellingSigner{w.signer, cancel}
	l, err := Open(t.Context(), c)
	must(t, err)
	_, err = l.Append(t.Context(), entry("a"))
	must(t, err)
	_, err = l.Publish(ctx)
	must(t, err)
	_, err = l.Append(t.Context(), entry("b"))
	must(t, err)
	_, err = l.Publish(ctx)
	mustBe(t, err, context.Canceled)
	must(t, l.Close())
	w.check(t)
}

type cancellingSigner struct {
	note.Signer
	cancel func()
}

func (s cancellingSigner) Sign(text []byte) ([]byte, error) {
	if bytes.HasPrefix(text, []byte(origin+"\n1\n")) {
		s.cancel()
	}
	return s.Signer.Sign(text)
}

// TestCrashes abandons a log between the steps of the commit order.
func TestCrashes(t *testing.T) {
	for _, published := range []int{0, 1, 3} {
		w := newWorld(t)
		good := w.store
		bad := &faulty{Store: good}
		w.store = bad
		l := w.open(t)
		for i := range 3 {
			_, err := l.Append(t.Context(), entry(fmt.Sprint(i)))
			must(t, err)
			if i < published {
				_, err = l.Publish(t.Context())
				must(t, err)
			}
		}
		bad.dead = true // nothing of the old log gets through any more
		w.store = good
		l = w.open(t)
		if l.Published().Size != int64(published) {
			t.Errorf("reopened at %d, want %d", l.Published().Size, published)
		}
		c, err := l.Publish(t.Context())
		must(t, err)
		if c.Size != 3 {
			t.Errorf("published %d leaves after the crash, want 3", c.Size)
		}
		w.checkAcknowledged(t, map[string]int64{"0": 0, "1": 1, "2": 2})
	}
}

// copyStore is a backup as an operator would take and restore it.
func copyStore(t *testing.T, s storage.Store) storage.Store {
	t.Helper()
	to := storagetest.Memory()
	t.Cleanup(func() { to.Close() })
	view(t, s, func(tx storage.Tx) error {
		return pages(tx, nil, nil, func(key, value []byte) error {
			return to.Update(t.Context(), func(tx storage.Tx) error { return tx.Set(key, value) })
		})
	})
	return to
}

func TestRollbackIsRefused(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"), entry("b"), entry("c"))
	must(t, err)
	_, err = l.Publish(t.Context())
	must(t, err)
	old, oldAnchor := copyStore(t, w.store), bytes.Clone(w.anchor.note)
	_, err = l.Append(t.Context(), entry("d"), entry("e"))
	must(t, err)
	must(t, l.Close())

	w.store = old
	_, err = Open(t.Context(), w.config())
	mustBe(t, err, ErrRollback)
	for _, size := range []string{"3", "5"} {
		if !bytes.Contains([]byte(err.Error()), []byte(size)) {
			t.Errorf("%q does not name size %s", err, size)
		}
	}

	r, err := Check(t.Context(), w.store, w.verifier, w.anchor, eachID, nil)
	must(t, err)
	if len(r.Findings) != 1 {
		t.Errorf("Check of a rolled back store found %q", r.Findings)
	}

	// With an old anchor the same copy opens, and grows into a fork.
	newAnchor := w.anchor
	w.anchor = &memoryAnchor{note: oldAnchor}
	l = w.open(t)
	for i := range 5 {
		_, err = l.Append(t.Context(), entry(fmt.Sprint("fork", i)))
		must(t, err)
	}
	must(t, l.Close())
	w.check(t)
	w.anchor = newAnchor
	_, err = Open(t.Context(), w.config())
	mustBe(t, err, ErrRollback)
	r, err = Check(t.Context(), w.store, w.verifier, w.anchor, eachID, nil)
	must(t, err)
	if len(r.Findings) == 0 {
		t.Error("Check passed a fork")
	}

	w.store = storagetest.Memory()
	_, err = Open(t.Context(), w.config())
	mustBe(t, err, ErrRollback)
}

func TestBadAnchorIsRefused(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"))
	must(t, err)
	must(t, l.Close())
	other := newWorld(t) // same origin, another key
	must(t, other.open(t).Close())
	flipped := bytes.Clone(w.anchor.note)
	flipped[len(origin)+1] ^= 1 // the size
	for name, note := range map[string][]byte{
		"missing": nil, "empty": {}, "of another key": other.anchor.note, "flipped": flipped,
		"cut": w.anchor.note[:len(w.anchor.note)-1],
	} {
		c := w.config()
		c.Anchor = &memoryAnchor{note: note}
		if _, err := Open(t.Context(), c); !errors.Is(err, ErrAnchor) {
			t.Errorf("anchor %s: %v", name, err)
		}
		r, err := Check(t.Context(), w.store, w.verifier, c.Anchor, eachID, nil)
		must(t, err)
		if len(r.Findings) != 1 {
			t.Errorf("anchor %s: Check found %q", name, r.Findings)
		}
	}
	c := w.config()
	c.Verifier = other.verifier
	if _, err := Open(t.Context(), c); err == nil {
		t.Error("opened with the verifier of another key")
	}
}

// TestPublishReadsBack damages leaves, nodes and head between append and
// publication: nothing may be signed over them.
func TestPublishReadsBack(t *testing.T) {
	for name, key := range map[string][]byte{
		"leaf": leafKey(4), "node": nodeKey(7), "old leaf's node": nodeKey(2), "head": []byte(treeKey),
	} {
		w := newWorld(t)
		l := w.open(t)
		for i := range 5 {
			_, err := l.Append(t.Context(), entry(fmt.Sprint(i)))
			must(t, err)
			if i == 1 {
				_, err = l.Publish(t.Context())
				must(t, err)
			}
		}
		flip(t, w.store, key)
		if _, err := l.Publish(t.Context()); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
		_, err := l.Append(t.Context(), entry("late"))
		mustBe(t, err, ErrStopped)
		if w.anchor.stores != 2 {
			t.Errorf("%s: anchored", name)
		}
	}
}

// flip changes the last bit of a stored value.
func flip(t *testing.T, s storage.Store, key []byte) {
	t.Helper()
	must(t, s.Update(t.Context(), func(tx storage.Tx) error {
		v, err := tx.Get(key)
		if err != nil {
			return err
		}
		v = bytes.Clone(v)
		v[len(v)-1] ^= 1
		return tx.Set(key, v)
	}))
}

// TestDamagedEdgeStopsAppending: no leaf is put upon a tree that is not sound.
func TestDamagedEdgeStopsAppending(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"))
	must(t, err)
	flip(t, w.store, nodeKey(0))
	_, err = l.Append(t.Context(), entry("b"))
	mustBe(t, err, ErrCorrupt)
	_, err = l.Append(t.Context(), entry("c"))
	mustBe(t, err, ErrStopped)
	_, err = Open(t.Context(), w.config())
	mustBe(t, err, ErrCorrupt)
}

// TestLostTree: without log/tree the rest must not be taken for an empty log.
func TestLostTree(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"))
	must(t, err)
	must(t, l.Close())
	must(t, w.store.Update(t.Context(), func(tx storage.Tx) error { return tx.Delete([]byte(treeKey)) }))
	for _, anchor := range []*memoryAnchor{w.anchor, {}} {
		w.anchor = anchor
		_, err = Open(t.Context(), w.config())
		mustBe(t, err, ErrCorrupt)
	}
}

// TestOwnErrorOfAScan: an error that Admit returns from within a scan rejects
// one group; it is no error of the store, which would abandon the transaction.
func TestOwnErrorOfAScan(t *testing.T) {
	w := newWorld(t)
	counted := &counting{Store: w.store}
	w.store = counted
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"))
	must(t, err)
	scans := entry("b")
	scans.Admit = func(tx storage.Tx) error {
		return tx.Scan([]byte(leafPrefix), nil, func(_, _ []byte) error { return errSpoiled })
	}
	var groups []*group
	for _, e := range []Entry{scans, entry("c")} {
		g, err := newGroup([]Entry{e})
		must(t, err)
		groups = append(groups, g)
	}
	counted.updates = 0
	must(t, l.commit(groups))
	mustBe(t, groups[0].err, errSpoiled)
	if groups[1].err != nil || counted.updates != 1 {
		t.Errorf("neighbour: %v, after %d transactions", groups[1].err, counted.updates)
	}
}

type counting struct {
	storage.Store
	updates int
}

func (s *counting) Update(ctx context.Context, f func(storage.Tx) error) error {
	s.updates++
	return s.Store.Update(ctx, f)
}

// TestNeighboursOfTooLarge: a group that no transaction can take must not take
// the others of its batch down.
func TestNeighboursOfTooLarge(t *testing.T) {
	w := newWorld(t)
	w.store = limited{w.store}
	l := w.open(t)
	var groups []*group
	for i := range 7 {
		e := entry(fmt.Sprint(i))
		if i == 4 {
			e.Apply = func(tx storage.Tx, _ int64) error { return tx.Set([]byte("d/x"), make([]byte, 2000)) }
		}
		g, err := newGroup([]Entry{e})
		must(t, err)
		groups = append(groups, g)
	}
	mustBe(t, l.commit(groups), errDisk)
	for i, g := range groups {
		if (g.err != nil) != (i == 4) {
			t.Errorf("group %d: %v", i, g.err)
		}
	}
}

// limited refuses large values, as engines refuse large transactions.
type limited struct{ storage.Store }

func (s limited) Update(ctx context.Context, f func(storage.Tx) error) error {
	return s.Store.Update(ctx, func(tx storage.Tx) error { return f(limitedTx{tx}) })
}

type limitedTx struct{ storage.Tx }

func (tx limitedTx) Set(key, value []byte) error {
	if len(value) > 1000 {
		return errDisk
	}
	return tx.Tx.Set(key, value)
}
