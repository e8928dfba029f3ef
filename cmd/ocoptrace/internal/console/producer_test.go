package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/trace"
)

// The whole job: a batch in three entries, labels, their activation, and what a
// buyer then reads.
func TestProducerJob(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	p := b.get("/console")
	p.sound(t)
	if !strings.Contains(p.body, `href="/console/batches/new?product=gao-seng-cu"`) {
		t.Fatal("no link to a new batch")
	}

	p = b.get("/console/batches/new?product=gao-seng-cu")
	p.sound(t)
	form := p.form(t, "/console/batches/new")
	if form.Get("product") != "gao-seng-cu" || form.Get("produced") != "2026-11-23" {
		t.Error("the form begins with", form)
	}
	form.Set("quantity", "1.048")
	p = b.get("/console/batches/new?" + form.Encode())
	p.sound(t)
	for _, want := range []string{"Gạo Séng Cù", "Seng Cu rice", "L261123A", "23 Nov 2026", "23 Nov 2027", "1,048 túi", "HTX Gạo Ruộng Mẫu", "4 of 5 OCOP stars, valid to 12 Mar 2028"} {
		if !strings.Contains(p.body, want) {
			t.Errorf("the confirmation lacks %q", want)
		}
	}
	size := s.size(t)
	form = p.form(t, "/console/batches")
	form.Set("lot", "SC-77")
	form.Set("bestBefore", "20/11/2027")
	p = b.post("/console/batches", form)
	if p.status != http.StatusOK || p.path != "/console/batches/gao-seng-cu/SC-77" || !strings.Contains(p.body, "The batch is issued.") {
		t.Fatal(p.status, p.path, p.body)
	}
	p.sound(t)
	batch, err := s.Batch(ctx, "gao-seng-cu", "SC-77")
	check(t, err)
	if batch.Quantity != 1048 || batch.BestBefore.String() != "2027-11-20" || batch.Unit != "túi" || batch.GTIN != "09520000000011" {
		t.Errorf("issued %+v", batch)
	}
	if got := s.size(t); got != size+1 {
		t.Errorf("the log grew from %d to %d", size, got)
	}
	runs := makeLabels(t, s, b, p)
	activate(t, s, b, runs)
}

// makeLabels orders 30 labels, as printing them does.
func makeLabels(t *testing.T, s *site, b *browser, p *seen) trace.RunReport {
	t.Helper()
	if !strings.Contains(p.body, `href="/console/labels?lot=SC-77&amp;product=gao-seng-cu"`) {
		t.Error("no link to print labels")
	}
	run, err := s.OrderRun(ctx, trace.RunOrder{Product: "gao-seng-cu", Lot: "SC-77", Count: 30, By: "lan"})
	check(t, err)
	r, err := s.Run(ctx, run.ID)
	check(t, err)
	p = b.get(p.path)
	p.sound(t)
	reprint := p.form(t, "/console/labels")
	if reprint.Get("run") != run.ID || reprint.Get("from") != "1" || reprint.Get("to") != "30" {
		t.Error("to be printed again:", reprint)
	}
	return r
}

func activate(t *testing.T, s *site, b *browser, r trace.RunReport) {
	t.Helper()
	const page = "/console/batches/gao-seng-cu/SC-77"
	codes, err := s.Labels(r.Run, 1, 30)
	check(t, err)
	verdict := func(n int64) string {
		t.Helper()
		return text(elements(b.get("/x/"+codes[n-1].Code.String()).parse(t), "title")[0])
	}
	if got := verdict(1); !strings.Contains(got, "not been activated") {
		t.Fatal(got)
	}
	status := "/console/runs/" + r.Run.ID + "/status"
	form := b.get(page).formWith(t, status, "to")
	if form.Get("from") != "1" || form.Get("to") != "30" {
		t.Error("to be activated:", form)
	}
	form.Set("to", "20")
	p := b.post(status, form)
	if p.path != page || !strings.Contains(p.body, "The labels are active.") {
		t.Fatal(p.status, p.path, p.body)
	}
	if got := verdict(20); !strings.Contains(got, "Record intact") {
		t.Error(got)
	}
	if got := verdict(21); !strings.Contains(got, "not been activated") {
		t.Error(got)
	}
	void := b.get("/console/runs/" + r.Run.ID + "/void?from=7&to=7&reason=" + url.QueryEscape("rách"))
	void.sound(t)
	if got := verdict(7); !strings.Contains(got, "Record intact") {
		t.Error("voided before it was confirmed")
	}
	p = b.post(status, void.form(t, status))
	if !strings.Contains(p.body, "The labels are voided.") || !strings.Contains(verdict(7), "voided") {
		t.Error(p.status, verdict(7))
	}
	for _, want := range []string{"Labels 1–6", "Label 7", "Labels 8–20", "Labels 21–30"} {
		if !strings.Contains(p.body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if tally := rows(t, p); tally["Active"] != "19" || tally["Voided"] != "1" || tally["Packs without a label"] != "1,019" {
		t.Error(tally)
	}
	after, err := s.Run(ctx, r.Run.ID)
	check(t, err)
	if len(after.Changes) != 3 {
		t.Errorf("%d statements about the run, want its own, an activation and a voiding", len(after.Changes))
	}
	for _, c := range after.Changes {
		if c.By != "lan" {
			t.Errorf("%s is by %q, want lan", c.Fact.Kind(), c.By)
		}
	}
}

// rows are the lines of a page's table.
func rows(t *testing.T, p *seen) map[string]string {
	all := make(map[string]string)
	for _, r := range elements(p.parse(t), "tr") {
		all[text(elements(r, "th")[0])] = text(elements(r, "td")[0])
	}
	return all
}

// Each form that states something states it once, however often it is sent.
func TestTwice(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	confirm := b.get("/console/batches/new?check=1&product=gao-seng-cu&produced=2026-11-23&quantity=50")
	size := s.size(t)
	form := confirm.form(t, "/console/batches")
	for range 3 {
		if p := b.post("/console/batches", form); p.path != "/console/batches/gao-seng-cu/L261123A" {
			t.Fatal(p.status, p.path)
		}
	}
	page := b.get("/console/batches/gao-seng-cu/L261123A")
	run, err := s.NewRun(ctx, "gao-seng-cu", "L261123A", 50, "")
	check(t, err)
	status := "/console/runs/" + run.ID + "/status"
	form = b.get(page.path).formWith(t, status, "to")
	for range 3 {
		if p := b.post(status, form); p.path != page.path {
			t.Fatal(p.status, p.path)
		}
	}
	if got := s.size(t); got != size+3 {
		t.Errorf("the log grew from %d to %d, want 3 more", size, got)
	}
	form.Set("to", "0")
	if p := b.post(status, form); p.status != http.StatusUnprocessableEntity {
		t.Errorf("the same form with other content answers %d", p.status)
	}
	form.Del("key")
	form.Set("to", "50")
	if p := b.post(status, form); p.status != http.StatusBadRequest {
		t.Errorf("a form without its key answers %d", p.status)
	}
}
