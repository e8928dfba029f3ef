package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"

	"ocoptrace/trace"
)

// Whatever is asked for in whatever way, there is an answer with a status that
// fits and, if it is a page, one that is well formed.
func FuzzRequest(f *testing.F) {
	s, run := rice(f)
	for path := range paths {
		f.Add(path, "lang=en", "vi", "gzip")
	}
	f.Add(s.labelPath(f, run, 1), "17=271120", "en;q=0.1", "gzip;q=0")
	f.Add("/x/%2e%2e%2f", "c=%ff", "*", "*;q=")
	f.Add("/code", "c=%3Cscript%3E&lang=en", "", "")
	f.Add("/batches/a%2Fb/%00", "lang=vi&lang=en", "xx-yy-zz", "br")
	f.Fuzz(func(t *testing.T, path, query, language, encoding string) {
		u, err := url.ParseRequestURI(path)
		if err != nil || u.Host != "" || u.Scheme != "" {
			t.Skip()
		}
		u.RawQuery = query
		r := &http.Request{Method: http.MethodGet, URL: u, Header: http.Header{
			"Accept-Language": {language}, "Accept-Encoding": {encoding},
		}}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		switch w.Code {
		case 200, 400, 404:
		case 301, 303, 308:
			return
		default:
			t.Fatalf("status %d", w.Code)
		}
		if w.Header().Get("Content-Language") == "" || w.Header().Get("Content-Encoding") != "" {
			return
		}
		parse(t, w.Body.String(), w.Header().Get("Content-Language"))
	})
}

// Pages may be asked for while statements are made.
func TestConcurrently(t *testing.T) {
	s, run := rice(t)
	path := s.labelPath(t, run, 1)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 25 {
				if w := s.get(path, "Accept-Encoding", "gzip"); w.Code != http.StatusOK {
					t.Errorf("status %d", w.Code)
				}
				if w := s.get("/"); w.Code != http.StatusOK {
					t.Errorf("status %d", w.Code)
				}
			}
		})
	}
	for range 5 {
		s.State(t, recall(trace.ActionHold)(run)...)
		if _, err := s.Publish(t.Context()); err != nil {
			t.Error(err)
		}
	}
	readers.Wait()
}
