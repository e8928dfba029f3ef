package account

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"testing"
	"time"
)

func TestWaits(t *testing.T) {
	a, c := lan(t)
	guess := func(from netip.Addr, password string) error {
		_, err := a.Authenticate(ctx, from, "lan", password)
		return err
	}
	for range freeTries {
		is(t, guess(market, "sai mật khẩu"), ErrCredentials)
	}
	for i := range 12 {
		var wait *WaitError
		if err := guess(market, right); !errors.As(err, &wait) {
			t.Fatalf("after %d waits: %v", i, err)
		}
		if want := min(longestWait, time.Second<<i); wait.For != want {
			t.Fatalf("wait %v, want %v", wait.For, want)
		}
		check(t, guess(home, right)) // others are not held up
		c.pass(wait.For)
		is(t, guess(market, "sai mật khẩu"), ErrCredentials)
	}
	c.pass(longestWait)
	check(t, guess(market, right))
	is(t, guess(market, "sai mật khẩu"), ErrCredentials)
	check(t, guess(market, right))
}

func TestNetworks(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"203.0.113.7", "::ffff:203.0.113.7", true},
		{"203.0.113.7", "203.0.113.8", false},
		{"2001:db8:1:2::1", "2001:db8:1:2:ffff::", true},
		{"2001:db8:1:2::1", "2001:db8:1:3::1", false},
		{"fe80::1%eth0", "fe80::1%eth1", true},
	} {
		a, b := networkOf(netip.MustParseAddr(c.a)), networkOf(netip.MustParseAddr(c.b))
		if (a == b) != c.same {
			t.Errorf("%s and %s: %s, %s", c.a, c.b, a, b)
		}
	}
}

// Guesses sent together do not all go free, and those of one network are
// bounded while others get through.
func TestConcurrentGuesses(t *testing.T) {
	a, _ := lan(t)
	var (
		wg     sync.WaitGroup
		mu     sync.Mutex
		hashed int
	)
	for range 50 {
		wg.Go(func() {
			if _, err := a.Authenticate(ctx, market, "lan", "sai mật khẩu"); errors.Is(err, ErrCredentials) {
				mu.Lock()
				hashed++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if hashed != freeTries {
		t.Errorf("%d of 50 guesses were looked at, want %d", hashed, freeTries)
	}
}

func TestGate(t *testing.T) {
	g := newGate(2)
	var (
		wg          sync.WaitGroup
		mu          sync.Mutex
		inside, top int
		release     = make(chan struct{})
	)
	enter := func() error {
		mu.Lock()
		inside++
		top = max(top, inside)
		mu.Unlock()
		<-release
		mu.Lock()
		inside--
		mu.Unlock()
		return nil
	}
	for n := range 20 {
		for range waitNetwork {
			wg.Go(func() { g.pass(ctx, fmt.Sprint(n), enter) })
		}
	}
	for { // until as many wait as may
		g.mu.Lock()
		n := g.waiting
		g.mu.Unlock()
		if n == waitTogether {
			break
		}
		time.Sleep(time.Millisecond)
	}
	is(t, g.pass(ctx, "another", enter), ErrBusy)
	close(release)
	wg.Wait()
	if top > 2 {
		t.Errorf("%d inside at once", top)
	}
	if g.waiting != 0 || len(g.networks) != 0 {
		t.Errorf("left behind: %d, %v", g.waiting, g.networks)
	}
	check(t, g.pass(ctx, "another", func() error { return nil }))
}

func TestGateOfOneNetwork(t *testing.T) {
	g := newGate(1)
	for range waitNetwork {
		if !g.enter("a") {
			t.Fatal("refused too early")
		}
	}
	is(t, g.pass(ctx, "a", func() error { return nil }), ErrBusy)
	check(t, g.pass(ctx, "b", func() error { return nil }))
	gone, cancel := context.WithCancel(ctx)
	cancel()
	g.turns <- struct{}{}
	is(t, g.pass(gone, "b", func() error { return nil }), context.Canceled)
}

func TestThrottleKeepsWithinMemory(t *testing.T) {
	c := &clock{now: time.Unix(1e9, 0)}
	th := newThrottle(c.Now)
	for i := range maxThrottled + maxThrottled/2 {
		check(t, th.try(pair{fmt.Sprint(i), "lan"}))
	}
	if n := len(th.pairs); n > maxThrottled {
		t.Errorf("%d pairs", n)
	}
	c.pass(forgetAfter)
	for i := range maxThrottled {
		check(t, th.try(pair{fmt.Sprint(i), "huong"}))
	}
	if n := len(th.pairs); n > maxThrottled {
		t.Errorf("%d pairs", n)
	}
}
