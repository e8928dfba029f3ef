package producer_test

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// What is said of a certificate follows the days of the dated table: here 180
// and 120 days before the 12th of March 2028.
func TestRenewalNotice(t *testing.T) {
	s := consoletest.Open(t)
	for day, want := range map[string]string{
		"2027-09-13": "",
		"2027-09-14": "File for renewal by 13 Nov 2027",
		"2027-11-13": "File for renewal by 13 Nov 2027",
		"2027-11-14": "the last day to file, 13 Nov 2027, is past",
		"2028-03-12": "the last day to file, 13 Nov 2027, is past",
		"2028-03-13": "the OCOP certificate expired on 12 Mar 2028",
	} {
		s.Clock.Day(day)
		text := consoletest.Text(s.SignIn(t, "lan").Get("/console").Parse(t))
		if want == "" && strings.Contains(text, "the OCOP certificate") || !strings.Contains(text, want) {
			t.Errorf("%s lacks %q: %s", day, want, text)
		}
	}
}

// Labels on no pack of a batch past its date are told until they are voided.
func TestPastNotice(t *testing.T) {
	s := consoletest.Open(t)
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "")
	consoletest.Check(t, err)
	said := func() bool {
		return strings.Contains(s.SignIn(t, "tam").Get("/console").Body, "batch ST-01: past its date")
	}
	if said() {
		t.Error("told before the date")
	}
	s.Clock.Day("2027-11-21")
	if !said() {
		t.Error("not told")
	}
	s.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 10, State: trace.LabelVoided, Date: s.Today(), Reason: "quá hạn"})
	if said() {
		t.Error("told after they were voided")
	}
}

// A label looked up as copied ones are is told, and is no verdict.
func TestUnusualNotice(t *testing.T) {
	s := consoletest.Open(t)
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "")
	consoletest.Check(t, err)
	codes, err := s.Labels(run, 3, 3)
	consoletest.Check(t, err)
	look := func(n int) {
		for i := range n {
			s.Lookups.Note(tally.Look{Code: codes[0].Code, From: netip.MustParseAddr(fmt.Sprintf("198.51.%d.7", i%250))})
		}
		consoletest.Check(t, s.Lookups.Flush(consoletest.Ctx))
	}
	said := func() bool {
		return strings.Contains(s.SignIn(t, "lan").Get("/console").Body, "looked up unusually often")
	}
	ranked := func(user string) string {
		p := s.SignIn(t, user).Get("/console/lookups")
		p.Sound(t)
		return consoletest.Text(p.Parse(t))
	}
	if text := ranked("tam"); !strings.Contains(text, "No look-up of a label of yours") {
		t.Error("nothing was looked up:", text)
	}
	look(2)
	if said() {
		t.Error("two look-ups are told")
	}
	if text := ranked("lan"); !strings.Contains(text, codes[0].Code.Groups()) || !strings.Contains(text, "Nothing unusual") {
		t.Error("two look-ups are ranked as", text)
	}
	look(240)
	if !said() {
		t.Error("242 look-ups from 240 networks are not told")
	}
	text := ranked("lan")
	for _, want := range []string{"At least 242 look-ups", "on 1 day", "times as often as others", "no verdict", "ST-01"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page of look-ups lacks %q: %s", want, text)
		}
	}
	if text := ranked("minh"); strings.Contains(text, codes[0].Code.Groups()) {
		t.Error("another's label is ranked:", text)
	}
}

// Reports about the user's goods are told and counted, without the telephone
// number; what is another's is not there.
func TestReports(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "tam")
	b.Get("/console/reported").Sound(t)
	if strings.Contains(b.Get("/console").Body, "Reports (") {
		t.Error("reports are counted where there are none")
	}
	photo, err := s.Media.Put(consoletest.Ctx, picture(t, 400, 300), media.Upload{Private: true})
	consoletest.Check(t, err)
	r, err := s.Reports.Send(consoletest.Ctx, report.Report{
		Kind: report.Mismatch, Text: "<b>Lô in là ST-02</b>", Product: "gao-seng-cu", Lot: "ST-01", Entity: "htx-gao-ruong-mau", Province: "15",
		Seen: "01", Phone: "0900000001", Consent: true, Photo: photo.Digest,
	})
	consoletest.Check(t, err)
	p := b.Get("/console/reported")
	p.Sound(t)
	if !strings.Contains(p.Body, "&lt;b&gt;Lô in là ST-02") || !strings.Contains(p.Body, "Reports (1 waiting)") || strings.Contains(p.Body, "0900000001") {
		t.Error(p.Body)
	}
	if got := b.Get("/console/reported/" + r.Reference + "/photo"); got.Status != 200 || got.Header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("the photo answers %d", got.Status)
	}
	minh := s.SignIn(t, "minh")
	if strings.Contains(minh.Get("/console/reported").Body, "ST-02") || minh.Get("/console/reported/"+r.Reference+"/photo").Status != 404 {
		t.Error("another's report is there")
	}
	if got := b.Get("/console/reported/nothing/photo").Status; got != 404 {
		t.Errorf("a report that is none answers %d", got)
	}
	consoletest.Check(t, s.Reports.Handle(consoletest.Ctx, r.Reference, report.StateClosed, "Đã xem", "hoa"))
	if p = b.Get("/console/reported"); strings.Contains(p.Body, "Reports (") || !strings.Contains(p.Body, "Đã xem") {
		t.Error("closed, it is counted, or its answer is missing")
	}
}

// The guide goes with the producer from nothing to an active label, and away
// when it is told to.
func TestGuide(t *testing.T) {
	s := consoletest.Open(t)
	const guide = "To the first label"
	minh := s.SignIn(t, "minh")
	p := minh.Get("/console")
	p.Sound(t)
	if !strings.Contains(p.Body, guide) || !strings.Contains(p.Body, `<a href="/console/entity">State address`) || strings.Contains(p.Body, `<a href="/console/goods/new">State a product`) {
		t.Fatal(p.Body)
	}
	p = minh.Post("/console/guide", url.Values{})
	if p.Path != "/console" || strings.Contains(p.Body, guide) {
		t.Error("it is not hidden")
	}
	lan := s.SignIn(t, "lan")
	if p = lan.Get("/console"); !strings.Contains(p.Body, guide) {
		t.Fatal("it is hidden from another too, or done too early")
	}
	if !strings.Contains(p.Body, `<a href="/console/printers">Set up`) {
		t.Error("it does not lead to the printers")
	}
	consoletest.Check(t, s.Press.SavePrinter(consoletest.Ctx, "htx-gao-ruong-mau", press.Printer{ID: "a4", Name: "A4", Kind: press.PDF}))
	if p = lan.Get("/console"); strings.Contains(p.Body, `<a href="/console/printers">Set up`) {
		t.Error("it asks for a printer where there is one")
	}
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "")
	consoletest.Check(t, err)
	if p = lan.Get("/console"); !strings.Contains(p.Body, guide) {
		t.Error("it ends before a label is active")
	}
	s.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 1, State: trace.LabelActive, Date: ocop.DateOf(s.Clock.Now())})
	if p = lan.Get("/console"); strings.Contains(p.Body, guide) {
		t.Error("it is there when all is done")
	}
}
