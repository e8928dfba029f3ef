package console_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
)

const batchForm = "/console/batches/new?product=gao-seng-cu"

// What a form was sent and did not take is offered when it is opened again, in
// another browser too, until it is thrown away or has done its work.
func TestDraft(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	p := b.Get(batchForm)
	if strings.Contains(p.Body, "A draft of") {
		t.Fatal("a draft of nothing is offered")
	}
	form := p.Form(t, "/console/batches/new")
	form.Set("quantity", "ba trăm")
	form.Set("unit", "túi 2 kg")
	if p = b.Post("/console/batches/new", form); p.Status != http.StatusUnprocessableEntity {
		t.Fatal(p.Status)
	}
	b = s.SignIn(t, "lan")
	p = b.Get(batchForm)
	p.Sound(t)
	if !strings.Contains(p.Body, "A draft of") {
		t.Fatal("the draft is not offered")
	}
	if got := p.Form(t, "/console/batches/new").Get("quantity"); got != "" {
		t.Errorf("it is taken up unasked: %q", got)
	}
	p = b.Get(p.Link(t, "draft=1"))
	p.Sound(t)
	form = p.Form(t, "/console/batches/new")
	if form.Get("quantity") != "ba trăm" || form.Get("unit") != "túi 2 kg" {
		t.Errorf("the draft comes back as %v", form)
	}
	if p := s.SignIn(t, "tam").Get(batchForm); strings.Contains(p.Body, "A draft of") {
		t.Error("it is offered to somebody else")
	}
	p = b.Post("/console/draft/drop", p.Form(t, "/console/draft/drop"))
	if p.Path != "/console/batches/new" || strings.Contains(p.Body, "draft of") {
		t.Errorf("after it was thrown away: %s", p.Path)
	}
}

// What a script sends while somebody types is a draft, but not of a form that
// has done its work meanwhile.
func TestDraftByScript(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	p := b.Get(batchForm)
	if !strings.Contains(p.Body, `data-draft="batch/gao-seng-cu"`) || !strings.Contains(p.Body, `data-save="/console/draft"`) {
		t.Fatal("the script is not told what to do")
	}
	form := p.Form(t, "/console/batches/new")
	form.Set("quantity", "77")
	form.Set("draft-form", "batch/gao-seng-cu")
	if p := b.Post("/console/draft", form); p.Status != http.StatusNoContent {
		t.Fatal(p.Status)
	}
	if got := b.Get(batchForm+"&draft=1").Form(t, "/console/batches/new").Get("quantity"); got != "77" {
		t.Errorf("the draft has %q", got)
	}
	review := b.Post("/console/batches/new", form).Form(t, "/console/batches")
	if p := b.Post("/console/batches", review); !strings.Contains(p.Body, "The batch is issued.") {
		t.Fatal(p.Status, p.Path)
	}
	if p := b.Post("/console/draft", form); p.Status != http.StatusNoContent {
		t.Fatal(p.Status)
	}
	if strings.Contains(b.Get(batchForm).Body, "A draft of") {
		t.Error("what is issued is offered again")
	}
}

func TestDraftRefused(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	for name, c := range map[string]struct {
		path string
		form url.Values
		want int
	}{
		"no form":      {"/console/draft", url.Values{"a": {"b"}}, http.StatusBadRequest},
		"odd form":     {"/console/draft", url.Values{"draft-form": {"a\x00b"}}, http.StatusBadRequest},
		"too large":    {"/console/draft", url.Values{"draft-form": {"batch"}, "a": {strings.Repeat("<", 15_000)}}, http.StatusRequestEntityTooLarge},
		"other site":   {"/console/draft/drop", url.Values{"draft-form": {"batch"}, "back": {"https://example.com/console"}}, http.StatusBadRequest},
		"other host":   {"/console/draft/drop", url.Values{"draft-form": {"batch"}, "back": {"//example.com/console"}}, http.StatusBadRequest},
		"other path":   {"/console/draft/drop", url.Values{"draft-form": {"batch"}, "back": {"/signout"}}, http.StatusBadRequest},
		"path by dots": {"/console/draft/drop", url.Values{"draft-form": {"batch"}, "back": {"\\\\example.com"}}, http.StatusBadRequest},
	} {
		if p := b.Post(c.path, c.form); p.Status != c.want {
			t.Errorf("%s: %d", name, p.Status)
		}
	}
	if got := trailOf(t, s, "lan"); len(got) > 0 {
		t.Errorf("drafts are in the audit trail: %q", got)
	}
}
