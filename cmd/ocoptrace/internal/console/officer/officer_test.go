package officer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/report"
)

func TestSearch(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "hoa")
	for query, want := range map[string][2]bool{ // rice, sausage
		"":                      {true, true},
		"séng":                  {true, false},
		"Gao Seng":              {true, false},
		"GIÒ":                   {false, true},
		"09520000000011":        {true, false},
		"ruộng mẫu":             {true, false},
		consoletest.Other:       {false, true},
		"không có":              {false, false},
		strings.Repeat("x", 99): {false, false},
	} {
		p := b.Get("/console?q=" + url.QueryEscape(query))
		p.Sound(t)
		got := [2]bool{strings.Contains(p.Body, "/console/products/gao-seng-cu"), strings.Contains(p.Body, "/console/products/gio-lua")}
		if p.Status != http.StatusOK || got != want {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
}

// hold, recall and lifting: what is entered is shown, stated once, and read by
// whoever scans.
func TestRecallJob(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "hoa")
	const query = "product=gao-seng-cu&lot=ST-01&action="
	for _, c := range []struct{ action, button, title string }{
		{"hold", "Put on hold", "on hold"},
		{"recall", "Recall", "recalled"},
		{"lift", "Lift", "Record intact"},
	} {
		p := b.Get("/console/products/gao-seng-cu")
		p.Sound(t)
		if !strings.Contains(p.Body, "/console/recalls/new?action="+c.action) {
			t.Fatalf("no link to %s", c.action)
		}
		p = b.Get("/console/recalls/new?" + query + c.action)
		p.Sound(t)
		form := p.Form(t, "/console/recalls/new")
		p = b.Get("/console/recalls/new?" + form.Encode())
		if p.Status != http.StatusUnprocessableEntity || p.Problems(t)["reason"] != "This is needed." {
			t.Fatal(c.action, p.Status, p.Problems(t))
		}
		form = p.Form(t, "/console/recalls/new")
		form.Set("reason", "Độ ẩm quá mức")
		form.Set("reasonEn", "Too moist")
		if form.Has("instruction") {
			form.Set("instruction", "Không nấu,\nmang trả nơi mua")
			form.Set("contact", "0900 000 007")
		}
		p = b.Get("/console/recalls/new?" + form.Encode())
		p.Sound(t)
		if p.Status != http.StatusOK || !strings.Contains(p.Body, "Too moist") {
			t.Fatal(c.action, p.Status, p.Body)
		}
		size := s.Size(t)
		confirm := p.Form(t, "/console/recalls")
		for range 2 {
			if p = b.Post("/console/recalls", confirm); p.Path != "/console/products/gao-seng-cu" || p.Query.Get("done") != c.action {
				t.Fatal(c.action, p.Status, p.Path, p.Body)
			}
		}
		if got := s.Size(t); got != size+1 {
			t.Errorf("%s: the log grew from %d to %d", c.action, size, got)
		}
		if public := b.Get("/batches/gao-seng-cu/ST-01"); !strings.Contains(consoletest.Text(consoletest.Elements(public.Parse(t), "title")[0]), c.title) {
			t.Errorf("%s: a buyer reads %q", c.action, consoletest.Text(consoletest.Elements(public.Parse(t), "title")[0]))
		}
	}
	p := b.Get("/console/recalls/new?" + query + "lift&check=1&reason=x")
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(consoletest.Text(p.Parse(t)), "no recall or hold") && !strings.Contains(consoletest.Text(p.Parse(t)), "lift") {
		t.Error("lifting nothing answers", p.Status)
	}
}

func TestChangeJob(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "hoa")
	const query = "product=gao-seng-cu&number=83-829-28780-91-2022&change="
	p := b.Get("/console/changes/new?" + query + "extended")
	p.Sound(t)
	form := p.Form(t, "/console/changes/new")
	if form.Get("until") != "2028-09-08" || form.Get("authority") != "UBND tỉnh Lào Cai" || form.Get("date") != "2026-11-23" {
		t.Error("the form begins with", form)
	}
	form.Set("until", "2028-09-09")
	p = b.Get("/console/changes/new?" + form.Encode())
	if found := p.Problems(t); p.Status != http.StatusUnprocessableEntity || found["reason"] != "This is needed." {
		t.Error(p.Status, found)
	}
	form.Set("reason", "Hồ sơ đánh giá lại đã nộp")
	p = b.Get("/console/changes/new?" + form.Encode())
	if found := p.Problems(t); p.Status != http.StatusUnprocessableEntity || !strings.Contains(found["until"], "8 Sep 2028") {
		t.Error(p.Status, found)
	}
	if got := p.Form(t, "/console/changes/new").Get("until"); got != "2028-09-09" {
		t.Errorf("comes back as %q", got)
	}
	form.Set("until", "08/09/2028")
	p = b.Get("/console/changes/new?" + form.Encode())
	p.Sound(t)
	if p = b.Post("/console/changes", p.Form(t, "/console/changes")); p.Query.Get("done") != "extended" {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	s.Clock.Day("2028-04-01")
	b = s.SignIn(t, "hoa")
	if p = b.Get("/console/products/gao-seng-cu"); !strings.Contains(p.Body, "8 Sep 2028") {
		t.Error("the extension is not shown")
	}
	p = b.Get("/console/changes/new?" + query + "withdrawn&check=1&ground=labelling&date=2028-04-01&authority=UBND&reason=" + url.QueryEscape("Vi phạm"))
	p.Sound(t)
	if p = b.Post("/console/changes", p.Form(t, "/console/changes")); p.Query.Get("done") != "withdrawn" {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	if strings.Contains(p.Body, "/console/changes/new") {
		t.Error("a withdrawn recognition can be changed")
	}
	if public := b.Get("/products/gao-seng-cu"); !strings.Contains(public.Body, "1 Apr 2028") {
		t.Error("buyers do not read of the withdrawal")
	}
	for path, want := range map[string]int{
		"/console/changes/new?product=gao-seng-cu&number=1&change=extended": 404,
		"/console/changes/new?product=khong-co&number=1&change=extended":    404,
		"/console/changes/new?" + query + "restored":                        400,
		"/console/recalls/new?product=gao-seng-cu&lot=KHONG&action=hold":    404,
		"/console/recalls/new?product=gao-seng-cu&lot=ST-01&action=burn":    400,
		"/console/products/khong-co":                                        404,
	} {
		if p := b.Get(path); p.Status != want {
			t.Errorf("%s answers %d, want %d", path, p.Status, want)
		}
	}
}

// What waits is in the bar before what usually is.
func TestWaitingIsInTheBar(t *testing.T) {
	s, b, _ := openIn(t)
	bar := func() string {
		_, rest, _ := strings.Cut(b.Get("/console").Body, `class="bar"`)
		bar, _, _ := strings.Cut(rest, "</nav>")
		return bar
	}
	if got := bar(); strings.Contains(got, "/console/reports") || strings.Count(got, "<a ") != 5 {
		t.Errorf("nothing waits: %s", got)
	}
	_, err := s.Reports.Send(consoletest.Ctx, report.Report{Kind: report.Opened, Text: "x", Product: "gao-seng-cu", Entity: "htx-gao-ruong-mau", Province: "15"})
	consoletest.Check(t, err)
	if got := bar(); !strings.Contains(got, "/console/reports") || strings.Count(got, "<a ") != 5 {
		t.Errorf("with a report that waits: %s", got)
	}
}
