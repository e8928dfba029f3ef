package translog

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

const origin = "log.example/ocop"

// world is what outlives a Log: its store, anchor and key.
type world struct {
	store    storage.Store
	anchor   *memoryAnchor
	signer   note.Signer
	verifier note.Verifier
	vkey     string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	skey, vkey, err := note.GenerateKey(nil, origin)
	must(t, err)
	signer, err := note.NewSigner(skey)
	must(t, err)
	verifier, err := note.NewVerifier(vkey)
	must(t, err)
	s := storagetest.Memory()
	t.Cleanup(func() { s.Close() })
	return &world{s, &memoryAnchor{}, signer, verifier, vkey}
}

func (w *world) config() Config {
	return Config{Store: w.store, Signer: w.signer, Verifier: w.verifier, Anchor: w.anchor, Interval: -1}
}

func (w *world) open(t testing.TB) *Log {
	t.Helper()
	l, err := Open(t.Context(), w.config())
	must(t, err)
	t.Cleanup(func() { l.Close() })
	return l
}

// check fails the test unless Check finds nothing wrong.
func (w *world) check(t testing.TB) Report {
	t.Helper()
	r, err := Check(t.Context(), w.store, w.verifier, w.anchor, eachID, nil)
	must(t, err)
	if len(r.Findings) > 0 {
		t.Fatalf("check: %q", r.Findings)
	}
	return r
}

// eachID verifies the ids that entry gives to leaves.
func eachID(tx storage.Tx, index int64, leaf []byte) error {
	id, _, _ := strings.Cut(string(leaf), ":")
	got, err := IndexOf(tx, id)
	if err == nil && got != index {
		err = fmt.Errorf("id %q has index %d", id, got)
	}
	return err
}

func entry(id string) Entry { return Entry{ID: id, Leaf: []byte(id + ":leaf")} }

func view(t testing.TB, s storage.Store, f func(tx storage.Tx) error) {
	t.Helper()
	must(t, s.View(context.Background(), f))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustBe(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
}

// memoryAnchor can fail before or after it stored.
type memoryAnchor struct {
	mu         sync.Mutex
	note       []byte
	failBefore error
	failAfter  error
	stores     int
}

func (a *memoryAnchor) Load(context.Context) ([]byte, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.note, nil
}

func (a *memoryAnchor) Store(ctx context.Context, note []byte) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if a.failBefore != nil {
		return a.failBefore
	}
	a.note = note
	a.stores++
	return a.failAfter
}

func TestAppendPublishProve(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	if c := l.Published(); c.Size != 0 {
		t.Fatalf("published %d before anything was appended", c.Size)
	}
	for i := range 20 {
		indexes, err := l.Append(t.Context(), entry(fmt.Sprint("a", i)), entry(fmt.Sprint("b", i)))
		must(t, err)
		if indexes[0] != int64(2*i) || indexes[1] != int64(2*i+1) {
			t.Fatalf("indexes %v", indexes)
		}
	}
	c, err := l.Publish(t.Context())
	must(t, err)
	if c.Size != 40 || c.Origin != origin || l.Published().Size != 40 {
		t.Fatalf("checkpoint %+v", c)
	}
	policy, err := ParsePolicy(LogPolicy(w.vkey))
	must(t, err)
	view(t, w.store, func(tx storage.Tx) error {
		for i := range c.Size {
			hashes, err := Prove(tx, i, c.Size)
			must(t, err)
			leaf, err := Leaf(tx, i)
			must(t, err)
			p, err := ParseProof(Proof{Index: i, Hashes: hashes, Checkpoint: c.Note}.Marshal())
			must(t, err)
			_, err = p.Verify(leaf, policy)
			must(t, err)
			_, err = p.Verify(append(leaf, 0), policy)
			mustBe(t, err, ErrUnverified)
		}
		return nil
	})
	w.check(t)
}

func TestReadingWhatIsNotThere(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"), entry("b"), entry("c"))
	must(t, err)
	view(t, w.store, func(tx storage.Tx) error {
		_, err := Leaf(tx, 3)
		mustBe(t, err, storage.ErrNotFound)
		_, err = IndexOf(tx, "d")
		mustBe(t, err, storage.ErrNotFound)
		_, err = Prove(tx, 0, 4)
		mustBe(t, err, storage.ErrNotFound)
		_, err = ProveConsistency(tx, 1, 4)
		mustBe(t, err, storage.ErrNotFound)
		for _, bad := range [][2]int64{{-1, 3}, {3, 3}, {0, 0}, {0, -1}} {
			if _, err := Prove(tx, bad[0], bad[1]); err == nil {
				t.Errorf("proof of leaf %d in a tree of %d", bad[0], bad[1])
			}
		}
		n := 0
		must(t, Leaves(tx, 1, func(int64, []byte) error { n++; return storage.Stop }))
		must(t, Leaves(tx, 3, func(int64, []byte) error { n++; return nil }))
		if n != 1 {
			t.Errorf("Leaves called f %d times, want once", n)
		}
		return nil
	})
}

func TestLimits(t *testing.T) {
	l := newWorld(t).open(t)
	long := func(n int) string { return strings.Repeat("x", n) }
	many := make([]Entry, maxEntries+1)
	for i := range many {
		many[i] = entry(fmt.Sprint(i))
	}
	big := make([]Entry, 70)
	for i := range big {
		big[i] = Entry{ID: fmt.Sprint("big", i), Leaf: make([]byte, maxLeaf)}
	}
	for _, c := range []struct {
		name  string
		group []Entry
		want  error
	}{
		{"empty id", []Entry{{Leaf: []byte("x")}}, ErrEntry},
		{"long id", []Entry{{ID: long(129), Leaf: []byte("x")}}, ErrEntry},
		{"empty leaf", []Entry{{ID: "a"}}, ErrEntry},
		{"long leaf", []Entry{{ID: "a", Leaf: make([]byte, maxLeaf+1)}}, ErrEntry},
		{"too many", many, ErrGroupTooLarge},
		{"too big", big, ErrGroupTooLarge},
		{"largest id and leaf", []Entry{{ID: long(128), Leaf: make([]byte, maxLeaf)}}, nil},
		{"largest count", many[:maxEntries], nil},
		{"largest size", big[:69], nil},
		{"nothing", nil, nil},
	} {
		if _, err := l.Append(t.Context(), c.group...); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestIDs(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"), entry("b"))
	must(t, err)
	again := entry("a")
	again.Admit = func(storage.Tx) error { return errors.New("Admit called for a known id") }
	again.Apply = func(storage.Tx, int64) error { return errors.New("Apply called for a known id") }
	indexes, err := l.Append(t.Context(), entry("b"), entry("c"), again, entry("c"))
	must(t, err)
	if fmt.Sprint(indexes) != "[1 2 0 2]" {
		t.Fatalf("indexes %v", indexes)
	}
	for _, group := range [][]Entry{
		{{ID: "a", Leaf: []byte("other")}},
		{entry("d"), {ID: "a", Leaf: []byte("other")}},
		{entry("d"), {ID: "d", Leaf: []byte("other")}},
	} {
		_, err = l.Append(t.Context(), group...)
		mustBe(t, err, ErrIDConflict)
	}
	_, err = l.Publish(t.Context())
	must(t, err)
	if r := w.check(t); r.Size != 3 {
		t.Fatalf("%d leaves, want 3", r.Size)
	}
}

func TestAdmitAndApplyAreGuarded(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	set := func(key string) func(storage.Tx) error {
		return func(tx storage.Tx) error { return tx.Set([]byte(key), []byte("v")) }
	}
	apply := func(f func(storage.Tx) error) func(storage.Tx, int64) error {
		return func(tx storage.Tx, _ int64) error { return f(tx) }
	}
	for _, c := range []struct {
		name string
		e    Entry
		want error
	}{
		{"Admit sets", Entry{Admit: set("d/x")}, errAdmitWrites},
		{"Admit deletes", Entry{Admit: func(tx storage.Tx) error { return tx.Delete([]byte("d/x")) }}, errAdmitWrites},
		{"Apply sets a log key", Entry{Apply: apply(set("log/tree"))}, errLogKey},
		{"Apply deletes a log key", Entry{Apply: apply(func(tx storage.Tx) error { return tx.Delete([]byte("log/tree")) })}, errLogKey},
		{"Apply sets its own key", Entry{Apply: apply(set("d/x"))}, nil},
	} {
		c.e.ID, c.e.Leaf = "a", []byte("a:leaf")
		if _, err := l.Append(t.Context(), c.e); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if r := w.check(t); r.Size != 1 {
		t.Errorf("%d leaves, want 1", r.Size)
	}
}

// step is one entry of the property test: rule says what becomes of it.
type step struct {
	id, leaf string
	needs    string // Admit wants this derived key
	spoil    bool   // Apply fails after writing
}

func (s step) entry() Entry {
	return Entry{
		ID: s.id, Leaf: []byte(s.leaf),
		Admit: func(tx storage.Tx) error {
			if s.needs == "" {
				return nil
			}
			if _, err := IndexOf(tx, s.needs); err != nil {
				return err
			}
			_, err := tx.Get([]byte("d/" + s.needs))
			return err
		},
		Apply: func(tx storage.Tx, index int64) error {
			if err := tx.Set([]byte("d/"+s.id), formatNumber(index)); err != nil {
				return err
			}
			if s.spoil {
				return errSpoiled
			}
			return nil
		},
	}
}

var errSpoiled = errors.New("spoiled")

// model is the log as a list.
type model struct {
	leaves []string
	ids    map[string]int64
}

// add returns what Append should: nil indexes when the group is rejected.
func (m *model) add(group []step) []int64 {
	leaves, ids := m.leaves, map[string]int64{}
	lookUp := func(id string) (int64, bool) {
		if i, ok := ids[id]; ok {
			return i, true
		}
		i, ok := m.ids[id]
		return i, ok
	}
	var indexes []int64
	for _, s := range group {
		i, known := lookUp(s.id)
		if known && leaves[i] != s.leaf {
			return nil
		}
		if !known {
			if _, ok := lookUp(s.needs); s.needs != "" && !ok || s.spoil {
				return nil
			}
			i = int64(len(leaves))
			leaves, ids[s.id] = append(leaves[:i:i], s.leaf), i
		}
		indexes = append(indexes, i)
	}
	for id, i := range ids {
		m.ids[id] = i
	}
	m.leaves = leaves
	return indexes
}

// naiveRoot is the definition of RFC 9162 section 2.1.1.
func naiveRoot(leaves []string) tlog.Hash {
	switch n := len(leaves); n {
	case 0:
		root, _ := tlog.TreeHash(0, nil)
		return root
	case 1:
		return tlog.RecordHash([]byte(leaves[0]))
	default:
		k := 1
		for 2*k < n {
			k *= 2
		}
		return tlog.NodeHash(naiveRoot(leaves[:k]), naiveRoot(leaves[k:]))
	}
}

func randomGroup(r *rand.Rand) []step {
	group := make([]step, 1+r.IntN(4))
	for i := range group {
		id := fmt.Sprint("id", r.IntN(150))
		group[i] = step{id: id, leaf: id + ":leaf", spoil: r.IntN(25) == 0}
		if r.IntN(20) == 0 {
			group[i].leaf += " other"
		}
		if r.IntN(3) == 0 {
			group[i].needs = fmt.Sprint("id", r.IntN(150))
		}
	}
	return group
}

// TestAgainstModel commits random batches of random groups.
func TestAgainstModel(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		w := newWorld(t)
		l := w.open(t)
		m := model{ids: map[string]int64{}}
		for range 25 {
			commitRandomBatch(t, r, l, &m)
			compareModel(t, w, m)
			if r.IntN(4) == 0 {
				_, err := l.Publish(t.Context())
				must(t, err)
			}
			if r.IntN(8) == 0 {
				must(t, l.Close())
				l = w.open(t)
			}
		}
		must(t, l.Close())
		w.check(t)
	}
}

func commitRandomBatch(t *testing.T, r *rand.Rand, l *Log, m *model) {
	t.Helper()
	var groups []*group
	var want [][]int64
	for range 1 + r.IntN(6) {
		steps := randomGroup(r)
		var entries []Entry
		for _, s := range steps {
			entries = append(entries, s.entry())
		}
		g, err := newGroup(entries)
		must(t, err)
		groups = append(groups, g)
		want = append(want, m.add(steps))
	}
	must(t, l.commit(groups)) // the sequencer is idle
	for i, g := range groups {
		<-g.done
		if (g.err == nil) != (want[i] != nil) || fmt.Sprint(g.indexes) != fmt.Sprint(want[i]) {
			t.Fatalf("group %d: %v %v, want %v", i, g.indexes, g.err, want[i])
		}
	}
}

func compareModel(t *testing.T, w *world, m model) {
	t.Helper()
	view(t, w.store, func(tx storage.Tx) error {
		size, root, err := Head(tx)
		must(t, err)
		if size != int64(len(m.leaves)) || root != naiveRoot(m.leaves) {
			t.Fatalf("head %d %v, want %d %v", size, root, len(m.leaves), naiveRoot(m.leaves))
		}
		n := 0
		must(t, Leaves(tx, 0, func(i int64, leaf []byte) error {
			if string(leaf) != m.leaves[i] {
				t.Fatalf("leaf %d is %q", i, leaf)
			}
			n++
			return nil
		}))
		derived := 0
		must(t, tx.Scan([]byte("d/"), nil, func(key, value []byte) error {
			if i, ok := m.ids[string(key[2:])]; !ok || string(value) != string(formatNumber(i)) {
				t.Fatalf("derived key %q", key)
			}
			derived++
			return nil
		}))
		if n != len(m.leaves) || derived != n {
			t.Fatalf("%d leaves and %d derived keys, want %d", n, derived, len(m.leaves))
		}
		return nil
	})
}

// TestManyAppenders runs 64 callers, who collide on ids, against publication.
func TestManyAppenders(t *testing.T) {
	w := newWorld(t)
	c := w.config()
	c.Interval = time.Millisecond
	var shown []int64
	c.OnPublish = func(c Checkpoint) { shown = append(shown, c.Size) }
	l, err := Open(t.Context(), c)
	must(t, err)
	var wait sync.WaitGroup
	var mu sync.Mutex
	indexes := map[string]int64{}
	for caller := range 64 {
		wait.Go(func() {
			for i := range 15 {
				id := fmt.Sprint((caller+i)%300, "/", i)
				got, err := l.Append(context.Background(), entry(id), entry(fmt.Sprint(caller, ".", i)))
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				if old, ok := indexes[id]; ok && old != got[0] {
					t.Errorf("%s is leaf %d and %d", id, old, got[0])
				}
				indexes[id] = got[0]
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	must(t, l.Close())
	r := w.check(t)
	if want := int64(64*15 + len(indexes)); r.Size != want || l.Published().Size != want || r.Anchor.Size != want {
		t.Errorf("%d leaves, %d published, %d anchored, want %d", r.Size, l.Published().Size, r.Anchor.Size, want)
	}
	for i := 1; i < len(shown); i++ {
		if shown[i] <= shown[i-1] {
			t.Errorf("published %d after %d", shown[i], shown[i-1])
		}
	}
}

func TestPublicationInterval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		c := w.config()
		c.Interval = 0
		l, err := Open(t.Context(), c)
		must(t, err)
		_, err = l.Append(t.Context(), entry("a"))
		must(t, err)
		time.Sleep(999 * time.Millisecond)
		if n := l.Published().Size; n != 0 {
			t.Errorf("%d leaves published within the first second", n)
		}
		time.Sleep(2 * time.Millisecond)
		synctest.Wait()
		if n := l.Published().Size; n != 1 {
			t.Errorf("%d leaves published after a second, want 1", n)
		}
		time.Sleep(time.Minute)
		if w.anchor.stores != 2 { // sizes 0 and 1
			t.Errorf("anchor stored %d times though the tree did not grow", w.anchor.stores)
		}
		must(t, l.Close())
	})
}

func TestCancelledAppend(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	started, release := make(chan struct{}), make(chan struct{})
	slow := entry("slow")
	var once sync.Once
	slow.Admit = func(storage.Tx) error {
		once.Do(func() { close(started) })
		<-release
		return nil
	}
	ctx, cancel := context.WithCancel(t.Context())
	results := make(chan error, 2)
	go func() {
		_, err := l.Append(ctx, slow) // under way when cancelled: answered all the same
		results <- err
	}()
	<-started
	go func() {
		_, err := l.Append(ctx, entry("queued"))
		if !errors.Is(err, context.Canceled) {
			err = fmt.Errorf("queued entry: %v", err)
		} else {
			err = nil
		}
		close(release)
		results <- err
	}()
	for queued := 0; queued == 0; time.Sleep(time.Millisecond) {
		l.queue.mu.Lock()
		queued = len(l.queue.groups)
		l.queue.mu.Unlock()
	}
	cancel()
	must(t, <-results)
	must(t, <-results)
	_, err := l.Append(ctx, entry("late"))
	mustBe(t, err, context.Canceled)
	must(t, l.Close())
	if r := w.check(t); r.Size != 1 {
		t.Errorf("%d leaves, want 1: a cancelled entry was stored", r.Size)
	}
}

func TestClosed(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"))
	must(t, err)
	must(t, l.Close())
	must(t, l.Close())
	_, err = l.Append(t.Context(), entry("b"))
	mustBe(t, err, ErrStopped)
	_, err = l.Publish(t.Context())
	mustBe(t, err, ErrStopped)
	if l.Published().Size != 1 {
		t.Error("Close did not publish")
	}
}
