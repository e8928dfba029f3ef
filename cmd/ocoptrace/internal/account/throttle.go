package account

import (
	"fmt"
	"net/netip"
	"sync"
	"time"
)

// A WaitError says that a sign-in comes too soon after those that failed.
type WaitError struct{ For time.Duration }

func (e *WaitError) Error() string {
	return fmt.Sprintf("too many failed sign-ins: try again in %s", e.For.Round(time.Second))
}

const (
	freeTries    = 3 // failures before the first wait
	longestWait  = 15 * time.Minute
	forgetAfter  = time.Hour
	maxThrottled = 20_000 // pairs in memory, some 100 bytes each
)

// A pair is who guesses at what.
type pair struct{ network, name string }

type failures struct {
	count int
	last  time.Time
}

// wait is how long after the last failure the next try may come.
func (f failures) wait() time.Duration {
	if f.count < freeTries {
		return 0
	}
	return min(longestWait, time.Second<<min(f.count-freeTries, 20))
}

// A throttle counts failed sign-ins by pair.
type throttle struct {
	now func() time.Time

	mu    sync.Mutex
	pairs map[pair]failures
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, pairs: make(map[pair]failures)}
}

// try counts a failure in advance, so that guesses sent at the same time do
// not all go free; succeeded takes it back. *WaitError.
func (t *throttle) try(p pair) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	f, known := t.pairs[p]
	if now.Sub(f.last) >= forgetAfter {
		f = failures{}
	}
	if wait := f.last.Add(f.wait()).Sub(now); f.count > 0 && wait > 0 {
		return &WaitError{wait}
	}
	if !known && len(t.pairs) >= maxThrottled {
		t.makeRoom(now)
	}
	t.pairs[p] = failures{f.count + 1, now}
	return nil
}

// makeRoom drops what is to be forgotten anyway, else the half of the pairs
// that a map yields first: who fills it has to do so again and again.
func (t *throttle) makeRoom(now time.Time) {
	for p, f := range t.pairs {
		if now.Sub(f.last) >= forgetAfter {
			delete(t.pairs, p)
		}
	}
	for p := range t.pairs {
		if len(t.pairs) < maxThrottled/2 {
			return
		}
		delete(t.pairs, p)
	}
}

func (t *throttle) succeeded(p pair) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.pairs, p)
}

// undo takes back a failure that was none: the try did not come to a hash.
func (t *throttle) undo(p pair) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if f, ok := t.pairs[p]; ok && f.count > 0 {
		f.count--
		t.pairs[p] = f
	}
}

// networkOf is what addresses are counted by.
func networkOf(client netip.Addr) string {
	client = client.Unmap().WithZone("")
	if client.Is6() {
		if prefix, err := client.Prefix(64); err == nil {
			return prefix.String()
		}
	}
	return client.String()
}
