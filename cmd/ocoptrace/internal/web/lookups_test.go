package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/tracetest"

	"github.com/gorilla/mux"
)

// A ledger is Lookups that remember what they were told.
type ledger struct {
	noted   []code.Code
	found   trace.Finding // of the last
	all     []trace.Finding
	told    []string
	history History
	err     error
}

func (l *ledger) Note(_ *http.Request, c code.Code, f trace.Finding) {
	l.noted, l.found = append(l.noted, c), f
}

func (l *ledger) Told(_ *http.Request, _ code.Code, province string) bool {
	l.told = append(l.told, province)
	return len(l.told) == 1
}

func (l *ledger) History(context.Context, code.Code) (History, error) { return l.history, l.err }

// counting is a site of rice that counts, and the path of a label.
func counting(t *testing.T, l *ledger) (*site, string) {
	t.Helper()
	w := tracetest.New(t)
	run := newRun(t, w, w.Rice(t), 3)
	pages, err := New(Config{Registry: w.Registry, Now: w.Clock.Now, Lookups: l, Found: func(f trace.Finding) { l.all = append(l.all, f) }})
	if err != nil {
		t.Fatal(err)
	}
	r := mux.NewRouter().UseEncodedPath()
	pages.Routes(r)
	s := &site{w, r}
	return s, s.labelPath(t, run, 1)
}

// Each look-up of a label says one thing first, also where there is no such label.
func TestEveryLookupIsFound(t *testing.T) {
	l := &ledger{}
	s, path := counting(t, l)
	for _, p := range []string{path, path, "/x/000000000000", "/x/7K3M", path + "/check"} {
		s.get(p)
	}
	want := []trace.Finding{l.found, l.found, trace.FindingUnknown, trace.FindingMalformed}
	if l.found == "" || !slices.Equal(l.all, want) {
		t.Errorf("found %q, want %q", l.all, want)
	}
}

func TestLookupsAreNoted(t *testing.T) {
	l := &ledger{}
	s, path := counting(t, l)
	first := s.get(path)
	for _, c := range []struct {
		name, method, path string
		headers            []string
		noted              bool
	}{
		{"again, from the cache of pages", http.MethodGet, path, nil, true},
		{"not modified", http.MethodGet, path, []string{"If-None-Match", first.Header().Get("ETag")}, true},
		{"with a channel", http.MethodGet, path + "?s=q", nil, true},
		{"headers alone", http.MethodHead, path, nil, false},
		{"fetched ahead", http.MethodGet, path, []string{"Sec-Purpose", "prefetch;prerender"}, false},
		{"redirected", http.MethodGet, strings.ToLower(path), nil, false},
		{"unknown", http.MethodGet, "/x/000000000000", nil, false},
		{"another page", http.MethodGet, path + "/check", nil, false},
	} {
		before := len(l.noted)
		l.found = ""
		s.do(c.method, c.path, c.headers...)
		if got := len(l.noted) > before; got != c.noted {
			t.Errorf("%s: noted %v", c.name, got)
		}
		if c.noted != (l.found == trace.FindingInactive) {
			t.Errorf("%s: noted the finding %q", c.name, l.found)
		}
	}
	if want := strings.TrimPrefix(path, "/x/"); l.noted[0].String() != want {
		t.Errorf("noted %s, not %s", l.noted[0], want)
	}
}

func TestHistoryOnThePage(t *testing.T) {
	first := time.Date(2027, 1, 12, 3, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		history  History
		lang     string
		want     []string
		unwanted string
	}{
		{History{Looks: 37, First: first, Odds: 1.5}, "vi", []string{"Mã này đã được tra ít nhất 37 lần, lần đầu 12/01/2027."}, "gấp khoảng"},
		{History{Looks: 212, First: first, Odds: 8, Unusual: true}, "vi", []string{"ít nhất 212 lần", "gấp khoảng 8 lần", "không phải kết luận"}, ""},
		{History{Looks: 212, First: first, Odds: 8.7, Unusual: true}, "en", []string{"at least 212 times, first on 12 Jan 2027", "about 8 times", "no verdict"}, ""},
		{History{Looks: 1, First: first, Odds: 1}, "en", []string{"at least 1 time, on 12 Jan 2027"}, "verdict: a pack"},
		{History{}, "en", []string{"No earlier look-up"}, "at least"},
	} {
		s, path := counting(t, &ledger{history: c.history})
		body := s.get(path + "?lang=" + c.lang).Body.String()
		parse(t, body, c.lang)
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("%+v, %s: the page does not say %q", c.history, c.lang, want)
			}
		}
		if c.unwanted != "" && strings.Contains(body, c.unwanted) {
			t.Errorf("%+v: the page says %q", c.history, c.unwanted)
		}
	}
}

func TestAHistoryThatCannotBeReadHidesNothing(t *testing.T) {
	s, path := counting(t, &ledger{err: context.DeadlineExceeded})
	if got := s.get(path); got.Code != http.StatusOK || strings.Contains(got.Body.String(), `id="looks"`) {
		t.Errorf("status %d", got.Code)
	}
}

func (s *site) send(path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

func TestPlaceIsTold(t *testing.T) {
	l := &ledger{}
	s, label := counting(t, l)
	path := label + "/place?lang=vi"
	form := s.get(path)
	if parse(t, form.Body.String(), "vi"); form.Code != http.StatusOK || strings.Count(form.Body.String(), "<option") != 35 {
		t.Fatalf("the form: %d", form.Code)
	}
	for _, c := range []struct {
		province, want string
		headers        []string
		status         int
	}{
		{"", "Hãy chọn một tỉnh", nil, http.StatusUnprocessableEntity},
		{"99", "Hãy chọn một tỉnh", nil, http.StatusUnprocessableEntity},
		{"15", "Đã ghi nhận: Lào Cai", nil, http.StatusOK},
		{"15", "Lần này không được đếm", nil, http.StatusOK},
		{"15", "", []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
	} {
		got := s.send(path, url.Values{"province": {c.province}}, c.headers...)
		parse(t, got.Body.String(), "vi")
		if got.Code != c.status || !strings.Contains(got.Body.String(), c.want) || got.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%q: status %d, cache %q", c.province, got.Code, got.Header().Get("Cache-Control"))
		}
	}
	if len(l.told) != 2 || len(l.noted) != 0 {
		t.Errorf("told %q, noted %q", l.told, l.noted)
	}
	if got := s.get("/x/000000000000/place"); got.Code != http.StatusNotFound && got.Code != http.StatusBadRequest {
		t.Errorf("an unknown label: %d", got.Code)
	}
	if got := s.send(path, url.Values{"province": {strings.Repeat("1", 2000)}}); got.Code != http.StatusBadRequest {
		t.Errorf("a large form: %d", got.Code)
	}
}
