package server

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// lines collects what is logged.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// last is the last line as JSON has it.
func (l *lines) last(t *testing.T) map[string]any {
	t.Helper()
	all := bytes.Split(bytes.TrimSpace([]byte(l.String())), []byte("\n"))
	var line map[string]any
	if err := json.Unmarshal(all[len(all)-1], &line); err != nil {
		t.Fatalf("log: %v: %s", err, all[len(all)-1])
	}
	return line
}

// config is a configuration over a handler whose log can be read.
func config(h http.HandlerFunc) (Config, *lines) {
	var out lines
	return Config{
		Handler: h, Logger: slog.New(slog.NewJSONHandler(&out, nil)), Now: time.Now,
		Random: rand.NewChaCha8([32]byte{}),
	}, &out
}

func ask(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	return ask(h, httptest.NewRequest(http.MethodGet, path, nil))
}

func hello(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") }

// run serves on a free port until stop is called, which returns Run's error.
func run(t *testing.T, c Config) (addr string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, l, c) }()
	stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(20 * time.Second):
			t.Error("Run does not end")
			return nil
		}
	})
	t.Cleanup(func() { stop() })
	return l.Addr().String(), stop
}
