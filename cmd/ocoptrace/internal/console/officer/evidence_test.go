package officer_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// The paper says what is recorded and that the rest is not.
func TestEvidence(t *testing.T) {
	s, b, ha := openIn(t)
	const path = "/console/products/gao-seng-cu/evidence.pdf"
	if p := ha.Get(path); p.Status != http.StatusNotFound {
		t.Error("another province's officer gets", p.Status)
	}
	p := b.Get(path)
	if p.Status != http.StatusOK || !strings.HasPrefix(p.Body, "%PDF-") {
		t.Fatal(p.Status, p.Header)
	}
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext to read it with")
	}
	read := func(body string) string {
		file := filepath.Join(t.TempDir(), "evidence.pdf")
		consoletest.Check(t, os.WriteFile(file, []byte(body), 0o600))
		text, err := exec.Command(reader, "-layout", file, "-").Output()
		consoletest.Check(t, err)
		return string(text)
	}
	text := read(p.Body)
	for _, want := range []string{"Gạo Séng Cù", "HTX Gạo Ruộng Mẫu", "ST-01", "Not recorded"} {
		if !strings.Contains(text, want) {
			t.Errorf("the paper does not say %q:\n%s", want, text)
		}
	}
	_, err = s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "")
	consoletest.Check(t, err)
	fresh := fresh(t, s)
	document := func(kind, number, until string) trace.Document {
		end, err := ocop.ParseDate(until)
		consoletest.Check(t, err)
		return trace.Document{Kind: kind, Number: number, Issuer: "Cơ quan mẫu", Issued: ocop.DateOf(s.Clock.Now()).AddDays(-900), Expires: end}
	}
	batch := &trace.Batch{
		Product: fresh, Lot: "R1", Produced: ocop.DateOf(s.Clock.Now()), Quantity: 5, Unit: "túi",
		Inputs:    []trace.Input{{Name: "Hạt giống", Origin: "Xã Mường Khương"}},
		Documents: []trace.Document{document("haccp", "H-1", "2027-01-01"), document("food_safety", "A-9", "2026-01-01")},
	}
	consoletest.Check(t, s.Complete(consoletest.Ctx, batch, nil))
	s.State(t, batch)
	text = strings.Join(strings.Fields(read(b.Get("/console/products/"+fresh+"/evidence.pdf").Body)), " ")
	for _, want := range []string{"HACCP certificate H-1", "ended on 1 Jan 2026", "Place of origin of 1 input lot", "not found", "(least for 4 stars)"} {
		if !strings.Contains(text, want) {
			t.Errorf("the paper of fresh produce does not say %q:\n%s", want, text)
		}
	}
	if strings.Count(text, "H-1") < 2 || strings.Count(text, "A-9") != 1 {
		t.Errorf("what is in force supports a criterion, what is not does not:\n%s", text)
	}
	if text := read(b.Get(path).Body); !strings.Contains(text, "10 labels") {
		t.Errorf("the labels are not counted:\n%s", text)
	}
}

// fresh states a product of fresh produce and returns its id.
func fresh(t *testing.T, s *consoletest.Site) string {
	t.Helper()
	s.State(t, &trace.Product{ID: "rau-cai", Name: "Rau cải", Entity: "htx-gao-ruong-mau", Taxonomy: "26/2026", Group: "I.1a", DateKind: trace.DateExpires, ShelfLifeDays: 5})
	return "rau-cai"
}
