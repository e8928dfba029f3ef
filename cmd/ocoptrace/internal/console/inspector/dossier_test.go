package inspector_test

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/ocop"
)

// A batch is found by what an inspector has at hand: a code, a link, a lot, a
// name with or without its marks.
func TestFind(t *testing.T) {
	s := consoletest.Open(t)
	run, err := s.Registry.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "find")
	consoletest.Check(t, err)
	labels, err := s.Registry.Labels(run, 4, 4)
	consoletest.Check(t, err)
	_, err = s.Publish(consoletest.Ctx)
	consoletest.Check(t, err)
	b := s.SignIn(t, "thanh")
	const dossier = "/console/dossiers/gao-seng-cu/ST-01"
	for _, query := range []string{string(labels[0].Code), strings.ToLower(labels[0].Code.Groups()), labels[0].URI} {
		if p := b.Get("/console/dossiers?q=" + url.QueryEscape(query)); p.Path != dossier || !strings.Contains(p.Body, labels[0].Code.Groups()) {
			t.Errorf("%q leads to %d %s", query, p.Status, p.Path)
		}
	}
	for query, found := range map[string]bool{"ST-01": true, "st-01": true, "gao seng": true, "Séng Cù": true, "ruong mau": true, "không có": false} {
		p := b.Get("/console/dossiers?q=" + url.QueryEscape(query))
		p.Sound(t)
		if got := strings.Contains(p.Body, `href="`+dossier+`"`); got != found || p.Status != http.StatusOK {
			t.Errorf("%q: status %d, found %v, want %v", query, p.Status, got, found)
		}
	}
	blank, err := s.Registry.OrderRun(consoletest.Ctx, trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 3, Key: "blank"})
	consoletest.Check(t, err)
	bare, err := s.Registry.Labels(blank, 1, 1)
	consoletest.Check(t, err)
	_, err = s.Publish(consoletest.Ctx)
	consoletest.Check(t, err)
	if p := b.Get("/console/dossiers?q=" + bare[0].Code.Groups()); !strings.Contains(p.Body, "bound to no batch") || !strings.Contains(p.Body, `href="/x/`+string(bare[0].Code)) {
		t.Error("a blank label does not lead to its page:", p.Status)
	}
	wrong := []byte(labels[0].Code)
	wrong[3] = map[bool]byte{true: '3', false: '2'}[wrong[3] == '2']
	for query, says := range map[string]string{string(wrong): "mistyped", "https://else.where/x/y": "not of a label"} {
		p := b.Get("/console/dossiers?q=" + url.QueryEscape(query))
		p.Sound(t)
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, says) || !strings.Contains(p.Body, query) {
			t.Errorf("%q: %d, does not say %q with what was typed", query, p.Status, says)
		}
	}
}

// The dossier holds what was declared against what was made of it, and each
// record is told by its place in the log.
func TestDossier(t *testing.T) {
	s := consoletest.Open(t)
	run, err := s.Registry.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "dossier")
	consoletest.Check(t, err)
	s.State(t,
		&trace.LabelStatus{Run: run.ID, From: 1, To: 6, State: trace.LabelActive, Date: ocop.DateOf(s.Clock.Now())},
		&trace.LabelStatus{Run: run.ID, From: 7, To: 8, State: trace.LabelVoided, Reason: "Rách", Date: ocop.DateOf(s.Clock.Now())},
		&trace.LabelReprint{Run: run.ID, From: 2, To: 2, Reason: "Mờ", Date: ocop.DateOf(s.Clock.Now())},
		&trace.Recall{Product: "gao-seng-cu", Lot: "ST-01", Action: trace.ActionHold, Reason: "Chờ kiểm nghiệm", Instruction: "Đừng bán", Contact: "0900 000 007", Date: ocop.DateOf(s.Clock.Now())},
	)
	p := s.SignIn(t, "thanh").Get("/console/dossiers/gao-seng-cu/ST-01")
	p.Sound(t)
	text := consoletest.Text(p.Parse(t))
	for _, want := range []string{
		"Rách", "Mờ", "printed again with the same code",
		"Chờ kiểm nghiệm", "On the day of production", "Today, ", "4 of 5 OCOP stars", run.ID, "Log index",
	} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("the dossier does not say %q", want)
		}
	}
	for _, want := range []string{"Active</th><td>6<", "Not activated</th><td>2<", "Voided</th><td>2<", "Labels made</th><td>10<"} {
		if !strings.Contains(p.Body, want) {
			t.Errorf("the table of labels has no %q", want)
		}
	}
	for _, path := range []string{"/console/dossiers/gao-seng-cu/KHONG", "/console/dossiers/khong/ST-01", "/console/dossiers/gao-seng-cu/KHONG/dossier.pdf"} {
		if p := s.SignIn(t, "thanh").Get(path); p.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, p.Status)
		}
	}
	if pdf := s.SignIn(t, "thanh").Get("/console/dossiers/gao-seng-cu/ST-01/dossier.pdf"); pdf.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(pdf.Body, "%PDF-") {
		t.Error("no PDF:", pdf.Status, pdf.Header.Get("Content-Type"))
	}
}

// One step forward: deliveries that somebody captured, told as their claims.
func TestShipments(t *testing.T) {
	s := consoletest.Open(t)
	for _, step := range []trace.Step{
		{Kind: trace.StepShipped, At: s.Clock.Now(), Quantity: 40, Party: "https://shop.example.com/party/7", Document: "PXK-17"},
		{Kind: trace.StepReceived, At: s.Clock.Now(), Quantity: 60, Party: "https://farm.example.com/party/2"},
	} {
		event, err := s.Registry.Author(consoletest.Ctx, "htx-gao-ruong-mau", "gao-seng-cu", "ST-01", step)
		consoletest.Check(t, err)
		_, err = s.Registry.Capture(consoletest.Ctx, trace.Capture{Entity: "htx-gao-ruong-mau", Events: []epcis.Event{event}})
		consoletest.Check(t, err)
	}
	p := s.SignIn(t, "thanh").Get("/console/dossiers/gao-seng-cu/ST-01")
	p.Sound(t)
	text := strings.Join(strings.Fields(consoletest.Text(p.Parse(t))), " ")
	for _, want := range []string{
		"Shipped 23", "Tohttps://shop.example.com/party/7", "FromHTX Gạo Ruộng Mẫu", "PapersPXK-17", "Quantity40",
		"Received 23", "Fromhttps://farm.example.com/party/2", "ToHTX Gạo Ruộng Mẫu", "Quantity60", "Stated byHTX Gạo Ruộng Mẫu",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the dossier does not say %q", want)
		}
	}
}

// Who of a producer's people did something is told to those whose concern the
// producer is.
func TestNames(t *testing.T) {
	s := consoletest.Open(t)
	_, err := s.Registry.OrderRun(consoletest.Ctx, trace.RunOrder{Product: "gao-seng-cu", Lot: "ST-01", Count: 10, Key: "names", By: "lan-dong-goi"})
	consoletest.Check(t, err)
	_, err = s.Publish(consoletest.Ctx)
	consoletest.Check(t, err)
	for name, province := range map[string]string{"near": "15", "far": "01"} {
		consoletest.Check(t, s.Accounts.Add(consoletest.Ctx, account.User{Name: name, Role: account.Inspector, Province: province}, consoletest.Password))
		p := s.SignIn(t, name).Get("/console/dossiers/gao-seng-cu/ST-01")
		if got := strings.Contains(p.Body, "lan-dong-goi"); p.Status != http.StatusOK || got != (name == "near") {
			t.Errorf("%s: %d, sees the name: %v", name, p.Status, got)
		}
	}
	if p := s.SignIn(t, "lan").Get("/console/dossiers/gao-seng-cu/ST-01"); p.Status != http.StatusForbidden {
		t.Error("a producer is answered", p.Status)
	}
}

// Look-ups are told as a history; reports without their telephone numbers, and
// with what people wrote to those alone whose concern the producer is.
func TestHeard(t *testing.T) {
	s := consoletest.Open(t)
	run, err := s.Registry.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "heard")
	consoletest.Check(t, err)
	labels, err := s.Registry.Labels(run, 3, 4)
	consoletest.Check(t, err)
	_, err = s.Publish(consoletest.Ctx)
	consoletest.Check(t, err)
	for i := range 40 {
		s.Lookups.Note(tally.Look{Code: labels[0].Code, From: netip.AddrFrom4([4]byte{198, 51, byte(i), 7})})
	}
	s.Lookups.Note(tally.Look{Code: labels[1].Code})
	consoletest.Check(t, s.Lookups.Flush(consoletest.Ctx))
	_, err = s.Reports.Send(consoletest.Ctx, report.Report{
		Kind: report.Opened, Text: "Bao bì bị rách", Product: "gao-seng-cu", Entity: "htx-gao-ruong-mau", Province: "15", Lot: "ST-01", Seen: "01", Phone: "0900000001", Consent: true,
	})
	consoletest.Check(t, err)
	for name, province := range map[string]string{"near": "15", "far": "01"} {
		consoletest.Check(t, s.Accounts.Add(consoletest.Ctx, account.User{Name: name, Role: account.Inspector, Province: province}, consoletest.Password))
	}
	for name, reads := range map[string]bool{"near": true, "far": false} {
		p := s.SignIn(t, name).Get("/console/dossiers/gao-seng-cu/ST-01")
		p.Sound(t)
		text := strings.Join(strings.Fields(consoletest.Text(p.Parse(t))), " ")
		for _, want := range []string{"at least 41", "At least 40 look-ups", "never a verdict", labels[0].Code.Groups(), "Copied labels have such a history about", "Nothing unusual about it.", "The pack is opened or damaged"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the dossier does not say %q", name, want)
			}
		}
		if got := strings.Contains(text, "Bao bì bị rách") && strings.Contains(p.Body, `href="/console/reports/`); got != reads {
			t.Errorf("%s reads the report: %v", name, got)
		}
		if strings.Contains(p.Body, "0900000001") {
			t.Errorf("%s: a telephone number is in the dossier", name)
		}
	}
}
