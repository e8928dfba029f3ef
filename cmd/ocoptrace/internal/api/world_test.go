package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/export"
	"ocoptrace/cmd/ocoptrace/internal/resolver"
	"ocoptrace/cmd/ocoptrace/internal/server"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

const (
	rice = "gao-seng-cu"
	gtin = "09520000000011"
)

// A world is a registry with two batches of rice that have labels, a batch of
// honey without a GTIN, and the API over it.
type world struct {
	*tracetest.World
	http.Handler
	a, b, honey []trace.LabelCode // labels of lots ST-01, ST-02 and MO-01
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{World: tracetest.New(t)}
	first := w.Rice(t)
	second := *first
	second.Lot = "ST-02"
	w.State(t, &second,
		&trace.Product{
			ID: "mat-ong", Entity: first.Entity, Name: "Mật ong mẫu", Group: "I.2a", Taxonomy: "26/2026",
			DateKind: trace.DateExpires, ShelfLifeDays: 365, Sample: true,
		})
	honey := &trace.Batch{Product: "mat-ong", Lot: "MO-01", Produced: first.Produced, Quantity: 10, Unit: "chai"}
	if err := w.Complete(context.Background(), honey, nil); err != nil {
		t.Fatal(err)
	}
	w.State(t, honey)
	w.a, w.b, w.honey = w.labels(t, rice, "ST-01"), w.labels(t, rice, "ST-02"), w.labels(t, "mat-ong", "MO-01")
	w.Handler = w.serve(t, Config{Registry: w.Registry})
	return w
}

// labels declares five labels of a batch and activates the first three.
func (w *world) labels(t testing.TB, product, lot string) []trace.LabelCode {
	t.Helper()
	run, err := w.NewRun(context.Background(), product, lot, 5, "")
	if err != nil {
		t.Fatal(err)
	}
	w.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 3, State: trace.LabelActive, Date: today(t, w)})
	codes, err := w.Labels(run, 1, 5)
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

func today(t testing.TB, w *world) ocop.Date {
	t.Helper()
	return ocop.DateOf(w.Clock.Now())
}

func (w *world) serve(t testing.TB, c Config) http.Handler {
	t.Helper()
	a, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	r := server.NewRouter()
	resolver.New(resolver.Config{Registry: c.Registry, Fail: a.Fail}).Routes(r)
	(&export.Server{Config: export.Config{Registry: c.Registry, Fail: a.Fail}}).Routes(r)
	a.Routes(r)
	// the pages, which come after
	for _, path := range []string{"/x/{code}", "/batches/{product}/{lot}", "/products/{product}"} {
		r.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("page")) })
	}
	return r
}

// do asks for a path; headers are given as "Name: value".
func do(t testing.TB, h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func get(t testing.TB, h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	return do(t, h, http.MethodGet, path, headers...)
}

// ok asks for a path and fails the test unless the answer is 200.
func ok(t testing.TB, h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	w := get(t, h, path, headers...)
	if w.Code != http.StatusOK {
		t.Fatalf("GET %s %q: status %d: %s", path, headers, w.Code, w.Body)
	}
	return w
}

// failed holds an answer against a status and returns the problem.
func failed(t testing.TB, w *httptest.ResponseRecorder, status int) problem {
	t.Helper()
	var p problem
	if w.Code != status || w.Header().Get("Content-Type") != typeProblem {
		t.Fatalf("status %d, %s, want %d, %s: %s", w.Code, w.Header().Get("Content-Type"), status, typeProblem, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatalf("problem: %v: %s", err, w.Body)
	}
	if p.Status != status || p.Title == "" || p.Type == "" {
		t.Errorf("problem does not say what it is: %s", w.Body)
	}
	return p
}
