package console

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ocoptrace/trace"
)

// blankRun makes blank labels from the page.
func blankRun(t *testing.T, s *site, b *browser) trace.RunReport {
	t.Helper()
	p := b.get("/console/blank")
	p.sound(t)
	form := p.form(t, "/console/blank")
	for count, want := range map[string]string{"": "This is needed.", "0": "0 is not between", "1000001": "1,000,001", "x": "not a whole number"} {
		form.Set("count", count)
		if p := b.post("/console/blank", form); p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)["count"], want) {
			t.Errorf("%q blank labels: %d %v", count, p.status, p.problems(t))
		}
	}
	form.Set("count", "50")
	for range 2 {
		if p = b.post("/console/blank", form); p.path != "/console/blank" || p.query.Get("done") != "blank" {
			t.Fatal(p.status, p.path)
		}
	}
	runs, err := s.BlankRuns(ctx, "htx-gao-ruong-mau")
	check(t, err)
	if len(runs) != 1 || runs[0].Run.Count != 50 {
		t.Fatal(runs)
	}
	p.sound(t)
	if !strings.Contains(p.body, `href="/console/labels?run=`+runs[0].Run.ID+`"`) {
		t.Error("no link to print them")
	}
	return runs[0]
}

// A roll printed ahead is bound to a batch by its first and last label,
// activated on the batch's page, and what a buyer reads follows.
func TestClaimJob(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	run := blankRun(t, s, b).Run
	codes, err := s.Labels(run, 1, 50)
	check(t, err)
	if p := b.get(riceBatch); !strings.Contains(p.body, `href="/console/claim?batch=gao-seng-cu%2FST-01"`) {
		t.Error("the batch lacks the link to bind labels")
	}
	p := b.get("/console/claim?batch=" + riceKey)
	p.sound(t)
	form := p.form(t, "/console/claim")
	if form.Get("batch") != riceKey {
		t.Error(form)
	}
	form.Set("first", codes[19].URI+"\n") // in either order, link or code
	p = b.get("/console/claim?" + form.Encode())
	if p.status != http.StatusOK || len(p.problems(t)) > 0 || !strings.Contains(p.body, `name="last" value="" type="text" autocomplete="off" maxlength="500" autofocus`) {
		t.Error("the last label is not asked for:", p.status, p.problems(t))
	}
	form = p.form(t, "/console/claim")
	form.Set("last", strings.ToLower(codes[10].Code.Groups()))
	p = b.get("/console/claim?" + form.Encode())
	p.sound(t)
	for _, want := range []string{"Gạo Séng Cù", "ST-01", "11–20 of the roll, 10 in all", "100 now, 90 afterwards", "Bind 10 labels"} {
		if !strings.Contains(text(p.parse(t)), want) {
			t.Errorf("the confirmation lacks %q", want)
		}
	}
	if l := s.ledger(t); l.Printed != 0 {
		t.Fatal("bound before it was confirmed")
	}
	confirm, size := p.form(t, "/console/claims"), s.size(t)
	for range 2 {
		if p = b.post("/console/claims", confirm); p.path != riceBatch || p.query.Get("done") != "claimed" {
			t.Fatal(p.status, p.path, text(p.parse(t)))
		}
	}
	if l := s.ledger(t); l.Claimed != 10 || l.Open != 10 || s.size(t) != size+1 {
		t.Errorf("%+v, %d records more", l, s.size(t)-size)
	}
	p.sound(t)
	status := "/console/runs/" + run.ID + "/status"
	if p = b.post(status, p.formWith(t, status, "spans")); p.path != riceBatch {
		t.Fatal(p.status, p.path)
	}
	void := b.get("/console/runs/" + run.ID + "/void?at=11&from=15&to=15&reason=b%E1%BA%A9n")
	void.sound(t)
	if p = b.post(status, void.form(t, status)); p.path != riceBatch {
		t.Fatal(p.status, p.path)
	}
	if l := s.ledger(t); l.Activated != 9 || l.Voided != 1 {
		t.Errorf("%+v", l)
	}
	if p := b.get("/console/runs/" + run.ID + "/void?at=11&from=10&to=11&reason=x"); p.status != http.StatusUnprocessableEntity {
		t.Errorf("voiding beyond what is bound answers %d", p.status)
	}
	voidBlank(t, s, b, run)
}

// voidBlank voids a spoiled label of the roll that no batch has.
func voidBlank(t *testing.T, s *site, b *browser, run *trace.LabelRun) {
	t.Helper()
	p := b.get("/console/blank")
	p.sound(t)
	for _, want := range []string{"Labels 1–10", "Labels 11–20", "Batch ST-01", "40 labels not bound yet"} {
		if !strings.Contains(text(p.parse(t)), want) {
			t.Errorf("the roll lacks %q", want)
		}
	}
	path := "/console/runs/" + run.ID
	if p := b.get(path + "/void?from=1&to=51&reason=x"); p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)["to"], "51") {
		t.Error(p.status, p.problems(t))
	}
	void := b.get(path + "/void?from=1&to=2&reason=r%C3%A1ch")
	void.sound(t)
	if p = b.post(path+"/status", void.form(t, path+"/status")); p.path != "/console/blank" || !strings.Contains(text(p.parse(t)), "Labels 1–2 Voided") {
		t.Error(p.status, p.path)
	}
	if p := b.post(path+"/status", url.Values{"key": {strings.Repeat("k", 22)}, "state": {"active"}, "from": {"3"}, "to": {"4"}}); p.status != http.StatusUnprocessableEntity || !strings.Contains(p.body, "bound to no batch") {
		t.Errorf("activating unbound labels answers %d", p.status)
	}
}

func TestProblemsOfClaims(t *testing.T) {
	s := open(t)
	blank, err := s.OrderRun(ctx, trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 200})
	check(t, err)
	second, err := s.OrderRun(ctx, trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 10})
	check(t, err)
	foreign, err := s.OrderRun(ctx, trace.RunOrder{Entity: other, Count: 10})
	check(t, err)
	printed := s.newRun(t, 10)
	s.State(t, &trace.LabelClaim{Run: blank.ID, From: 5, To: 6, Product: "gao-seng-cu", Lot: "ST-01", Date: s.today()})
	label := func(run *trace.LabelRun, n int64) string {
		codes, err := s.Labels(run, n, n)
		check(t, err)
		return codes[0].Code.String()
	}
	b := s.signIn(t, "lan")
	size := s.size(t)
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
			p := b.get("/console/claim?" + query.Encode())
			p.sound(t)
			found := p.problems(t)
			if p.status != http.StatusUnprocessableEntity || !slices.Equal(slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(c.want))) {
				t.Fatal(p.status, found)
			}
			for field, want := range c.want {
				if !strings.Contains(found[field], want) {
					t.Errorf("%s: %q, want %q", field, found[field], want)
				}
			}
			if form := p.form(t, "/console/claim"); form.Get("first") != c.first || form.Get("last") != c.last {
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
		if p := b.post("/console/claims", form); p.status != http.StatusNotFound {
			t.Errorf("%v answers %d", form, p.status)
		}
	}
	if got := s.size(t); got != size {
		t.Errorf("something was stated: %d, %d", size, got)
	}
	if strings.Contains(b.get("/console/blank").body, foreign.ID) {
		t.Error("another's roll is listed")
	}
}
