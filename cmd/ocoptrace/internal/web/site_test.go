package web

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"

	"github.com/gorilla/mux"
)

// A site is a world with its pages.
type site struct {
	*tracetest.World
	handler http.Handler
}

// newSite serves the pages of a world.
func newSite(t testing.TB, w *tracetest.World) *site {
	t.Helper()
	web, err := New(Config{Registry: w.Registry, Now: w.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	r := mux.NewRouter().UseEncodedPath()
	web.Routes(r)
	return &site{w, r}
}

// rice is a site with the rice of tracetest and ten active labels.
func rice(t testing.TB) (*site, *trace.LabelRun) {
	t.Helper()
	w := tracetest.New(t)
	b := w.Rice(t)
	run := newRun(t, w, b, 10)
	w.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 8, State: trace.LabelActive, Date: day("2026-11-21")})
	return newSite(t, w), run
}

func newRun(t testing.TB, w *tracetest.World, b *trace.Batch, count int64) *trace.LabelRun {
	t.Helper()
	run, err := w.NewRun(context.Background(), b.Product, b.Lot, count, "")
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func day(s string) ocop.Date {
	d, err := ocop.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// labelPath is the page of label n of a run.
func (s *site) labelPath(t testing.TB, run *trace.LabelRun, n int64) string {
	t.Helper()
	labels, err := s.Labels(run, n, n)
	if err != nil {
		t.Fatal(err)
	}
	return "/x/" + labels[0].Code.String()
}

// do sends a request; headers are names and values in turn.
func (s *site) do(method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

func (s *site) get(target string, headers ...string) *httptest.ResponseRecorder {
	return s.do(http.MethodGet, target, headers...)
}

// tamper replaces text in every value of the store that has it.
func tamper(t *testing.T, store storage.Store, old, new string) {
	t.Helper()
	changed := 0
	err := store.Update(context.Background(), func(tx storage.Tx) error {
		changed = 0
		found := make(map[string][]byte)
		err := tx.Scan(nil, nil, func(key, value []byte) error {
			if bytes.Contains(value, []byte(old)) {
				found[string(key)] = bytes.ReplaceAll(value, []byte(old), []byte(new))
			}
			return nil
		})
		for key, value := range found {
			changed++
			if err == nil {
				err = tx.Set([]byte(key), value)
			}
		}
		return err
	})
	if err != nil || changed == 0 {
		t.Fatalf("%d values changed: %v", changed, err)
	}
}
