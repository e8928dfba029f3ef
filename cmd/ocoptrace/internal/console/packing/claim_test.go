package packing_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

// blankRun makes blank labels from the page.
func blankRun(t *testing.T, s *site, b *consoletest.Browser) trace.RunReport {
	t.Helper()
	p := b.Get("/console/blank")
	p.Sound(t)
	form := p.Form(t, "/console/blank")
	for count, want := range map[string]string{"": "This is needed.", "0": "0 is not between", "1000001": "1,000,001", "x": "not a whole number"} {
		form.Set("count", count)
		if p := b.Post("/console/blank", form); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)["count"], want) {
			t.Errorf("%q blank labels: %d %v", count, p.Status, p.Problems(t))
		}
	}
	form.Set("count", "50")
	for range 2 {
		if p = b.Post("/console/blank", form); p.Path != "/console/blank" || p.Query.Get("done") != "blank" {
			t.Fatal(p.Status, p.Path)
		}
	}
	runs, err := s.BlankRuns(consoletest.Ctx, "htx-gao-ruong-mau")
	consoletest.Check(t, err)
	if len(runs) != 1 || runs[0].Run.Count != 50 {
		t.Fatal(runs)
	}
	p.Sound(t)
	if !strings.Contains(p.Body, `href="/console/labels?run=`+runs[0].Run.ID+`"`) {
		t.Error("no link to print them")
	}
	return runs[0]
}

// A roll printed ahead is bound to a batch by its first and last label,
// activated on the batch's page, and what a buyer reads follows.
func TestClaimJob(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	run := blankRun(t, s, b).Run
	codes, err := s.Labels(run, 1, 50)
	consoletest.Check(t, err)
	if p := b.Get(riceBatch); !strings.Contains(p.Body, `href="/console/claim?batch=gao-seng-cu%2FST-01"`) {
		t.Error("the batch lacks the link to bind labels")
	}
	p := b.Get("/console/claim?batch=" + riceKey)
	p.Sound(t)
	form := p.Form(t, "/console/claim")
	if form.Get("batch") != riceKey {
		t.Error(form)
	}
	form.Set("first", codes[19].URI+"\n") // in either order, link or code
	p = b.Get("/console/claim?" + form.Encode())
	if p.Status != http.StatusOK || len(p.Problems(t)) > 0 || !strings.Contains(p.Body, `name="last" value="" type="text" autocomplete="off" maxlength="500" autofocus`) {
		t.Error("the last label is not asked for:", p.Status, p.Problems(t))
	}
	form = p.Form(t, "/console/claim")
	form.Set("last", strings.ToLower(codes[10].Code.Groups()))
	p = b.Get("/console/claim?" + form.Encode())
	p.Sound(t)
	for _, want := range []string{"Gạo Séng Cù", "ST-01", "11–20 of the roll, 10 in all", "100 now, 90 afterwards", "Bind 10 labels"} {
		if !strings.Contains(consoletest.Text(p.Parse(t)), want) {
			t.Errorf("the confirmation lacks %q", want)
		}
	}
	if l := s.ledger(t); l.Printed != 0 {
		t.Fatal("bound before it was confirmed")
	}
	confirm, size := p.Form(t, "/console/claims"), s.Size(t)
	for range 2 {
		if p = b.Post("/console/claims", confirm); p.Path != riceBatch || p.Query.Get("done") != "claimed" {
			t.Fatal(p.Status, p.Path, consoletest.Text(p.Parse(t)))
		}
	}
	if l := s.ledger(t); l.Claimed != 10 || l.Open != 10 || s.Size(t) != size+1 {
		t.Errorf("%+v, %d records more", l, s.Size(t)-size)
	}
	p.Sound(t)
	status := "/console/runs/" + run.ID + "/status"
	if p = b.Post(status, p.FormWith(t, status, "spans")); p.Path != riceBatch {
		t.Fatal(p.Status, p.Path)
	}
	void := b.Get("/console/runs/" + run.ID + "/void?at=11&from=15&to=15&reason=b%E1%BA%A9n")
	void.Sound(t)
	if p = b.Post(status, void.Form(t, status)); p.Path != riceBatch {
		t.Fatal(p.Status, p.Path)
	}
	if l := s.ledger(t); l.Activated != 9 || l.Voided != 1 {
		t.Errorf("%+v", l)
	}
	if p := b.Get("/console/runs/" + run.ID + "/void?at=11&from=10&to=11&reason=x"); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("voiding beyond what is bound answers %d", p.Status)
	}
	voidBlank(t, s, b, run)
}

// voidBlank voids a spoiled label of the roll that no batch has.
func voidBlank(t *testing.T, s *site, b *consoletest.Browser, run *trace.LabelRun) {
	t.Helper()
	p := b.Get("/console/blank")
	p.Sound(t)
	for _, want := range []string{"Labels 1–10", "Labels 11–20", "Batch ST-01", "40 labels not bound yet"} {
		if !strings.Contains(consoletest.Text(p.Parse(t)), want) {
			t.Errorf("the roll lacks %q", want)
		}
	}
	path := "/console/runs/" + run.ID
	if p := b.Get(path + "/void?from=1&to=51&reason=x"); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)["to"], "51") {
		t.Error(p.Status, p.Problems(t))
	}
	void := b.Get(path + "/void?from=1&to=2&reason=r%C3%A1ch")
	void.Sound(t)
	if p = b.Post(path+"/status", void.Form(t, path+"/status")); p.Path != "/console/blank" || !strings.Contains(consoletest.Text(p.Parse(t)), "Labels 1–2 Voided") {
		t.Error(p.Status, p.Path)
	}
	if p := b.Post(path+"/status", url.Values{"key": {strings.Repeat("k", 22)}, "state": {"active"}, "from": {"3"}, "to": {"4"}}); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "bound to no batch") {
		t.Errorf("activating unbound labels answers %d", p.Status)
	}
}

func TestProblemsOfClaims(t *testing.T) {
	s := open(t)
	blank, err := s.OrderRun(consoletest.Ctx, trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 200})
	consoletest.Check(t, err)
	second, err := s.OrderRun(consoletest.Ctx, trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 10})
	consoletest.Check(t, err)
	foreign, err := s.OrderRun(consoletest.Ctx, trace.RunOrder{Entity: consoletest.Other, Count: 10})
	consoletest.Check(t, err)
	printed := s.newRun(t, 10)
	s.State(t, &trace.LabelClaim{Run: blank.ID, From: 5, To: 6, Product: "gao-seng-cu", Lot: "ST-01", Date: s.Today()})
	label := func(run *trace.LabelRun, n int64) string {
		codes, err := s.Labels(run, n, n)
		consoletest.Check(t, err)
		return codes[0].Code.String()
	}
	b := s.SignIn(t, "lan")
	size := s.Size(t)
	for name, c := range map[string]struct {
		batch, first, last string
		want               map[string]string
	}{
		"nothing":       {"", "", "", map[string]string{"batch": "This is needed.", "first": "This is needed.", "last": "This is needed."}},
		"first no code": {riceKey, "abc", "", map[string]string{"first": "“abc”"}},
		"no codes":      {riceKey, "abc", "https://example.com/x", map[string]string{"first": "“abc”", "last": "“https://example.com/x”"}},
		"two rolls":     {riceKey, label(blank, 1), label(second, 2), map[string]string{"last": "different rolls"}},
		"not blank":     {riceKey, label(printed, 1), label(printed, 2), map[string]string{"first": "not blank"}},
		"bound already": {riceKey, label(blank, 1), label(blank, 9), map[string]string{"first": "5 to 6"}},
		"another's":     {riceKey, label(foreign, 1), label(foreign, 2), map[string]string{"first": "No label here"}},
		"too many":      {riceKey, label(blank, 7), label(blank, 200), map[string]string{"last": "194 labels are too many"}},
	} {
		t.Run(name, func(t *testing.T) {
			query := url.Values{"check": {"1"}, "batch": {c.batch}, "first": {c.first}, "last": {c.last}}
			p := b.Get("/console/claim?" + query.Encode())
			p.Sound(t)
			found := p.Problems(t)
			if p.Status != http.StatusUnprocessableEntity || !slices.Equal(slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(c.want))) {
				t.Fatal(p.Status, found)
			}
			for field, want := range c.want {
				if !strings.Contains(found[field], want) {
					t.Errorf("%s: %q, want %q", field, found[field], want)
				}
			}
			if form := p.Form(t, "/console/claim"); form.Get("first") != c.first || form.Get("last") != c.last {
				t.Error("what was typed is lost:", form)
			}
		})
	}
	key := strings.Repeat("k", 22)
	for _, form := range []url.Values{
		{"key": {key}, "batch": {riceKey}, "run": {foreign.ID}, "from": {"1"}, "to": {"2"}},
		{"key": {key}, "batch": {riceKey}, "run": {"k9-9"}, "from": {"1"}, "to": {"2"}},
		{"key": {key}, "batch": {"gio-lua/1"}, "run": {blank.ID}, "from": {"1"}, "to": {"2"}},
		{"key": {key}, "batch": {"?"}, "run": {blank.ID}, "from": {"1"}, "to": {"2"}},
	} {
		if p := b.Post("/console/claims", form); p.Status != http.StatusNotFound {
			t.Errorf("%v answers %d", form, p.Status)
		}
	}
	if got := s.Size(t); got != size {
		t.Errorf("something was stated: %d, %d", size, got)
	}
	if strings.Contains(b.Get("/console/blank").Body, foreign.ID) {
		t.Error("another's roll is listed")
	}
}
