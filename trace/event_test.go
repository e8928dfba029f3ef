package trace_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/tracetest"
)

const (
	eventContext = `["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ocop":"https://tx.example.vn/ns/"}]`
	riceLot      = "https://tx.example.vn/01/09520000000011/10/ST-01"
	cooperative  = "htx-gao-ruong-mau"
)

// Events about the rice of tracetest, in a document with eventContext.
const (
	lotCreated = `{"type":"ObjectEvent","eventTime":"2026-11-20T08:00:00.250+07:00","eventTimeZoneOffset":"+07:00",
"quantityList":[{"epcClass":"` + riceLot + `","quantity":100.50,"uom":"KGM"}],"action":"ADD","bizStep":"creating_class_instance",
"disposition":"active","bizLocation":{"id":"https://tx.example.vn/loc/htx-gao-ruong-mau"},
"ilmd":{"cbvmda:lotNumber":"ST-01","ocop:stars": 4.0 },"ocop:note":{"vi":"Ruộng \u1eadc","n":[1.0, 2]}}`
	shipped = `{"type":"ObjectEvent","eventTime":"2026-11-22T06:00:00+07:00","eventTimeZoneOffset":"+07:00","eventID":"urn:uuid:0b6a2bb4-58a2-4a6c-a14c-5b1cd7b1c0de",
"epcList":["https://tx.example.vn/01/09520000000011/10/ST-01/21/4R0MXK65AR9F"],"action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",
"readPoint":{"id":"https://tx.example.vn/loc/htx-gao-ruong-mau"},
"bizTransactionList":[{"type":"desadv","bizTransaction":"https://tx.example.vn/bt/htx-gao-ruong-mau.PX-9"}],
"sourceList":[{"type":"owning_party","source":"https://tx.example.vn/party/htx-gao-ruong-mau"}],
"destinationList":[{"type":"owning_party","destination":"https://cho.example.vn/party/cho-mau"}]}`
)

func eventDocument(events ...string) string {
	return `{"@context":` + eventContext + `,"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-23T00:00:00Z","epcisBody":{"eventList":[` +
		strings.Join(events, ",") + `]}}`
}

func parseEvents(t testing.TB, events ...string) epcis.Document {
	t.Helper()
	d, err := epcis.ParseDocument([]byte(eventDocument(events...)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// capture captures events of eventDocument for the cooperative.
func capture(t testing.TB, w *tracetest.World, events ...string) []trace.Receipt {
	t.Helper()
	receipts, err := captureAs(t, w, cooperative, events...)
	if err != nil {
		t.Fatal(err)
	}
	return receipts
}

func captureAs(t testing.TB, w *tracetest.World, entity string, events ...string) ([]trace.Receipt, error) {
	t.Helper()
	d := parseEvents(t, events...)
	return w.Capture(t.Context(), trace.Capture{Entity: entity, By: "lan", Context: d.Context, Events: d.Events})
}

// What was captured comes back byte for byte, but for the record time and the
// event id that the registry gives.
func TestCaptureComesBack(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	capture(t, w, lotCreated, shipped)
	d := parseEvents(t, lotCreated, shipped)
	page, err := w.Events(t.Context(), &epcis.Query{}, "")
	if err != nil || len(page.Events) != 2 || page.Next != "" {
		t.Fatalf("%+v, %v", page, err)
	}
	for i, c := range []trace.Captured{page.Events[1], page.Events[0]} {
		want, got := d.Events[i].AppendJSON(nil), c.Fact.JSON()
		if !bytes.Equal(want, got) {
			t.Errorf("event %d\ngave %s\ngot  %s", i, want, got)
		}
		if c.Fact.Entity != cooperative || c.Fact.Context != eventContext || c.Fact.Hash != d.Events[i].Hash(d.Namespaces()) {
			t.Errorf("event %d: %+v", i, c.Fact)
		}
		if c.Event.RecordTime.String() != "2026-11-23T05:00:00.000Z" || c.Event.EventID == "" || c.Event.Hash(nil) != c.Fact.Hash {
			t.Errorf("event %d is shown as %s", i, c.Event.AppendJSON(nil))
		}
	}
	for _, note := range []string{`"ocop:note":{"vi":"Ruộng \u1eadc","n":[1.0, 2]}`, `"ocop:stars": 4.0 `, `"quantity":100.50`} {
		if !bytes.Contains(page.Events[1].Event.AppendJSON(nil), []byte(note)) {
			t.Errorf("%s is lost", note)
		}
	}
}

// A member of the user in decomposed letters is kept as it is, in base64.
func TestCaptureKeepsDecomposedText(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	decomposed := strings.Replace(lotCreated, "Ruộng", "Ruo\u0323\u0302ng", 1)
	capture(t, w, decomposed)
	page, err := w.Events(t.Context(), &epcis.Query{}, "")
	if err != nil || page.Events[0].Fact.Text != "" || !strings.Contains(string(page.Events[0].Fact.JSON()), "Ruo\u0323\u0302ng") {
		t.Fatalf("%+v, %v", page, err)
	}
}

// The same event is one statement for each who captures it.
func TestCaptureTwice(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, &trace.Entity{ID: "ho-khac", Name: "Hộ khác", EntityKind: "household", CommuneCode: "02761", Commune: "Xã", ProvinceCode: "15"})
	first := capture(t, w, lotCreated, shipped, lotCreated)
	if first[0].Again || first[1].Again || !first[2].Again || first[2].Index != first[0].Index {
		t.Errorf("first: %+v", first)
	}
	again := capture(t, w, shipped, lotCreated)
	if !again[0].Again || again[0].Index != first[1].Index || !bytes.Equal(again[1].Record, first[0].Record) {
		t.Errorf("again: %+v", again)
	}
	other, err := captureAs(t, w, "ho-khac", lotCreated)
	if err != nil || other[0].Again {
		t.Errorf("another's: %+v, %v", other, err)
	}
	changed := strings.Replace(lotCreated, "100.50", "100.5000", 1) // the hash is of values
	if r := capture(t, w, changed); !r[0].Again {
		t.Errorf("the same content written otherwise: %+v", r)
	}
}

const declaration = `"errorDeclaration":{"declarationTime":"2026-11-23T06:00:00Z","reason":"incorrect_data"},"action"`

func TestCaptureRefuses(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, &trace.Entity{ID: "ho-khac", Name: "Hộ khác", EntityKind: "household", CommuneCode: "02761", Commune: "Xã", ProvinceCode: "15"})
	capture(t, w, shipped)
	wrong := strings.Replace(shipped, `"action"`, declaration, 1)
	if r := capture(t, w, wrong); r[0].Again {
		t.Error("a declaration of error is the event itself")
	}
	for _, c := range []struct{ entity, event, want string }{
		{"nobody", lotCreated, "entity:unknownReference"},
		{cooperative, strings.Replace(shipped, "in_transit", "in_progress", 1), "event:eventTaken"},
		{cooperative, strings.Replace(shipped, "urn:uuid:0b6a2bb4-58a2-4a6c-a14c-5b1cd7b1c0de", "ni:///sha-256;00?ver=CBV2.0", 1), "event:eventHash"},
		{"ho-khac", strings.Replace(wrong, "06:00:00Z", "07:00:00Z", 1), "entity:eventOfAnother"},
		{cooperative, strings.Replace(lotCreated, `"vi":"`, `"vi":"`+strings.Repeat("x", 60_000), 1), "text:recordTooLarge"},
	} {
		size := w.Published().Size
		_, err := captureAs(t, w, c.entity, lotCreated, c.event)
		var fact *trace.FactError
		var ps trace.Problems
		if !errors.As(err, &fact) || !errors.As(err, &ps) || ps[0].Field+":"+ps[0].Key != c.want || c.entity != "nobody" && fact.Fact != 1 {
			t.Errorf("%s: %v", c.want, err)
		}
		if cp, err := w.Publish(t.Context()); err != nil || size != 0 && cp.Size != size {
			t.Errorf("%s: something was stated: %d after %d", c.want, cp.Size, size)
		}
		d := parseEvents(t, lotCreated, c.event)
		faults, err := w.CheckCapture(t.Context(), trace.Capture{Entity: c.entity, Context: d.Context, Events: d.Events})
		if err != nil || !errors.As(faults[1], &ps) || (c.entity != "nobody") != (faults[0] == nil) {
			t.Errorf("%s: check says %v, %v", c.want, faults, err)
		}
	}
	many := make([]epcis.Event, trace.MaxOrder+1)
	for _, events := range [][]epcis.Event{nil, many} {
		if _, err := w.Capture(t.Context(), trace.Capture{Entity: cooperative, Events: events}); !errors.Is(err, trace.ErrCaptureTooLarge) {
			t.Errorf("%d events: %v", len(events), err)
		}
	}
}

// Events captured at the same moment by many are stated once.
func TestCaptureConcurrently(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	d := parseEvents(t, lotCreated, shipped)
	done := make(chan error, 8)
	for range cap(done) {
		go func() {
			_, err := w.Capture(context.Background(), trace.Capture{Entity: cooperative, Context: d.Context, Events: d.Events})
			done <- err
		}()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	page, err := w.Events(t.Context(), &epcis.Query{}, "")
	if err != nil || len(page.Events) != 2 {
		t.Errorf("%d events, %v", len(page.Events), err)
	}
}

func TestEventsOfBatch(t *testing.T) {
	w := tracetest.New(t)
	b := w.Rice(t)
	received := strings.NewReplacer("shipping", "receiving", "2026-11-22", "2026-11-23", `"eventID":"urn:uuid:0b6a2bb4-58a2-4a6c-a14c-5b1cd7b1c0de",`, "").Replace(shipped)
	mistaken := strings.Replace(received, "2026-11-23", "2026-11-24", 1)
	capture(t, w, lotCreated, shipped, received, mistaken, strings.Replace(mistaken, `"action"`, declaration, 1),
		strings.ReplaceAll(shipped[:60]+strings.Replace(shipped[60:], "0b6a2bb4", "1b6a2bb4", 1), "ST-01", "ST-02"))
	page, err := w.EventsOf(t.Context(), b.Product, b.Lot, "", 3)
	if err != nil || len(page.Events) != 3 || page.Next == "" {
		t.Fatalf("%+v, %v", page, err)
	}
	rest, err := w.EventsOf(t.Context(), b.Product, b.Lot, page.Next, 3)
	if err != nil || len(rest.Events) != 2 || rest.Next != "" {
		t.Fatalf("%+v, %v", rest, err)
	}
	all, _, err := w.Shipments(t.Context(), b.Product, b.Lot, "", 0)
	if err != nil || len(all) != 2 || !all[0].Received || all[1].Received || all[1].To != "https://cho.example.vn/party/cho-mau" ||
		all[1].From != trace.PartyURI(w.BaseURL(), cooperative) {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := w.EventsOf(t.Context(), b.Product, "no", "", 3); !errors.Is(err, trace.ErrNotFound) {
		t.Error(err)
	}
	named, err := w.EventsNamed(t.Context(), "urn:uuid:0b6a2bb4-58a2-4a6c-a14c-5b1cd7b1c0de")
	if err != nil || len(named) != 1 {
		t.Errorf("%+v, %v", named, err)
	}
	if _, err := w.EventsNamed(t.Context(), "urn:uuid:0"); !errors.Is(err, trace.ErrNotFound) {
		t.Error(err)
	}
}

func TestEventURIs(t *testing.T) {
	const base = tracetest.BaseURL
	honey := &trace.Batch{Product: "mat-ong", Lot: "MO.01_a"}
	for uri, want := range map[string]string{
		trace.ClassURI(base, honey):              "class mat-ong MO.01_a true",
		trace.PartyURI(base, "ho"):               "party ho  true",
		trace.PlaceURI(base, "ho"):               "loc ho  true",
		trace.ObjectURI(base, "ho", "Thùng 1/2"): "obj ho Thùng 1/2 true",
		trace.DealURI(base, "ho", "PX 1"):        "bt ho PX 1 true",
		base + "/x/4R0MXK65AR9F":                 "   false",
		base + "/class/Mat.1":                    "   false",
		"https://khac.vn/class/mat-ong.1":        "   false",
	} {
		kind, id, number, ok := trace.CutURI(base, uri)
		if got := fmt.Sprint(kind, " ", id, " ", number, " ", ok); got != want {
			t.Errorf("%s: %q, want %q", uri, got, want)
		}
	}
	rice := &trace.Batch{Product: "gao", GTIN: "09520000000011", Lot: "ST-01"}
	if got := trace.ClassURI(base, rice); got != riceLot {
		t.Error(got)
	}
}

// Check finds what is missing of the rows of events, and a rebuild makes them
// anew.
func TestEventRows(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	capture(t, w, lotCreated, shipped)
	if _, err := w.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if report := check(t, w); len(report.Findings) > 0 {
		t.Fatal(report.Findings)
	}
	before, rows := pairs(t, w.Store), 0
	for key := range before {
		if !strings.HasPrefix(key, "reg/e/") {
			continue
		}
		rows++
		err := w.Store.Update(t.Context(), func(tx storage.Tx) error { return tx.Delete([]byte(key)) })
		if report := check(t, w); err != nil || len(report.Findings) == 0 {
			t.Errorf("%q is not missed, %v", key, err)
		}
		if err := trace.Rebuild(t.Context(), w.Store, nil); err != nil || !reflect.DeepEqual(pairs(t, w.Store), before) {
			t.Fatalf("%q: rebuilt otherwise, %v", key, err)
		}
	}
	if rows < 20 {
		t.Errorf("%d rows of two events", rows)
	}
}
