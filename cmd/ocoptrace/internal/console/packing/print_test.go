package packing_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/console/packing"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// From the batch to a job: each step is a page of its own, and nothing is made
// before the last.
func TestPrintByTheSteps(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	size := s.Size(t)
	p := b.Get("/console/labels?product=gao-seng-cu&lot=ST-01&count=30")
	p.Sound(t)
	if p.Status != http.StatusOK || !strings.Contains(p.Body, "Choose the labels you have") || strings.Count(p.Body, `<svg class="sheetpic"`) != packing.StocksShown {
		t.Fatal(p.Status, p.Body)
	}
	p = b.Get("/console/labels?product=gao-seng-cu&lot=ST-01&count=30&step=stock&q=70x37")
	p.Sound(t)
	form := p.FormOf(t, "/console/labels", "stock")
	form.Set("stock", "a4-24-70x37")
	p = b.Get("/console/labels?" + form.Encode())
	p.Sound(t)
	for _, want := range []string{"30 new labels", "From label 1 of 24", "Takes 2 sheets.", "Print 30 labels", "/console/labels/label.svg?", "/console/labels/page.png?"} {
		if !strings.Contains(p.Body, want) {
			t.Errorf("the plan lacks %q", want)
		}
	}
	p = b.Get(p.Link(t, "step=place"))
	p.Sound(t)
	form = p.FormOf(t, "/console/labels", "cell")
	if form.Get("cell") != "1" || strings.Count(p.Body, `name="cell"`) != 24 {
		t.Error("the sheet begins at", form.Get("cell"))
	}
	form.Set("cell", "6")
	form.Set("corner", "top-left")
	p = b.Get("/console/labels?" + form.Encode())
	p.Sound(t)
	if !strings.Contains(p.Body, "From label 6 of 24") {
		t.Error("label 6 was tapped:", p.Body)
	}
	plan := p
	p = b.Get(p.Link(t, "step=design"))
	p.Sound(t)
	if strings.Count(p.Body, `name="template"`) < 8 || !strings.Contains(p.Body, "label.svg?") {
		t.Error(p.Body)
	}
	if s.Size(t) != size {
		t.Error("looking has stated something")
	}
	s.printPlan(t, b, plan)
}

// printPlan sends a plan, twice.
func (s *site) printPlan(t *testing.T, b *consoletest.Browser, p *consoletest.Answer) {
	t.Helper()
	form := p.Form(t, "/console/labels")
	form.Set("do", "print")
	job := b.Post("/console/labels", form)
	job.Sound(t)
	if job.Status != http.StatusOK || !strings.HasPrefix(job.Path, "/console/jobs/") || !strings.Contains(job.Body, "Ready to print") {
		t.Fatal(job.Status, job.Path, job.Body)
	}
	if again := b.Post("/console/labels", form); again.Path != job.Path {
		t.Error("the same form again leads to", again.Path)
	}
	runs, err := s.Runs(consoletest.Ctx, "gao-seng-cu", "ST-01")
	consoletest.Check(t, err)
	if len(runs) != 1 || runs[0].Run.Count != 30 {
		t.Error("made", runs)
	}
	made, err := s.Press.Job(consoletest.Ctx, "htx-gao-ruong-mau", strings.TrimPrefix(job.Path, "/console/jobs/"))
	consoletest.Check(t, err)
	if made.Sheet.Start != 6 || made.Sheet.Stock.ID != "a4-24-70x37" || made.Labels() != 30 || made.By != "lan" {
		t.Errorf("made %+v", made)
	}
	b.Get(job.Path + "/parts/1")
	p = b.Get("/console/labels?product=gao-seng-cu&lot=ST-01&count=1")
	if !strings.Contains(p.Body, "From label 12 of 24") { // 5 + 30 are 24 + 11
		t.Error("the next job does not go on where this one ended:", p.Body)
	}
}

const planned = "/console/labels?product=gao-seng-cu&lot=ST-01&stock=a4-24-70x37&start=1&"

func TestPrintPictures(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	query := strings.TrimPrefix(planned, "/console/labels")
	svg := b.Get("/console/labels/label.svg" + query)
	if svg.Status != http.StatusOK || svg.Header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(svg.Body, `width="70mm"`) {
		t.Error(svg.Status, svg.Header, svg.Body[:min(len(svg.Body), 300)])
	}
	png := b.Get("/console/labels/page.png" + query)
	if png.Status != http.StatusOK || !strings.HasPrefix(png.Body, "\x89PNG") {
		t.Error(png.Status, png.Header)
	}
	if again := b.Get("/console/labels/page.png" + query); again.Body != png.Body {
		t.Error("the same plan has another picture")
	}
	for _, bad := range []string{
		"", "?stock=a4-24-70x37", query + "&copies=0", "?product=gao-seng-cu&lot=ST-01&stock=a4-24-70x37&start=25",
		"?product=gao-seng-cu&lot=ST-01&stock=a4-65-38x21&template=full",
	} {
		if p := b.Get("/console/labels/label.svg" + bad); p.Status != http.StatusNotFound {
			t.Errorf("%s gives %d", bad, p.Status)
		}
	}
}

func TestPrintProblems(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
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
		p := b.Get("/console/labels?product=gao-seng-cu&lot=ST-01&stock=a4-24-70x37&" + c.query)
		p.Sound(t)
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)[c.field], c.want) {
			t.Errorf("%s: %d, %v", c.query, p.Status, p.Problems(t))
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
		p := b.Get("/console/labels?" + query)
		p.Sound(t)
		if p.Status != status {
			t.Errorf("%s gives %d, want %d", query, p.Status, status)
		}
	}
}

// A label that lacks room is refused before anything is made.
func TestPrintRefuses(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	size := s.Size(t)
	p := b.Get(planned + "count=5")
	form := p.Form(t, "/console/labels")
	form.Set("do", "print")
	form.Set("template", "full") // which would lack what the law asks for
	p = b.Post("/console/labels", form)
	p.Sound(t)
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "tick the box") || !strings.Contains(p.Body, `name="confirmed"`) {
		t.Error(p.Status, p.Body)
	}
	form.Set("stock", "a4-65-38x21") // which is too small for it
	form.Set("confirmed", "1")
	p = b.Post("/console/labels", form)
	p.Sound(t)
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "It cannot be printed yet.") {
		t.Error(p.Status, p.Body)
	}
	form.Set("template", "stamp")
	form.Set("key", "short")
	if p = b.Post("/console/labels", form); p.Status != http.StatusBadRequest {
		t.Error("without a key:", p.Status)
	}
	if s.Size(t) != size {
		t.Error("a refused plan has stated something")
	}
}

func TestPrintAgainNeedsAReason(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	run := s.run(t, 10)
	job := s.order(t, run, nil)
	_, err := s.Press.Wait(consoletest.Ctx, job.Entity, job.ID)
	consoletest.Check(t, err)
	p := b.Get("/console/labels?run=" + run.ID + "&from=3&to=4&stock=a4-24-70x37")
	p.Sound(t)
	form := p.Form(t, "/console/labels")
	form.Set("do", "print")
	p = b.Post("/console/labels", form)
	p.Sound(t)
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)["reason"], "printed before") {
		t.Fatal(p.Status, p.Problems(t))
	}
	form = p.Form(t, "/console/labels")
	form.Set("reason", "rách khi bóc")
	form.Set("do", "print")
	p = b.Post("/console/labels", form)
	p.Sound(t)
	if !strings.HasPrefix(p.Path, "/console/jobs/") || !strings.Contains(p.Body, "rách khi bóc") {
		t.Error(p.Status, p.Body)
	}
	report, err := s.Run(consoletest.Ctx, run.ID)
	consoletest.Check(t, err)
	if _, ok := report.Changes[0].Fact.(*trace.LabelReprint); !ok {
		t.Errorf("stated is %T", report.Changes[0].Fact)
	}
	for _, bad := range []string{"from=0&to=3", "from=4&to=3", "from=1&to=11", "from=x&to=3"} {
		if p := b.Get("/console/labels?run=" + run.ID + "&" + bad); p.Status != http.StatusBadRequest {
			t.Errorf("%s gives %d", bad, p.Status)
		}
	}
}

func TestPrintLater(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	form := b.Get(planned+"count=17").Form(t, "/console/labels")
	form.Set("do", "queue")
	p := b.Post("/console/labels", form)
	p.Sound(t)
	if p.Path != "/console/queue" || !strings.Contains(p.Body, "17 labels wait.") || !strings.Contains(p.Body, "They take 17 of 24 places") {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	if p = b.Post("/console/labels", form); p.Path != "/console/queue" || !strings.Contains(p.Body, "17 labels wait.") {
		t.Error("the same form again:", p.Status, p.Body)
	}
	p = b.Get("/console/labels?" + p.FormOf(t, "/console/labels", "item").Encode())
	p.Sound(t)
	form = p.Form(t, "/console/labels")
	form.Set("do", "print")
	p = b.Post("/console/labels", form)
	p.Sound(t)
	if !strings.HasPrefix(p.Path, "/console/jobs/") {
		t.Fatal(p.Status, p.Body)
	}
	queue, err := s.Press.Queue(consoletest.Ctx, "htx-gao-ruong-mau")
	consoletest.Check(t, err)
	if len(queue) != 1 || queue[0].Job == "" || queue[0].Span.Len() != 17 {
		t.Error("the queue has", queue)
	}
}

// Labels that were made for a job which cannot begin wait in the queue.
func TestPrintLosesNothing(t *testing.T) {
	s := open(t)
	s.Maker.Hold = make(chan struct{})
	t.Cleanup(func() { close(s.Maker.Hold) })
	run := s.run(t, press.MaxUnfinished)
	for n := range run.Count {
		s.order(t, run, func(o *press.Order) { o.Spans = []press.Span{{Run: run.ID, From: n + 1, To: n + 1}} })
	}
	b := s.SignIn(t, "lan")
	form := b.Get(planned+"count=5").Form(t, "/console/labels")
	form.Set("do", "print")
	p := b.Post("/console/labels", form)
	p.Sound(t)
	if p.Path != "/console/queue" || !strings.Contains(p.Body, "5 labels wait.") || !strings.Contains(p.Body, "could not be printed") {
		t.Error(p.Status, p.Path, p.Body)
	}
}

// Positions are tapped as they lie, whatever the order in which is counted.
func TestPrintFromAnotherCorner(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	for _, c := range []struct{ query, want string }{
		{"cell=1&corner=bottom-right", "From label 24 of 24"},
		{"cell=24&corner=bottom-right", "From label 1 of 24"},
		{"cell=2&down=1", "From label 9 of 24"},
		{"cell=3&corner=top-right", "From label 1 of 24"},
		{"cell=99", "From label 1 of 24"},
	} {
		if p := b.Get("/console/labels?product=gao-seng-cu&lot=ST-01&stock=a4-24-70x37&" + c.query); !strings.Contains(p.Body, c.want) {
			t.Errorf("%s does not give %q", c.query, c.want)
		}
	}
}

// A job whose file nobody took yet has its places of the sheet all the same: the
// next one begins behind it, until it is cancelled.
func TestPrintBehindAJobThatWaits(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	const plan = "/console/labels?product=gao-seng-cu&lot=ST-01&stock=a4-24-70x37"
	begins := func(want string) {
		t.Helper()
		if p := b.Get(plan); !strings.Contains(p.Body, want) {
			t.Errorf("the next job does not begin %q", want)
		}
	}
	begins("From label 1 of 24")
	first := s.order(t, s.run(t, 5), func(o *press.Order) { o.Sheet.Start = 1 })
	begins("From label 6 of 24")
	s.Clock.Set(s.Clock.Now().Add(time.Second))
	second := s.order(t, s.run(t, 3), func(o *press.Order) { o.Sheet.Start = 6 })
	begins("From label 9 of 24")
	for _, job := range []press.Job{second, first} { // taken in another order than made
		b.Get("/console/jobs/" + job.ID)
		b.Get("/console/jobs/" + job.ID + "/parts/1")
		begins("From label 9 of 24")
	}
	s.Clock.Set(s.Clock.Now().Add(time.Second))
	third := s.order(t, s.run(t, 2), func(o *press.Order) { o.Sheet.Start = 9 })
	begins("From label 11 of 24")
	consoletest.Check(t, s.Press.Cancel(consoletest.Ctx, "htx-gao-ruong-mau", third.ID))
	begins("From label 9 of 24")
}

// A plan that says nothing goes on in the order of the last job; the sheet shows
// what that job used, also to one that asks for another order.
func TestPrintGoesOnInOrder(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	const plan = "/console/labels?product=gao-seng-cu&lot=ST-01&stock=a4-24-70x37"
	job := s.order(t, s.run(t, 5), func(o *press.Order) { o.Sheet.Corner, o.Sheet.Start = stock.BottomRight, 2 })
	b.Get("/console/jobs/" + job.ID) // waits for its file
	b.Get("/console/jobs/" + job.ID + "/parts/1")
	for query, want := range map[string]string{
		"":                  "From label 7 of 24",
		"&corner=top-left":  "From label 1 of 24",
		"&start=3":          "From label 3 of 24",
		"&down=1":           "From label 1 of 24",
		"&corner=top-right": "From label 1 of 24",
	} {
		if p := b.Get(plan + query); !strings.Contains(p.Body, want) {
			t.Errorf("%q does not give %q", query, want)
		}
	}
}

func TestPrintRoles(t *testing.T) {
	s := open(t)
	run := s.run(t, 3)
	for name, status := range map[string]int{"minh": http.StatusNotFound, "hoa": http.StatusForbidden} {
		b := s.SignIn(t, name)
		for _, path := range []string{planned, "/console/labels?run=" + run.ID, "/console/labels/label.svg?run=" + run.ID + "&stock=a4-24-70x37", "/console/labels/page.png?run=" + run.ID + "&stock=a4-24-70x37"} {
			if p := b.Get(path); p.Status != status {
				t.Errorf("%s gets %d of %s", name, p.Status, path)
			}
		}
		if p := b.Post("/console/labels", url.Values{"run": {run.ID}, "stock": {"a4-24-70x37"}, "key": {strings.Repeat("k", 22)}}); p.Status != status {
			t.Errorf("%s prints with %d", name, p.Status)
		}
	}
}
