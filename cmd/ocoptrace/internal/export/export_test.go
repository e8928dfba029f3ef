package export

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/server"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

const rice = "gao-seng-cu"

// states lists the ids of the items that are stated.
func states(i Items) (ids []string) {
	for _, item := range i.Items {
		if item.Stated {
			ids = append(ids, item.ID)
		}
	}
	return ids
}

func scan(t *testing.T, w *tracetest.World) *trace.Scan {
	t.Helper()
	s, err := w.ScanBatch(t.Context(), rice, "ST-01")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// An item is stated from when a record states it, and not before.
func TestItems(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	s := scan(t, w)
	if got, want := states(TenItems(tracetest.BaseURL, s)), "product_name unit address time trace_code shelf_life"; strings.Join(got, " ") != want {
		t.Errorf("items %q, want %s", got, want)
	}
	if got, want := states(Passport(tracetest.BaseURL, s)), "name_gtin trace dates"; strings.Join(got, " ") != want {
		t.Errorf("passport %q, want %s", got, want)
	}
	p, err := w.Product(t.Context(), rice)
	if err != nil {
		t.Fatal(err)
	}
	p.Standard, p.Warning, p.Origin = "TCVN 11888:2017", "Không dùng khi ẩm mốc", "Sản xuất tại Việt Nam"
	p.Photos = []trace.Photo{{Digest: "sha256-" + strings.Repeat("0", 64), Width: 10, Height: 10}}
	e, err := w.Entity(t.Context(), p.Entity)
	if err != nil {
		t.Fatal(err)
	}
	e.Registration, e.GLN = "5300000001", "8930000000019"
	day := ocop.DateOf(w.Clock.Now())
	first := &trace.DiaryEntry{Product: rice, Lot: "ST-01", Date: day, Activity: "harvest", Text: "Gặt"}
	receipts := w.State(t, p, e, first)
	w.State(t, &trace.DiaryEntry{Product: rice, Lot: "ST-01", Date: day, Activity: "harvest", Text: "Gặt tay", Replaces: receipts[2].ID})
	s = scan(t, w)
	ten := TenItems(tracetest.BaseURL, s)
	if got := states(ten); len(got) != 9 || slices.Contains(got, "brand") || ten.Stated != 9 || ten.Asked != 8 {
		t.Errorf("items %q, %d of %d", got, ten.Stated, ten.Asked)
	}
	stages := ten.Items[4].Value.([]stage)
	if len(stages) != 1 || stages[0].Text != "Gặt tay" || stages[0].Place != e.GLN || stages[0].Product != tracetest.BaseURL+"/01/09520000000011/10/ST-01" {
		t.Errorf("stages %+v", stages)
	}
	if got := states(Passport(tracetest.BaseURL, s)); strings.Join(got, " ") != "name_gtin responsible origin trace dates warnings" {
		t.Errorf("passport %q", got)
	}
}

// The lists have the items of the tables, and no item has a value where nothing
// is stated.
func TestItemsOfTables(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	for list, want := range map[string][]ocop.Item{"trace": ocop.TraceItems(), "passport": ocop.PassportItems()} {
		got := TenItems
		if list == "passport" {
			got = Passport
		}
		items := got(tracetest.BaseURL, scan(t, w))
		if items.List != list || items.Source.Document == "" || len(items.Items) != len(want) {
			t.Errorf("%s: %+v", list, items)
		}
		for i, item := range items.Items {
			if item.ID != want[i].ID || item.Stated && item.Value == nil {
				t.Errorf("%s: %+v", list, item)
			}
		}
	}
}

// The UNTP passport verifies under the issuer's key and is of the shape of UNTP
// DPP 0.6.1: required members, constant types, and no members of its own in
// objects that are closed there.
func TestUNTP(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	token, err := UNTP(t.Context(), w.Registry, scan(t, w))
	if err != nil {
		t.Fatal(err)
	}
	again, err := UNTP(t.Context(), w.Registry, scan(t, w))
	if err != nil || again != token {
		t.Errorf("the same batch has another passport: %v", err)
	}
	method := w.Service().IssuerKeys[0]
	key, err := credential.KeyOf(method)
	if err != nil {
		t.Fatal(err)
	}
	verified, err := credential.VerifyJWT(token, credential.KeyMap{method: key})
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(verified.Document, &doc); err != nil {
		t.Fatal(err)
	}
	if want := []any{vcContext, untpContext}; !reflect.DeepEqual(doc["@context"], want) {
		t.Errorf("@context %v", doc["@context"])
	}
	subject := doc["credentialSubject"].(map[string]any)
	goods := subject["product"].(map[string]any)
	for _, c := range []struct {
		of      any
		kinds   []any
		members string
	}{
		{doc, []any{"DigitalProductPassport", "VerifiableCredential"}, "@context id issuer"},
		{doc["issuer"], []any{"CredentialIssuer"}, "id name"},
		{subject, []any{"ProductPassport"}, "product granularityLevel"},
		{goods, []any{"Product"}, "id name batchNumber productionDate idScheme"},
		{goods["idScheme"], []any{"IdentifierScheme"}, "id name"},
		{goods["producedByParty"], nil, "id name"},
	} {
		m := c.of.(map[string]any)
		if c.kinds != nil && !reflect.DeepEqual(m["type"], c.kinds) {
			t.Errorf("type %v, want %v", m["type"], c.kinds)
		}
		for member := range strings.FieldsSeq(c.members) {
			if m[member] == nil || m[member] == "" {
				t.Errorf("%v has no %s", c.kinds, member)
			}
		}
	}
	for _, l := range goods["furtherInformation"].([]any) {
		if m := l.(map[string]any); len(m) != 2 || m["linkURL"] == "" || m["linkName"] == "" {
			t.Errorf("link %v", m)
		}
	}
	if doc["issuer"].(map[string]any)["id"] != "did:web:tx.example.vn" || goods["id"] != tracetest.BaseURL+"/01/09520000000011/10/ST-01" || subject["granularityLevel"] != "batch" {
		t.Errorf("%s", verified.Document)
	}
}

func TestServe(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	r := server.NewRouter()
	(&Server{Config{Registry: w.Registry, Fail: func(w http.ResponseWriter, _ *http.Request, err error) {
		status := http.StatusInternalServerError
		if trace.FindingOf(err) == trace.FindingUnknown {
			status = http.StatusNotFound
		}
		http.Error(w, err.Error(), status)
	}}}).Routes(r)
	for path, want := range map[string]string{
		"/batches/" + rice + "/ST-01/passport": "application/json", "/batches/" + rice + "/ST-01/items": "application/json",
		"/batches/" + rice + "/ST-01/untp": "application/vc+jwt",
		"/batches/" + rice + "/ST-09/untp": "404", "/batches/" + rice + "/a%00b/items": "404", "/batches/%2e/ST-01/passport": "404",
	} {
		answer := httptest.NewRecorder()
		r.ServeHTTP(answer, httptest.NewRequest("GET", path, nil))
		if want == "404" {
			if answer.Code != http.StatusNotFound {
				t.Errorf("%s: %d", path, answer.Code)
			}
			continue
		}
		h := answer.Header()
		if answer.Code != 200 || h.Get("Content-Type") != want || h.Get("ETag") == "" || h.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %d %v", path, answer.Code, h)
		}
	}
}

func TestSheets(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	run, err := w.NewRun(t.Context(), rice, "ST-01", 7, "")
	if err != nil {
		t.Fatal(err)
	}
	w.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 3, State: trace.LabelActive, Date: ocop.DateOf(w.Clock.Now())})
	batches, err := Batches(t.Context(), w.Registry, "")
	if err != nil || len(batches.Rows) != 1 || len(batches.Rows[0]) != len(batches.Header) || batches.Rows[0][11] != int64(7) || batches.Rows[0][12] != int64(3) {
		t.Fatal(batches, err)
	}
	if none, err := Batches(t.Context(), w.Registry, "khong-co"); err != nil || len(none.Rows) != 0 {
		t.Error(none, err)
	}
	labels, err := Labels(t.Context(), w.Registry, "htx-gao-ruong-mau")
	if err != nil || !reflect.DeepEqual(labels.Rows, [][]table.Cell{{run.ID, "htx-gao-ruong-mau", rice, "ST-01", int64(7), int64(3), int64(4), int64(0)}}) {
		t.Error(labels, err)
	}
	statements, err := Statements(t.Context(), w.Registry)
	size, _ := w.LogSize(t.Context())
	if err != nil || int64(len(statements.Rows)) != size || statements.Rows[0][3] != "Service" {
		t.Error(statements, err)
	}
	for _, sheet := range []*Sheet{batches, labels, statements} {
		for _, format := range Formats {
			var b bytes.Buffer
			if err := sheet.Write(&b, format); err != nil {
				t.Fatal(err)
			}
			read, err := table.Read(b.Bytes(), table.Usual)
			if err != nil || !slices.Equal(read.Header.Cells, sheet.Header) || len(read.Rows) != len(sheet.Rows) {
				t.Errorf("%s %s: %d rows, %v", sheet.Name, format, len(read.Rows), err)
			}
		}
	}
	if err := batches.Write(&bytes.Buffer{}, "pdf"); err == nil {
		t.Error("written as PDF")
	}
}
