package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/translog"
)

func TestProblemOf(t *testing.T) {
	w := newWorld(t)
	a, err := New(Config{Registry: w.Registry})
	if err != nil {
		t.Fatal(err)
	}
	secret := errors.New("disk 7 of host b is on fire")
	for _, c := range []struct {
		err    error
		name   string
		status int
	}{
		{code.ErrCheck, "malformed", 400},
		{fmt.Errorf("x: %w", code.ErrMalformed), "malformed", 400},
		{trace.ErrNotFound, "unknown", 404},
		{fmt.Errorf("%w: %w", trace.ErrUnproven, secret), "unproven", 500},
		{fmt.Errorf("%w: %w", translog.ErrStopped, secret), "unavailable", 503},
		{context.DeadlineExceeded, "unavailable", 503},
		{&trace.FactError{Fact: 2, Err: trace.Problems{{Field: "lot", Key: "taken", Args: []any{"L1", 2}}}}, "fact", 422},
	} {
		p := a.problemOf(c.err)
		if !strings.HasSuffix(p.Type, "/ns/problems#"+c.name) || p.Status != c.status || p.Title == "" || p.Detail == "" {
			t.Errorf("%v: %+v, want %s, %d", c.err, p, c.name, c.status)
		}
		if strings.Contains(p.Detail, "fire") {
			t.Errorf("%v: shown to strangers: %s", c.err, p.Detail)
		}
	}
	p := a.problemOf(trace.Problems{{Field: "lot", Key: "taken", Args: []any{"L1"}}})
	if len(p.Problems) != 1 || p.Problems[0].Field != "lot" || p.Problems[0].Key != "taken" || p.Problems[0].Args[0] != "L1" {
		t.Errorf("problems %+v", p.Problems)
	}
}

// Each type of problem is described where its URL says.
func TestProblemTypes(t *testing.T) {
	w := newWorld(t)
	text := ok(t, w, "/ns/problems").Body.String()
	for _, path := range []string{"/x/1/json", "/records/1", "/01/1"} {
		p := failed(t, get(t, w, path), get(t, w, path).Code)
		_, fragment, _ := strings.Cut(p.Type, "/ns/problems")
		if fragment == "" || !strings.Contains(text, fragment+" (status") {
			t.Errorf("%s: type %s is not described", path, p.Type)
		}
	}
}

// A record that was changed where it is stored is never shown.
func TestUnproven(t *testing.T) {
	w := newWorld(t)
	path, _ := w.batchRecord(t)
	err := w.Store.Update(t.Context(), func(tx storage.Tx) error {
		index, err := translog.IndexOf(tx, uuidPrefix+strings.TrimPrefix(path, "/records/"))
		if err != nil {
			return err
		}
		leaf, err := translog.Leaf(tx, index)
		if err != nil {
			return err
		}
		key := fmt.Appendf(nil, "log/leaf/%s", be64(index))
		return tx.Set(key, []byte(strings.Replace(string(leaf), "ST-01", "ST-07", 1)))
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, path + "/jwt", path + "/proof", "/x/" + w.a[0].Code.String() + "/json", "/batches/" + rice + "/ST-01/bundle"} {
		answer := get(t, w, p)
		if problem := failed(t, answer, 500); problem.Finding != trace.FindingUnproven || strings.Contains(answer.Body.String(), "ST-07") {
			t.Errorf("%s: %s", p, answer.Body)
		}
	}
}

func be64(n int64) string {
	var b [8]byte
	for i := range b {
		b[7-i] = byte(n >> (8 * i))
	}
	return string(b[:])
}

// What cannot be read is 503 with a time to come again.
func TestUnavailable(t *testing.T) {
	w := newWorld(t)
	path, _ := w.batchRecord(t)
	if err := w.Store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, "/x/" + w.a[0].Code.String() + "/json", "/01/" + gtin, "/products/" + rice + "/bundle"} {
		answer := get(t, w, p)
		if problem := failed(t, answer, 503); problem.Finding != trace.FindingUnavailable || answer.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %s %v", p, answer.Body, answer.Header())
		}
	}
	r := httptest.NewRequest("HEAD", "/01/"+gtin, nil)
	answer := httptest.NewRecorder()
	w.ServeHTTP(answer, r)
	if answer.Code != 503 || answer.Body.Len() > 0 {
		t.Errorf("HEAD: %d with %d bytes", answer.Code, answer.Body.Len())
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
	for _, path := range []string{"/x/1/json", "/products/Q/json", "/records/1", "/batches/a/b/bundle"} {
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
