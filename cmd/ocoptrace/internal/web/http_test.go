package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"ocoptrace/trace"
)

// paths are pages of the site of rice, each with what must be on it.
var paths = map[string]string{
	"/":                           "Gạo Séng Cù",
	"/code":                       "7K3M-9QP2-XW4D",
	"/batches/gao-seng-cu/ST-01":  "ST-01",
	"/products/gao-seng-cu":       "Gạo Séng Cù",
	"/entities/htx-gao-ruong-mau": "HTX Gạo Ruộng Mẫu",
}

func TestPages(t *testing.T) {
	s, _ := rice(t)
	for path, want := range paths {
		for _, lang := range []string{"vi", "en"} {
			w := s.get(path, "Accept-Language", lang)
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: status %d, want 200 and %q", path, w.Code, want)
			}
			parse(t, w.Body.String(), lang)
		}
	}
}

func TestHeaders(t *testing.T) {
	s, run := rice(t)
	for path, cached := range map[string]bool{
		s.labelPath(t, run, 1): true, "/": true, "/products/gao-seng-cu": true, "/code": false, "/nothing": false, "/x/bad": false,
	} {
		h := s.get(path).Header()
		control := "no-store"
		if cached {
			control = "public, max-age=30"
		}
		for name, want := range map[string]string{
			"Cache-Control":           control,
			"Content-Security-Policy": contentPolicy,
			"Referrer-Policy":         "no-referrer",
			"X-Content-Type-Options":  "nosniff",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		vary := strings.Join(h.Values("Vary"), ", ")
		for _, name := range []string{"Accept", "Accept-Encoding", "Accept-Language"} {
			if !strings.Contains(", "+vary+",", ", "+name+",") {
				t.Errorf("%s: Vary %q lacks %s", path, vary, name)
			}
		}
		if got := h.Get("Set-Cookie"); got != "" {
			t.Errorf("%s sets a cookie: %s", path, got)
		}
	}
}

func TestHead(t *testing.T) {
	s, run := rice(t)
	for _, path := range []string{"/", s.labelPath(t, run, 1), "/x/bad", "/nothing"} {
		get, head := s.get(path), s.do(http.MethodHead, path)
		if head.Code != get.Code || head.Body.Len() != 0 {
			t.Errorf("%s: HEAD %d with %d bytes, GET %d", path, head.Code, head.Body.Len(), get.Code)
		}
		for _, name := range []string{"Content-Length", "Content-Type", "ETag", "Cache-Control"} {
			if g, h := get.Header().Get(name), head.Header().Get(name); g != h {
				t.Errorf("%s: %s is %q for GET, %q for HEAD", path, name, g, h)
			}
		}
	}
}

func TestMethods(t *testing.T) {
	s, run := rice(t)
	for _, path := range []string{"/", "/code", s.labelPath(t, run, 1), "/products/gao-seng-cu"} {
		for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
			w := s.do(method, path)
			if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: status %d, Allow %q", method, path, w.Code, w.Header().Get("Allow"))
			}
			parse(t, w.Body.String(), "vi")
		}
	}
}

func TestNotFound(t *testing.T) {
	s, _ := rice(t)
	for _, path := range []string{
		"/nothing", "/x/", "/x", "/batches/gao-seng-cu/NO", "/batches/no/ST-01", "/batches/gao-seng-cu/a%2Fb",
		"/batches/gao-seng-cu/%00", "/batches/gao-seng-cu/ST-01/x", "/products/no", "/products/a%2Fb", "/entities/no",
		"/static/style.css", "/static/..%2Fgo.mod", "/static/", "/products/" + strings.Repeat("a", 5000),
	} {
		w := s.get(path)
		if w.Code != http.StatusNotFound {
			t.Errorf("%.80s: status %d", path, w.Code)
		}
		parse(t, w.Body.String(), "vi")
		if find(parse(t, w.Body.String(), "vi"), "code-form") != nil {
			t.Errorf("%.80s: a form for codes on a page that is about none", path)
		}
	}
}

func TestNotModified(t *testing.T) {
	s, run := rice(t)
	path := s.labelPath(t, run, 1)
	first := s.get(path)
	etag := first.Header().Get("ETag")
	for tag, want := range map[string]int{
		etag: 304, strings.TrimPrefix(etag, "W/"): 304, `"a", ` + etag: 304, "*": 304, `"other"`: 200, "": 200,
	} {
		w := s.get(path, "If-None-Match", tag)
		if w.Code != want || w.Code == 304 && w.Body.Len() > 0 {
			t.Errorf("If-None-Match %s: status %d with %d bytes, want %d", tag, w.Code, w.Body.Len(), want)
		}
		if w.Header().Get("ETag") != etag {
			t.Errorf("ETag %q, want %q", w.Header().Get("ETag"), etag)
		}
	}
	if w := s.get(path, "If-None-Match", etag, "Accept-Language", "en"); w.Code != 200 {
		t.Errorf("the English page is %d by the tag of the Vietnamese one", w.Code)
	}
	if w := s.get("/x/bad", "If-None-Match", "*"); w.Code != http.StatusBadRequest {
		t.Errorf("an error is %d by If-None-Match", w.Code)
	}
}

// A page that is kept gives way as soon as a newer statement is published, and
// when the day ends.
func TestKeptPages(t *testing.T) {
	s, run := rice(t)
	path := s.labelPath(t, run, 1)
	before := s.get(path)
	if again := s.get(path); again.Body.String() != before.Body.String() {
		t.Error("the same page differs within a minute")
	}
	s.State(t, recall(trace.ActionRecall)(run)...)
	if _, err := s.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w := s.get(path, "If-None-Match", before.Header().Get("ETag")); w.Code != 200 || !strings.Contains(w.Body.String(), "Có mọt") {
		t.Errorf("a recall does not show: %d", w.Code)
	}
	s.Clock.Day("2027-11-21")
	if w := s.get(path); !strings.Contains(w.Body.String(), "20/11/2027") || !strings.Contains(w.Body.String(), "đã qua") {
		t.Error("the end of the shelf life does not show")
	}
}

func TestCompression(t *testing.T) {
	s, run := rice(t)
	path := s.labelPath(t, run, 1)
	plain := s.get(path).Body.String()
	for accept, want := range map[string]string{
		"gzip": "gzip", "br, gzip;q=0.5": "gzip", "*": "gzip", "GZIP": "gzip", "": "", "br": "", "gzip;q=0": "", "gzip; q=0.0, *": "",
		"identity": "", "gzip;q=x": "",
	} {
		w := s.get(path, "Accept-Encoding", accept)
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q gives %q, want %q", accept, got, want)
		}
		body := io.Reader(bytes.NewReader(w.Body.Bytes()))
		if want == "gzip" {
			z, err := gzip.NewReader(body)
			if err != nil {
				t.Fatal(err)
			}
			body = z
		}
		if got, err := io.ReadAll(body); err != nil || string(got) != plain {
			t.Errorf("Accept-Encoding %q: another page (%v)", accept, err)
		}
	}
}

// The heaviest page and all that it loads stay well under 100 kB, and under
// 30 kB as sent.
func TestWeight(t *testing.T) {
	s, run := rice(t)
	s.State(t, recall(trace.ActionRecall)(run)...)
	page := s.get(s.labelPath(t, run, 1)).Body.String()
	plain, sent := 0, 0
	for _, path := range append(loaded(t, page), s.labelPath(t, run, 1)) {
		plain += s.get(path).Body.Len()
		sent += s.get(path, "Accept-Encoding", "gzip").Body.Len()
	}
	t.Logf("%d bytes, %d as sent", plain, sent)
	if plain > 60_000 || sent > 20_000 {
		t.Errorf("%d bytes, %d as sent", plain, sent)
	}
}

// loaded lists what a browser fetches for a page.
func loaded(t *testing.T, page string) (paths []string) {
	t.Helper()
	seen := make(map[string]bool)
	for n := range parse(t, page, "vi").Descendants() {
		path := attr(n, "src")
		if n.Data == "link" && attr(n, "rel") != "alternate" {
			path = attr(n, "href")
		}
		if path != "" && !seen[path] {
			seen[path] = true
			paths = append(paths, path)
		}
	}
	if len(paths) != 2 {
		t.Errorf("a page loads %v", paths)
	}
	return paths
}

func TestStatic(t *testing.T) {
	s, _ := rice(t)
	for _, path := range loaded(t, s.get("/").Body.String()) {
		w := s.get(path)
		if w.Code != 200 || w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s: %d %q", path, w.Code, w.Header().Get("Cache-Control"))
		}
		if again := s.get(path, "If-None-Match", w.Header().Get("ETag")); again.Code != 304 {
			t.Errorf("%s: %d by its tag", path, again.Code)
		}
		if body := w.Body.String(); strings.Contains(body, "@import") || strings.Contains(body, "url(") || strings.Contains(body, "<script") {
			t.Errorf("%s loads something else", path)
		}
	}
}
