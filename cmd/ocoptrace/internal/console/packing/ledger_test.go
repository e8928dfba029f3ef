package packing_test

import (
	"net/http"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

const (
	riceBatch = "/console/batches/gao-seng-cu/ST-01"
	riceKey   = "gao-seng-cu/ST-01"
)

// newRun states a run of the rice batch.
func (s *site) newRun(t *testing.T, count int64) *trace.LabelRun {
	t.Helper()
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", count, "")
	consoletest.Check(t, err)
	return run
}

// ledger is that of the rice batch.
func (s *site) ledger(t *testing.T) trace.Ledger {
	t.Helper()
	l, err := s.Ledger(consoletest.Ctx, "gao-seng-cu", "ST-01")
	consoletest.Check(t, err)
	return l
}

// All open labels of a run are activated with one tap, also where voided ones
// lie between; the book says who did it.
func TestActivateAll(t *testing.T) {
	s := open(t)
	run := s.newRun(t, 20)
	s.State(t, &trace.LabelStatus{Run: run.ID, From: 7, To: 8, State: trace.LabelVoided, Reason: "rách", Date: s.Today()})
	b := s.SignIn(t, "lan")
	p := b.Get(riceBatch)
	p.Sound(t)
	if !strings.Contains(p.Body, "Activate all 18 open labels") {
		t.Error("no button for all")
	}
	status := "/console/runs/" + run.ID + "/status"
	form, size := p.FormWith(t, status, "spans"), s.Size(t)
	if form.Get("spans") != "1-6 9-20" {
		t.Fatal(form)
	}
	for range 2 {
		if p = b.Post(status, form); p.Path != riceBatch || p.Query.Get("done") != "active" {
			t.Fatal(p.Status, p.Path)
		}
	}
	if l := s.ledger(t); l.Activated != 18 || l.Voided != 2 || l.Open != 0 || s.Size(t) != size+2 {
		t.Errorf("%+v, %d records more", l, s.Size(t)-size)
	}
	for _, want := range []string{"Labels 9–20 activated", "Labels 7–8 voided", "rách", "20 labels made", "23 Nov 2026, 12:00", "· lan"} {
		if !strings.Contains(consoletest.Text(p.Parse(t)), want) {
			t.Errorf("the book lacks %q", want)
		}
	}
	for _, spans := range []string{"x", "0-4", "5-4", "1-21", "3-4 1-2", "1-2  3-4", "1"} {
		form.Set("spans", spans)
		if p := b.Post(status, form); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("spans %q answer %d", spans, p.Status)
		}
	}
}

// A batch's ledger, allowances included; an officer allows more.
func TestAllowanceJob(t *testing.T) {
	s := open(t)
	s.newRun(t, 100)
	producer, officer := s.SignIn(t, "lan"), s.SignIn(t, "hoa")
	const query = "?product=gao-seng-cu&lot=ST-01"
	if p := officer.Get("/console/products/gao-seng-cu"); !strings.Contains(p.Body, "/console/allowances/new?lot=ST-01&amp;product=gao-seng-cu") {
		t.Error("no link to an allowance")
	}
	p := officer.Get("/console/allowances/new" + query)
	p.Sound(t)
	if !strings.Contains(p.Body, "<dt>Packs without a label</dt><dd>0</dd>") {
		t.Error("the form lacks the ledger")
	}
	form := p.Form(t, "/console/allowances/new")
	for extra, want := range map[string]string{"": "This is needed.", "0": "0 is not between 1 and 1,000,000.", "năm": "“năm” is not a whole number."} {
		form.Set("extra", extra)
		p = officer.Get("/console/allowances/new?" + form.Encode())
		p.Sound(t)
		found := p.Problems(t)
		if p.Status != http.StatusUnprocessableEntity || found["extra"] != want || found["reason"] != "This is needed." {
			t.Error(extra, p.Status, found)
		}
		if got := p.Form(t, "/console/allowances/new").Get("extra"); got != extra {
			t.Errorf("%q comes back as %q", extra, got)
		}
	}
	form.Set("extra", "5")
	form.Set("reason", "Đóng gói lại 5 túi rách")
	p = officer.Get("/console/allowances/new?" + form.Encode())
	p.Sound(t)
	size := s.Size(t)
	confirm := p.Form(t, "/console/allowances")
	for range 2 {
		if p = officer.Post("/console/allowances", confirm); p.Path != "/console/products/gao-seng-cu" || p.Query.Get("done") != "allowed" {
			t.Fatal(p.Status, p.Path)
		}
	}
	if l := s.ledger(t); l.Allowed != 5 || l.Room() != 5 || s.Size(t) != size+1 {
		t.Errorf("%+v, %d records more", l, s.Size(t)-size)
	}
	p = producer.Get(riceBatch)
	p.Sound(t)
	for _, want := range []string{"5 labels more allowed", "Đóng gói lại 5 túi rách", "· hoa"} {
		if !strings.Contains(consoletest.Text(p.Parse(t)), want) {
			t.Errorf("the batch lacks %q", want)
		}
	}
	if tally := consoletest.Rows(t, p); tally["Allowed beyond that"] != "5" || tally["Packs without a label"] != "5" {
		t.Error(tally)
	}
	if p := officer.Get("/console/allowances/new?product=gao-seng-cu&lot=KHONG"); p.Status != http.StatusNotFound {
		t.Errorf("an allowance for no batch: %d", p.Status)
	}
}
