package press

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"
	"time"

	"ocoptrace/assets"
	"ocoptrace/label/layout"
	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

const htx = "htx-gao"

// stamp is the trace stamp.
var stamp = func() layout.Template {
	data, err := assets.Labels.ReadFile("labels/stamp.json")
	if err != nil {
		panic(err)
	}
	t, err := layout.ReadTemplate(data)
	if err != nil {
		panic(err)
	}
	return t
}()

// clock is a clock that is set by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// writer is a Maker that writes a line a label.
type writer struct {
	check  func(Job) error                            // nil means that all can be printed
	before func(ctx context.Context, part Part) error // called before a part is written
	salt   string                                     // stands in each line
}

func (m *writer) Check(_ context.Context, job Job) error {
	if m.check == nil {
		return nil
	}
	return m.check(job)
}

func (m *writer) Make(ctx context.Context, w io.Writer, job Job, part Part, done func(int64)) error {
	if m.before != nil {
		if err := m.before(ctx, part); err != nil {
			return err
		}
	}
	for _, p := range part.Pieces {
		for n := p.From; n <= p.To; n++ {
			for range p.Copies {
				if _, err := fmt.Fprintf(w, "%s %s %d%s\n", job.Day, p.Run, n, m.salt); err != nil {
					return err
				}
			}
			done(int64(p.Copies))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// book is a Ledger that remembers.
type book struct {
	mu       sync.Mutex
	reprints map[string]Reprint
	closed   map[string]Leftovers
	calls    int
	err      error
}

func (b *book) Reprint(_ context.Context, r Reprint) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil {
		b.reprints[r.Key] = r
	}
	return b.err
}

func (b *book) VoidLeftovers(_ context.Context, l Leftovers) (int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calls++
	if b.err == nil {
		b.closed[l.Key] = l
	}
	return 7, b.err
}

// world is a press with all it works with.
type world struct {
	*Press
	clock *clock
	store *storagetest.FaultStore
	maker *writer
	book  *book
	dir   string
}

// open opens a press that nobody runs.
func open(t testing.TB) *world {
	t.Helper()
	w := &world{
		clock: &clock{now: time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)},
		store: storagetest.Faulty(storagetest.Memory()),
		maker: &writer{},
		book:  &book{reprints: map[string]Reprint{}, closed: map[string]Leftovers{}},
		dir:   t.TempDir(),
	}
	w.reopen(t)
	return w
}

// Submit is that of the press, of trace stamps unless the order has a template.
func (w *world) Submit(ctx context.Context, entity string, o Order) (Job, error) {
	if o.Template.ID == "" {
		o.Template = stamp
	}
	return w.Press.Submit(ctx, entity, o)
}

// Take is that of the press, of trace stamps.
func (w *world) Take(ctx context.Context, entity string, ids []string, o Order) (Job, error) {
	o.Template = stamp
	return w.Press.Take(ctx, entity, ids, o)
}

// reopen puts another press on the same store and spool.
func (w *world) reopen(t testing.TB) {
	t.Helper()
	p, err := New(Config{
		Store: w.store, Now: w.clock.Now, Random: rand.Reader, Spool: w.dir, Maker: w.maker, Ledger: w.book,
		Targets: []Target{{Name: "kho", URL: "tcp://192.0.2.1:9100"}, {Name: "rieng", URL: "lp:rieng", Entity: "khac"}},
	})
	check(t, err)
	t.Cleanup(func() { check(t, p.Close()) })
	w.Press = p
}

// run runs the press until the test or the returned function ends it.
func (w *world) run(t testing.TB) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Press.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-ended; !errors.Is(err, context.Canceled) {
				t.Errorf("Run: %v", err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func is(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
}

// rows counts the rows of all tables but the guards.
func (w *world) rows(t testing.TB) (n int) {
	t.Helper()
	check(t, w.store.View(t.Context(), func(tx storage.Tx) error {
		all, err := count(tx, []byte("prs/"))
		guards, err2 := count(tx, []byte(guardTable))
		n = all - guards
		return errors.Join(err, err2)
	}))
	return n
}
