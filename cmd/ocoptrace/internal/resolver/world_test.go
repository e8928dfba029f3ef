package resolver

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/server"
	"ocoptrace/trace"
	"ocoptrace/trace/gs1"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

const (
	base  = tracetest.BaseURL
	gtin  = "09520000000011"
	rice  = "gao-seng-cu"
	party = "8930000000019"
	place = "8930000000026"
)

// A world is a resolver over a registry with rice: a batch with labels, a
// producer and a place with GLNs, and links that the producer gives.
type world struct {
	*tracetest.World
	http.Handler
	resolver *Resolver
	label    trace.LabelCode
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{World: tracetest.New(t)}
	w.Rice(t)
	maker, err := w.Entity(t.Context(), "htx-gao-ruong-mau")
	if err != nil {
		t.Fatal(err)
	}
	maker.GLN, maker.Website = party, "https://htx.example.vn/"
	where := trace.Point{ID: "quay-mau", Entity: maker.ID, Name: "Quầy Mẫu", Address: "Số 1", CommuneCode: "02761", Commune: "Xã Mường Khương",
		ProvinceCode: "15", Hours: "7:00–17:00", GLN: place}
	inside := where
	inside.ID, inside.GLNExtension = "ke-mau", "K1"
	w.State(t, maker, &where, &inside)
	run, err := w.NewRun(t.Context(), rice, "ST-01", 5, "")
	if err != nil {
		t.Fatal(err)
	}
	w.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 3, State: trace.LabelActive, Date: ocop.DateOf(w.Clock.Now())})
	codes, err := w.Labels(run, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	w.label = codes[0]
	w.resolver = New(Config{Registry: w.Registry, Fail: fail})
	router := server.NewRouter()
	w.resolver.Routes(router)
	w.Handler = router
	return w
}

// fail answers as the API does, as far as a status goes.
func fail(w http.ResponseWriter, _ *http.Request, err error) {
	status := http.StatusInternalServerError
	var syntax *gs1.Error
	switch {
	case errors.As(err, &syntax):
		status = http.StatusBadRequest
	case errors.Is(err, trace.ErrNotFound):
		status = http.StatusNotFound
	}
	http.Error(w, err.Error(), status)
}

// give states links of the rice, as "ID TYPE HREF LANGUAGES MEDIA", where "-" is
// nothing.
func (w *world) give(t testing.TB, lot string, links ...string) {
	t.Helper()
	for _, text := range links {
		f := strings.Fields(text)
		l := &trace.ResolverLink{ID: f[0], Entity: "htx-gao-ruong-mau", Product: rice, Lot: lot, LinkType: f[1], Title: "Mẫu " + f[0], Href: f[2]}
		if f[3] != "-" {
			l.Hreflang = strings.Split(f[3], ",")
		}
		if f[4] != "-" {
			l.MediaType = f[4]
		}
		w.State(t, l)
	}
}

// ask asks for a path; headers are given as "Name: value".
func (w *world) ask(method, path string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Add(name, value)
	}
	answer := httptest.NewRecorder()
	w.ServeHTTP(answer, r)
	return answer.Result()
}

// written is a linkset as a client reads it.
type written struct {
	Linkset []map[string]json.RawMessage
}

func readLinkset(t testing.TB, answer *http.Response) written {
	t.Helper()
	var s written
	if err := json.NewDecoder(answer.Body).Decode(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

// anchors are the anchors of a linkset, in its order.
func (s written) anchors() (all []string) {
	for _, c := range s.Linkset {
		var anchor string
		if json.Unmarshal(c["anchor"], &anchor) == nil {
			all = append(all, anchor)
		}
	}
	return all
}

// targets are the links of a type at a level, counted from 0.
func (s written) targets(t testing.TB, level int, linkType string) (all []target) {
	t.Helper()
	if raw := s.Linkset[level][gs1.VocabularyURL+linkType]; raw != nil {
		if err := json.Unmarshal(raw, &all); err != nil {
			t.Fatal(err)
		}
	}
	return all
}
