package server

import (
	"net/http/httptest"
	"net/netip"
	"strconv"
	"testing"
	"time"
)

func lookUp(t *testing.T, s *wrapper, path, from string, forwarded ...string) int {
	t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.RemoteAddr = from
	for _, f := range forwarded {
		r.Header.Add("X-Forwarded-For", f)
	}
	w := ask(s, r)
	if w.Code == 429 {
		if wait, err := strconv.Atoi(w.Header().Get("Retry-After")); err != nil || wait < 1 || wait > 3600 {
			t.Errorf("Retry-After %q", w.Header().Get("Retry-After"))
		}
	}
	return w.Code
}

func limited(t *testing.T, most int, proxies ...string) *wrapper {
	t.Helper()
	c, _ := config(hello)
	c.Lookups, c.Window = most, time.Hour
	for _, p := range proxies {
		c.Proxies = append(c.Proxies, netip.MustParsePrefix(p))
	}
	return Handler(c).(*wrapper)
}

func TestRate(t *testing.T) {
	s := limited(t, 3)
	for i, c := range []struct {
		path, from string
		want       int
	}{
		{"/x/A", "203.0.113.1:1", 200},
		{"/01/1", "203.0.113.200:2", 200},
		{"/code", "[::ffff:203.0.113.9]:3", 200},
		{"/x/A", "203.0.113.2:1", 429},
		{"/x/A/json", "203.0.113.2:1", 429},
		{"/code", "203.0.113.2:1", 429},
		{"/", "203.0.113.2:1", 200},
		{"/log/checkpoint", "203.0.113.2:1", 200},
		{"/healthz", "203.0.113.2:1", 200},
		{"/x/A", "203.0.114.2:1", 200},
		{"/x/A", "[2001:db8:1:1::1]:1", 200},
		{"/x/A", "[2001:db8:1:2::1]:1", 200},
		{"/x/A", "[2001:db8:1:3::1%eth0]:1", 200},
		{"/x/A", "[2001:db8:1:4::1]:1", 429},
		{"/x/A", "[2001:db8:2::1]:1", 200},
		{"/x/A", "@", 200}, // a Unix socket
	} {
		if got := lookUp(t, s, c.path, c.from); got != c.want {
			t.Errorf("%d: %s from %s: %d, want %d", i, c.path, c.from, got, c.want)
		}
	}
}

// Behind proxies the client is the last address that none of ours has: one that
// a client claims in front of it changes nothing.
func TestRateBehindProxy(t *testing.T) {
	s := limited(t, 1, "10.0.0.0/8", "fd00::/8")
	for i, c := range []struct {
		from      string
		forwarded []string
		want      int
	}{
		{"10.0.0.1:1", []string{"203.0.113.1"}, 200},
		{"10.0.0.1:1", []string{"198.51.100.1, 203.0.113.2"}, 429},
		{"10.0.0.1:1", []string{"198.51.100.1", "203.0.113.2, 10.0.0.7"}, 429},
		{"[fd00::1]:1", []string{"203.0.113.2"}, 429},
		{"203.0.113.3:1", []string{"198.51.100.1"}, 429}, // not from a proxy: not believed
		{"10.0.0.1:1", []string{"198.51.100.1"}, 200},
		{"10.0.0.1:1", []string{"nonsense"}, 200}, // the proxy itself
		{"10.0.0.1:1", nil, 429},
	} {
		if got := lookUp(t, s, "/x/A", c.from, c.forwarded...); got != c.want {
			t.Errorf("%d: from %s for %q: %d, want %d", i, c.from, c.forwarded, got, c.want)
		}
	}
}

// At the end of a window everything is forgotten, without a request.
func TestWindow(t *testing.T) {
	c, _ := config(hello)
	c.Lookups, c.Window = 1, 30*time.Millisecond
	s := Handler(c).(*wrapper)
	lookUp(t, s, "/x/A", "203.0.113.1:1")
	for range 200 {
		s.limit.mu.Lock()
		empty := s.limit.counts == nil
		s.limit.mu.Unlock()
		if empty {
			if got := lookUp(t, s, "/x/A", "203.0.113.1:1"); got != 200 {
				t.Errorf("in the next window: %d", got)
			}
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Error("networks are kept for longer than a window")
}

func TestNoLimit(t *testing.T) {
	s := limited(t, -1)
	for range 2000 {
		if got := lookUp(t, s, "/x/A", "203.0.113.1:1"); got != 200 {
			t.Fatal(got)
		}
	}
	if s.limit.counts != nil {
		t.Error("networks are kept")
	}
}

// Memory is bounded whatever addresses come.
func TestManyNetworks(t *testing.T) {
	l := &limiter{most: 1, window: time.Hour, now: time.Now}
	for i := range maxNetworks + 1000 {
		network, _ := networkOf(netip.AddrFrom4([4]byte{byte(i >> 16), byte(i >> 8), byte(i), 1}))
		l.wait(network)
	}
	if len(l.counts) != maxNetworks {
		t.Errorf("%d networks are kept", len(l.counts))
	}
	first, _ := networkOf(netip.AddrFrom4([4]byte{0, 0, 0, 9}))
	if l.wait(first) == 0 {
		t.Error("a network that is counted is let through")
	}
}
