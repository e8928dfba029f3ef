package epcis

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

func TestDocumentComesBackEqual(t *testing.T) {
	text := sampleDocument(sampleEvents...)
	d, err := ParseDocument([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	out := d.AppendJSON(nil)
	if !sameJSON(t, []byte(text), out) {
		t.Errorf("content changed:\n%s", out)
	}
	again, err := ParseDocument(out)
	if err != nil || !reflect.DeepEqual(d, again) {
		t.Errorf("read back otherwise, %v", err)
	}
}

func TestQueryDocumentComesBackEqual(t *testing.T) {
	text := `{"@context":"` + ContextURL + `","type":"EPCISQueryDocument","schemaVersion":"2.0","creationDate":"2026-05-09T00:00:00Z",
"epcisBody":{"queryResults":{"queryName":"SimpleEventQuery","subscriptionID":"7","resultsBody":{"vocabularyList":[],"eventList":[` + packEvent + `]}}}}`
	d, err := ParseDocument([]byte(text))
	if err != nil || len(d.Events) != 1 {
		t.Fatalf("%d events, %v", len(d.Events), err)
	}
	if out := d.AppendJSON(nil); !sameJSON(t, []byte(text), out) {
		t.Errorf("content changed:\n%s", out)
	}
}

func TestFaultyEventsDoNotEndTheReading(t *testing.T) {
	bad := strings.Replace(packEvent, `"action":"ADD"`, `"action":"PUT"`, 1)
	r := NewReader(strings.NewReader(sampleDocument(lotEvent, bad, `7`, shipEvent)))
	var good int
	var paths []string
	for _, err := range r.Events() {
		if err == nil {
			good++
		}
		for _, f := range asFaults(err) {
			paths = append(paths, f.Path)
		}
	}
	if r.Err() != nil || good != 2 {
		t.Errorf("%d good events, %v", good, r.Err())
	}
	if want := []string{"/epcisBody/eventList/1/action", "/epcisBody/eventList/2"}; !reflect.DeepEqual(paths, want) {
		t.Errorf("faults at %q, want %q", paths, want)
	}
}

func TestReaderStopsWithTheCaller(t *testing.T) {
	r := NewReader(strings.NewReader(sampleDocument(sampleEvents...)))
	for range r.Events() {
		break
	}
	if r.Err() != nil {
		t.Error(r.Err())
	}
}

func TestReaderErrors(t *testing.T) {
	broken := errors.New("cable out")
	for name, c := range map[string]struct {
		in   io.Reader
		want error
	}{
		"cut off":      {strings.NewReader(sampleDocument(lotEvent)[:900]), ErrSyntax},
		"reader fails": {io.MultiReader(strings.NewReader(`{"a:b":`), failing{broken}), broken},
		"huge string":  {io.MultiReader(strings.NewReader(`{"a:b":"`), endless{}), ErrTooLarge},
		"huge event":   {io.MultiReader(strings.NewReader(`{"epcisBody":{"eventList":[{"epcList":["`), endless{}), ErrTooLarge},
		"follow-up":    {strings.NewReader(sampleDocument() + "{}"), ErrSyntax},
	} {
		r := NewReader(c.in)
		for range r.Events() {
		}
		if !errors.Is(r.Err(), c.want) {
			t.Errorf("%s: %v", name, r.Err())
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// A hundred thousand events are read while the heap stays small.
func TestLargeDocumentInBoundedMemory(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 10_000
	}
	r := NewReader(manyEvents(n))
	var got, peak int
	var m runtime.MemStats
	for e, err := range r.Events() {
		if err != nil || e.EventID != fmt.Sprintf("https://ocop.example.vn/event/%d", got) {
			t.Fatalf("event %d: %s, %v", got, e.EventID, err)
		}
		got++
		if got%10_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			peak = max(peak, int(m.HeapAlloc))
		}
	}
	if r.Err() != nil || got != n {
		t.Fatalf("%d events, %v", got, r.Err())
	}
	if peak > 32<<20 {
		t.Errorf("%d MB of heap", peak>>20)
	}
}

// manyEvents is a document of n events, which is written while it is read.
func manyEvents(n int) io.Reader {
	head, tail, _ := strings.Cut(sampleDocument("#"), "#")
	return &eventSource{rest: head, tail: tail, n: n}
}

type eventSource struct {
	rest, tail string
	i, n       int
}

func (s *eventSource) Read(p []byte) (int, error) {
	if s.rest == "" {
		s.next()
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (s *eventSource) next() {
	if s.i >= s.n {
		s.rest, s.tail = s.tail, ""
		return
	}
	s.rest = strings.Replace(packEvent, `"action"`, fmt.Sprintf(`"eventID":"https://ocop.example.vn/event/%d","action"`, s.i), 1)
	if s.i > 0 {
		s.rest = "," + s.rest
	}
	s.i++
}

func FuzzDocument(f *testing.F) {
	f.Add([]byte(sampleDocument(sampleEvents...)))
	f.Add([]byte(sampleDocument()))
	f.Add([]byte(`{"@context":"` + ContextURL + `","type":"EPCISQueryDocument","epcisBody":{"queryResults":{"queryName":"q","resultsBody":{"eventList":[` + packEvent + `]}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := ParseDocument(data)
		if err != nil {
			return
		}
		out := d.AppendJSON(nil)
		again, err := ParseDocument(out)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, out)
		}
		if !reflect.DeepEqual(d, again) {
			t.Fatalf("read back otherwise:\n%q\n%q", data, out)
		}
	})
}
