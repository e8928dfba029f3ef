package epcisapi

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/tracetest"
)

// What is captured comes back equal, and can be captured from what came back:
// capture, query, export and capture again are one content.
func TestRoundTrip(t *testing.T) {
	w := newWorld(t)
	job := w.captured(t, w.lan, document(fiveEvents...))
	if !job.Success || job.Running || job.Captured != 5 || job.Finished == nil || job.Behaviour != "rollback" {
		t.Fatalf("%+v", job)
	}
	sent, err := epcis.ParseDocument([]byte(document(fiveEvents...)))
	if err != nil {
		t.Fatal(err)
	}
	got, answer := w.queried(t, "/epcis/events?orderBy=recordTime&orderDirection=ASC")
	if got.QueryName != "SimpleEventQuery" || len(got.Events) != 5 || answer.Header().Get("Link") != "" {
		t.Fatalf("%d events, Link %q", len(got.Events), answer.Header().Get("Link"))
	}
	for i := range sent.Events {
		a, b := sent.Events[i], got.Events[i]
		if b.RecordTime.IsZero() || b.EventID == "" || a.EventID != "" && a.EventID != b.EventID {
			t.Errorf("event %d: record time %s, id %s", i, b.RecordTime, b.EventID)
		}
		b.RecordTime = epcis.Timestamp{}
		b.EventID = a.EventID
		if x, y := a.AppendJSON(nil), b.AppendJSON(nil); !bytes.Equal(x, y) {
			t.Errorf("event %d\nsent %s\ngot  %s", i, x, y)
		}
		if a.Hash(sent.Namespaces()) != b.Hash(got.Namespaces()) {
			t.Errorf("event %d has another hash", i)
		}
	}
	if !strings.Contains(answer.Body.String(), `"ocoptrace:capturedBy":"https://tx.example.vn/party/`+entity+`"`) {
		t.Errorf("who captured is not told: %s", answer.Body)
	}
	if again := w.captured(t, w.lan, answer.Body.String()); !again.Success || again.Again != 5 {
		t.Errorf("%+v", again)
	}
	if after, _ := w.queried(t, "/epcis/events"); len(after.Events) != 5 {
		t.Errorf("%d events after the export came back", len(after.Events))
	}
}

// A faulty document is refused with every fault, or captured but for it.
func TestCaptureFaults(t *testing.T) {
	w := newWorld(t)
	bad := strings.Replace(fiveEvents[2], `"ADD"`, `"GROW"`, 1)
	worse := strings.Replace(fiveEvents[3], `"eventTime":"2026-11-21T10:00:00+07:00",`, "", 1)
	doc := document(fiveEvents[0], bad, fiveEvents[1], worse)
	p := failed(t, w.do(w.lan, "POST", "/epcis/capture", doc), http.StatusBadRequest, "ValidationException")
	if len(p.Errors) != 2 || p.Errors[0].Path != "/epcisBody/eventList/1/action" || p.Errors[1].Path != "/epcisBody/eventList/3" {
		t.Errorf("%+v", p.Errors)
	}
	job := w.captured(t, w.lan, doc, "GS1-Capture-Error-Behaviour: proceed")
	if job.Success || job.Captured != 2 || len(job.Errors) != 2 || !strings.HasPrefix(job.Errors[0].Detail, "/epcisBody/eventList/1/action: ") {
		t.Errorf("%+v", job)
	}
	// An eventID that names something else: all or none, or all the others.
	taken := strings.Replace(fiveEvents[1], "150", "151", 1)
	job = w.captured(t, w.lan, document(fiveEvents[3], taken))
	if job.Success || job.Captured != 0 || len(job.Errors) != 1 || job.Errors[0].Status != http.StatusConflict || job.Errors[0].Errors[0].Path != "/epcisBody/eventList/1" {
		t.Errorf("%+v", job)
	}
	twice := strings.Replace(fiveEvents[4], `"action"`, `"eventID":"urn:uuid:0b6a2bb4-58a2-4a6c-a14c-5b1cd7b1c0d4","action"`, 1)
	job = w.captured(t, w.lan, document(twice, strings.Replace(twice, "nhiet-ke", "am-ke", 1)))
	if job.Success || job.Captured != 0 || len(job.Errors) != 1 {
		t.Errorf("%+v", job)
	}
	job = w.captured(t, w.lan, document(fiveEvents[3], taken), "GS1-Capture-Error-Behaviour: proceed")
	if job.Success || job.Captured != 1 || len(job.Errors) != 1 {
		t.Errorf("%+v", job)
	}
	if d, _ := w.queried(t, "/epcis/events"); len(d.Events) != 3 {
		t.Errorf("%d events", len(d.Events))
	}
	left := 0
	for key := range pairs(t, w) {
		if strings.HasPrefix(key, "cap/body/") || strings.HasPrefix(key, "cap/todo/") {
			left++
		}
	}
	if left > 0 {
		t.Errorf("%d pieces of documents are left", left)
	}
}

func TestCaptureRefused(t *testing.T) {
	w := newWorld(t)
	doc := document(fiveEvents...)
	post := func(token, body string, headers ...string) func(status int, exception string) {
		return func(status int, exception string) {
			t.Helper()
			failed(t, w.do(token, "POST", "/epcis/capture", body, headers...), status, exception)
		}
	}
	post("", doc)(401, "SecurityException")
	post("oct_x", doc)(401, "SecurityException")
	post(w.old, doc)(403, "SecurityException")
	post(w.auditor, doc)(403, "SecurityException")
	post(w.lan, doc, "Content-Type: application/xml")(415, "UnsupportedMediaTypeException")
	post(w.lan, doc, "Accept: text/html")(406, "NotAcceptableException")
	post(w.lan, doc, "GS1-EPCIS-Min: 2.1")(406, "NotAcceptableException")
	post(w.lan, doc, "GS1-Capture-Error-Behaviour: ignore")(400, "ValidationException")
	post(w.lan, doc[:len(doc)-40])(400, "ValidationException")
	post(w.lan, "{}")(400, "ValidationException")
	failed(t, w.do(w.lan, "GET", "/epcis/capture/000000000000000000000000", ""), 404, "NoSuchResourceException")
	for i := range 20 {
		want(t, w.do(w.lan, "POST", "/epcis/capture", document(fiveEvents[i%5])), http.StatusAccepted)
	}
	post(w.minh, doc)(429, "ImplementationException")
	answer := want(t, w.do(w.lan, "GET", "/epcis/capture?perPage=15", ""), http.StatusOK)
	if n := strings.Count(answer.Body.String(), `"running":true`); n != 15 || answer.Header().Get("Link") == "" {
		t.Errorf("%d jobs, Link %q", n, answer.Header().Get("Link"))
	}
}

func TestCaptureOne(t *testing.T) {
	w := newWorld(t)
	bare := `{"@context":` + context2 + `,` + fiveEvents[1][1:]
	first := want(t, w.do(w.lan, "POST", "/epcis/events", bare), http.StatusCreated)
	at := first.Header().Get("Location")
	again := want(t, w.do(w.minh, "POST", "/epcis/events", bare), http.StatusCreated)
	if at == "" || at != again.Header().Get("Location") || first.Body.String() != again.Body.String() {
		t.Errorf("first %s %s, again %s %s", at, first.Body, again.Header().Get("Location"), again.Body)
	}
	d, _ := w.queried(t, strings.TrimPrefix(at, tracetest.BaseURL))
	if len(d.Events) != 1 || d.Events[0].EventID != "urn:uuid:0b6a2bb4-58a2-4a6c-a14c-5b1cd7b1c0d2" {
		t.Errorf("%+v", d.Events)
	}
	failed(t, w.do(w.lan, "POST", "/epcis/events", strings.Replace(bare, "150", "151", 1)), http.StatusConflict, "ResourceAlreadyExistsException")
	failed(t, w.do(w.lan, "POST", "/epcis/events", fiveEvents[1]), http.StatusBadRequest, "ValidationException")
	wrong := strings.Replace(bare, `"transformationID"`, `"errorDeclaration":{"declarationTime":"2026-11-23T06:00:00Z","reason":"did_not_occur"},"transformationID"`, 1)
	want(t, w.do(w.lan, "POST", "/epcis/events", wrong), http.StatusCreated)
	if d, _ := w.queried(t, strings.TrimPrefix(at, tracetest.BaseURL)); len(d.Events) != 2 {
		t.Errorf("the event and its declaration of error are %d", len(d.Events))
	}
	bareHash := `{"@context":` + context2 + `,` + fiveEvents[0][1:]
	at = want(t, w.do(w.lan, "POST", "/epcis/events", bareHash), http.StatusCreated).Header().Get("Location")
	if d, _ := w.queried(t, strings.TrimPrefix(at, tracetest.BaseURL)); !strings.HasPrefix(d.Events[0].EventID, "ni:///sha-256;") {
		t.Errorf("%s: %s", at, d.Events[0].EventID)
	}
}

// Many events are captured in groups, and a job that broke off goes on.
func TestCaptureMany(t *testing.T) {
	w := newWorld(t)
	var events []string
	for i := range 1203 {
		events = append(events, strings.Replace(fiveEvents[3], "PO-1", fmt.Sprint("PO-", i), 1))
	}
	answer := want(t, w.do(w.lan, "POST", "/epcis/capture", document(events...)), http.StatusAccepted)
	job := w.jobAt(t, w.lan, answer.Header().Get("Location"))
	if !job.Running || !job.Success || job.Events != 1203 {
		t.Fatalf("%+v", job)
	}
	before, err := w.LogSize(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.api.Jobs.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	after, err := w.LogSize(t.Context())
	if err != nil || after-before != 1203 {
		t.Errorf("%d statements, %v", after-before, err)
	}
	if job = w.captured(t, w.lan, document(events...)); job.Captured != 1203 || job.Again != 1203 {
		t.Errorf("%+v", job)
	}
}

func pairs(t *testing.T, w *world) map[string][]byte {
	t.Helper()
	all := make(map[string][]byte)
	err := w.Store.View(t.Context(), func(tx storage.Tx) error {
		return tx.Scan(nil, nil, func(key, value []byte) error {
			all[string(key)] = value
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
