package server

import (
	"bytes"
	"log"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// logRequest writes the line of a request, and has it observed. Neither tells
// who asked, or for which pack.
func (s *wrapper) logRequest(r *http.Request, rec *recorder, route, id string, begun time.Time) {
	took := s.Now().Sub(begun)
	if s.Observe != nil {
		s.Observe(route, knownMethod(r.Method), rec.status(), took)
	}
	s.Logger.LogAttrs(r.Context(), slog.LevelInfo, "request",
		slog.String("method", knownMethod(r.Method)),
		slog.String("route", route),
		slog.Int("status", rec.status()),
		slog.Int64("bytes", rec.bytes),
		slog.Duration("duration", took),
		slog.String("request", id))
}

// knownMethod keeps made-up methods, which are text of a stranger, out of logs.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut,
		http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// rescue answers 500 after a panic. If the answer had begun, the connection is
// cut instead, so that nobody takes half an answer for a whole one.
func (s *wrapper) rescue(rec *recorder, r *http.Request, id string) {
	fault := recover()
	if fault == nil {
		return
	}
	if fault == http.ErrAbortHandler {
		panic(fault)
	}
	s.Logger.ErrorContext(r.Context(), "panic", "fault", fault, "request", id, "stack", string(debug.Stack()))
	if rec.begun() {
		panic(http.ErrAbortHandler)
	}
	for _, name := range []string{"Content-Encoding", "Content-Length", "Content-Disposition", "ETag", "Last-Modified"} {
		rec.Header().Del(name)
	}
	rec.Header().Set("Cache-Control", "no-store")
	s.StatusPage(rec, r, http.StatusInternalServerError)
}

// faults passes on what net/http reports of the listener, such as too many open
// files, and drops what it reports of clients, which names their addresses.
func faults(logger *slog.Logger) *log.Logger { return log.New(faultWriter{logger}, "", 0) }

type faultWriter struct{ logger *slog.Logger }

// Write implements io.Writer.
func (f faultWriter) Write(line []byte) (int, error) {
	if text, ok := bytes.CutPrefix(line, []byte("http: Accept error: ")); ok {
		f.logger.Error("listener", "error", string(bytes.TrimSpace(text)))
	}
	return len(line), nil
}
