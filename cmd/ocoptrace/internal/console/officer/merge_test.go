package officer_test

import (
	"net/http"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
)

// Entities of merged communes get their new place and keep the former one; a
// code printed before goes on to resolve.
func TestMerger(t *testing.T) {
	s, b, ha := openIn(t)
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 1, "")
	consoletest.Check(t, err)
	labels, err := s.Labels(run, 1, 1)
	consoletest.Check(t, err)
	printed := "/x/" + labels[0].Code.String()
	before := b.Get(printed)
	p := b.Get("/console/communes")
	p.Sound(t)
	form := p.Form(t, "/console/communes")
	form.Set("old", "2761, 02764")
	if p = b.Get("/console/communes?" + form.Encode()); p.Status != http.StatusUnprocessableEntity || p.Problems(t)["old"] == "" {
		t.Error(p.Status, p.Problems(t))
	}
	form.Set("old", "02761, 02764")
	if p = b.Get("/console/communes?" + form.Encode()); p.Problems(t)["commune"] == "" {
		t.Error(p.Status, p.Problems(t))
	}
	form.Set("commune", "ban lau")
	p = ha.Get("/console/communes?" + form.Encode())
	if p.Problems(t)["old"] == "" {
		t.Error("an officer of another province finds entities:", p.Status)
	}
	p = b.Get("/console/communes?" + form.Encode())
	p.Sound(t)
	if text := consoletest.Text(p.Parse(t)); !strings.Contains(text, "1 entity") || !strings.Contains(text, "HTX Gạo Ruộng Mẫu (Xã Mường Khương)") {
		t.Fatal(text)
	}
	size, confirm := s.Size(t), p.Form(t, "/console/communes")
	if p := ha.Post("/console/communes", confirm); p.Status != http.StatusNotFound {
		t.Error("an officer of another province merges:", p.Status)
	}
	for range 2 {
		if p = b.Post("/console/communes", confirm); p.Query.Get("done") != "merged" {
			t.Fatal(p.Status, p.Path, p.Body)
		}
	}
	e, err := s.Entity(consoletest.Ctx, "htx-gao-ruong-mau")
	consoletest.Check(t, err)
	if e.Commune != "Xã Bản Lầu" || e.CommuneCode != "02764" || e.FormerPlace != "Xã Mường Khương" || e.Address == "" || s.Size(t) != size+1 {
		t.Errorf("stated %+v", e)
	}
	after := b.Get(printed)
	if before.Status != http.StatusOK || after.Status != http.StatusOK || !strings.Contains(after.Body, "Xã Bản Lầu") || !strings.Contains(after.Body, "ST-01") {
		t.Error("the printed code:", before.Status, after.Status)
	}
}
