package console

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

func (s *site) today() ocop.Date { return ocop.DateOf(s.Clock.Now()) }

// Every problem stands at its field, and what was entered stays.
func TestProblemsOfBatch(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	base := url.Values{"check": {"1"}, "product": {"gao-seng-cu"}, "produced": {"2026-11-23"}, "quantity": {"50"}}
	for name, c := range map[string]struct {
		set  map[string]string
		want map[string]string // problems by field
	}{
		"nothing":         {map[string]string{"product": "", "produced": "", "quantity": ""}, map[string]string{"product": "This is needed.", "produced": "This is needed.", "quantity": "This is needed."}},
		"no such day":     {map[string]string{"produced": "31/02/2026"}, map[string]string{"produced": "“31/02/2026” is not a date."}},
		"no number":       {map[string]string{"quantity": "năm mươi"}, map[string]string{"quantity": "“năm mươi” is not a whole number."}},
		"fraction":        {map[string]string{"quantity": "1.5"}, map[string]string{"quantity": "“1.5” is not a whole number."}},
		"none":            {map[string]string{"quantity": "0"}, map[string]string{"quantity": "0 is not between 1 and 100,000,000."}},
		"too many":        {map[string]string{"quantity": "100.000.001"}, map[string]string{"quantity": "100,000,001 is not between"}},
		"huge":            {map[string]string{"quantity": strings.Repeat("9", 30)}, map[string]string{"quantity": "is not a whole number."}},
		"lot taken":       {map[string]string{"lot": "ST-01"}, map[string]string{"lot": "“ST-01”"}},
		"bad lot":         {map[string]string{"lot": "lô một"}, map[string]string{"lot": "“lô một”"}},
		"ends too early":  {map[string]string{"bestBefore": "2026-11-22"}, map[string]string{"bestBefore": ""}},
		"no end":          {map[string]string{"bestBefore": "sang năm"}, map[string]string{"bestBefore": "“sang năm” is not a date."}},
		"long unit":       {map[string]string{"unit": strings.Repeat("u", 21)}, map[string]string{"unit": ""}},
		"three at a time": {map[string]string{"lot": "?", "bestBefore": "?", "unit": strings.Repeat("u", 21)}, map[string]string{"lot": "", "bestBefore": "", "unit": ""}},
	} {
		t.Run(name, func(t *testing.T) {
			query := maps.Clone(base)
			for field, value := range c.set {
				query.Set(field, value)
			}
			p := b.get("/console/batches/new?" + query.Encode())
			if p.status != http.StatusUnprocessableEntity {
				t.Fatalf("status %d", p.status)
			}
			p.sound(t)
			found := p.problems(t)
			if !slices.Equal(slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(c.want))) {
				t.Fatalf("problems %v, want %v", found, c.want)
			}
			for field, want := range c.want {
				if !strings.Contains(found[field], want) {
					t.Errorf("%s: %q, want %q", field, found[field], want)
				}
				if !strings.Contains(text(p.parse(t)), found[field]) {
					t.Errorf("%s is not in the list above", field)
				}
			}
			action := "/console/batches/new"
			if !strings.Contains(p.body, `action="`+action+`"`) {
				action = "/console/batches"
			}
			form := p.form(t, action)
			for field, value := range c.set {
				if got := form.Get(field); got != value && field != "product" {
					t.Errorf("%s comes back as %q, want %q", field, got, value)
				}
			}
		})
	}
}

// A problem that only stating it finds comes back on the confirmation.
func TestLotTakenMeanwhile(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	form := b.get("/console/batches/new?check=1&product=gao-seng-cu&produced=2026-11-23&quantity=50").form(t, "/console/batches")
	batch := &trace.Batch{Product: "gao-seng-cu", Lot: form.Get("lot"), Produced: s.today(), Quantity: 1, Unit: "túi"}
	check(t, s.Complete(ctx, batch, nil))
	s.State(t, batch)
	p := b.post("/console/batches", form)
	if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)["lot"], form.Get("lot")) {
		t.Fatal(p.status, p.problems(t))
	}
	form = p.form(t, "/console/batches")
	form.Set("lot", "L261123B")
	if p = b.post("/console/batches", form); p.path != "/console/batches/gao-seng-cu/L261123B" {
		t.Error(p.status, p.path)
	}
}

func TestProblemsOfLabels(t *testing.T) {
	s := open(t)
	run, err := s.NewRun(ctx, "gao-seng-cu", "ST-01", 40, "")
	check(t, err)
	s.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 10, State: trace.LabelActive, Date: s.today()})
	b := s.signIn(t, "lan")
	const page = "/console/batches/gao-seng-cu/ST-01"
	status, void := "/console/runs/"+run.ID+"/status", "/console/runs/"+run.ID+"/void"
	size := s.size(t)
	for name, c := range map[string]struct {
		action string
		set    map[string]string
		want   map[string]string
	}{
		"active already":  {status, map[string]string{"from": "9", "to": "12"}, map[string]string{"from": "9 to 10"}},
		"over the end":    {status, map[string]string{"to": "41"}, map[string]string{"to": "41 is not between 11 and 40."}},
		"from nothing":    {status, map[string]string{"from": "0"}, map[string]string{"from": "0 is not between 1 and 40."}},
		"no reason":       {void, map[string]string{"from": "12", "to": "12"}, map[string]string{"reason": "This is needed."}},
		"beyond the run":  {void, map[string]string{"from": "41", "to": "2"}, map[string]string{"from": "41 is not between 1 and 40.", "reason": "This is needed."}},
		"nothing entered": {void, nil, map[string]string{"from": "This is needed.", "to": "This is needed.", "reason": "This is needed."}},
	} {
		t.Run(name, func(t *testing.T) {
			form := b.get(page).formWith(t, c.action, slices.Collect(maps.Keys(c.set))...)
			for field, value := range c.set {
				form.Set(field, value)
			}
			var p *seen
			if c.action == void {
				p = b.get(void + "?" + form.Encode())
			} else {
				p = b.post(c.action, form)
			}
			if p.status != http.StatusUnprocessableEntity {
				t.Fatalf("status %d", p.status)
			}
			p.sound(t)
			found := p.problems(t)
			if len(found) != len(c.want) {
				t.Fatalf("problems %v, want %v", found, c.want)
			}
			for field, want := range c.want {
				if !strings.Contains(found[field], want) {
					t.Errorf("%s: %q, want %q", field, found[field], want)
				}
			}
			for field, value := range c.set {
				if got := p.formWith(t, c.action, field).Get(field); got != value && field != "stock" {
					t.Errorf("%s comes back as %q, want %q", field, got, value)
				}
			}
		})
	}
	if got := s.size(t); got != size {
		t.Errorf("something was stated: %d, %d", size, got)
	}
}

// What is entered is text and stays text.
func TestHostile(t *testing.T) {
	s := open(t)
	const nasty = `"><script>alert(1)</script>{{.}}`
	s.State(t, &trace.Product{
		ID: "doc-hai", Entity: "htx-gao-ruong-mau", Name: nasty, NameEn: nasty, Group: "I.2a", Taxonomy: "26/2026",
		DateKind: trace.DateBestBefore, ShelfLifeMonths: 1,
	})
	producer, officer := s.signIn(t, "lan"), s.signIn(t, "hoa")
	q := url.QueryEscape(nasty)
	for _, p := range []*seen{
		producer.get("/console"),
		producer.get("/console/batches/new?product=doc-hai&produced=" + q + "&quantity=" + q + "&check=1"),
		producer.get("/console/batches/new?product=doc-hai&produced=2026-11-23&quantity=5&lot=" + q + "&unit=" + q + "&check=1"),
		producer.get("/signin?next=" + q),
		s.browser(t).get("/signin?done=issued&name=" + q + "&next=" + q),
		s.browser(t).post("/signin", url.Values{"name": {nasty}, "password": {nasty}, "next": {nasty}}),
		producer.get("/console/batches/gao-seng-cu/ST-01?done=" + q + "&stock=" + q + "&start=" + q),
		officer.get("/console?q=" + q),
		officer.get("/console/products/doc-hai"),
		officer.get("/console/recalls/new?product=gao-seng-cu&lot=ST-01&action=recall&check=1&reason=" + q + "&instruction=" + q + "&contact=" + q),
		officer.get("/console/recalls/new?product=gao-seng-cu&lot=ST-01&action=" + q),
		officer.get("/console/changes/new?product=gao-seng-cu&number=83-829-28780-91-2022&change=extended&check=1&date=" + q + "&until=" + q + "&reason=" + q),
	} {
		p.sound(t)
		if strings.Contains(p.body, "<script>") {
			t.Errorf("%s: a script", p.path)
		}
	}
}

func TestTooMuch(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	if p := b.post("/console/batches", url.Values{"lot": {strings.Repeat("x", maxForm)}}); p.status != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", p.status)
	}
	if p := b.get("/console/batches/new?lot=%zz"); p.status != http.StatusBadRequest {
		t.Errorf("status %d", p.status)
	}
}
