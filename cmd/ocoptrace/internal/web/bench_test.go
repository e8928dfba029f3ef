package web

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkScanPage compares the page of a label, made anew and kept, with
// net/http answering the same bytes.
func BenchmarkScanPage(b *testing.B) {
	s, run := rice(b)
	path := s.labelPath(b, run, 1)
	body := s.get(path, "Accept-Encoding", "gzip").Body.Bytes()
	bare := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.Write(body)
	})
	b.Run("bare", func(b *testing.B) { serve(b, bare, path, nil) })
	b.Run("kept", func(b *testing.B) { serve(b, s.handler, path, nil) })
	b.Run("anew", func(b *testing.B) {
		serve(b, s.handler, path, func() { s.Clock.Set(s.Clock.Now().Add(time.Minute)) })
	})
}

// serve answers a request again and again, each after before.
func serve(b *testing.B, h http.Handler, path string, before func()) {
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	r.Header.Set("Accept-Language", "vi-VN,vi;q=0.9,en;q=0.8")
	b.ReportAllocs()
	for b.Loop() {
		if before != nil {
			before()
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			b.Fatal(w.Code)
		}
	}
}
