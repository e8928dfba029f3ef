package events_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

const page = "/console/batches/gao-seng-cu/ST-01/events"

// A producer tells each kind of step, sees what will be said, and finds it in
// the list; sent twice, it is one event.
func TestEveryStep(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	entered := map[trace.StepKind]map[string]string{
		trace.StepInspected: {"result": "failed", "document": "KN-9"},
		trace.StepPacked:    {"quantity": "24", "carton": "T-1"},
		trace.StepShipped:   {"quantity": "24", "party": "https://shop.example.com/party/7", "document": "PXK-17"},
		trace.StepReceived:  {"party": "htx-gao-ruong-mau"},
	}
	first := b.Get(page)
	first.Sound(t)
	for _, kind := range trace.StepKinds() {
		if kind == trace.StepTransformed { // of inputs, which this batch has none
			continue
		}
		path := page + "/" + string(kind)
		p := b.Get(first.Link(t, path))
		p.Sound(t)
		form := p.Form(t, path)
		for name, value := range entered[kind] {
			form.Set(name, value)
		}
		p = b.Get(path + "?" + form.Encode())
		p.Sound(t)
		form = p.Form(t, path)
		size := s.Size(t)
		for range 2 {
			if p = b.Post(path, form); p.Path != page {
				t.Fatal(kind, p.Status, p.Path, p.Problems(t))
			}
		}
		if got := s.Size(t); got != size+1 {
			t.Errorf("%s: the log grew by %d", kind, got-size)
		}
		p.Sound(t)
	}
	text := strings.Join(strings.Fields(consoletest.Text(b.Get(page).Parse(t))), " ")
	for _, want := range []string{"It was called back", "ToHTX Gạo Ruộng Mẫu", "Tohttps://shop.example.com/party/7", "PXK-17", "KN-9", "T-1", "24", "Told byHTX Gạo Ruộng Mẫu"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list does not say %q: %s", want, text)
		}
	}
	shipments, _, err := s.Registry.Shipments(consoletest.Ctx, "gao-seng-cu", "ST-01", "", 10)
	if err != nil || len(shipments) != 2 {
		t.Errorf("%d deliveries, %v", len(shipments), err)
	}
}

// What is wrong is told at its field, and what was typed is still there.
func TestMistakes(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	size := s.Size(t)
	for _, c := range []struct{ kind, field, value, also string }{
		{"shipped", "party", "", ""}, {"shipped", "party", "khong-co", ""}, {"shipped", "quantity", "101", "PXK-1"},
		{"shipped", "quantity", "mười", "PXK-1"}, {"shipped", "at", "hôm qua", "PXK-1"},
		{"packed", "carton", "", ""}, {"packed", "quantity", "", ""}, {"transformed", "kind", "", ""},
	} {
		path := page + "/" + c.kind
		form := b.Get(path).Form(t, path)
		for name, value := range map[string]string{"quantity": "10", "carton": "T-1", "party": "https://shop.example.com/party/7", "document": c.also, c.field: c.value} {
			if form.Has(name) || name == c.field {
				form.Set(name, value)
			}
		}
		p := b.Get(path + "?" + form.Encode())
		p.Sound(t)
		if c.field == "kind" {
			if p.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", c.kind, p.Status)
			}
			continue
		}
		if p.Status != http.StatusUnprocessableEntity || p.Problems(t)[c.field] == "" {
			t.Errorf("%s, %s %q: %d %v", c.kind, c.field, c.value, p.Status, p.Problems(t))
		}
		if again := p.Form(t, path); again.Get(c.field) != c.value || again.Get("document") != c.also {
			t.Errorf("%s: %v was lost", c.kind, form)
		}
		b.Post(path, url.Values{"key": {"0123456789abcdefghij"}, c.field: {c.value}})
	}
	if s.Size(t) != size {
		t.Error("something was stated")
	}
}

// Another's batches do not exist, and those who capture nothing see no page.
func TestOthers(t *testing.T) {
	s := consoletest.Open(t)
	for _, path := range []string{page, page + "/shipped"} {
		if p := s.SignIn(t, "minh").Get(path); p.Status != http.StatusNotFound {
			t.Errorf("another producer, %s: %d", path, p.Status)
		}
		for _, name := range []string{"hoa", "quan", "thanh"} {
			if p := s.SignIn(t, name).Get(path); p.Status != http.StatusForbidden {
				t.Errorf("%s, %s: %d", name, path, p.Status)
			}
		}
		if p := s.SignIn(t, "tam").Get(path); p.Status != http.StatusOK {
			t.Errorf("a packing worker, %s: %d", path, p.Status)
		}
	}
	for _, path := range []string{page + "/eaten", page + "?page=x", "/console/batches/gao-seng-cu/NONE/events"} {
		if p := s.SignIn(t, "lan").Get(path); p.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, p.Status)
		}
	}
}
