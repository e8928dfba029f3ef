package storagetest

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ocoptrace/storage"
)

func testReopen(t *testing.T, s storage.Store, reopen func(*testing.T, storage.Store) storage.Store) {
	large := strings.Repeat("x", storage.MaxValue)
	set(t, s, "t/a", "1", "t/b", "2", "t/c", large)
	update(t, s, func(tx storage.Tx) error { return tx.Delete([]byte("t/b")) })
	for range 2 {
		s = reopen(t, s)
		wantPairs(t, s, "t/", "t/a", "1", "t/c", large)
	}
	set(t, s, "t/b", "3")
	s = reopen(t, s)
	wantPairs(t, s, "t/", "t/a", "1", "t/b", "3", "t/c", large)
}

// testModel runs random transactions on the store and on a map, and compares
// every answer.
func testModel(t *testing.T, s storage.Store, reopen func(*testing.T, storage.Store) storage.Store) {
	for seed := range uint64(4) {
		m := &model{r: rand.New(rand.NewPCG(seed, 6)), pairs: map[string]string{}, root: fmt.Sprintf("t%d/", seed)}
		for range 60 {
			m.transaction(t, s)
			if t.Failed() {
				t.Fatalf("with seed %d", seed)
			}
		}
		s = reopen(t, s)
		view(t, s, func(tx storage.Tx) error { m.scan(t, tx, m.root, nil); return nil })
	}
}

// model is the sorted map that a store must resemble. Keys are few and alike,
// so that they often meet and are often prefixes of each other.
type model struct {
	r     *rand.Rand
	pairs map[string]string
	root  string // all keys begin with it
}

// transaction runs random operations, and drops what they wrote half the time.
func (m *model) transaction(t *testing.T, s storage.Store) {
	before := maps.Clone(m.pairs)
	undo := errors.New("undo")
	seeds := [2]uint64{m.r.Uint64(), m.r.Uint64()}
	err := s.Update(t.Context(), func(tx storage.Tx) error {
		m.r = rand.New(rand.NewPCG(seeds[0], seeds[1])) // the same again if f runs again
		m.pairs = maps.Clone(before)
		for range m.r.IntN(30) {
			if err := m.operation(t, tx); err != nil {
				return err
			}
		}
		if m.r.IntN(2) == 0 {
			return undo
		}
		return nil
	})
	if errors.Is(err, undo) {
		m.pairs, err = before, nil
	}
	wantError(t, "Update", err, nil)
	view(t, s, func(tx storage.Tx) error { m.scan(t, tx, m.root, nil); return nil })
}

func (m *model) operation(t *testing.T, tx storage.Tx) error {
	key := m.key()
	switch m.r.IntN(6) {
	case 0, 1:
		value := strings.Repeat(key, m.r.IntN(40))
		m.pairs[key] = value
		return tx.Set([]byte(key), []byte(value))
	case 2:
		delete(m.pairs, key)
		return tx.Delete([]byte(key))
	case 3:
		m.get(t, tx, key)
	case 4:
		m.scan(t, tx, key, nil)
	case 5:
		m.scan(t, tx, key[:len(m.root)+m.r.IntN(len(key)-len(m.root)+1)], []byte(m.key()))
	}
	return nil
}

func (m *model) key() string {
	key := []byte(m.root)
	for range m.r.IntN(4) {
		key = append(key, "\x00ab\xff"[m.r.IntN(4)])
	}
	return string(key)
}

func (m *model) get(t *testing.T, tx storage.Tx, key string) {
	want, there := m.pairs[key]
	got, err := tx.GetMany([]byte(key), []byte(key))
	if err != nil || (got[0] != nil) != there || string(got[0]) != want || !same(got[0], got[1]) {
		t.Errorf("GetMany of %q = %q, %v, want %q, there: %t", key, got, err, want, there)
	}
}

func (m *model) scan(t *testing.T, tx storage.Tx, prefix string, after []byte) {
	var want []string
	for _, key := range slices.Sorted(maps.Keys(m.pairs)) {
		if strings.HasPrefix(key, prefix) && (after == nil || bytes.Compare([]byte(key), after) > 0) {
			want = append(want, key, m.pairs[key])
		}
	}
	wantScan(t, tx, prefix, after, want...)
}
