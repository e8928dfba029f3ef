package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/trace"
)

// From the batch to a job: each step is a page of its own, and nothing is made
// before the last.
func TestPrintByTheSteps(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	size := s.size(t)
	p := b.get("/console/labels?product=gao-seng-cu&lot=ST-01&count=30")
	p.sound(t)
	if p.status != http.StatusOK || !strings.Contains(p.body, "Choose the labels you have") || strings.Count(p.body, `<svg class="sheetpic"`) != stocksShown {
		t.Fatal(p.status, p.body)
	}
	p = b.get("/console/labels?product=gao-seng-cu&lot=ST-01&count=30&step=stock&q=70x37")
	p.sound(t)
	form := p.formOf(t, "/console/labels", "stock")
	form.Set("stock", "a4-24-70x37")
	p = b.get("/console/labels?" + form.Encode())
	p.sound(t)
	for _, want := range []string{"30 new labels", "From label 1 of 24", "Takes 2 sheets.", "Print 30 labels", "/console/labels/label.svg?", "/console/labels/page.png?"} {
		if !strings.Contains(p.body, want) {
			t.Errorf("the plan lacks %q", want)
		}
	}
	p = b.get(p.link(t, "step=place"))
	p.sound(t)
	form = p.formOf(t, "/console/labels", "cell")
	if form.Get("cell") != "1" || strings.Count(p.body, `name="cell"`) != 24 {
		t.Error("the sheet begins at", form.Get("cell"))
	}
	form.Set("cell", "6")
	form.Set("corner", "top-left")
	p = b.get("/console/labels?" + form.Encode())
	p.sound(t)
	if !strings.Contains(p.body, "From label 6 of 24") {
		t.Error("label 6 was tapped:", p.body)
	}
	plan := p
	p = b.get(p.link(t, "step=design"))
	p.sound(t)
	if strings.Count(p.body, `name="template"`) < 8 || !strings.Contains(p.body, "label.svg?") {
		t.Error(p.body)
	}
	if s.size(t) != size {
		t.Error("looking has stated something")
	}
	s.printPlan(t, b, plan)
}

// printPlan sends a plan, twice.
func (s *site) printPlan(t *testing.T, b *browser, p *seen) {
	t.Helper()
	form := p.form(t, "/console/labels")
	form.Set("do", "print")
	job := b.post("/console/labels", form)
	job.sound(t)
	if job.status != http.StatusOK || !strings.HasPrefix(job.path, "/console/jobs/") || !strings.Contains(job.body, "Ready to print") {
		t.Fatal(job.status, job.path, job.body)
	}
	if again := b.post("/console/labels", form); again.path != job.path {
		t.Error("the same form again leads to", again.path)
	}
	runs, err := s.Runs(ctx, "gao-seng-cu", "ST-01")
	check(t, err)
	if len(runs) != 1 || runs[0].Run.Count != 30 {
		t.Error("made", runs)
	}
	made, err := s.press.Job(ctx, "htx-gao-ruong-mau", strings.TrimPrefix(job.path, "/console/jobs/"))
	check(t, err)
	if made.Sheet.Start != 6 || made.Sheet.Stock.ID != "a4-24-70x37" || made.Labels() != 30 || made.By != "lan" {
		t.Errorf("made %+v", made)
	}
	b.get(job.path + "/parts/1")
	p = b.get("/console/labels?product=gao-seng-cu&lot=ST-01&count=1")
	if !strings.Contains(p.body, "From label 12 of 24") { // 5 + 30 are 24 + 11
		t.Error("the next job does not go on where this one ended:", p.body)
	}
}

// link is the first link of a page with something in its address.
func (p *seen) link(t *testing.T, part string) string {
	t.Helper()
	for _, a := range elements(p.parse(t), "a") {
		if strings.Contains(attr(a, "href"), part) {
			return attr(a, "href")
		}
	}
	t.Fatalf("%s has no link with %s:\n%s", p.path, part, p.body)
	return ""
}

// formOf is the form with an action and a field of a name; of radio buttons and
// boxes what is checked.
func (p *seen) formOf(t *testing.T, action, name string) url.Values {
	t.Helper()
	for _, f := range elements(p.parse(t), "form") {
		if attr(f, "action") != action {
			continue
		}
		values, found := url.Values{}, false
		for _, field := range elements(f, "input", "textarea", "select") {
			kind := attr(field, "type")
			found = found || attr(field, "name") == name
			if (kind == "radio" || kind == "checkbox") && !has(field, "checked") {
				continue
			}
			values.Add(attr(field, "name"), valueOf(field))
		}
		if found {
			return values
		}
	}
	t.Fatalf("%s has no form %s with %s:\n%s", p.path, action, name, p.body)
	return nil
}

const planned = "/console/labels?product=gao-seng-cu&lot=ST-01&stock=a4-24-70x37&start=1&"

func TestPrintPictures(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	query := strings.TrimPrefix(planned, "/console/labels")
	svg := b.get("/console/labels/label.svg" + query)
	if svg.status != http.StatusOK || svg.header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(svg.body, `width="70mm"`) {
		t.Error(svg.status, svg.header, svg.body[:min(len(svg.body), 300)])
	}
	png := b.get("/console/labels/page.png" + query)
	if png.status != http.StatusOK || !strings.HasPrefix(png.body, "\x89PNG") {
		t.Error(png.status, png.header)
	}
	if again := b.get("/console/labels/page.png" + query); again.body != png.body {
		t.Error("the same plan has another picture")
	}
	for _, bad := range []string{
		"", "?stock=a4-24-70x37", query + "&copies=0", "?product=gao-seng-cu&lot=ST-01&stock=a4-24-70x37&start=25",
		"?product=gao-seng-cu&lot=ST-01&stock=a4-65-38x21&template=full",
	} {
		if p := b.get("/console/labels/label.svg" + bad); p.status != http.StatusNotFound {
			t.Errorf("%s gives %d", bad, p.status)
		}
	}
}

func TestPrintProblems(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	for _, c := range []struct{ query, field, want string }{
		{"count=0", "count", "not between 1 and 100"},
		{"count=101", "count", "not between 1 and 100"},
		{"count=10000000", "count", "10,000,000 is not between"},
		{"count=many", "count", "not a whole number"},
		{"copies=0", "copies", "between 1 and 1,000"},
		{"copies=1001", "copies", "between 1 and 1,000"},
		{"copies=x", "copies", "not a whole number"},
		{"template=carton&stock=roll-100x150&pieces=-3", "pieces", "not a whole number"},
		{"template=carton&stock=roll-100x150&pieces=0", "pieces", "not between"},
	} {
		p := b.get("/console/labels?product=gao-seng-cu&lot=ST-01&stock=a4-24-70x37&" + c.query)
		p.sound(t)
		if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)[c.field], c.want) {
			t.Errorf("%s: %d, %v", c.query, p.status, p.problems(t))
		}
	}
	for query, status := range map[string]int{
		"product=gio-lua&lot=X":                    http.StatusNotFound,
		"product=gao-seng-cu&lot=none":             http.StatusNotFound,
		"product=gao-seng-cu":                      http.StatusBadRequest,
		"run=k1-77":                                http.StatusNotFound,
		"product=gao-seng-cu&lot=ST-01&stock=none": http.StatusOK, // asks for the stock
		"item=none":                                http.StatusOK, // asks for labels
		"product=gao-seng-cu&lot=ST-01&printer=none&template=none&stock=a4-24-70x37": http.StatusOK,
	} {
		p := b.get("/console/labels?" + query)
		p.sound(t)
		if p.status != status {
			t.Errorf("%s gives %d, want %d", query, p.status, status)
		}
	}
}

// A label that lacks room is refused before anything is made.
func TestPrintRefuses(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	size := s.size(t)
	p := b.get(planned + "count=5")
	form := p.form(t, "/console/labels")
	form.Set("do", "print")
	form.Set("template", "full") // which would lack what the law asks for
	p = b.post("/console/labels", form)
	p.sound(t)
	if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.body, "tick the box") || !strings.Contains(p.body, `name="confirmed"`) {
		t.Error(p.status, p.body)
	}
	form.Set("stock", "a4-65-38x21") // which is too small for it
	form.Set("confirmed", "1")
	p = b.post("/console/labels", form)
	p.sound(t)
	if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.body, "It cannot be printed yet.") {
		t.Error(p.status, p.body)
	}
	form.Set("template", "stamp")
	form.Set("key", "short")
	if p = b.post("/console/labels", form); p.status != http.StatusBadRequest {
		t.Error("without a key:", p.status)
	}
	if s.size(t) != size {
		t.Error("a refused plan has stated something")
	}
}

func TestPrintAgainNeedsAReason(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	run := s.run(t, 10)
	job := s.order(t, run, nil)
	_, err := s.press.Wait(ctx, job.Entity, job.ID)
	check(t, err)
	p := b.get("/console/labels?run=" + run.ID + "&from=3&to=4&stock=a4-24-70x37")
	p.sound(t)
	form := p.form(t, "/console/labels")
	form.Set("do", "print")
	p = b.post("/console/labels", form)
	p.sound(t)
	if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)["reason"], "printed before") {
		t.Fatal(p.status, p.problems(t))
	}
	form = p.form(t, "/console/labels")
	form.Set("reason", "rách khi bóc")
	form.Set("do", "print")
	p = b.post("/console/labels", form)
	p.sound(t)
	if !strings.HasPrefix(p.path, "/console/jobs/") || !strings.Contains(p.body, "rách khi bóc") {
		t.Error(p.status, p.body)
	}
	report, err := s.Run(ctx, run.ID)
	check(t, err)
	if _, ok := report.Changes[0].Fact.(*trace.LabelReprint); !ok {
		t.Errorf("stated is %T", report.Changes[0].Fact)
	}
	for _, bad := range []string{"from=0&to=3", "from=4&to=3", "from=1&to=11", "from=x&to=3"} {
		if p := b.get("/console/labels?run=" + run.ID + "&" + bad); p.status != http.StatusBadRequest {
			t.Errorf("%s gives %d", bad, p.status)
		}
	}
}

func TestPrintLater(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	form := b.get(planned+"count=17").form(t, "/console/labels")
	form.Set("do", "queue")
	p := b.post("/console/labels", form)
	p.sound(t)
	if p.path != "/console/queue" || !strings.Contains(p.body, "17 labels wait.") || !strings.Contains(p.body, "They take 17 of 24 places") {
		t.Fatal(p.status, p.path, p.body)
	}
	if p = b.post("/console/labels", form); p.path != "/console/queue" || !strings.Contains(p.body, "17 labels wait.") {
		t.Error("the same form again:", p.status, p.body)
	}
	p = b.get("/console/labels?" + p.formOf(t, "/console/labels", "item").Encode())
	p.sound(t)
	form = p.form(t, "/console/labels")
	form.Set("do", "print")
	p = b.post("/console/labels", form)
	p.sound(t)
	if !strings.HasPrefix(p.path, "/console/jobs/") {
		t.Fatal(p.status, p.body)
	}
	queue, err := s.press.Queue(ctx, "htx-gao-ruong-mau")
	check(t, err)
	if len(queue) != 1 || queue[0].Job == "" || queue[0].Span.Len() != 17 {
		t.Error("the queue has", queue)
	}
}

// Labels that were made for a job which cannot begin wait in the queue.
func TestPrintLosesNothing(t *testing.T) {
	s := open(t)
	s.maker.hold = make(chan struct{})
	t.Cleanup(func() { close(s.maker.hold) })
	run := s.run(t, press.MaxUnfinished)
	for n := range run.Count {
		s.order(t, run, func(o *press.Order) { o.Spans = []press.Span{{Run: run.ID, From: n + 1, To: n + 1}} })
	}
	b := s.signIn(t, "lan")
	form := b.get(planned+"count=5").form(t, "/console/labels")
	form.Set("do", "print")
	p := b.post("/console/labels", form)
	p.sound(t)
	if p.path != "/console/queue" || !strings.Contains(p.body, "5 labels wait.") || !strings.Contains(p.body, "could not be printed") {
		t.Error(p.status, p.path, p.body)
	}
}

// Positions are tapped as they lie, whatever the order in which is counted.
func TestPrintFromAnotherCorner(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	for _, c := range []struct{ query, want string }{
		{"cell=1&corner=bottom-right", "From label 24 of 24"},
		{"cell=24&corner=bottom-right", "From label 1 of 24"},
		{"cell=2&down=1", "From label 9 of 24"},
		{"cell=3&corner=top-right", "From label 1 of 24"},
		{"cell=99", "From label 1 of 24"},
	} {
		if p := b.get("/console/labels?product=gao-seng-cu&lot=ST-01&stock=a4-24-70x37&" + c.query); !strings.Contains(p.body, c.want) {
			t.Errorf("%s does not give %q", c.query, c.want)
		}
	}
}

func TestPrintRoles(t *testing.T) {
	s := open(t)
	run := s.run(t, 3)
	for name, status := range map[string]int{"minh": http.StatusNotFound, "hoa": http.StatusForbidden} {
		b := s.signIn(t, name)
		for _, path := range []string{planned, "/console/labels?run=" + run.ID, "/console/labels/label.svg?run=" + run.ID + "&stock=a4-24-70x37", "/console/labels/page.png?run=" + run.ID + "&stock=a4-24-70x37"} {
			if p := b.get(path); p.status != status {
				t.Errorf("%s gets %d of %s", name, p.status, path)
			}
		}
		if p := b.post("/console/labels", url.Values{"run": {run.ID}, "stock": {"a4-24-70x37"}, "key": {strings.Repeat("k", 22)}}); p.status != status {
			t.Errorf("%s prints with %d", name, p.status)
		}
	}
}
