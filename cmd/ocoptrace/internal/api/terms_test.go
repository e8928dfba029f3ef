package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

var facts = []trace.Fact{
	&trace.Service{}, &trace.Entity{}, &trace.Product{}, &trace.Recognition{}, &trace.RecognitionChange{},
	&trace.Batch{}, &trace.LabelRun{}, &trace.LabelStatus{}, &trace.Recall{},
}

type definition struct {
	ID   string `json:"@id"`
	Type string `json:"@type"`
	Lang string `json:"@language"`
}

func definitions(t *testing.T, h *world) map[string]json.RawMessage {
	t.Helper()
	var d struct {
		Context map[string]json.RawMessage `json:"@context"`
	}
	if err := json.Unmarshal(ok(t, h, "/ns/v1").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	return d.Context
}

// Every member of every fact is defined, with the type of its Go field, and
// nothing else is.
func TestTerms(t *testing.T) {
	defined := definitions(t, newWorld(t))
	used := map[string]bool{"@version": true, "@protected": true}
	for _, f := range facts {
		kind := string(f.Kind())
		for _, class := range []string{kind, kind + "Statement"} {
			var iri string
			if err := json.Unmarshal(defined[class], &iri); err != nil || iri != tracetest.BaseURL+"/ns/v1#"+class {
				t.Errorf("type %s: %s (%v)", class, iri, err)
			}
			used[class] = true
		}
		for field := range reflect.TypeOf(f).Elem().Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if name == "type" || name == "name" { // of the base context, protected
				continue
			}
			used[name] = true
			var d definition
			if err := json.Unmarshal(defined[name], &d); err != nil {
				t.Errorf("%s.%s is not defined: %v", kind, name, err)
				continue
			}
			if want := xsdOf(field.Type); d.Type != want && name != "baseUrl" && name != "issuerKeys" {
				t.Errorf("%s.%s has type %q, want %q", kind, name, d.Type, want)
			}
			if !strings.HasPrefix(d.ID, "https://") {
				t.Errorf("%s.%s is %q", kind, name, d.ID)
			}
			if english := strings.HasSuffix(name, "En"); english != (d.Lang == "en") {
				t.Errorf("%s.%s is in %q", kind, name, d.Lang)
			}
		}
	}
	for name := range defined {
		if !used[name] {
			t.Errorf("%s is defined and no fact has it", name)
		}
	}
	for _, name := range []string{"type", "name", "id", "description"} {
		if _, again := defined[name]; again {
			t.Errorf("%s redefines a protected term", name)
		}
	}
}

func xsdOf(t reflect.Type) string {
	switch {
	case t.Name() == "Date":
		return xsdDate
	case t.Kind() == reflect.Int64:
		return xsdInteger
	case t.Kind() == reflect.Bool:
		return xsdBoolean
	}
	return ""
}

// The kinds of the context are those of package trace.
func TestKinds(t *testing.T) {
	if len(kinds) != len(facts) {
		t.Errorf("%d kinds, %d facts", len(kinds), len(facts))
	}
	for i, f := range facts {
		if kinds[i] != string(f.Kind()) {
			t.Errorf("kind %s, want %s", kinds[i], f.Kind())
		}
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
