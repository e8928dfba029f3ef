package server

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxNetworks bounds the memory of a limiter. Networks beyond it are not counted
// in that window.
const maxNetworks = 100_000

// A limiter counts look-ups by client network in windows of fixed length. A
// window begins with its first look-up.
type limiter struct {
	most   int // negative means no limit
	window time.Duration
	now    func() time.Time

	mu     sync.Mutex
	begun  time.Time
	counts map[netip.Prefix]int
}

// wait counts a look-up and says how long its network has to wait, 0 for not at
// all.
func (l *limiter) wait(network netip.Prefix) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.counts == nil {
		l.counts, l.begun = make(map[netip.Prefix]int), l.now()
		time.AfterFunc(l.window, l.forget)
	}
	n, known := l.counts[network]
	if !known && len(l.counts) >= maxNetworks {
		return 0
	}
	if n >= l.most {
		return max(l.window-l.now().Sub(l.begun), time.Second)
	}
	l.counts[network] = n + 1
	return 0
}

// forget ends a window.
func (l *limiter) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counts = nil
}

// overRate says how long a request has to wait, 0 for not at all.
func (s *wrapper) overRate(r *http.Request) time.Duration {
	if s.Lookups < 0 || !isLookup(r.URL.Path) {
		return 0
	}
	network, ok := networkOf(ClientAddr(r, s.Proxies))
	if !ok { // a Unix socket: whoever may open it
		return 0
	}
	return s.limit.wait(network)
}

// isLookup says whether a path is a look-up by code or photo, or the form of a
// report, which strangers may fill in.
func isLookup(path string) bool {
	return path == "/code" || path == "/report" || path == "/scan" || strings.HasPrefix(path, "/x/") || strings.HasPrefix(path, "/01/")
}

// networkOf is the network that an address is counted under.
func networkOf(a netip.Addr) (netip.Prefix, bool) {
	a = a.Unmap()
	bits := 48
	if a.Is4() {
		bits = 24
	}
	p, err := a.Prefix(bits)
	return p, err == nil
}

// ClientAddr is the address of the client: of the connection, or where that
// comes from a proxy of ours what the proxy says (see Config.Proxies). It is the
// zero Addr for a Unix socket.
func ClientAddr(r *http.Request, proxies []netip.Prefix) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	addr, _ := netip.ParseAddr(host)
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		if !isProxy(addr, proxies) {
			break
		}
		next, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		addr = next
	}
	return addr
}

func isProxy(a netip.Addr, proxies []netip.Prefix) bool {
	return slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(a.Unmap()) })
}

// setRetryAfter says when to come again, in whole seconds (RFC 9110 section
// 10.2.3).
func setRetryAfter(w http.ResponseWriter, wait time.Duration) {
	seconds := int64((wait + time.Second - 1) / time.Second)
	w.Header().Set("Retry-After", strconv.FormatInt(seconds, 10))
	w.Header().Set("Cache-Control", "no-store")
}
