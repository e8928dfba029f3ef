package trace

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"ocoptrace/trace/credential"
)

// seeds has a subject of each kind that is stated through a page.
var seeds = []string{
	`{"type":"Entity","entity":"ho-mau","name":"Hộ Mẫu","kind":"household","communeCode":"02761","commune":"Xã","provinceCode":"15","hotline":"0214 3000 001","website":"https://a.vn/","channels":[{"name":"Sàn","url":"https://b.vn/1"}],"photos":[{"digest":"sha256-0000000000000000000000000000000000000000000000000000000000000001","width":1600,"height":1200,"alt":"Ruộng"}]}`,
	`{"type":"Product","product":"gao","entity":"ho-mau","name":"Gạo","group":"I.2a","taxonomy":"26/2026","dateKind":"none","carry":"Túi","video":"https://v.vn/1","nutrition":{"per":"100g","energyKcal":350,"carbohydrateMg":70000,"sugarsMg":1}}`,
	`{"type":"Recognition","product":"gao","stars":4,"number":"15-02761-96-2026","decision":"1/QĐ","authority":"UBND","issued":"2026-01-02","expires":"2029-01-02"}`,
	`{"type":"RecognitionChange","product":"gao","number":"15-02761-96-2026","change":"withdrawn","date":"2026-11-01","reason":"r","authority":"a"}`,
	`{"type":"Batch","product":"gao","productName":"Gạo","entity":"ho-mau","entityName":"Hộ","lot":"A","produced":"2026-11-20","expires":"2027-11-20","quantity":3,"unit":"túi","inputs":[{"name":"Thóc","product":"thoc","lot":"B","received":"2026-11-01"}],"documents":[{"kind":"vietgap","number":"1","issuer":"i","issued":"2026-01-01"}]}`,
	`{"type":"Recall","product":"gao","lot":"A","action":"hold","reason":"r","instruction":"i","contact":"c","date":"2026-11-23"}`,
	`{"type":"Point","point":"diem","name":"Điểm","address":"Số 1","communeCode":"02761","commune":"Xã","provinceCode":"15","latitude":"22,7","longitude":"104.1","products":["gao","gao"],"tourism":true}`,
	`{"type":"DiaryEntry","product":"gao","lot":"A","date":"2026-11-01","activity":"harvest","text":"Gặt","replaces":"urn:uuid:01234567-89ab-4def-8123-456789abcdef","photos":[{"digest":"sha256-0000000000000000000000000000000000000000000000000000000000000001","width":1,"height":1}]}`,
	`{"type":"Inspection","product":"gao","lot":"A","run":"k1-0","from":1,"to":2,"date":"2026-11-23","authority":"Đội Mẫu","provinceCode":"15","place":"market","outcome":"mixed_lot","summary":"Lẫn lô","sampled":5}`,
}

// What can be stated is read back from its record as it was stated; tidying it
// again changes nothing, and its record is one that can be signed.
func FuzzFact(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, subject string) {
		var head struct {
			Type Kind `json:"type"`
		}
		if json.Unmarshal([]byte(subject), &head) != nil || newFact(head.Type) == nil {
			return
		}
		fact := newFact(head.Type)
		if json.Unmarshal([]byte(subject), fact) != nil {
			return
		}
		fact.tidy()
		if fact.problems() != nil {
			return
		}
		doc, err := document("https://tx.example.vn", "did:web:tx.example.vn", "urn:uuid:1", time.Unix(1_800_000_000, 0), fact)
		if err != nil {
			t.Fatal(err)
		}
		canonical, err := credential.Canonicalize(doc)
		if err != nil {
			t.Fatalf("%s: %v", doc, err)
		}
		s, err := decode(canonical)
		if err != nil || !sameJSON(t, s.Fact, fact) {
			t.Fatalf("stated %+v, read back %+v, %v", fact, s.Fact, err)
		}
		s.Fact.tidy()
		if !sameJSON(t, s.Fact, fact) {
			t.Fatalf("tidied once %+v, twice %+v", fact, s.Fact)
		}
		seen := make(map[string]bool)
		for _, r := range fact.rows(7) {
			if seen[string(r.key)] {
				t.Fatalf("%+v makes the key %q twice", fact, r.key)
			}
			seen[string(r.key)] = true
		}
	})
}

func sameJSON(t *testing.T, a, b Fact) bool {
	t.Helper()
	first, errA := json.Marshal(a)
	second, errB := json.Marshal(b)
	return errors.Join(errA, errB) == nil && bytes.Equal(first, second)
}

// Each seed can be stated, so that fuzzing begins beyond the first checks, and
// each member is read back.
func TestSeeds(t *testing.T) {
	for _, s := range seeds {
		var head struct {
			Type Kind `json:"type"`
		}
		if err := json.Unmarshal([]byte(s), &head); err != nil {
			t.Fatal(err)
		}
		fact := newFact(head.Type)
		if err := json.Unmarshal([]byte(s), fact); err != nil {
			t.Fatal(err)
		}
		fact.tidy()
		if problems := fact.problems(); problems != nil {
			t.Errorf("%s: %v", head.Type, problems)
		}
		again := newFact(fact.Kind())
		text, err := json.Marshal(fact)
		if err == nil {
			err = json.Unmarshal(text, again)
		}
		if err != nil || !reflect.DeepEqual(again, fact) {
			t.Errorf("%s reads back as %+v, was %+v (%v)", head.Type, again, fact, err)
		}
	}
}
