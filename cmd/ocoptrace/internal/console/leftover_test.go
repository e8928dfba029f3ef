package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/trace"
)

// What is left at the end of a day is shown, confirmed and voided once; what is
// new meanwhile is shown before it is voided too.
func TestLeftoversJob(t *testing.T) {
	s := open(t)
	run := s.newRun(t, 30)
	s.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 20, State: trace.LabelActive, Date: s.today()})
	b := s.signIn(t, "lan")
	p := b.get("/console/leftovers")
	p.sound(t)
	if !strings.Contains(p.body, "10 labels not activated") || !strings.Contains(p.body, "Labels 21–30") {
		t.Fatal(text(p.parse(t)))
	}
	if !strings.Contains(b.get(riceBatch).body, "End of day: void the 10 labels left") {
		t.Error("the batch lacks the button")
	}
	confirm := b.get("/console/leftovers/void?batch=" + riceKey)
	confirm.sound(t)
	form := confirm.form(t, "/console/leftovers")
	s.newRun(t, 5)
	p = b.post("/console/leftovers", form)
	if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.body, "have changed meanwhile") || !strings.Contains(p.body, "Void 15 labels") {
		t.Fatal(p.status, text(p.parse(t)))
	}
	p.sound(t)
	form = p.form(t, "/console/leftovers")
	form.Set("reason", "")
	if p = b.post("/console/leftovers", form); p.status != http.StatusUnprocessableEntity || p.problems(t)["reason"] != "This is needed." {
		t.Fatal(p.status, p.problems(t))
	}
	form = p.form(t, "/console/leftovers")
	form.Set("reason", "Hết ca")
	size := s.size(t)
	for range 2 {
		if p = b.post("/console/leftovers", form); p.path != riceBatch || p.query.Get("done") != "voided" {
			t.Fatal(p.status, p.path, text(p.parse(t)))
		}
	}
	if l := s.ledger(t); l.Voided != 15 || l.Open != 0 || l.Activated != 20 || s.size(t) != size+2 {
		t.Errorf("%+v, %d records more", l, s.size(t)-size)
	}
	if !strings.Contains(text(p.parse(t)), "Hết ca") {
		t.Error("the book lacks the reason")
	}
	if p := b.get("/console/leftovers"); !strings.Contains(p.body, "There are none") {
		t.Error(text(p.parse(t)))
	}
	if p := b.get("/console/leftovers/void"); p.path != "/console/leftovers" {
		t.Errorf("voiding nothing leads to %s", p.path)
	}
}

// All batches at once.
func TestAllLeftovers(t *testing.T) {
	s := open(t)
	batch := &trace.Batch{Product: "gao-seng-cu", Lot: "ST-02", Produced: s.today(), Quantity: 9, Unit: "túi"}
	check(t, s.Complete(ctx, batch, nil))
	s.State(t, batch)
	s.newRun(t, 4)
	_, err := s.NewRun(ctx, "gao-seng-cu", "ST-02", 3, "")
	check(t, err)
	b := s.signIn(t, "lan")
	p := b.get("/console/leftovers/void")
	p.sound(t)
	if !strings.Contains(p.body, "Void 7 labels") {
		t.Fatal(text(p.parse(t)))
	}
	if p = b.post("/console/leftovers", p.form(t, "/console/leftovers")); p.path != "/console/leftovers" {
		t.Fatal(p.status, p.path)
	}
	open, err := s.OpenLabels(ctx, "htx-gao-ruong-mau")
	check(t, err)
	if len(open) != 0 {
		t.Error(open)
	}
	for _, query := range []string{"?batch=gio-lua/1", "?batch=gao-seng-cu/KHONG", "?batch=x"} {
		if p := b.get("/console/leftovers/void" + query); p.status != http.StatusNotFound {
			t.Errorf("%s answers %d", query, p.status)
		}
	}
	other := s.signIn(t, "minh")
	if p := other.get("/console/leftovers/void?batch=" + riceKey); p.status != http.StatusNotFound {
		t.Errorf("another's leftovers answer %d", p.status)
	}
	if p := other.post("/console/leftovers", url.Values{"batch": {riceKey}, "key": {strings.Repeat("k", 22)}, "reason": {"x"}}); p.status != http.StatusNotFound {
		t.Errorf("voiding another's leftovers answers %d", p.status)
	}
}

// Labels that are still to be printed are told, and left alone when all are
// voided at once.
func TestWaitingLabelsAreLeft(t *testing.T) {
	s := open(t)
	run := s.newRun(t, 10)
	_, err := s.press.Enqueue(ctx, "htx-gao-ruong-mau", "lan", press.Span{Run: run.ID, From: 1, To: 4})
	check(t, err)
	b := s.signIn(t, "lan")
	p := b.get("/console/leftovers")
	p.sound(t)
	if !strings.Contains(p.body, "4 of them are still to be printed") || strings.Contains(p.body, "Void all labels left over") {
		t.Error(text(p.parse(t)))
	}
	if p := b.get("/console/leftovers/void"); p.path != "/console/leftovers" {
		t.Errorf("voiding them all leads to %s", p.path)
	}
	p = b.get("/console/leftovers/void?batch=" + riceKey)
	p.sound(t)
	if !strings.Contains(p.body, "4 of them are still to be printed") {
		t.Error("the batch's confirmation does not tell:", text(p.parse(t)))
	}
}

// The closing time is set, shown with who set it, and taken away; after it the
// labels are voided and the day is in the list.
func TestClosingTime(t *testing.T) {
	s := open(t)
	s.newRun(t, 10)
	b := s.signIn(t, "lan")
	p := b.get("/console/leftovers")
	form := p.form(t, "/console/closing")
	for _, clock := range []string{"25:00", "5 giờ", "17.30"} {
		form.Set("time", clock)
		p = b.post("/console/closing", form)
		p.sound(t)
		if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)["time"], "17:30") || p.form(t, "/console/closing").Get("time") != clock {
			t.Errorf("%q: %d %v", clock, p.status, p.problems(t))
		}
	}
	form.Set("time", "17:30")
	if p = b.post("/console/closing", form); p.path != "/console/leftovers" || !strings.Contains(p.body, "Set by lan.") || p.form(t, "/console/closing").Get("time") != "17:30" {
		t.Fatal(p.status, text(p.parse(t)))
	}
	s.Clock.Set(s.Clock.Now().Add(6 * time.Hour))
	check(t, s.press.CloseDay(ctx, s.Clock.Now()))
	_, err := s.Publish(ctx)
	check(t, err)
	p = b.get("/console/leftovers")
	if l := s.ledger(t); l.Voided != 10 || !strings.Contains(p.body, "10 labels voided") {
		t.Errorf("%+v %s", l, text(p.parse(t)))
	}
	form.Set("time", "")
	b.post("/console/closing", form)
	if c, err := s.press.Closing(ctx, "htx-gao-ruong-mau"); err != nil || c.Time != "" {
		t.Error(c, err)
	}
}
