package producer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

// The whole job: a batch in three entries, labels, their activation, and what a
// buyer then reads.
func TestProducerJob(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	p := b.Get("/console")
	p.Sound(t)
	if !strings.Contains(p.Body, `href="/console/batches/new?product=gao-seng-cu"`) {
		t.Fatal("no link to a new batch")
	}

	p = b.Get("/console/batches/new?product=gao-seng-cu")
	p.Sound(t)
	form := p.Form(t, "/console/batches/new")
	if form.Get("product") != "gao-seng-cu" || form.Get("produced") != "2026-11-23" {
		t.Error("the form begins with", form)
	}
	form.Set("quantity", "1.048")
	p = b.Post("/console/batches/new", form)
	p.Sound(t)
	for _, want := range []string{"Gạo Séng Cù", "Seng Cu rice", "L261123A", "23 Nov 2026", "23 Nov 2027", "1,048 túi", "HTX Gạo Ruộng Mẫu", "4 of 5 OCOP stars, valid to 12 Mar 2028"} {
		if !strings.Contains(p.Body, want) {
			t.Errorf("the confirmation lacks %q", want)
		}
	}
	size := s.Size(t)
	form = p.Form(t, "/console/batches")
	form.Set("lot", "SC-77")
	form.Set("bestBefore", "20/11/2027")
	p = b.Post("/console/batches", form)
	if p.Status != http.StatusOK || p.Path != "/console/batches/gao-seng-cu/SC-77" || !strings.Contains(p.Body, "The batch is issued.") {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	p.Sound(t)
	batch, err := s.Batch(consoletest.Ctx, "gao-seng-cu", "SC-77")
	consoletest.Check(t, err)
	if batch.Quantity != 1048 || batch.BestBefore.String() != "2027-11-20" || batch.Unit != "túi" || batch.GTIN != "09520000000011" {
		t.Errorf("issued %+v", batch)
	}
	if got := s.Size(t); got != size+1 {
		t.Errorf("the log grew from %d to %d", size, got)
	}
	runs := makeLabels(t, s, b, p)
	activate(t, s, b, runs)
}

// makeLabels orders 30 labels, as printing them does.
func makeLabels(t *testing.T, s *consoletest.Site, b *consoletest.Browser, p *consoletest.Answer) trace.RunReport {
	t.Helper()
	if !strings.Contains(p.Body, `href="/console/labels?lot=SC-77&amp;product=gao-seng-cu"`) {
		t.Error("no link to print labels")
	}
	run, err := s.OrderRun(consoletest.Ctx, trace.RunOrder{Product: "gao-seng-cu", Lot: "SC-77", Count: 30, By: "lan"})
	consoletest.Check(t, err)
	r, err := s.Run(consoletest.Ctx, run.ID)
	consoletest.Check(t, err)
	p = b.Get(p.Path)
	p.Sound(t)
	reprint := p.Form(t, "/console/labels")
	if reprint.Get("run") != run.ID || reprint.Get("from") != "1" || reprint.Get("to") != "30" {
		t.Error("to be printed again:", reprint)
	}
	return r
}

func activate(t *testing.T, s *consoletest.Site, b *consoletest.Browser, r trace.RunReport) {
	t.Helper()
	const page = "/console/batches/gao-seng-cu/SC-77"
	codes, err := s.Labels(r.Run, 1, 30)
	consoletest.Check(t, err)
	verdict := func(n int64) string {
		t.Helper()
		return consoletest.Text(consoletest.Elements(b.Get("/x/"+codes[n-1].Code.String()).Parse(t), "title")[0])
	}
	if got := verdict(1); !strings.Contains(got, "not been activated") {
		t.Fatal(got)
	}
	status := "/console/runs/" + r.Run.ID + "/status"
	form := b.Get(page).FormWith(t, status, "to")
	if form.Get("from") != "1" || form.Get("to") != "30" {
		t.Error("to be activated:", form)
	}
	form.Set("to", "20")
	p := b.Post(status, form)
	if p.Path != page || !strings.Contains(p.Body, "The labels are active.") {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	if got := verdict(20); !strings.Contains(got, "Record intact") {
		t.Error(got)
	}
	if got := verdict(21); !strings.Contains(got, "not been activated") {
		t.Error(got)
	}
	void := b.Get("/console/runs/" + r.Run.ID + "/void?from=7&to=7&reason=" + url.QueryEscape("rách"))
	void.Sound(t)
	if got := verdict(7); !strings.Contains(got, "Record intact") {
		t.Error("voided before it was confirmed")
	}
	p = b.Post(status, void.Form(t, status))
	if !strings.Contains(p.Body, "The labels are voided.") || !strings.Contains(verdict(7), "voided") {
		t.Error(p.Status, verdict(7))
	}
	for _, want := range []string{"Labels 1–6", "Label 7", "Labels 8–20", "Labels 21–30"} {
		if !strings.Contains(p.Body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if tally := consoletest.Rows(t, p); tally["Active"] != "19" || tally["Voided"] != "1" || tally["Packs without a label"] != "1,019" {
		t.Error(tally)
	}
	after, err := s.Run(consoletest.Ctx, r.Run.ID)
	consoletest.Check(t, err)
	if len(after.Changes) != 3 {
		t.Errorf("%d statements about the run, want its own, an activation and a voiding", len(after.Changes))
	}
	for _, c := range after.Changes {
		if c.By != "lan" {
			t.Errorf("%s is by %q, want lan", c.Fact.Kind(), c.By)
		}
	}
}

// Each form that states something states it once, however often it is sent.
func TestTwice(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	confirm := b.Get("/console/batches/new?check=1&product=gao-seng-cu&produced=2026-11-23&quantity=50")
	size := s.Size(t)
	form := confirm.Form(t, "/console/batches")
	for range 3 {
		if p := b.Post("/console/batches", form); p.Path != "/console/batches/gao-seng-cu/L261123A" {
			t.Fatal(p.Status, p.Path)
		}
	}
	page := b.Get("/console/batches/gao-seng-cu/L261123A")
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "L261123A", 50, "")
	consoletest.Check(t, err)
	status := "/console/runs/" + run.ID + "/status"
	form = b.Get(page.Path).FormWith(t, status, "to")
	for range 3 {
		if p := b.Post(status, form); p.Path != page.Path {
			t.Fatal(p.Status, p.Path)
		}
	}
	if got := s.Size(t); got != size+3 {
		t.Errorf("the log grew from %d to %d, want 3 more", size, got)
	}
	form.Set("to", "0")
	if p := b.Post(status, form); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("the same form with other content answers %d", p.Status)
	}
	form.Del("key")
	form.Set("to", "50")
	if p := b.Post(status, form); p.Status != http.StatusBadRequest {
		t.Errorf("a form without its key answers %d", p.Status)
	}
}
