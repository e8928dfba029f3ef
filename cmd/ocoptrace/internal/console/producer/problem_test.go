package producer_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

// Every problem stands at its field, and what was entered stays.
func TestProblemsOfBatch(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	base := url.Values{"check": {"1"}, "product": {"gao-seng-cu"}, "produced": {"2026-11-23"}, "quantity": {"50"}}
	for name, c := range map[string]struct {
		set  map[string]string
		want map[string]string // problems by field
	}{
		"nothing":         {map[string]string{"produced": "", "quantity": ""}, map[string]string{"produced": "This is needed.", "quantity": "This is needed."}},
		"no such day":     {map[string]string{"produced": "31/02/2026"}, map[string]string{"produced": "“31/02/2026” is not a date."}},
		"no number":       {map[string]string{"quantity": "năm mươi"}, map[string]string{"quantity": "“năm mươi” is not a whole number."}},
		"fraction":        {map[string]string{"quantity": "1.5"}, map[string]string{"quantity": "“1.5” is not a whole number."}},
		"none":            {map[string]string{"quantity": "0"}, map[string]string{"quantity": "0 is not between 1 and 100,000,000."}},
		"too many":        {map[string]string{"quantity": "100.000.001"}, map[string]string{"quantity": "100,000,001 is not between"}},
		"huge":            {map[string]string{"quantity": strings.Repeat("9", 30)}, map[string]string{"quantity": "is not a whole number."}},
		"lot taken":       {map[string]string{"lot": "ST-01"}, map[string]string{"lot": "“ST-01”"}},
		"bad lot":         {map[string]string{"lot": "lô một"}, map[string]string{"lot": "“lô một”"}},
		"ends too early":  {map[string]string{"bestBefore": "2026-11-22"}, map[string]string{"bestBefore": ""}},
		"no end":          {map[string]string{"bestBefore": "sang năm"}, map[string]string{"bestBefore": "“sang năm” is not a date."}},
		"long unit":       {map[string]string{"unit": strings.Repeat("u", 21)}, map[string]string{"unit": ""}},
		"three at a time": {map[string]string{"lot": "?", "bestBefore": "?", "unit": strings.Repeat("u", 21)}, map[string]string{"lot": "", "bestBefore": "", "unit": ""}},
	} {
		t.Run(name, func(t *testing.T) {
			query := maps.Clone(base)
			for field, value := range c.set {
				query.Set(field, value)
			}
			p := b.Get("/console/batches/new?" + query.Encode())
			if p.Status != http.StatusUnprocessableEntity {
				t.Fatalf("status %d", p.Status)
			}
			p.Sound(t)
			found := p.Problems(t)
			if !slices.Equal(slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(c.want))) {
				t.Fatalf("problems %v, want %v", found, c.want)
			}
			for field, want := range c.want {
				if !strings.Contains(found[field], want) {
					t.Errorf("%s: %q, want %q", field, found[field], want)
				}
				if !strings.Contains(consoletest.Text(p.Parse(t)), found[field]) {
					t.Errorf("%s is not in the list above", field)
				}
			}
			form := p.Form(t, "/console/batches/new")
			for field, value := range c.set {
				if got := form.Get(field); got != value && field != "product" {
					t.Errorf("%s comes back as %q, want %q", field, got, value)
				}
			}
		})
	}
}

// A problem that only stating it finds comes back on the confirmation.
func TestLotTakenMeanwhile(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	form := b.Get("/console/batches/new?check=1&product=gao-seng-cu&produced=2026-11-23&quantity=50").Form(t, "/console/batches")
	batch := &trace.Batch{Product: "gao-seng-cu", Lot: form.Get("lot"), Produced: s.Today(), Quantity: 1, Unit: "túi"}
	consoletest.Check(t, s.Complete(consoletest.Ctx, batch, nil))
	s.State(t, batch)
	p := b.Post("/console/batches", form)
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)["lot"], form.Get("lot")) {
		t.Fatal(p.Status, p.Problems(t))
	}
	form = p.Form(t, "/console/batches/new")
	form.Set("lot", "L261123B")
	form = b.Post("/console/batches/new", form).Form(t, "/console/batches")
	if p = b.Post("/console/batches", form); p.Path != "/console/batches/gao-seng-cu/L261123B" {
		t.Error(p.Status, p.Path)
	}
}

// What buyers will see is shown of the form before anything is issued.
func TestPreview(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	size := s.Size(t)
	form := b.Get("/console/batches/new?check=1&product=gao-seng-cu&produced=2026-11-23&quantity=50").Form(t, "/console/batches")
	p := b.Post("/console/batches/preview", form)
	p.Sound(t)
	if text := consoletest.Text(p.Parse(t)); p.Status != http.StatusOK || !strings.Contains(text, "Gạo Séng Cù") || !strings.Contains(text, form.Get("lot")) || !strings.Contains(text, "of 10 items") {
		t.Errorf("%d, lot %q: %s", p.Status, form.Get("lot"), text)
	}
	if s.Size(t) != size {
		t.Error("a preview stated something")
	}
}
