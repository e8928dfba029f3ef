package storagetest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"

	"ocoptrace/storage"
)

// mutants are engines with one fault each; the suite must refuse them all. They
// wrap Memory.
var mutants = map[string]func() storage.Store{
	"lost update":        func() storage.Store { return &unsafe{} },
	"write skew":         func() storage.Store { return &unsafe{checkWrites: true} },
	"dirty read":         func() storage.Store { return &dirty{Store: Memory()} },
	"no rollback":        func() storage.Store { return &sticky{Memory()} },
	"late cancel":        func() storage.Store { return &deaf{Memory()} },
	"after included":     altered(func(tx *alteredTx) { tx.after = func(a []byte) []byte { return a[:max(0, len(a)-1)] } }),
	"prefix ignored":     altered(func(tx *alteredTx) { tx.prefix = func([]byte) []byte { return nil } }),
	"scan cut":           altered(func(tx *alteredTx) { tx.most = 4 }),
	"absent is empty":    altered(func(tx *alteredTx) { tx.absent = []byte{} }),
	"empty is nil":       altered(func(tx *alteredTx) { tx.emptyNil = true }),
	"delete does not":    altered(func(tx *alteredTx) { tx.noDelete = true }),
	"long key cut":       altered(func(tx *alteredTx) { tx.cut = true }),
	"set in a view":      altered(func(tx *alteredTx) { tx.mute = true }),
	"stop is an error":   altered(func(tx *alteredTx) { tx.stop = errors.New("stop") }),
	"scan reads later":   altered(func(tx *alteredTx) { tx.repeat = true }),
	"close does nothing": func() storage.Store { return &immortal{Memory()} },
}

// TestMutants runs the suite on a mutant in a process of its own, because a
// test cannot expect another to fail.
func TestMutants(t *testing.T) {
	if name := os.Getenv("STORAGETEST_MUTANT"); name != "" {
		Run(t, func(*testing.T) storage.Store { return mutants[name]() }, sameStore)
		return
	}
	for name := range mutants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := exec.Command(os.Args[0], "-test.run=^TestMutants$", "-test.failfast")
			c.Env = append(os.Environ(), "STORAGETEST_MUTANT="+name)
			out, err := c.CombinedOutput()
			if err == nil || !bytes.Contains(out, []byte("--- FAIL")) {
				t.Errorf("the suite accepts it: %v\n%s", err, out)
			}
		})
	}
}

// unsafe is an engine of optimistic transactions that checks nothing at commit,
// or only that nobody else wrote what it writes (snapshot isolation).
type unsafe struct {
	memory
	once        sync.Once
	lock        sync.Mutex
	checkWrites bool
}

func (s *unsafe) Update(ctx context.Context, f func(storage.Tx) error) error {
	s.once.Do(func() { s.writer = make(chan struct{}, 1) })
	for {
		root, err := s.enter()
		if err != nil {
			return err
		}
		err = s.attempt(ctx, root, f)
		s.active.Done()
		if err != errAgain {
			return err
		}
	}
}

var errAgain = errors.New("again")

func (s *unsafe) attempt(ctx context.Context, root *node, f func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	tx := &memoryTx{ctx: ctx, root: root, written: map[string]int{}}
	defer tx.end()
	if err := f(tx); err != nil {
		return err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	merged := &memoryTx{ctx: ctx, root: s.root, written: tx.written, bytes: tx.bytes}
	for key := range tx.written {
		if now := s.root.find([]byte(key)); s.checkWrites && now != nil && root.find([]byte(key)) != nil &&
			!bytes.Equal(now.value, root.find([]byte(key)).value) {
			return errAgain
		}
		if n := tx.root.find([]byte(key)); n != nil {
			merged.root = merged.root.set(n.key, n.value)
		} else {
			merged.root = merged.root.remove([]byte(key))
		}
	}
	return s.commit(merged)
}

// dirty shows a View what an Update has not committed yet.
type dirty struct {
	storage.Store
	mu  sync.Mutex
	now storage.Tx
}

func (s *dirty) Update(ctx context.Context, f func(storage.Tx) error) error {
	return s.Store.Update(ctx, func(tx storage.Tx) error {
		s.mu.Lock()
		s.now = tx
		s.mu.Unlock()
		defer func() { s.mu.Lock(); s.now = nil; s.mu.Unlock() }()
		return f(tx)
	})
}

func (s *dirty) View(ctx context.Context, f func(storage.Tx) error) error {
	s.mu.Lock()
	now := s.now
	s.mu.Unlock()
	if now != nil {
		return f(now)
	}
	return s.Store.View(ctx, f)
}

// sticky commits although f failed.
type sticky struct{ storage.Store }

func (s *sticky) Update(ctx context.Context, f func(storage.Tx) error) (err error) {
	return errors.Join(s.Store.Update(ctx, func(tx storage.Tx) error { err = f(tx); return nil }), err)
}

// deaf looks at the context only at the start.
type deaf struct{ storage.Store }

func (s *deaf) Update(ctx context.Context, f func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.Store.Update(context.WithoutCancel(ctx), f)
}

// immortal cannot be closed.
type immortal struct{ storage.Store }

func (s *immortal) Close() error { return nil }

// alteredTx answers a little wrong.
type alteredTx struct {
	storage.Tx
	after, prefix           func([]byte) []byte
	most                    int
	absent                  []byte
	emptyNil, noDelete, cut bool
	mute, repeat            bool
	stop                    error
}

type alteredStore struct {
	storage.Store
	alter func(*alteredTx)
}

func altered(alter func(*alteredTx)) func() storage.Store {
	return func() storage.Store { return &alteredStore{Memory(), alter} }
}

func (s *alteredStore) wrap(f func(storage.Tx) error) func(storage.Tx) error {
	return func(tx storage.Tx) error {
		a := &alteredTx{Tx: tx}
		s.alter(a)
		return f(a)
	}
}

func (s *alteredStore) View(ctx context.Context, f func(storage.Tx) error) error {
	return s.Store.View(ctx, s.wrap(f))
}

func (s *alteredStore) Update(ctx context.Context, f func(storage.Tx) error) error {
	return s.Store.Update(ctx, s.wrap(f))
}

func (tx *alteredTx) Get(key []byte) ([]byte, error) {
	value, err := tx.Tx.Get(key)
	if tx.emptyNil && len(value) == 0 {
		value = nil
	}
	return value, err
}

func (tx *alteredTx) GetMany(keys ...[]byte) ([][]byte, error) {
	values, err := tx.Tx.GetMany(keys...)
	for i, v := range values {
		if v == nil {
			values[i] = tx.absent
		}
	}
	return values, err
}

func (tx *alteredTx) Set(key, value []byte) error {
	if tx.cut && len(key) > storage.MaxKey {
		key = key[:storage.MaxKey]
	}
	err := tx.Tx.Set(key, value)
	if tx.mute && errors.Is(err, storage.ErrReadOnlyTx) {
		return nil
	}
	return err
}

func (tx *alteredTx) Delete(key []byte) error {
	if tx.noDelete {
		return nil
	}
	return tx.Tx.Delete(key)
}

func (tx *alteredTx) Scan(prefix, after []byte, f func(key, value []byte) error) error {
	if tx.prefix != nil {
		prefix = tx.prefix(prefix)
	}
	if tx.after != nil && after != nil {
		after = tx.after(after)
	}
	n := 0
	err := tx.Tx.Scan(prefix, after, func(key, value []byte) error {
		if n++; tx.most > 0 && n > tx.most {
			return storage.Stop
		}
		if tx.repeat {
			if now, err := tx.Tx.Get(key); err == nil {
				value = now
			}
		}
		err := f(key, value)
		if tx.stop != nil && errors.Is(err, storage.Stop) {
			return tx.stop
		}
		return err
	})
	return err
}
