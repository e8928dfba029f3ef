package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ocoptrace/trace"
)

func TestResolve(t *testing.T) {
	w := newWorld(t)
	code := w.a[0].Code.String()
	for _, c := range []struct{ path, want string }{
		{"/01/" + gtin, "/products/" + rice},
		{"/01/" + gtin + "/", "/products/" + rice},
		{"/01/" + gtin + "/10/ST-01", "/batches/" + rice + "/ST-01"},
		{"/01/" + gtin + "/10/ST%2D01", "/batches/" + rice + "/ST-01"},
		{"/01/" + gtin + "/10/ST-01/21/" + code, "/x/" + code},
		{"/01/" + gtin + "/21/" + code, "/x/" + code},
		{"/01/" + gtin + "/21/" + strings.ToLower(code), "/x/" + code},
		{"/01/" + gtin + "/10/ST-01?17=271120&utm=a%2fb&&c=%C3%A9", "/batches/" + rice + "/ST-01?17=271120&utm=a%2fb&&c=%C3%A9"},
		{"/01/" + gtin + "?linkType=gs1:defaultLink", "/products/" + rice + "?linkType=gs1:defaultLink"},
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			answer := do(t, w, method, c.path)
			if got := answer.Header().Get("Location"); answer.Code != http.StatusTemporaryRedirect || got != c.want {
				t.Errorf("%s %s: %d to %q, want %q: %s", method, c.path, answer.Code, got, c.want, answer.Body)
			}
			if answer.Header().Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("%s %s: no CORS", method, c.path)
			}
		}
	}
	uri := strings.TrimPrefix(w.a[1].URI, "https://tx.example.vn")
	if answer := get(t, w, uri); answer.Header().Get("Location") != "/x/"+w.a[1].Code.String() {
		t.Errorf("printed link %s leads to %q", uri, answer.Header().Get("Location"))
	}
}

func TestBadLinks(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ path, reason string }{
		{"/01/09520000000012", "check digit"},
		{"/01/9520000000011", "14"},
		{"/01/" + gtin + "/foo", ""},
		{"/01/" + gtin + "//", ""},
		{"/01//10/ST-01", ""},
		{"/01/../" + gtin, ""},
		{"/01/" + gtin + "/10/..", ""},
		{"/01/" + gtin + "/21/A/10/ST-01", ""},
		{"/01/" + gtin + "/10/ST-01?17=261301", "month"},
		{"/01/" + gtin + "/10/ST-01?10=ST-02", ""},
		{"/01/" + gtin + "/10/%C4%90", ""},
		{"/01/" + gtin + "/10/" + strings.Repeat("A", 21), "20"},
		{"/01/02000000000008", ""},
		{"/01/00000000000000", ""},
		{"/01/" + gtin + "/10/" + strings.Repeat("A", 1<<20), ""},
		{"/01/" + strings.Repeat("10/A/", 20_000), ""},
	} {
		answer := get(t, w, c.path)
		p := failed(t, answer, http.StatusBadRequest)
		if p.Detail == "" || !strings.Contains(p.Detail, c.reason) || len(p.Detail) > 1000 || !strings.HasSuffix(p.Type, "#link") {
			t.Errorf("%.80s: %s, detail %.200q, want %q in it", c.path, p.Type, p.Detail, c.reason)
		}
	}
	p := failed(t, get(t, w, "/01/09520000000012"), http.StatusBadRequest)
	if len(p.Problems) != 1 || p.Problems[0].Field != "01" || p.Problems[0].Detail == "" {
		t.Errorf("problems %+v", p.Problems)
	}
}

// A link is unknown where one of its parts is, or where they do not belong
// together.
func TestUnknownLinks(t *testing.T) {
	w := newWorld(t)
	a, honey := w.a[0].Code.String(), w.honey[0].Code.String()
	for _, path := range []string{
		"/01/09520000000028",
		"/01/" + gtin + "/10/ST-09",
		"/01/" + gtin + "/10/st-01",
		"/01/" + gtin + "/10/ST%2F01",
		"/01/" + gtin + "/10/ST-02/21/" + a,
		"/01/" + gtin + "/10/ST-09/21/" + a,
		"/01/" + gtin + "/21/" + honey,
		"/01/" + gtin + "/21/4R0MXK65AR9F",
		"/01/" + gtin + "/21/ABC",
		"/01/" + gtin + "?linkType=all",
		"/01/" + gtin + "?linkType=gs1:recallStatus",
	} {
		answer := get(t, w, path)
		if p := failed(t, answer, http.StatusNotFound); p.Finding != trace.FindingUnknown || p.Detail == "" {
			t.Errorf("%s: %+v", path, p)
		}
		if answer.Header().Get("Location") != "" {
			t.Errorf("%s: leads to %s", path, answer.Header().Get("Location"))
		}
	}
}

func TestResolveOptions(t *testing.T) {
	w := newWorld(t)
	answer := do(t, w, http.MethodOptions, "/01/"+gtin, "Origin: https://other.example", "Access-Control-Request-Method: GET")
	h := answer.Header()
	if answer.Code != http.StatusNoContent || h.Get("Allow") != resolveMethods ||
		h.Get("Access-Control-Allow-Methods") != resolveMethods || h.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%d %v", answer.Code, h)
	}
	if answer := do(t, w, http.MethodPost, "/01/"+gtin); answer.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", answer.Code)
	}
}

// A person gets a page, a program a problem.
func TestErrorPage(t *testing.T) {
	w := newWorld(t)
	h := w.serve(t, Config{
		Registry: w.Registry,
		ErrorPage: func(w http.ResponseWriter, _ *http.Request, err error) {
			w.WriteHeader(http.StatusTeapot)
			w.Write([]byte(err.Error()))
		},
		StatusPage: func(w http.ResponseWriter, _ *http.Request, status int) { w.WriteHeader(status + 100) },
	})
	const browser = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, path := range []string{"/01/09520000000012", "/x/1/json", "/records/1", "/batches/a/b/bundle"} {
		if answer := get(t, h, path, browser); answer.Code != http.StatusTeapot || answer.Body.Len() == 0 {
			t.Errorf("%s: no page: %d", path, answer.Code)
		}
		for _, accept := range []string{"Accept: */*", "Accept: application/json", "Accept: application/problem+json, text/html;q=0.9"} {
			if answer := get(t, h, path, accept); answer.Header().Get("Content-Type") != typeProblem {
				t.Errorf("%s, %s: %s", path, accept, answer.Header().Get("Content-Type"))
			}
		}
	}
}

func TestStatus(t *testing.T) {
	w := newWorld(t)
	paged := 0
	a, err := New(Config{
		Registry:   w.Registry,
		StatusPage: func(_ http.ResponseWriter, _ *http.Request, status int) { paged = status },
	})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("GET", "/", nil)
	answer := httptest.NewRecorder()
	a.Status(answer, r, http.StatusTooManyRequests)
	if p := failed(t, answer, http.StatusTooManyRequests); p.Type != "about:blank" || paged != 0 {
		t.Errorf("type %s, page of %d", p.Type, paged)
	}
	r.Header.Set("Accept", "text/html")
	a.Status(httptest.NewRecorder(), r, http.StatusTooManyRequests)
	if paged != http.StatusTooManyRequests {
		t.Errorf("page of %d", paged)
	}
}
