package api

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Whatever is asked for, the answer is a status of the package comment, an error
// is a problem.
func FuzzRequest(f *testing.F) {
	w := newWorld(f)
	code := w.a[0].Code.String()
	for _, seed := range []string{
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
		case http.StatusOK, http.StatusTemporaryRedirect, http.StatusMultipleChoices: // the last two of Digital Links: package resolver
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
