package server

import (
	"context"
	"io"
	"net/http"
)

const (
	healthPath = "/healthz"
	readyPath  = "/readyz"
)

// health answers whether check finds nothing wrong; a nil check finds nothing.
func (s *wrapper) health(w http.ResponseWriter, r *http.Request, check func(context.Context) error) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	status, text := http.StatusOK, "ok\n"
	if check != nil {
		if err := check(r.Context()); err != nil {
			s.Logger.ErrorContext(r.Context(), "not ready", "error", err)
			status, text = http.StatusServiceUnavailable, "not ready\n"
		}
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		io.WriteString(w, text) // the client is gone if this fails
	}
}
