package console_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

// What another site makes a browser send is refused, whatever its session.
func TestCrossSite(t *testing.T) {
	s := consoletest.Open(t)
	for name, header := range map[string]http.Header{
		"fetch metadata": {"Sec-Fetch-Site": {"cross-site"}},
		"same site":      {"Sec-Fetch-Site": {"same-site"}},
		"origin":         {"Sec-Fetch-Site": {""}, "Origin": {"https://other.example"}},
		"null origin":    {"Sec-Fetch-Site": {""}, "Origin": {"null"}},
	} {
		for _, path := range []string{"/signin", "/signout", "/console/batches", "/console/runs/k1-0/status", "/console/blank", "/console/claims", "/console/leftovers", "/console/closing", "/console/allowances"} {
			b := s.SignIn(t, "lan")
			for key, values := range header {
				b.Header[key] = values
			}
			p := b.SendRaw(http.MethodPost, path)
			if p.Status != http.StatusForbidden {
				t.Errorf("%s: POST %s answers %d", name, path, p.Status)
			}
		}
	}
}

func TestRoles(t *testing.T) {
	s := consoletest.Open(t)
	producer, officer := s.SignIn(t, "lan"), s.SignIn(t, "hoa")
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "")
	consoletest.Check(t, err)
	size := s.Size(t)
	for _, c := range []struct {
		method, path string
		officer      bool
	}{
		{"GET", "/console/batches/new", false}, {"POST", "/console/batches", false},
		{"GET", "/console/batches/gao-seng-cu/ST-01", false},
		{"GET", "/console/runs/" + run.ID + "/void", false},
		{"POST", "/console/runs/" + run.ID + "/status", false},
		{"GET", "/console/blank", false}, {"POST", "/console/blank", false},
		{"GET", "/console/claim", false}, {"POST", "/console/claims", false},
		{"GET", "/console/leftovers", false}, {"POST", "/console/leftovers", false},
		{"GET", "/console/leftovers/void", false}, {"POST", "/console/closing", false},
		{"GET", "/console/allowances/new?product=gao-seng-cu&lot=ST-01", true}, {"POST", "/console/allowances", true},
		{"GET", "/console/products/gao-seng-cu", true},
		{"GET", "/console/recalls/new?product=gao-seng-cu&lot=ST-01&action=hold", true}, {"POST", "/console/recalls", true},
		{"GET", "/console/changes/new?product=gao-seng-cu", true}, {"POST", "/console/changes", true},
	} {
		wrong := producer
		if !c.officer {
			wrong = officer
		}
		if p := wrong.Send(c.method, c.path, nil); p.Status != http.StatusForbidden {
			t.Errorf("%s %s answers %d to the other role", c.method, c.path, p.Status)
		}
		if p := s.Browser(t).Send(c.method, c.path, nil); p.Path != "/signin" {
			t.Errorf("%s %s leads to %s without a session", c.method, c.path, p.Path)
		}
	}
	if got := s.Size(t); got != size {
		t.Errorf("something was stated: %d, %d", size, got)
	}
}

// What is of another province is not there for an officer.
func TestOtherProvince(t *testing.T) {
	s := consoletest.Open(t)
	for name, province := range map[string]string{"here": "15", "elsewhere": "14"} {
		consoletest.Check(t, s.Accounts.Add(consoletest.Ctx, account.User{Name: name, Role: account.Officer, Province: province}, consoletest.Password))
		want := map[string]int{"here": http.StatusOK, "elsewhere": http.StatusNotFound}[name]
		if p := s.SignIn(t, name).Get("/console/allowances/new?product=gao-seng-cu&lot=ST-01"); p.Status != want {
			t.Errorf("the officer of %s: %d, want %d", province, p.Status, want)
		}
	}
}

// What belongs to another producer is not there.
func TestOthers(t *testing.T) {
	s := consoletest.Open(t)
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "")
	consoletest.Check(t, err)
	b := s.SignIn(t, "minh")
	key := url.Values{"key": {strings.Repeat("k", 22)}}
	for _, c := range []struct{ method, path string }{
		{"GET", "/console/batches/new?product=gao-seng-cu"},
		{"GET", "/console/batches/new?product=gao-seng-cu&check=1&quantity=5&produced=2026-11-23"},
		{"GET", "/console/batches/gao-seng-cu/ST-01"},
		{"GET", "/console/runs/" + run.ID + "/void?from=1&to=2&reason=x"},
		{"POST", "/console/runs/" + run.ID + "/status"},
		{"GET", "/console/batches/gio-lua/KHONG"},
	} {
		if p := b.Send(c.method, c.path, key); p.Status != http.StatusNotFound {
			t.Errorf("%s %s answers %d", c.method, c.path, p.Status)
		}
	}
	key.Set("product", "gao-seng-cu")
	key.Set("produced", "2026-11-23")
	key.Set("quantity", "5")
	if p := b.Post("/console/batches", key); p.Status != http.StatusNotFound {
		t.Errorf("a batch of another's product: %d", p.Status)
	}
	if strings.Contains(b.Get("/console").Body, "Gạo Séng Cù") {
		t.Error("another's product is listed")
	}
}

// What is entered is text and stays text.
func TestHostile(t *testing.T) {
	s := consoletest.Open(t)
	const nasty = `"><script>alert(1)</script>{{.}}`
	s.State(t, &trace.Product{
		ID: "doc-hai", Entity: "htx-gao-ruong-mau", Name: nasty, NameEn: nasty, Group: "I.2a", Taxonomy: "26/2026",
		DateKind: trace.DateBestBefore, ShelfLifeMonths: 1,
	})
	producer, officer := s.SignIn(t, "lan"), s.SignIn(t, "hoa")
	q := url.QueryEscape(nasty)
	for _, p := range []*consoletest.Answer{
		producer.Get("/console"),
		producer.Get("/console/batches/new?product=doc-hai&produced=" + q + "&quantity=" + q + "&check=1"),
		producer.Get("/console/batches/new?product=doc-hai&produced=2026-11-23&quantity=5&lot=" + q + "&unit=" + q + "&check=1"),
		producer.Get("/signin?next=" + q),
		s.Browser(t).Get("/signin?done=issued&name=" + q + "&next=" + q),
		s.Browser(t).Post("/signin", url.Values{"name": {nasty}, "password": {nasty}, "next": {nasty}}),
		producer.Get("/console/batches/gao-seng-cu/ST-01?done=" + q + "&stock=" + q + "&start=" + q),
		officer.Get("/console?q=" + q),
		officer.Get("/console/products/doc-hai"),
		officer.Get("/console/recalls/new?product=gao-seng-cu&lot=ST-01&action=recall&check=1&reason=" + q + "&instruction=" + q + "&contact=" + q),
		officer.Get("/console/recalls/new?product=gao-seng-cu&lot=ST-01&action=" + q),
		officer.Get("/console/changes/new?product=gao-seng-cu&number=83-829-28780-91-2022&change=extended&check=1&date=" + q + "&until=" + q + "&reason=" + q),
	} {
		p.Sound(t)
		if strings.Contains(p.Body, "<script>") {
			t.Errorf("%s: a script", p.Path)
		}
	}
}

func TestTooMuch(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	if p := b.Post("/console/batches", url.Values{"lot": {strings.Repeat("x", console.MaxForm)}}); p.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", p.Status)
	}
	if p := b.Get("/console/batches/new?lot=%zz"); p.Status != http.StatusBadRequest {
		t.Errorf("status %d", p.Status)
	}
}

// Both languages have all pages, and a chosen one stays chosen.
func TestLanguages(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	for lang, want := range map[string]string{"vi": "Sản phẩm của tôi", "en": "My products"} {
		p := b.Get("/console?lang=" + lang)
		if !strings.Contains(p.Body, "<h1>"+want+"</h1>") || !strings.Contains(p.Body, "/console/batches/new?lang="+lang+"&amp;product=gao-seng-cu") {
			t.Errorf("%s: %s", lang, p.Body)
		}
		p = b.Get("/console/batches/new?check=1&lang=" + lang + "&product=gao-seng-cu&produced=2026-11-23&quantity=50&lot=" + lang)
		p = b.Post("/console/batches?lang="+lang, p.Form(t, "/console/batches?lang="+lang))
		if p.Query.Get("lang") != lang || p.Path != "/console/batches/gao-seng-cu/"+lang {
			t.Error(lang, p.Status, p.Path, p.Query)
		}
	}
}
