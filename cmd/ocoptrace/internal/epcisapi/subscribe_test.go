package epcisapi

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/subscription"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/tracetest"
)

// A hook takes messages, or refuses them.
type hook struct {
	*httptest.Server
	refuse bool
	got    []epcis.Document
	tries  int
}

const signatureToken = "13df38d8275b13f05704629e5f1cf3d4"

func newHook(t *testing.T) *hook {
	h := &hook{}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.tries++
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("GS1-Signature") != subscription.Signature(signatureToken, body) {
			t.Errorf("signature %q of %s, %v", r.Header.Get("GS1-Signature"), body, err)
		}
		if h.refuse {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		d, err := epcis.ParseDocument(body)
		if err != nil {
			t.Errorf("%v: %s", err, body)
		}
		h.got = append(h.got, d)
	}))
	t.Cleanup(h.Close)
	return h
}

func (w *world) deliver(t *testing.T) {
	t.Helper()
	if err := w.api.Book.Deliver(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// A stream is told of what is captured after it was made, once, and again after
// a message that was not taken.
func TestStream(t *testing.T) {
	w := newWorld(t)
	w.captured(t, w.lan, document(fiveEvents[0]))
	want(t, w.do(w.lan, "POST", "/epcis/queries", `{"name":"q","query":{"EQ_bizStep":["packing","commissioning"]}}`), 201)
	h := newHook(t)
	answer := want(t, w.do(w.lan, "POST", "/epcis/queries/q/subscriptions", `{"dest":"`+h.URL+`/in","signatureToken":"`+signatureToken+`","stream":true}`), 201)
	at := strings.TrimPrefix(answer.Header().Get("Location"), tracetest.BaseURL)
	if strings.Contains(answer.Body.String(), signatureToken) || !strings.Contains(answer.Body.String(), `"stream":true`) {
		t.Errorf("%s", answer.Body)
	}
	w.deliver(t)
	if h.tries != 0 {
		t.Errorf("%d messages of old events", h.tries)
	}
	w.captured(t, w.lan, document(fiveEvents[1:]...))
	h.refuse = true
	w.deliver(t)
	w.deliver(t) // not due yet
	h.refuse = false
	if got := want(t, w.do(w.lan, "GET", at, ""), 200).Body.String(); h.tries != 1 || !strings.Contains(got, "503") {
		t.Errorf("%d tries: %s", h.tries, got)
	}
	w.Clock.Set(w.Clock.Now().Add(time.Minute))
	w.deliver(t)
	w.deliver(t)
	if len(h.got) != 1 || len(h.got[0].Events) != 2 || h.got[0].QueryName != "q" || h.got[0].SubscriptionID == "" {
		t.Fatalf("%+v", h.got)
	}
	if got := want(t, w.do(w.lan, "GET", at, ""), 200).Body.String(); strings.Contains(got, "trouble") || !strings.Contains(got, "lastNotifiedAt") {
		t.Errorf("%s", got)
	}
	failed(t, w.do(w.minh, "DELETE", at, ""), 403, "SecurityException")
	failed(t, w.do(w.minh, "GET", at, ""), 404, "NoSuchNameException")
	want(t, w.do(w.lan, "DELETE", at, ""), 204)
	w.captured(t, w.lan, document(strings.Replace(fiveEvents[2], "thung-1", "thung-2", 1)))
	w.deliver(t)
	if len(h.got) != 1 {
		t.Errorf("%d messages after the end", len(h.got))
	}
}

// A schedule is told at its times, and of nothing if it asks for that.
func TestSchedule(t *testing.T) {
	w := newWorld(t)
	w.captured(t, w.lan, document(fiveEvents[2]))
	want(t, w.do(w.lan, "POST", "/epcis/queries", `{"name":"q","query":{}}`), 201)
	h := newHook(t)
	body := `{"dest":"` + h.URL + `","signatureToken":"` + signatureToken + `","reportIfEmpty":true,"initialRecordTime":"2026-11-01T00:00:00Z","schedule":{"hour":"13","minute":"5"}}`
	want(t, w.do(w.lan, "POST", "/epcis/queries/q/subscriptions", body), 201)
	for _, step := range []struct {
		at     string
		events []int
	}{{"12:59:00", nil}, {"13:05:00", []int{1}}, {"13:06:00", []int{1}}, {"23:00:00", []int{1}}} {
		at, err := time.Parse(time.RFC3339, "2026-11-23T"+step.at+"+07:00")
		if err != nil {
			t.Fatal(err)
		}
		w.Clock.Set(at)
		w.deliver(t)
		if len(h.got) != len(step.events) || len(h.got) > 0 && len(h.got[0].Events) != step.events[0] {
			t.Errorf("%s: %d messages", step.at, len(h.got))
		}
	}
	w.Clock.Set(w.Clock.Now().Add(24 * time.Hour))
	w.deliver(t)
	if len(h.got) != 2 || len(h.got[1].Events) != 0 {
		t.Errorf("%d messages, the second of %d events", len(h.got), len(h.got[1].Events))
	}
}

func TestSubscribeRefused(t *testing.T) {
	w := newWorld(t)
	want(t, w.do(w.lan, "POST", "/epcis/queries", `{"name":"q","query":{}}`), 201)
	for _, body := range []string{
		`{"dest":"ftp://x.example/","signatureToken":"` + signatureToken + `","stream":true}`,
		`{"dest":"https://a:b@x.example/","signatureToken":"` + signatureToken + `","stream":true}`,
		`{"dest":"https://x.example/","signatureToken":"short","stream":true}`,
		`{"dest":"https://x.example/","signatureToken":"` + signatureToken + `"}`,
		`{"dest":"https://x.example/","signatureToken":"` + signatureToken + `","schedule":{"hour":"24"}}`,
		`{"dest":"https://x.example/","signatureToken":"` + signatureToken + `","schedule":{"dayOfMonth":"31","month":"2"}}`,
		`{"dest":"https://x.example/","signatureToken":"` + signatureToken + `","stream":true,"colour":"red"}`,
		`{"dest":"https://x.example/","signatureToken":"` + signatureToken + `","stream":true}{}`,
	} {
		failed(t, w.do(w.lan, "POST", "/epcis/queries/q/subscriptions", body), 400, "ValidationException")
	}
	failed(t, w.do(w.lan, "POST", "/epcis/queries/none/subscriptions", `{"dest":"https://x.example/","signatureToken":"`+signatureToken+`","stream":true}`), 404, "NoSuchNameException")
}
