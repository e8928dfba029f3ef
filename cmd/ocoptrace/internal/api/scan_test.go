package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"
)

func TestScanJSON(t *testing.T) {
	w := newWorld(t)
	code := w.a[0].Code
	for _, path := range []string{
		"/x/" + code.String() + "/json",
		"/x/" + code.Groups() + "/json",
		"/x/" + strings.ToLower(code.String()) + "/json",
	} {
		answer := ok(t, w, path)
		var v struct {
			Page, Bundle, Verdict string
			Findings              []string
			Label                 struct {
				Code, URI, State string
				Number           int64
				Run              struct{ Fact trace.LabelRun }
			}
			Batch struct {
				Fact   trace.Batch
				Record recordView
			}
			End   struct{ Date, Kind string }
			Stars struct {
				Count        int64
				State, Until string
				InForce      bool
			}
			Checkpoint struct {
				Origin string
				Size   int64
			}
			At, Day string
		}
		if err := json.Unmarshal(answer.Body.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		page := tracetest.BaseURL + "/x/" + code.String()
		if v.Page != page || v.Bundle != page+"/bundle" || v.Verdict != "intact" || len(v.Findings) != 1 {
			t.Errorf("%s: page %s, bundle %s, verdict %s, findings %v", path, v.Page, v.Bundle, v.Verdict, v.Findings)
		}
		if v.Label.Code != code.String() || v.Label.URI != w.a[0].URI || v.Label.Number != 1 || v.Label.State != "active" || v.Label.Run.Fact.Lot != "ST-01" {
			t.Errorf("%s: label %+v", path, v.Label)
		}
		if v.Batch.Fact.Lot != "ST-01" || v.Batch.Fact.Product != rice || v.End.Date != "2027-11-20" || v.End.Kind != "best_before" {
			t.Errorf("%s: batch %+v, end %+v", path, v.Batch, v.End)
		}
		if v.Stars.Count != 4 || !v.Stars.InForce || v.Stars.State != "valid" || v.Stars.Until != "2028-03-12" {
			t.Errorf("%s: stars %+v", path, v.Stars)
		}
		if v.At != "2026-11-23T05:00:00Z" || v.Day != "2026-11-23" {
			t.Errorf("%s: at %s, day %s", path, v.At, v.Day)
		}
		if v.Checkpoint.Origin != tracetest.Origin || v.Checkpoint.Size != w.Published().Size {
			t.Errorf("%s: checkpoint %+v, published %d", path, v.Checkpoint, w.Published().Size)
		}
		record := strings.TrimPrefix(v.Batch.Record.URL, tracetest.BaseURL)
		if !strings.Contains(ok(t, w, record).Body.String(), v.Batch.Record.ID) {
			t.Errorf("%s: %s is not record %s", path, record, v.Batch.Record.ID)
		}
	}
}

// A blank label says so, and of no batch; bound, it is a label of the batch.
func TestBlankLabel(t *testing.T) {
	w := newWorld(t)
	run, err := w.OrderRun(t.Context(), trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 4})
	if err != nil {
		t.Fatal(err)
	}
	codes, err := w.Labels(run, 3, 3)
	if err != nil {
		t.Fatal(err)
	}
	path := "/x/" + codes[0].Code.String()
	read := func() (v struct {
		Verdict        string
		Product, Batch *struct{ Record recordView }
		Entity         struct{ Record recordView }
		Label          struct {
			Number int64
			Run    struct{ Record recordView }
			Claim  *struct{ Fact trace.LabelClaim }
		}
	}) {
		if err := json.Unmarshal(ok(t, w, path+"/json").Body.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	v := read()
	if v.Verdict != "unbound" || v.Product != nil || v.Batch != nil || v.Label.Claim != nil || v.Label.Number != 3 {
		t.Errorf("not bound: %+v", v)
	}
	to := get(t, w, path, "Accept: application/vc").Header().Get("Location")
	if tracetest.BaseURL+to != v.Label.Run.Record.URL {
		t.Errorf("leads to %s, not to the run's record %s", to, v.Label.Run.Record.URL)
	}
	if name := ok(t, w, path+"/bundle").Header().Get("Content-Disposition"); !strings.Contains(name, codes[0].Code.String()) {
		t.Errorf("bundle %s", name)
	}
	if answer := get(t, w, "/01/"+gtin+"/21/"+codes[0].Code.String()); answer.Code != http.StatusNotFound {
		t.Errorf("a blank label has a GTIN: %d", answer.Code)
	}
	w.State(t, &trace.LabelClaim{Run: run.ID, From: 3, To: 4, Product: rice, Lot: "ST-01", Date: today(t, w)})
	if v = read(); v.Verdict != "inactive" || v.Batch == nil || v.Label.Claim == nil || v.Label.Claim.Fact.Lot != "ST-01" {
		t.Errorf("bound: %+v", v)
	}
	if to := get(t, w, path, "Accept: application/vc").Header().Get("Location"); tracetest.BaseURL+to != v.Batch.Record.URL {
		t.Errorf("leads to %s, not to the batch's record %s", to, v.Batch.Record.URL)
	}
	if answer := get(t, w, "/01/"+gtin+"/10/ST-01/21/"+codes[0].Code.String()); answer.Code != http.StatusTemporaryRedirect {
		t.Errorf("bound, as a GS1 serial: %d", answer.Code)
	}
}

// Every finding that a label can have comes through as its word.
func TestVerdicts(t *testing.T) {
	w := newWorld(t)
	recall := func(action trace.RecallAction, lot string) trace.Fact {
		return &trace.Recall{Product: rice, Lot: lot, Action: action, Reason: "Kiểm tra mẫu", Instruction: "Không dùng",
			Contact: "0214 000 000", Date: today(t, w)}
	}
	verdict := func(path string) string {
		var v struct{ Verdict string }
		if err := json.Unmarshal(ok(t, w, path+"/json").Body.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		return v.Verdict
	}
	want := func(path string, want trace.Finding) {
		t.Helper()
		if got := verdict(path); got != string(want) {
			t.Errorf("%s: verdict %s, want %s", path, got, want)
		}
	}
	a, b, honey := "/x/"+w.a[0].Code.String(), "/x/"+w.b[0].Code.String(), "/x/"+w.honey[0].Code.String()
	want("/x/"+w.a[4].Code.String(), trace.FindingInactive)
	want("/batches/"+rice+"/ST-01", trace.FindingIntact)
	want("/products/"+rice, "")
	w.State(t, recall(trace.ActionHold, "ST-01"), recall(trace.ActionRecall, "ST-02"))
	want(a, trace.FindingOnHold)
	want(b, trace.FindingRecalled)
	w.State(t, recall(trace.ActionLift, "ST-01"))
	want(a, trace.FindingIntact)
	w.Clock.Day("2027-11-21")
	want(a, trace.FindingPastBestBefore)
	want(honey, trace.FindingPastUseBy)
}

func TestBundle(t *testing.T) {
	w := newWorld(t)
	policy, err := translog.ParsePolicy(ok(t, w, "/log/policy").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	code := w.a[0].Code.String()
	for path, name := range map[string]string{
		"/x/" + code:                  code + ".bundle.json",
		"/batches/" + rice + "/ST-02": rice + ".ST-02.bundle.json",
		"/products/" + rice:           rice + ".bundle.json",
	} {
		answer := ok(t, w, path+"/bundle")
		if got, want := answer.Header().Get("Content-Disposition"), `attachment; filename="`+name+`"`; got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
		b, err := trace.ParseBundle(answer.Body.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		checked, err := b.Verify(policy, func(string, *trace.Evidence) {})
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if len(checked.Evidence) < 4 || checked.Service.BaseURL != tracetest.BaseURL {
			t.Errorf("%s: checked %d records of %s", path, len(checked.Evidence), checked.Service.BaseURL)
		}
	}
}

func TestNegotiation(t *testing.T) {
	w := newWorld(t)
	paths := []string{"/x/" + w.a[0].Code.String(), "/batches/" + rice + "/ST-01", "/products/" + rice}
	for _, c := range []struct{ accept, want string }{
		{"", "page"},
		{"*/*", "page"},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "page"},
		{"image/png", "page"},
		{"application/json", typeJSON},
		{"APPLICATION/JSON", typeJSON},
		{"application/*", typeJSON},
		{"text/html;q=0.5, application/json", typeJSON},
		{"text/html, application/json;q=0.9", "page"},
		{"application/json, text/html", "page"}, // of equals the page
		{"text/*, application/json;q=0.1", "page"},
		{"*/*;q=0.1, application/json", typeJSON},
		{"application/json;q=0", "page"},
		{"application/json;q=nonsense", "page"},
		{"application/json;q=NaN", "page"},
		{"application/json;q=2, text/html;q=0.1", "page"},
		{"application/json;q=-1, text/html;q=0", "page"},
		{"application/vc", "/records/"},
		{"application/vc+jwt", "/jwt"},
		{"application/vc;q=0.5, application/vc+jwt", "/jwt"},
	} {
		for _, path := range paths {
			answer := get(t, w, path, "Accept: "+c.accept)
			got := answer.Header().Get("Content-Type")
			if answer.Code == http.StatusSeeOther {
				got = answer.Header().Get("Location")
				ok(t, w, got, "Accept: "+c.accept)
			} else if answer.Body.String() == "page" {
				got = "page"
			}
			if !strings.Contains(got, c.want) || c.want == "/records/" && strings.HasSuffix(got, "/jwt") {
				t.Errorf("%s, Accept %q: %s (%d), want %s", path, c.accept, got, answer.Code, c.want)
			}
			if got != "page" && answer.Header().Get("Vary") != "Accept" {
				t.Errorf("%s, Accept %q: Vary %q", path, c.accept, answer.Header()["Vary"])
			}
		}
	}
}

func TestScanCaching(t *testing.T) {
	w := newWorld(t)
	path := "/x/" + w.a[0].Code.String() + "/json"
	tag := ok(t, w, path).Header().Get("ETag")
	w.Clock.Set(w.Clock.Now().Add(5e9))
	if answer := get(t, w, path, "If-None-Match: \"other\", "+tag); answer.Code != http.StatusNotModified || answer.Body.Len() > 0 {
		t.Errorf("unchanged but for the time: %d with %d bytes", answer.Code, answer.Body.Len())
	}
	w.State(t, &trace.Recall{Product: rice, Lot: "ST-01", Action: trace.ActionHold, Reason: "Kiểm tra", Instruction: "Chờ", Contact: "0214", Date: today(t, w)})
	if _, err := w.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if answer := get(t, w, path, "If-None-Match: "+tag); answer.Code != http.StatusOK {
		t.Errorf("on hold now: %d", answer.Code)
	}
}

// Several findings are told, the gravest first, and what they rest on.
func TestFindings(t *testing.T) {
	w := newWorld(t)
	w.State(t, &trace.Recall{Product: rice, Lot: "ST-01", Action: trace.ActionRecall, Reason: "Kiểm tra", Instruction: "Không dùng", Contact: "0214", Date: today(t, w)})
	w.Clock.Day("2027-11-21")
	var v struct {
		Verdict  string
		Findings []string
		Stopped  bool
		End      struct{ Past bool }
		Recalls  []struct{ Fact trace.Recall }
	}
	path := "/x/" + w.a[4].Code.String() + "/json" // not activated
	if err := json.Unmarshal(ok(t, w, path).Body.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	if v.Verdict != "recalled" || strings.Join(v.Findings, " ") != "recalled inactive pastBestBefore" {
		t.Errorf("verdict %s of %v", v.Verdict, v.Findings)
	}
	if !v.Stopped || !v.End.Past || len(v.Recalls) != 1 || v.Recalls[0].Fact.Reason != "Kiểm tra" {
		t.Errorf("%+v", v)
	}
}

func TestSubject(t *testing.T) {
	for _, c := range []struct {
		product, lot string
		ok           bool
	}{
		{"gao-seng-cu", "ST-01", true},
		{"gao%2Dseng", "A.b_c-9", true},
		{strings.Repeat("a", 64), strings.Repeat("A", 20), true},
		{strings.Repeat("a", 65), "A", false},
		{"a", strings.Repeat("A", 21), false},
		{"", "A", false}, {"a", "", false}, {"A", "A", false}, {"a%00", "A", false}, {"a", "A%00", false},
		{"a%2Fb", "A", false}, {"a", "A%2Fb", false}, {"a%zz", "A", false}, {"a", "A%", false}, {"a\n", "A", false}, {"a", "A\n", false},
	} {
		if _, _, err := subject(c.product, c.lot); (err == nil) != c.ok || err != nil && !errors.Is(err, trace.ErrNotFound) {
			t.Errorf("%.30q, %.30q: %v", c.product, c.lot, err)
		}
	}
}

func TestScanErrors(t *testing.T) {
	w := newWorld(t)
	code := w.a[0].Code.String()
	other := "0"
	if code[11:] == "0" {
		other = "1"
	}
	for _, c := range []struct {
		path    string
		status  int
		finding trace.Finding
	}{
		{"/x/" + code[:11] + other + "/json", 400, trace.FindingMalformed},
		{"/x/" + code[:11] + "/json", 400, trace.FindingMalformed},
		{"/x/../json", 400, trace.FindingMalformed},
		{"/x/%2F%2e%00/json", 400, trace.FindingMalformed},
		{"/x/" + strings.Repeat("7", 100_000) + "/json", 400, trace.FindingMalformed},
		{"/x/4R0MXK65AR9F/json", 404, trace.FindingUnknown}, // a vector of package code, under another key
		{"/batches/" + rice + "/XX/bundle", 404, trace.FindingUnknown},
		{"/batches/" + rice + "/ST-01%00/json", 404, trace.FindingUnknown},
		{"/batches/" + rice + "%2FST-01/x/json", 404, trace.FindingUnknown},
		{"/batches/" + rice + "/../json", 404, trace.FindingUnknown},
		{"/batches/" + strings.Repeat("a", 5000) + "/" + strings.Repeat("b", 5000) + "/json", 404, trace.FindingUnknown},
		{"/products/" + strings.Repeat("a", 5000) + "/json", 404, trace.FindingUnknown},
		{"/products/gao/json", 404, trace.FindingUnknown},
	} {
		if p := failed(t, get(t, w, c.path), c.status); p.Finding != c.finding {
			t.Errorf("%.80s: finding %s, want %s", c.path, p.Finding, c.finding)
		}
	}
}
