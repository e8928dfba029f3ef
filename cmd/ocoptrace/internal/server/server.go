package server

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// Config says what is served and within which limits. Zero limits mean the
// defaults named here.
type Config struct {
	Handler http.Handler // the router
	Logger  *slog.Logger // nil discards
	Now     func() time.Time
	Random  io.Reader // for request ids

	// Ready says whether the service can answer; nil means always. A registry's
	// Publish is a good one: it reads the store and fails once the log has
	// stopped. Its error is logged and not shown.
	Ready func(context.Context) error
	// Observe is told of each answer: the route's template, a method of HTTP or
	// "other", the status and the time it took; nil is told nothing.
	Observe func(route, method string, status int, took time.Duration)
	// StatusPage answers with the page of a status: 413, 429, 500. nil means one
	// line of text. Headers are set before.
	StatusPage func(w http.ResponseWriter, r *http.Request, status int)

	// HTTPS says that clients reach the service by https only, so that browsers
	// may be told so for a year (Strict-Transport-Security).
	HTTPS bool
	// Proxies are the networks of reverse proxies. A request that comes from one
	// of them is counted under the last address of X-Forwarded-For that is not
	// itself in Proxies. Without it, everybody behind a proxy is one client.
	Proxies []netip.Prefix

	Lookups int           // by code, a network and window; 0 means 600, negative no limit
	Window  time.Duration // 0 means one minute
	MaxBody int64         // bytes; 0 means 1 MiB
	// Bodies are paths whose bodies may be larger than MaxBody, with their bytes.
	Bodies map[string]int64

	ReadHeader time.Duration // 0 means 10 s
	Read       time.Duration // 0 means 30 s
	Write      time.Duration // 0 means 60 s
	Idle       time.Duration // 0 means 120 s
	Drain      time.Duration // for requests under way when Run is to end; 0 means 20 s
}

const maxHead = 16 << 10

func (c *Config) fill() {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.StatusPage == nil {
		c.StatusPage = plainStatus
	}
	c.Lookups = or(c.Lookups, 600)
	c.MaxBody = or(c.MaxBody, 1<<20)
	c.Window = or(c.Window, time.Minute)
	c.ReadHeader = or(c.ReadHeader, 10*time.Second)
	c.Read = or(c.Read, 30*time.Second)
	c.Write = or(c.Write, 60*time.Second)
	c.Idle = or(c.Idle, 120*time.Second)
	c.Drain = or(c.Drain, 20*time.Second)
}

func or[T int | int64 | time.Duration](v, standard T) T {
	if v == 0 {
		return standard
	}
	return v
}

func plainStatus(w http.ResponseWriter, _ *http.Request, status int) {
	http.Error(w, http.StatusText(status), status)
}

// ErrDrain says that requests were still under way when the time to drain was
// over; they were cut off.
var ErrDrain = errors.New("server: requests cut off at the end")

// Run serves on l until ctx ends, then takes no more connections, lets the
// requests under way finish, and returns nil. It closes l. Errors: ErrDrain, or
// why serving failed.
func Run(ctx context.Context, l net.Listener, c Config) error {
	c.fill()
	s := &http.Server{
		Handler:           Handler(c),
		ReadHeaderTimeout: c.ReadHeader,
		ReadTimeout:       c.Read,
		WriteTimeout:      c.Write,
		IdleTimeout:       c.Idle,
		MaxHeaderBytes:    maxHead,
		ErrorLog:          faults(c.Logger),
	}
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	return drain(s, c.Drain, failed)
}

func drain(s *http.Server, patience time.Duration, served <-chan error) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := s.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		s.Close()
		err = ErrDrain
	}
	if end := <-served; err == nil && !errors.Is(end, http.ErrServerClosed) {
		err = end
	}
	return err
}
