package inspector_test

import (
	"net/http"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// found writes down a finding and returns its page.
func found(t *testing.T, b *consoletest.Browser, change map[string]string) *consoletest.Answer {
	t.Helper()
	p := b.Get("/console/findings/new?product=gao-seng-cu&lot=ST-01")
	p.Sound(t)
	form := p.Form(t, "/console/findings")
	for name, value := range map[string]string{
		"outcome": "mixed_lot", "text": "Bao bì ghi lô ST-02", "place": "market", "business": "Sạp bà Hai", "provinceCode": "15",
		"packs": "40", "sampled": "8", "authority": "Đội QLTT số 2",
	} {
		form.Set(name, value)
	}
	for name, value := range change {
		form.Set(name, value)
	}
	return b.Post("/console/findings", form)
}

// A finding with something wrong in it comes back as it was typed; a right one
// is kept once, and seen by its province alone.
func TestFinding(t *testing.T) {
	s := consoletest.Open(t)
	for name, province := range map[string]string{"near": "15", "far": "01"} {
		consoletest.Check(t, s.Accounts.Add(consoletest.Ctx, account.User{Name: name, Role: account.Inspector, Province: province}, consoletest.Password))
	}
	b := s.SignIn(t, "near")
	p := found(t, b, map[string]string{"text": "", "packs": "mười", "sampled": "41", "reason": "Nghi giả"})
	p.Sound(t)
	problems := p.Problems(t)
	if p.Status != http.StatusUnprocessableEntity || problems["text"] == "" || problems["packs"] == "" || problems["proposal"] == "" {
		t.Error(p.Status, problems)
	}
	if form := p.Form(t, "/console/findings"); form.Get("packs") != "mười" || form.Get("business") != "Sạp bà Hai" || form.Get("reason") != "Nghi giả" {
		t.Error("comes back as", form)
	}
	size := s.Size(t)
	p = found(t, b, nil)
	p.Sound(t)
	if p.Status != http.StatusOK || !strings.HasPrefix(p.Path, "/console/findings/") || !strings.Contains(p.Body, "Sạp bà Hai") {
		t.Fatal(p.Status, p.Path)
	}
	if s.Size(t) != size {
		t.Error("a finding is in the public log")
	}
	for name, want := range map[string]int{"near": 200, "far": 404, "thanh": 200, "hoa": 200, "lan": 403} {
		if got := s.SignIn(t, name).Get(p.Path).Status; got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
	if p := found(t, s.SignIn(t, "far"), nil); p.Status != http.StatusForbidden {
		t.Error("another province's finding:", p.Status)
	}
}

// Sent twice, a form keeps one finding.
func TestFindingOnce(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "thanh")
	form := b.Get("/console/findings/new?product=gao-seng-cu&lot=ST-01").Form(t, "/console/findings")
	for name, value := range map[string]string{"outcome": "conforms", "place": "shop", "business": "Cửa hàng", "provinceCode": "15", "packs": "4", "sampled": "4", "authority": "Chi cục"} {
		form.Set(name, value)
	}
	first, second := b.Post("/console/findings", form), b.Post("/console/findings", form)
	if first.Path != second.Path || first.Status != http.StatusOK {
		t.Error(first.Path, second.Path)
	}
	list := b.Get("/console/findings")
	list.Sound(t)
	if strings.Count(list.Body, first.Path) != 1 {
		t.Error("the list has it", strings.Count(list.Body, first.Path), "times")
	}
}

// Closing a finding states it without the name of the business, with the digest
// of its minutes, and once.
func TestClose(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "thanh")
	page := found(t, b, nil)
	pdf := b.Get(page.Path + "/minutes.pdf")
	if !strings.HasPrefix(pdf.Body, "%PDF-") || pdf.Body != b.Get(page.Path+"/minutes.pdf?lang=vi").Body {
		t.Error("the minutes are not the same in both languages")
	}
	p := b.Get(page.Path + "/close")
	p.Sound(t)
	form := p.Form(t, page.Path+"/close")
	p = b.Get(page.Path + "/close?" + form.Encode())
	if got := p.Problems(t); p.Status != http.StatusUnprocessableEntity || got["minutes"] == "" || got["summary"] == "" {
		t.Error(p.Status, got)
	}
	form.Set("minutes", "12/BB-QLTT")
	form.Set("summary", "Tem và bao bì khác lô")
	p = b.Get(page.Path + "/close?" + form.Encode())
	p.Sound(t)
	size := s.Size(t)
	confirm := p.Form(t, page.Path+"/close")
	for range 2 {
		if p = b.Post(page.Path+"/close", confirm); p.Path != page.Path {
			t.Fatal(p.Status, p.Path, p.Body)
		}
	}
	p.Sound(t)
	if got := s.Size(t); got != size+1 {
		t.Errorf("the log grew from %d to %d", size, got)
	}
	if file := b.Get(page.Path + "/minutes.pdf"); file.Body != pdf.Body {
		t.Error("the minutes changed when the finding was closed")
	}
	all, _, err := s.Registry.Inspections(consoletest.Ctx, "gao-seng-cu", "ST-01", 0, 0)
	consoletest.Check(t, err)
	if f := all[0].Fact; f.Outcome != "mixed_lot" || f.Sampled != 8 || !strings.Contains(p.Body, f.MinutesDigest) || strings.Contains(f.Summary, "bà Hai") {
		t.Errorf("stated %+v", f)
	}
	if p := b.Get("/console/dossiers/gao-seng-cu/ST-01"); !strings.Contains(p.Body, "12/BB-QLTT") {
		t.Error("the dossier does not have it")
	}
}

// A proposal is on the officer's list until the officer stops the batch, or
// says why not.
func TestProposal(t *testing.T) {
	s := consoletest.Open(t)
	inspector, officer := s.SignIn(t, "thanh"), s.SignIn(t, "hoa")
	ask := map[string]string{"proposal": "hold", "reason": "Chờ kiểm nghiệm"}
	first := found(t, inspector, ask)
	p := officer.Get("/console/proposals")
	p.Sound(t)
	if !strings.Contains(p.Body, first.Path) {
		t.Fatal("the officer does not see it")
	}
	form := officer.Get(first.Path).Form(t, first.Path+"/refusal")
	if p := officer.Post(first.Path+"/refusal", form); p.Status != http.StatusUnprocessableEntity {
		t.Error("refused without a reason:", p.Status)
	}
	form.Set("reason", "Chưa đủ căn cứ")
	if p := officer.Post(first.Path+"/refusal", form); p.Status != http.StatusOK {
		t.Error(p.Status)
	}
	if p := inspector.Get(first.Path); !strings.Contains(p.Body, "Chưa đủ căn cứ") {
		t.Error("the inspector is not told why")
	}
	if p := inspector.Post(first.Path+"/refusal", form); p.Status != http.StatusForbidden {
		t.Error("an inspector decides:", p.Status)
	}
	second := found(t, inspector, ask)
	s.State(t, &trace.Recall{Product: "gao-seng-cu", Lot: "ST-01", Action: trace.ActionHold, Reason: "x", Instruction: "y", Contact: "z", Date: ocop.DateOf(s.Clock.Now())})
	if p := officer.Get("/console/proposals"); strings.Contains(p.Body, second.Path) {
		t.Error("a proposal that was followed still waits")
	}
	if p := inspector.Get(second.Path); !strings.Contains(p.Body, "An officer has stopped the batch") {
		t.Error("the inspector is not told that it is followed")
	}
}
