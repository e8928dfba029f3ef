package tally

import (
	"context"
	"io"
	"log/slog"
	"net/netip"
	"sync"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
)

// maxWaiting is how many labels may wait for a flush. Each writes two rows,
// and its product and places of the day some that they share, in one transaction.
const maxWaiting = 4000

// Config says what Tallies work with.
type Config struct {
	Store  storage.Store
	Now    func() time.Time
	Random io.Reader    // for salts
	Logger *slog.Logger // for flushes that failed
	// Subject is the product and lot that a label is on, "" if none. It is asked
	// when a label has its first tally, outside transactions.
	Subject func(context.Context, code.Code) (product, lot string, err error)
}

// Tallies are the look-ups of all labels. Its methods may be called
// concurrently.
type Tallies struct {
	config Config

	mu      sync.Mutex
	day     day
	waiting map[code.Code]*delta // of day
	flushed []*batch             // of earlier days, or that failed

	flushing sync.Mutex
}

// A delta is what is to be added to the tally of a label.
type delta struct {
	first, last                time.Time
	looks, signedIn            int64
	nets                       uint64
	places, channels, findings map[string]int64
}

// A batch is what one flush adds.
type batch struct {
	date   ocop.Date
	deltas map[code.Code]*delta
}

// New makes Tallies. Run, or Flush, must be called for anything to be stored.
func New(c Config) *Tallies {
	return &Tallies{config: c, waiting: make(map[code.Code]*delta)}
}

// Note counts a look-up. It reads and writes no store, and takes about a
// microsecond. It reports whether the look-up counted, for metrics.
func (t *Tallies) Note(l Look) bool {
	now := t.config.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	d, p := t.enter(l.Code, l.From, now)
	if d == nil || !l.SignedIn && !t.day.counts(p) {
		return false
	}
	if d.first.IsZero() {
		d.first = now
	}
	d.last = now
	if l.SignedIn {
		d.signedIn++
		t.day.visited(p)
	} else {
		d.looks++
		d.nets |= 1 << (p.network & 63)
	}
	if c := channel(l.Channel); c != "" {
		d.channels = added(d.channels, map[string]int64{c: 1})
	}
	if l.Finding != "" {
		d.findings = added(d.findings, map[string]int64{l.Finding: 1})
	}
	t.waiting[l.Code] = d
	return true
}

// Told counts the province where somebody says to have found a label, by its
// code. It counts once a network, label and day, after a look-up by that
// network; it reports whether it did.
func (t *Tallies) Told(c code.Code, from netip.Addr, where string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	d, p := t.enter(c, from, t.config.Now())
	if d == nil || province(where) == "" || !t.day.tells(p) {
		return false
	}
	d.places = added(d.places, map[string]int64{where: 1})
	t.waiting[c] = d
	return true
}

// enter begins another day if it is time, and returns what waits of a label,
// new if need be; nil if there is no room for it, or no randomness.
func (t *Tallies) enter(c code.Code, from netip.Addr, now time.Time) (*delta, pair) {
	if date := ocop.DateOf(now); date.After(t.day.date) {
		t.setAside()
		if err := t.day.begin(date, t.config.Random); err != nil {
			t.config.Logger.Error("look-ups are not counted", "error", err)
			return nil, pair{}
		}
	}
	p := pair{c, t.day.number(from)}
	if d := t.waiting[c]; d != nil {
		return d, p
	}
	if len(t.waiting) == maxWaiting {
		return nil, p
	}
	return new(delta), p
}

// setAside closes the batch of the day so far.
func (t *Tallies) setAside() {
	if len(t.waiting) > 0 {
		t.flushed = append(t.flushed, &batch{t.day.date, t.waiting})
		t.waiting = make(map[code.Code]*delta)
	}
}

// Run flushes every second until ctx ends, and once more then.
func (t *Tallies) Run(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-ticker.C:
		}
		if err := t.Flush(context.WithoutCancel(ctx)); err != nil {
			t.config.Logger.Error("look-ups could not be stored", "error", err)
		}
	}
}
