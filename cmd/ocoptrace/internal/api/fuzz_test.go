package api

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/trace/gs1"
)

// Whatever is asked for, the answer is a status of the package comment, an error
// is a problem, and a link leads only to a page of ours about the same goods.
func FuzzRequest(f *testing.F) {
	w := newWorld(f)
	code := w.a[0].Code.String()
	for _, seed := range []string{
		"/01/" + gtin + "/10/ST-01/21/" + code + "?17=271120", "/01/" + gtin + "/10/%2F", "/01//", "/01/?", "/01/" + gtin + "//evil.example",
		"/x/" + code, "/x/" + code + "/json", "/x/%00/bundle", "/batches/" + rice + "/ST-01/json", "/batches/a/b%2Fc/bundle",
		"/products/" + rice + "/json", "/records/urn:uuid:x/jwt", "/ns/v1?a=b;c", "/log/checkpoint",
	} {
		f.Add(seed, "application/json")
		f.Add(seed, "text/html;q=0.3, */*;q=0.2")
	}
	f.Fuzz(func(t *testing.T, target, accept string) {
		u, err := url.ParseRequestURI(target)
		if err != nil || u.Host != "" || !strings.HasPrefix(u.EscapedPath(), "/") {
			t.Skip()
		}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = u
		r.Header.Set("Accept", accept)
		answer := httptest.NewRecorder()
		w.ServeHTTP(answer, r)
		location := answer.Header().Get("Location")
		switch answer.Code {
		case http.StatusOK:
		case http.StatusTemporaryRedirect:
			checkTarget(t, u, location)
		case http.StatusSeeOther:
			if !strings.HasPrefix(location, "/records/") {
				t.Errorf("%q leads to %q", target, location)
			}
		case http.StatusBadRequest, http.StatusNotFound, http.StatusNotAcceptable:
			if contentType := answer.Header().Get("Content-Type"); contentType != typeProblem && !strings.HasPrefix(contentType, "text/plain") {
				t.Errorf("%q: %d as %s", target, answer.Code, contentType)
			}
		default:
			t.Errorf("%q: status %d", target, answer.Code)
		}
	})
}

func checkTarget(t *testing.T, u *url.URL, location string) {
	t.Helper()
	to, err := url.Parse(location)
	if err != nil || to.IsAbs() || to.Host != "" || to.RawQuery != u.RawQuery {
		t.Fatalf("%q leads to %q (%v)", u, location, err)
	}
	link, err := gs1.ParseDigitalLink("https://tx.example.vn" + strings.TrimSuffix(u.EscapedPath(), "/"))
	if err != nil {
		t.Fatalf("%q is no link and leads to %q: %v", u, location, err)
	}
	if serial := link.Value("21"); serial != "" {
		if !strings.HasPrefix(to.Path, "/x/") {
			t.Errorf("label %q leads to %q", u, location)
		}
		return
	}
	want := "/products/" + rice
	if lot := link.Value("10"); lot != "" {
		want = "/batches/" + rice + "/" + lot
	}
	if to.Path != want {
		t.Errorf("%q leads to %q, want %q", u, location, want)
	}
}
