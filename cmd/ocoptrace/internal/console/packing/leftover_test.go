package packing_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/trace"
)

// What is left at the end of a day is shown, confirmed and voided once; what is
// new meanwhile is shown before it is voided too.
func TestLeftoversJob(t *testing.T) {
	s := open(t)
	run := s.newRun(t, 30)
	s.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 20, State: trace.LabelActive, Date: s.Today()})
	b := s.SignIn(t, "lan")
	p := b.Get("/console/leftovers")
	p.Sound(t)
	if !strings.Contains(p.Body, "10 labels not activated") || !strings.Contains(p.Body, "Labels 21–30") {
		t.Fatal(consoletest.Text(p.Parse(t)))
	}
	if !strings.Contains(b.Get(riceBatch).Body, "End of day: void the 10 labels left") {
		t.Error("the batch lacks the button")
	}
	confirm := b.Get("/console/leftovers/void?batch=" + riceKey)
	confirm.Sound(t)
	form := confirm.Form(t, "/console/leftovers")
	s.newRun(t, 5)
	p = b.Post("/console/leftovers", form)
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "have changed meanwhile") || !strings.Contains(p.Body, "Void 15 labels") {
		t.Fatal(p.Status, consoletest.Text(p.Parse(t)))
	}
	p.Sound(t)
	form = p.Form(t, "/console/leftovers")
	form.Set("reason", "")
	if p = b.Post("/console/leftovers", form); p.Status != http.StatusUnprocessableEntity || p.Problems(t)["reason"] != "This is needed." {
		t.Fatal(p.Status, p.Problems(t))
	}
	form = p.Form(t, "/console/leftovers")
	form.Set("reason", "Hết ca")
	size := s.Size(t)
	for range 2 {
		if p = b.Post("/console/leftovers", form); p.Path != riceBatch || p.Query.Get("done") != "voided" {
			t.Fatal(p.Status, p.Path, consoletest.Text(p.Parse(t)))
		}
	}
	if l := s.ledger(t); l.Voided != 15 || l.Open != 0 || l.Activated != 20 || s.Size(t) != size+2 {
		t.Errorf("%+v, %d records more", l, s.Size(t)-size)
	}
	if !strings.Contains(consoletest.Text(p.Parse(t)), "Hết ca") {
		t.Error("the book lacks the reason")
	}
	if p := b.Get("/console/leftovers"); !strings.Contains(p.Body, "There are none") {
		t.Error(consoletest.Text(p.Parse(t)))
	}
	if p := b.Get("/console/leftovers/void"); p.Path != "/console/leftovers" {
		t.Errorf("voiding nothing leads to %s", p.Path)
	}
}

// All batches at once.
func TestAllLeftovers(t *testing.T) {
	s := open(t)
	batch := &trace.Batch{Product: "gao-seng-cu", Lot: "ST-02", Produced: s.Today(), Quantity: 9, Unit: "túi"}
	consoletest.Check(t, s.Complete(consoletest.Ctx, batch, nil))
	s.State(t, batch)
	s.newRun(t, 4)
	_, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-02", 3, "")
	consoletest.Check(t, err)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/leftovers/void")
	p.Sound(t)
	if !strings.Contains(p.Body, "Void 7 labels") {
		t.Fatal(consoletest.Text(p.Parse(t)))
	}
	if p = b.Post("/console/leftovers", p.Form(t, "/console/leftovers")); p.Path != "/console/leftovers" {
		t.Fatal(p.Status, p.Path)
	}
	open, err := s.OpenLabels(consoletest.Ctx, "htx-gao-ruong-mau")
	consoletest.Check(t, err)
	if len(open) != 0 {
		t.Error(open)
	}
	for _, query := range []string{"?batch=gio-lua/1", "?batch=gao-seng-cu/KHONG", "?batch=x"} {
		if p := b.Get("/console/leftovers/void" + query); p.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", query, p.Status)
		}
	}
	other := s.SignIn(t, "minh")
	if p := other.Get("/console/leftovers/void?batch=" + riceKey); p.Status != http.StatusNotFound {
		t.Errorf("another's leftovers answer %d", p.Status)
	}
	if p := other.Post("/console/leftovers", url.Values{"batch": {riceKey}, "key": {strings.Repeat("k", 22)}, "reason": {"x"}}); p.Status != http.StatusNotFound {
		t.Errorf("voiding another's leftovers answers %d", p.Status)
	}
}

// Labels that are still to be printed are told, and left alone when all are
// voided at once.
func TestWaitingLabelsAreLeft(t *testing.T) {
	s := open(t)
	run := s.newRun(t, 10)
	_, err := s.Press.Enqueue(consoletest.Ctx, "htx-gao-ruong-mau", "lan", press.Span{Run: run.ID, From: 1, To: 4})
	consoletest.Check(t, err)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/leftovers")
	p.Sound(t)
	if !strings.Contains(p.Body, "4 of them are still to be printed") || strings.Contains(p.Body, "Void all labels left over") {
		t.Error(consoletest.Text(p.Parse(t)))
	}
	if p := b.Get("/console/leftovers/void"); p.Path != "/console/leftovers" {
		t.Errorf("voiding them all leads to %s", p.Path)
	}
	p = b.Get("/console/leftovers/void?batch=" + riceKey)
	p.Sound(t)
	if !strings.Contains(p.Body, "4 of them are still to be printed") {
		t.Error("the batch's confirmation does not tell:", consoletest.Text(p.Parse(t)))
	}
}

// The closing time is set, shown with who set it, and taken away; after it the
// labels are voided and the day is in the list.
func TestClosingTime(t *testing.T) {
	s := open(t)
	s.newRun(t, 10)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/leftovers")
	form := p.Form(t, "/console/closing")
	for _, clock := range []string{"25:00", "5 giờ", "17.30"} {
		form.Set("time", clock)
		p = b.Post("/console/closing", form)
		p.Sound(t)
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)["time"], "17:30") || p.Form(t, "/console/closing").Get("time") != clock {
			t.Errorf("%q: %d %v", clock, p.Status, p.Problems(t))
		}
	}
	form.Set("time", "17:30")
	if p = b.Post("/console/closing", form); p.Path != "/console/leftovers" || !strings.Contains(p.Body, "Set by lan.") || p.Form(t, "/console/closing").Get("time") != "17:30" {
		t.Fatal(p.Status, consoletest.Text(p.Parse(t)))
	}
	s.Clock.Set(s.Clock.Now().Add(6 * time.Hour))
	consoletest.Check(t, s.Press.CloseDay(consoletest.Ctx, s.Clock.Now()))
	_, err := s.Publish(consoletest.Ctx)
	consoletest.Check(t, err)
	p = b.Get("/console/leftovers")
	if l := s.ledger(t); l.Voided != 10 || !strings.Contains(p.Body, "10 labels voided") {
		t.Errorf("%+v %s", l, consoletest.Text(p.Parse(t)))
	}
	form.Set("time", "")
	b.Post("/console/closing", form)
	if c, err := s.Press.Closing(consoletest.Ctx, "htx-gao-ruong-mau"); err != nil || c.Time != "" {
		t.Error(c, err)
	}
}
