package trace_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/tracetest"
)

// Each step is an event that can be captured, is found at its batch, and is one
// event when it is said twice.
func TestAuthor(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	made := riceBatch(t, "ST-02", func(b *trace.Batch) {
		b.Quantity, b.GTIN = 100, "09520000000011"
		b.Inputs = []trace.Input{{Name: "Gạo", Product: "gao-seng-cu", Lot: "ST-01"}, {Name: "Túi"}, {Name: "Muối", URI: "https://muoi.example/01/09521234543213/10/M-1"}}
	})
	w.State(t, made)
	at := w.Clock.Now()
	for i, c := range []struct {
		step trace.Step
		has  string
	}{
		{trace.Step{Kind: trace.StepCreated}, `"quantityList":[{"epcClass":"https://tx.example.vn/01/09520000000011/10/ST-02","quantity":100}],"action":"ADD","bizStep":"creating_class_instance","disposition":"active"`},
		{trace.Step{Kind: trace.StepInspected, Failed: true, Document: "12/KN"}, `"bizStep":"inspecting","disposition":"non_conformant"`},
		{trace.Step{Kind: trace.StepTransformed}, `"inputQuantityList":[{"epcClass":"https://tx.example.vn/01/09520000000011/10/ST-01"},{"epcClass":"https://muoi.example/01/09521234543213/10/M-1"}]`},
		{trace.Step{Kind: trace.StepPacked, Carton: "Thùng 7", Quantity: 24}, `"parentID":"https://tx.example.vn/obj/htx-gao-ruong-mau.Th%C3%B9ng%207","childQuantityList":[{"epcClass":"https://tx.example.vn/01/09520000000011/10/ST-02","quantity":24}]`},
		{trace.Step{Kind: trace.StepShipped, Party: "https://cho.example.vn/party/a", Quantity: 10, Document: "PX-1"}, `"destinationList":[{"type":"owning_party","destination":"https://cho.example.vn/party/a"}]`},
		{trace.Step{Kind: trace.StepReceived, Party: cooperative}, `"sourceList":[{"type":"owning_party","source":"https://tx.example.vn/party/htx-gao-ruong-mau"}]`},
		{trace.Step{Kind: trace.StepRecalled}, `"disposition":"recalled","persistentDisposition":{"set":["recalled"]}`},
	} {
		c.step.At = at.Add(time.Duration(i) * time.Minute)
		e, err := w.Author(t.Context(), cooperative, "gao-seng-cu", "ST-02", c.step)
		if err != nil {
			t.Fatalf("%s: %v", c.step.Kind, err)
		}
		text := string(e.AppendJSON(nil))
		if _, err := epcis.ParseEvent([]byte(text)); err != nil || !strings.Contains(text, c.has) {
			t.Errorf("%s: %v, %s", c.step.Kind, err, text)
		}
		for _, again := range []bool{false, true} {
			receipts, err := w.Capture(t.Context(), trace.Capture{Entity: cooperative, Events: []epcis.Event{e}})
			if err != nil || receipts[0].Again != again {
				t.Errorf("%s: %+v, %v", c.step.Kind, receipts, err)
			}
		}
	}
	page, err := w.EventsOf(t.Context(), "gao-seng-cu", "ST-02", "", 0)
	if err != nil || len(page.Events) != len(trace.StepKinds()) {
		t.Errorf("%d events, %v", len(page.Events), err)
	}
	if back, err := w.EventsOf(t.Context(), "gao-seng-cu", "ST-01", "", 0); err != nil || len(back.Events) != 1 || back.Events[0].Event.Type != epcis.TransformationEvent {
		t.Errorf("one step forward: %+v, %v", back, err)
	}
}

func TestAuthorRefuses(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	at := w.Clock.Now()
	for want, step := range map[string]trace.Step{
		"kind:unknownCode":       {Kind: "eaten", At: at},
		"at:required":            {Kind: trace.StepCreated},
		"quantity:outOfRange":    {Kind: trace.StepCreated, At: at, Quantity: 101},
		"carton:required":        {Kind: trace.StepPacked, At: at, Quantity: 1},
		"quantity:required":      {Kind: trace.StepPacked, At: at, Carton: "1"},
		"party:required":         {Kind: trace.StepShipped, At: at, Party: " "},
		"party:unknownReference": {Kind: trace.StepShipped, At: at, Party: "nobody"},
		"party:badParty":         {Kind: trace.StepShipped, At: at, Party: "https://a b"},
		"kind:badEvent":          {Kind: trace.StepShipped, At: at, Party: "https://a.example/417/9521234000014"},
		"kind:noKnownInputs":     {Kind: trace.StepTransformed, At: at},
	} {
		_, err := w.Author(t.Context(), cooperative, "gao-seng-cu", "ST-01", step)
		var ps trace.Problems
		if !errors.As(err, &ps) || fmt.Sprint(ps[0].Field, ":", ps[0].Key) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := w.Author(t.Context(), cooperative, "gao-seng-cu", "no", trace.Step{Kind: trace.StepCreated, At: at}); !errors.Is(err, trace.ErrNotFound) {
		t.Error(err)
	}
}
