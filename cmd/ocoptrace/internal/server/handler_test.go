package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRequestID(t *testing.T) {
	c, out := config(hello)
	h := Handler(c)
	seen := map[string]bool{}
	for _, given := range []string{"", "a b", "a\tb", strings.Repeat("a", 65), "ü", "a\"b", "<b>"} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("X-Request-Id", given)
		id := ask(h, r).Header().Get("X-Request-Id")
		if id == given || seen[id] || len(id) != 16 {
			t.Errorf("given %q: id %q", given, id)
		}
		seen[id] = true
		if out.last(t)["request"] != id {
			t.Errorf("given %q: log has %v, answer %q", given, out.last(t)["request"], id)
		}
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("X-Request-Id", "proxy-1.2_3")
	if got := ask(h, r).Header().Get("X-Request-Id"); got != "proxy-1.2_3" {
		t.Errorf("id of the proxy became %q", got)
	}
}

func TestHeaders(t *testing.T) {
	c, _ := config(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page" {
			w.Header().Set("Content-Security-Policy", "default-src 'self'")
		}
	})
	for _, path := range []string{"/", "/none", "/healthz"} {
		header := get(Handler(c), path).Header()
		for _, name := range []string{"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Content-Security-Policy", "Permissions-Policy"} {
			if header.Get(name) == "" {
				t.Errorf("%s: no %s", path, name)
			}
		}
		if header.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: browsers are told to use https", path)
		}
	}
	if got := get(Handler(c), "/page").Header()["Content-Security-Policy"]; len(got) != 1 || got[0] != "default-src 'self'" {
		t.Errorf("policy of a page: %q", got)
	}
	c.HTTPS = true
	if get(Handler(c), "/").Header().Get("Strict-Transport-Security") == "" {
		t.Error("browsers are not told to use https")
	}
}

// The line of a request says what was asked and how it went, never by whom or
// for which pack.
func TestLog(t *testing.T) {
	router := NewRouter()
	router.HandleFunc("/x/{code}", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		io.WriteString(w, "12345")
	})
	c, out := config(nil)
	c.Handler = router
	h := Handler(c)
	r := httptest.NewRequest("GET", "/x/4R0MXK65AR9F?q=secret", nil)
	r.RemoteAddr = "203.0.113.77:4711"
	r.Header.Set("User-Agent", "Phone/1")
	r.Header.Set("X-Forwarded-For", "198.51.100.99")
	ask(h, r)
	line := out.last(t)
	for name, want := range map[string]any{
		"msg": "request", "method": "GET", "route": "/x/{code}", "status": 404.0, "bytes": 5.0,
	} {
		if line[name] != want {
			t.Errorf("%s is %v, want %v", name, line[name], want)
		}
	}
	get(h, "/nowhere/4R0MXK65AR9F")
	if got := out.last(t); got["route"] != noRoute || got["status"] != 404.0 {
		t.Errorf("unknown path: %v", got)
	}
	get(h, "/readyz")
	if got := out.last(t); got["route"] != "/readyz" || got["status"] != 200.0 {
		t.Errorf("health: %v", got)
	}
	ask(h, httptest.NewRequest("4R0MXK65AR9F", "/", nil))
	for _, word := range []string{"4R0MXK65AR9F", "secret", "203.0.113", "4711", "198.51.100", "Phone"} {
		if strings.Contains(out.String(), word) {
			t.Errorf("log has %q: %s", word, out)
		}
	}
}

func TestPanic(t *testing.T) {
	c, out := config(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/late":
			io.WriteString(w, "half")
		case "/abort":
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("ETag", `"x"`)
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		panic("boom")
	})
	c.StatusPage = func(w http.ResponseWriter, _ *http.Request, status int) {
		w.WriteHeader(status)
		io.WriteString(w, "fault "+w.Header().Get("X-Request-Id"))
	}
	h := Handler(c)
	w := get(h, "/")
	if id := w.Header().Get("X-Request-Id"); w.Code != 500 || id == "" || w.Body.String() != "fault "+id {
		t.Errorf("%d %q, id %q", w.Code, w.Body, id)
	}
	if w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("headers of the page that failed: %v", w.Header())
	}
	if !strings.Contains(out.String(), "boom") || !strings.Contains(out.String(), "handler_test.go") {
		t.Error("the log does not say what failed, and where")
	}
	if out.last(t)["status"] != 500.0 {
		t.Errorf("line of the request: %v", out.last(t))
	}
	for _, path := range []string{"/late", "/abort"} {
		func() {
			defer func() {
				if got := recover(); got != http.ErrAbortHandler {
					t.Errorf("%s: recovered %v, want the connection to be cut", path, got)
				}
			}()
			get(h, path)
		}()
	}
}

func TestBodyLimit(t *testing.T) {
	handled := 0
	c, _ := config(func(w http.ResponseWriter, r *http.Request) {
		handled++
		_, err := io.ReadAll(r.Body)
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
		}
	})
	c.MaxBody = 10
	h := Handler(c)
	for _, known := range []bool{true, false} {
		for size, want := range map[int]int{10: 200, 11: 413} {
			r := httptest.NewRequest("POST", "/", strings.NewReader(strings.Repeat("a", size)))
			if !known {
				r.ContentLength = -1
			}
			if got := ask(h, r).Code; got != want {
				t.Errorf("%d bytes, length known: %v: %d, want %d", size, known, got, want)
			}
		}
	}
	if handled != 3 { // what is known to be too large is not handled
		t.Errorf("%d requests handled, want 3", handled)
	}
}

func TestHealth(t *testing.T) {
	var fault error
	c, out := config(hello)
	c.Ready = func(context.Context) error { return fault }
	h := Handler(c)
	check := func(path string, status int, text string) {
		t.Helper()
		w := get(h, path)
		if w.Code != status || w.Body.String() != text || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %q %v", path, w.Code, w.Body, w.Header())
		}
	}
	check("/healthz", 200, "ok\n")
	check("/readyz", 200, "ok\n")
	fault = errors.New("log stopped")
	check("/healthz", 200, "ok\n")
	check("/readyz", 503, "not ready\n")
	if !strings.Contains(out.String(), "log stopped") {
		t.Error("the log does not say why")
	}
	if w := ask(h, httptest.NewRequest("HEAD", "/readyz", nil)); w.Code != 503 || w.Body.Len() > 0 {
		t.Errorf("HEAD: %d %q", w.Code, w.Body)
	}
	if w := ask(h, httptest.NewRequest("POST", "/healthz", nil)); w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}

// A path is taken as it is: nothing is unescaped before it is routed and nothing
// led elsewhere.
func TestRouter(t *testing.T) {
	router := NewRouter()
	router.HandleFunc("/batches/{product}/{lot}", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, r.URL.EscapedPath())
	})
	for path, want := range map[string]int{
		"/batches/a/b%2Fc": 200, "/batches/a/..": 200, "/batches/a/b/c": 404,
		"/batches//b": 404, "//batches/a/b": 404, "/x/../batches/a/b": 404, "/batches/a/b/": 404,
	} {
		w := get(router, path)
		if w.Code != want || want == 200 && w.Body.String() != path {
			t.Errorf("%s: %d %q, want %d", path, w.Code, w.Body, want)
		}
	}
}
