package api

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"
)

// context is what is served under /ns/v1.
func (w *world) context(t *testing.T) map[string]json.RawMessage {
	t.Helper()
	var d struct {
		Context map[string]json.RawMessage `json:"@context"`
	}
	if err := json.Unmarshal(ok(t, w, "/ns/v1").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	return d.Context
}

// class is how the context defines a kind of fact.
type class struct {
	ID      string                     `json:"@id"`
	Context map[string]json.RawMessage `json:"@context"`
}

// Every member of every record in the log is defined in the context of its kind.
func TestTermsOfRecords(t *testing.T) {
	w := newWorld(t)
	runs, err := w.Runs(t.Context(), rice, "ST-01")
	if err != nil {
		t.Fatal(err)
	}
	run := runs[0].Run.ID
	blank, err := w.OrderRun(t.Context(), trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 3})
	if err != nil {
		t.Fatal(err)
	}
	w.State(t,
		&trace.RecognitionChange{Product: rice, Number: "83-829-28780-91-2022", Change: trace.ChangeWithdrawn,
			Date: today(t, w), Reason: "Mẫu", Authority: "UBND tỉnh Lào Cai"},
		&trace.Recall{Product: rice, Lot: "ST-01", Action: trace.ActionHold, Reason: "Mẫu", ReasonEn: "Sample",
			Instruction: "Chờ", Contact: "0214", Date: today(t, w)},
		&trace.LabelClaim{Run: blank.ID, From: 1, To: 2, Product: rice, Lot: "ST-01", Date: today(t, w)},
		&trace.LabelReprint{Run: run, From: 1, To: 2, Reason: "Mẫu", Date: today(t, w)},
		&trace.LabelAllowance{Product: rice, Lot: "ST-01", Extra: 2, Reason: "Mẫu", Date: today(t, w)},
		&trace.Point{ID: "diem-mau", Name: "Điểm Mẫu", Address: "Số 1", CommuneCode: "02761", Commune: "Xã Mường Khương",
			ProvinceCode: "15", Hours: "7:00", HoursEn: "7:00", Products: []string{rice}},
		&trace.DiaryEntry{Product: rice, Lot: "ST-01", Date: today(t, w), Activity: "harvest", Text: "Mẫu", TextEn: "Sample"},
		&trace.Inspection{Product: rice, Lot: "ST-01", Run: run, From: 1, To: 2, Date: today(t, w), Authority: "Đội Mẫu",
			ProvinceCode: "15", Place: "market", Outcome: "conforms", Summary: "Mẫu", SummaryEn: "Sample", Minutes: "1/BB"},
		&trace.ResolverLink{ID: "nau-com", Entity: "htx-gao-ruong-mau", Product: rice, LinkType: "recipeInfo", Title: "Mẫu",
			Href: "https://gao.example.vn/", Hreflang: []string{"vi"}, MediaType: "text/html"})
	w.captureAny(t)
	defined := w.context(t)
	seen := map[string]bool{}
	err = w.Store.View(t.Context(), func(tx storage.Tx) error {
		return translog.Leaves(tx, 0, func(_ int64, leaf []byte) error {
			var r struct {
				Type    []string
				Subject map[string]json.RawMessage `json:"credentialSubject"`
			}
			if err := json.Unmarshal(leaf, &r); err != nil {
				return err
			}
			kind := strings.TrimSuffix(r.Type[1], "Statement")
			seen[kind] = true
			if _, ok := defined[r.Type[1]]; !ok {
				t.Errorf("%s is not defined", r.Type[1])
			}
			var c class
			if err := json.Unmarshal(defined[kind], &c); err != nil || c.ID != tracetest.BaseURL+"/ns/v1#"+kind {
				t.Errorf("%s is %q (%v)", kind, c.ID, err)
			}
			for name := range r.Subject {
				if _, ok := c.Context[name]; !ok && name != "type" {
					t.Errorf("%s.%s is not defined", kind, name)
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kindsInSource(t) {
		if !seen[kind] {
			t.Errorf("no %s was looked at", kind)
		}
	}
	if len(defined) != 2+2*len(seen) {
		t.Errorf("%d definitions for %d kinds", len(defined), len(seen))
	}
}

// captureAny captures an event.
func (w *world) captureAny(t *testing.T) {
	t.Helper()
	e, err := epcis.ParseEvent([]byte(`{"@context":"` + epcis.ContextURL + `","type":"ObjectEvent","action":"OBSERVE",
"eventTime":"2026-11-22T06:00:00+07:00","eventTimeZoneOffset":"+07:00","epcList":["https://tx.example.vn/obj/ho.1"]}`))
	if err == nil {
		_, err = w.Capture(t.Context(), trace.Capture{Entity: "htx-gao-ruong-mau", Events: []epcis.Event{e}})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// kindsInSource are the kinds that package trace names.
func kindsInSource(t *testing.T) (kinds []string) {
	t.Helper()
	text, err := os.ReadFile("../../../../trace/fact.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`Kind\w+ +Kind = "(\w+)"`).FindAllStringSubmatch(string(text), -1) {
		kinds = append(kinds, m[1])
	}
	if len(kinds) < 9 {
		t.Fatalf("kinds %v", kinds)
	}
	return kinds
}

func TestTerms(t *testing.T) {
	const ns = tracetest.BaseURL + "/ns/v1#"
	defined := newWorld(t).context(t)
	for _, c := range []struct {
		kind, name string
		want       term
	}{
		{"Batch", "produced", term{ID: ns + "produced", Type: xsd + "date"}},
		{"Batch", "quantity", term{ID: ns + "quantity", Type: xsd + "integer"}},
		{"Batch", "sample", term{ID: ns + "sample", Type: xsd + "boolean"}},
		{"Batch", "lot", term{ID: ns + "lot"}},
		{"Batch", "gtin", term{ID: "https://ref.gs1.org/voc/gtin"}},
		{"Product", "name", term{ID: "https://schema.org/name"}},
		{"Product", "nameEn", term{ID: "https://schema.org/name", Language: "en"}},
		{"Product", "story", term{ID: ns + "story", Language: "vi"}},
		{"Product", "storyEn", term{ID: ns + "story", Language: "en"}},
		{"Recall", "reason", term{ID: ns + "reason", Language: "vi"}},
		{"LabelStatus", "reason", term{ID: ns + "reason"}},
		{"Service", "issuerKeys", term{ID: ns + "issuerKeys", Type: "@id", Container: "@list"}},
		{"Product", "origin", term{ID: ns + "origin", Language: "vi"}},
		{"Product", "alcoholPermille", term{ID: ns + "alcoholPermille", Type: xsd + "integer"}},
		{"Service", "baseUrl", term{ID: ns + "baseUrl", Type: xsd + "anyURI"}},
		{"Point", "hours", term{ID: ns + "hours", Language: "vi"}},
		{"Point", "tourism", term{ID: ns + "tourism", Type: xsd + "boolean"}},
		{"Point", "products", term{ID: ns + "products", Container: "@list"}},
		{"DiaryEntry", "replaces", term{ID: ns + "replaces", Type: "@id"}},
		{"Inspection", "summary", term{ID: ns + "summary", Language: "vi"}},
		{"Entity", "website", term{ID: ns + "website", Type: xsd + "anyURI"}},
	} {
		var k class
		if err := json.Unmarshal(defined[c.kind], &k); err != nil {
			t.Fatal(err)
		}
		var got term
		if err := json.Unmarshal(k.Context[c.name], &got); err != nil || got != c.want {
			t.Errorf("%s.%s is %+v, want %+v (%v)", c.kind, c.name, got, c.want, err)
		}
	}
}

// The members of the elements of a list are defined in a context of the list's
// term; a list keeps its order.
func TestTermsOfElements(t *testing.T) {
	var k class
	if err := json.Unmarshal(newWorld(t).context(t)["Batch"], &k); err != nil {
		t.Fatal(err)
	}
	var list struct {
		Container string          `json:"@container"`
		Context   map[string]term `json:"@context"`
	}
	text := strings.Replace(string(k.Context["inputs"]), `"@protected": true`, `"@protected": {}`, 1)
	if err := json.Unmarshal([]byte(text), &list); err != nil || list.Container != "@list" {
		t.Fatalf("inputs is %s (%v)", text, err)
	}
	if got, want := list.Context["received"], (term{ID: tracetest.BaseURL + "/ns/v1#received", Type: xsd + "date"}); got != want {
		t.Errorf("inputs.received is %+v, want %+v", got, want)
	}
}

// The context is where records say it is.
func TestContextURL(t *testing.T) {
	w := newWorld(t)
	path, record := w.batchRecord(t)
	var r struct {
		Context []string `json:"@context"`
	}
	if err := json.Unmarshal(record, &r); err != nil {
		t.Fatal(err)
	}
	own := strings.TrimPrefix(r.Context[len(r.Context)-1], tracetest.BaseURL)
	if got := ok(t, w, own, "Accept: application/ld+json").Header().Get("Content-Type"); got != typeLD {
		t.Errorf("%s of %s: %s", own, path, got)
	}
}

// There is a checkpoint to show from the first statement on.
func TestFirstCheckpoint(t *testing.T) {
	w := &world{World: tracetest.New(t)}
	c, err := translog.ParseCheckpoint(ok(t, w.serve(t, Config{Registry: w.Registry}), "/log/checkpoint").Body.Bytes(), w.Verifier)
	if err != nil || c.Size != 1 {
		t.Errorf("size %d: %v", c.Size, err)
	}
}

func TestDocuments(t *testing.T) {
	w := newWorld(t)
	const browser = "text/html,application/xhtml+xml,*/*;q=0.8"
	for _, c := range []struct{ path, accept, want string }{
		{"/.well-known/did.json", "", typeDID},
		{"/.well-known/did.json", "*/*", typeDID},
		{"/.well-known/did.json", "application/did+json, application/did+ld+json", typeDID},
		{"/.well-known/did.json", "application/json", typeJSON},
		{"/.well-known/did.json", browser, typeJSON},
		{"/ns/v1", "", typeLD},
		{"/ns/v1", "application/ld+json, application/json;q=0.5", typeLD},
		{"/ns/v1", browser, typeJSON},
		{"/log/vkey", "", typeText},
		{"/log/policy", browser, typeText},
		{"/log/checkpoint", browser, typeText},
		{"/ns/problems", browser, typeText},
	} {
		answer := ok(t, w, c.path, "Accept: "+c.accept)
		h := answer.Header()
		if h.Get("Content-Type") != c.want || h.Get("Access-Control-Allow-Origin") != "*" || h.Get("ETag") == "" {
			t.Errorf("%s, Accept %q: %v, want %s", c.path, c.accept, h, c.want)
		}
		if !strings.HasPrefix(h.Get("Cache-Control"), "public, max-age=") {
			t.Errorf("%s: Cache-Control %q", c.path, h.Get("Cache-Control"))
		}
		if answer := get(t, w, c.path, "Accept: "+c.accept, "If-None-Match: "+h.Get("ETag")); answer.Code != 304 {
			t.Errorf("%s again: %d", c.path, answer.Code)
		}
	}
}

// The members of an object in a fact are defined in a context of its own.
func TestTermsOfNutrition(t *testing.T) {
	const ns = tracetest.BaseURL + "/ns/v1#"
	var product class
	if err := json.Unmarshal(newWorld(t).context(t)["Product"], &product); err != nil {
		t.Fatal(err)
	}
	var nutrition struct {
		ID      string                     `json:"@id"`
		Context map[string]json.RawMessage `json:"@context"`
	}
	if err := json.Unmarshal(product.Context["nutrition"], &nutrition); err != nil || nutrition.ID != ns+"nutrition" {
		t.Fatalf("nutrition is %q (%v)", nutrition.ID, err)
	}
	written, err := json.Marshal(trace.Nutrition{SugarsMg: new(int64), SaturatedMg: new(int64)})
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]any
	if err := json.Unmarshal(written, &members); err != nil {
		t.Fatal(err)
	}
	for name := range members {
		var got term
		if err := json.Unmarshal(nutrition.Context[name], &got); err != nil {
			t.Errorf("%s is not defined: %v", name, err)
		}
		want := term{ID: ns + name, Type: xsd + "integer"}
		switch name {
		case "per":
			want = term{ID: ns + "per", Language: "vi"}
		case "perEn":
			want = term{ID: ns + "per", Language: "en"}
		}
		if got != want {
			t.Errorf("%s is %+v, want %+v", name, got, want)
		}
	}
}
