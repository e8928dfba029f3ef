package epcis

import (
	"encoding/json"
	"testing"
)

func BenchmarkParseEvent(b *testing.B) {
	data := []byte(lotEvent)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := ParseEvent(data); err != nil {
			b.Fatal(err)
		}
	}
}

// What encoding/json takes to read the same bytes into maps, unchecked.
func BenchmarkParseEventEncodingJSON(b *testing.B) {
	data := []byte(lotEvent)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var v map[string]any
		if err := json.Unmarshal(data, &v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	e := mustParse(b, lotEvent)
	var buf []byte
	for b.Loop() {
		buf = e.AppendJSON(buf[:0])
	}
}

func BenchmarkMarshalEncodingJSON(b *testing.B) {
	var v map[string]any
	if err := json.Unmarshal([]byte(lotEvent), &v); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := json.Marshal(v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHash(b *testing.B) {
	e := mustParse(b, lotEvent)
	for b.Loop() {
		e.Hash(nil)
	}
}

func BenchmarkMatch(b *testing.B) {
	e := mustParse(b, packEvent)
	q := mustQuery(b, "eventType=AggregationEvent&MATCH_anyEPC=urn:epc:id:sgtin:9521234.054322.7&GE_eventTime=2026-01-01T00:00:00Z")
	for b.Loop() {
		if !q.Match(&e, Env{}) {
			b.Fatal("no match")
		}
	}
}

// One operation is one event of a document that streams.
func BenchmarkReader(b *testing.B) {
	r := NewReader(manyEvents(b.N))
	b.SetBytes(int64(len(packEvent)))
	for _, err := range r.Events() {
		if err != nil {
			b.Fatal(err)
		}
	}
	if r.Err() != nil {
		b.Fatal(r.Err())
	}
}
