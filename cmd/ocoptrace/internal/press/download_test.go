package press

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// site serves the parts of a job as a console does.
func (w *world) site(t *testing.T, id string) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		d, err := w.Open(r.Context(), htx, id, 0)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { check(t, d.Close()) }()
		rw.Header().Set("Content-Type", "application/pdf")
		rw.Header().Set("ETag", d.Part.ETag())
		http.ServeContent(rw, r, d.Name, d.Part.Made, d)
	}))
	t.Cleanup(s.Close)
	return s
}

// A download that broke off goes on where it ended; only one that came to its
// end hands the part out.
func TestResumedDownload(t *testing.T) {
	w := open(t)
	w.run(t)
	job := w.ready(t, order(1000))
	s := w.site(t, job.ID)
	get := func(method, span, etag string) (*http.Response, []byte) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, s.URL, nil)
		check(t, err)
		if span != "" {
			r.Header.Set("Range", span)
			r.Header.Set("If-Range", etag)
		}
		response, err := s.Client().Do(r)
		check(t, err)
		defer response.Body.Close()
		data, err := io.ReadAll(response.Body)
		check(t, err)
		return response, data
	}
	out := func() bool {
		t.Helper()
		job, err := w.Job(t.Context(), htx, job.ID)
		check(t, err)
		return !job.HandedOut.IsZero()
	}
	head, _ := get(http.MethodHead, "", "")
	etag := head.Header.Get("ETag")
	first, begin := get(http.MethodGet, "bytes=0-9999", etag)
	if first.StatusCode != http.StatusPartialContent || len(begin) != 10_000 || out() {
		t.Fatalf("status %d, %d bytes, handed out %t", first.StatusCode, len(begin), out())
	}
	_, rest := get(http.MethodGet, "bytes=10000-", etag)
	if !bytes.Equal(append(begin, rest...), lines(job)) {
		t.Error("the pieces are not the file")
	}
	if whole, data := get(http.MethodGet, "bytes=10000-", `"another"`); whole.StatusCode != http.StatusOK || !bytes.Equal(data, lines(job)) {
		t.Errorf("status %d for a piece of another file", whole.StatusCode)
	}
	s.Close() // waits for the handlers
	if !out() {
		t.Error("not handed out")
	}
}
