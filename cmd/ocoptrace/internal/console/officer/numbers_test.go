package officer_test

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/dossier"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A recognition that ends on 12/03/2028 is listed where the time to file stands
// on each day, first and last days included.
func TestRenewals(t *testing.T) {
	s, _, _ := openIn(t)
	for _, c := range []struct{ day, due string }{
		{"2026-11-23", "later"}, {"2027-03-19", "soon"}, {"2027-09-13", "soon"}, {"2027-09-14", "window"}, {"2027-11-13", "window"},
		{"2027-11-14", "late"}, {"2028-03-12", "late"}, {"2028-03-13", "expired"},
	} {
		s.Clock.Day(c.day)
		b := s.SignIn(t, "cai")
		for _, due := range []string{"window", "late", "soon", "extended", "expired", "later"} {
			p := b.Get("/console/renewals?due=" + due)
			p.Sound(t)
			if got := strings.Contains(p.Body, "/console/products/gao-seng-cu"); p.Status != http.StatusOK || got != (due == c.due) {
				t.Errorf("on %s in %s: %v", c.day, due, got)
			}
		}
	}
	s.Clock.Day("2027-09-14")
	cai, ha := s.SignIn(t, "cai"), s.SignIn(t, "ha")
	csv := cai.Get("/console/renewals.csv?due=window")
	want := "83-829-28780-91-2022,Gạo Séng Cù,HTX Gạo Ruộng Mẫu,Xã Mường Khương,4,12/QĐ-UBND,UBND tỉnh Lào Cai,2025-03-12,2028-03-12,2027-09-14,2027-11-13,To be filed now\r\n"
	if !strings.HasSuffix(csv.Body, want) || strings.Count(csv.Body, "\n") != 2 {
		t.Errorf("the file is %q", csv.Body)
	}
	if xlsx := cai.Get("/console/renewals.xlsx?due=window"); !strings.HasPrefix(xlsx.Body, "PK") {
		t.Error("no XLSX")
	}
	if p := cai.Get("/console/renewals?due=window&q=khong"); strings.Contains(p.Body, "gao-seng-cu") {
		t.Error("found by what it is not")
	}
	if other := ha.Get("/console/renewals.csv?due=window"); strings.Count(other.Body, "\n") != 1 {
		t.Errorf("another province has %q", other.Body)
	}
	s.State(t, &trace.RecognitionChange{
		Product: "gao-seng-cu", Number: "83-829-28780-91-2022", Change: trace.ChangeWithdrawn, Date: ocop.DateOf(s.Clock.Now()), Reason: "x", Authority: "UBND",
	})
	if p := cai.Get("/console/renewals?due=window"); strings.Contains(p.Body, "gao-seng-cu") {
		t.Error("a withdrawn one is to be renewed")
	}
}

// The public numbers are of all, an office's of its province, with shares that
// tell nothing of single persons.
func TestStatistics(t *testing.T) {
	s, cai, ha := openIn(t)
	public := s.Browser(t).Get("/statistics")
	public.Sound(t)
	text := consoletest.Text(public.Parse(t))
	for _, want := range []string{"As of 23 Nov 2026", "Ever recognised1", "In force1", "Never recognised1", "Entities2", "4 of 5 OCOP stars1", "By region"} {
		if !strings.Contains(text, want) {
			t.Errorf("the public page does not say %q: %s", want, text)
		}
	}
	if strings.Contains(text, "Represented by") {
		t.Error("the public page has what only offices know")
	}
	text = consoletest.Text(ha.Get("/console/statistics").Parse(t))
	if !strings.Contains(text, "Ever recognised0") || !strings.Contains(text, "Entities1") {
		t.Error("of another province:", text)
	}
	today := ocop.DateOf(s.Clock.Now())
	for i := range 12 {
		id := fmt.Sprintf("chu-the-%d", i)
		s.State(t, &trace.Entity{ID: id, Name: id, EntityKind: "farm", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15"})
		d := dossier.Dossier{Sex: "male", Ethnicity: "Kinh", Consented: today}
		if i < 6 {
			d.Sex = "female"
		}
		if i < 2 {
			d.Ethnicity = "Nùng"
		}
		consoletest.Check(t, s.Dossiers.Put(consoletest.Ctx, id, d))
	}
	p := cai.Get("/console/statistics")
	p.Sound(t)
	text = consoletest.Text(p.Parse(t))
	if !strings.Contains(text, "woman6 of 12") || !strings.Contains(text, "minorityWithheld (fewer than 5)") {
		t.Error(text)
	}
	if text = consoletest.Text(ha.Get("/console/statistics").Parse(t)); strings.Contains(text, "6 of 12") {
		t.Error("another province's office sees the shares")
	}
	csv := cai.Get("/console/statistics.csv")
	if !strings.Contains(csv.Body, "Represented by a woman,6 of 12") || strings.Contains(csv.Body, "minority,2") {
		t.Errorf("the file is %q", csv.Body)
	}
	if public := s.Browser(t).Get("/statistics.csv"); strings.Contains(public.Body, "woman") || !strings.Contains(public.Body, "Ever recognised,1,2026-11-23") {
		t.Errorf("the public file is %q", public.Body)
	}
}

// Look-ups, reports and revenue are counted for offices alone, of their province.
func TestOfficeStatistics(t *testing.T) {
	s, cai, ha := openIn(t)
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 3, "")
	consoletest.Check(t, err)
	labels, err := s.Labels(run, 1, 1)
	consoletest.Check(t, err)
	for i := range 7 {
		s.Lookups.Note(tally.Look{Code: labels[0].Code, From: netip.AddrFrom4([4]byte{198, 51, byte(i), 7}), Finding: "inactive"})
	}
	s.Lookups.Told(labels[0].Code, netip.AddrFrom4([4]byte{198, 51, 0, 7}), "01")
	consoletest.Check(t, s.Lookups.Flush(consoletest.Ctx))
	_, err = s.Reports.Send(consoletest.Ctx, report.Report{Kind: report.Fake, Text: "x", Product: "gao-seng-cu", Entity: "htx-gao-ruong-mau", Province: "15"})
	consoletest.Check(t, err)
	today := ocop.DateOf(s.Clock.Now())
	for i := range 11 {
		id := fmt.Sprintf("chu-the-%d", i)
		s.State(t, &trace.Entity{ID: id, Name: id, EntityKind: "farm", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15"})
		d := dossier.Dossier{Revenue: "under_2b", Consented: today}
		if i < 5 {
			d.Revenue = "under_500m"
		}
		consoletest.Check(t, s.Dossiers.Put(consoletest.Ctx, id, d))
	}
	p := cai.Get("/console/statistics")
	p.Sound(t)
	text := consoletest.Text(p.Parse(t))
	own := []string{
		"11/20267", "23 Nov 20267", "Label not activated7", "Thành phố Hà Nội1", "Suspected counterfeit1", "New1",
		"Under 500 million dong5", "500 million to under 2 thousand million dong6",
	}
	far := consoletest.Text(ha.Get("/console/statistics").Parse(t))
	public := consoletest.Text(s.Browser(t).Get("/statistics").Parse(t))
	if !strings.Contains(text, "50 thousand million dong and moreWithheld") {
		t.Errorf("few are told: %s", text)
	}
	for _, want := range own {
		if !strings.Contains(text, want) {
			t.Errorf("the office's page does not say %q: %s", want, text)
		}
		if strings.Contains(far, want) || strings.Contains(public, want) {
			t.Errorf("another province's page or the public one says %q", want)
		}
	}
	for _, part := range []string{"looks", "lookDays", "lookFindings", "lookPlaces", "reportKinds", "reportStates", "reportMonths", "leaders", "revenue", "labels"} {
		if !strings.Contains(p.Body, `id="picture-`+part+`"`) && !strings.Contains(p.Body, `picture-`+part) {
			t.Errorf("%s has no picture", part)
		}
		if csv := cai.Get("/console/statistics.csv?table=" + part).Body; strings.Count(csv, "\n") < 2 || strings.Contains(csv, "Ever recognised") {
			t.Errorf("the file of %s is %q", part, csv)
		}
	}
	if csv := s.Browser(t).Get("/statistics.csv?table=revenue").Body; strings.Count(csv, "\n") > 1 {
		t.Errorf("the public file of revenue is %q", csv)
	}
	if home := s.Browser(t).Get("/"); !strings.Contains(home.Body, `href="/statistics`) {
		t.Error("the public page does not lead to the numbers")
	}
}
