package server

import (
	"encoding/hex"
	"io"
	"net/http"
	"regexp"
	"sync"
)

// Handler wraps the handler of c with all that holds for every answer.
func Handler(c Config) http.Handler {
	c.fill()
	return &wrapper{
		Config: c,
		limit:  &limiter{most: c.Lookups, window: c.Window, now: c.Now},
	}
}

type wrapper struct {
	Config
	limit  *limiter
	random sync.Mutex // Random need not be safe for concurrent use
}

// ServeHTTP implements http.Handler.
func (s *wrapper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := s.requestID(r)
	s.setHeaders(w.Header(), id)
	rec := &recorder{ResponseWriter: w}
	r, route := withRoute(r)
	begun := s.Now()
	defer func() { s.logRequest(r, rec, *route, id, begun) }()
	defer s.rescue(rec, r, id)
	switch r.URL.Path {
	case healthPath:
		*route = healthPath
		s.health(rec, r, nil)
	case readyPath:
		*route = readyPath
		s.health(rec, r, s.Ready)
	default:
		s.pass(rec, r)
	}
}

// pass holds a request against the limits before the router has it.
func (s *wrapper) pass(w http.ResponseWriter, r *http.Request) {
	if wait := s.overRate(r); wait > 0 {
		setRetryAfter(w, wait)
		s.StatusPage(w, r, http.StatusTooManyRequests)
		return
	}
	most := max(s.MaxBody, s.Bodies[r.URL.Path])
	if r.ContentLength > most {
		s.StatusPage(w, r, http.StatusRequestEntityTooLarge)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, most)
	s.Handler.ServeHTTP(w, r)
}

var saneID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// requestID is that of the client or of a proxy, or a new one.
func (s *wrapper) requestID(r *http.Request) string {
	if given := r.Header.Get("X-Request-Id"); saneID.MatchString(given) {
		return given
	}
	var b [8]byte
	s.random.Lock()
	defer s.random.Unlock()
	if _, err := io.ReadFull(s.Random, b[:]); err != nil {
		return "none" // an id is a help, not a need
	}
	return hex.EncodeToString(b[:])
}

// setHeaders sets the headers of every answer; a page replaces the policy by its
// own. X-Frame-Options is for browsers without frame-ancestors.
func (s *wrapper) setHeaders(h http.Header, id string) {
	h.Set("X-Request-Id", id)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if s.HTTPS {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}
