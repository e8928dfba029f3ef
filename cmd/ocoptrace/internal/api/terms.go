package api

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// facts has one of each kind that can be stated.
var facts = []trace.Fact{
	&trace.Service{}, &trace.Entity{}, &trace.Product{}, &trace.Recognition{}, &trace.RecognitionChange{},
	&trace.Batch{}, &trace.LabelRun{}, &trace.LabelStatus{}, &trace.LabelClaim{}, &trace.LabelReprint{}, &trace.LabelAllowance{},
	&trace.Recall{}, &trace.Point{}, &trace.DiaryEntry{}, &trace.Inspection{}, &trace.ResolverLink{}, &trace.Event{},
}

// A term says what a member of a fact means (JSON-LD 1.1 section 9.15.1).
type term struct {
	ID        string `json:"@id"`
	Type      string `json:"@type,omitempty"`
	Language  string `json:"@language,omitempty"`
	Container string `json:"@container,omitempty"`
	Context   any    `json:"@context,omitempty"` // of the members of an object (JSON-LD 1.1 section 4.1.8)
}

// special are the members that mean something by a vocabulary of others, or of
// which more is to be said than their Go type tells.
var special = map[string]term{
	"name":       {ID: "https://schema.org/name"}, // as the base context has it
	"nameEn":     {ID: "https://schema.org/name", Language: "en"},
	"gtin":       {ID: "https://ref.gs1.org/voc/gtin"}, // GS1 Web Vocabulary
	"baseUrl":    {Type: xsd + "anyURI"},
	"issuerKeys": {Type: "@id", Container: "@list"}, // the first is told apart
	"website":    {Type: xsd + "anyURI"},
	"video":      {Type: xsd + "anyURI"},
	"url":        {Type: xsd + "anyURI"},
	"href":       {Type: xsd + "anyURI"},
	"uri":        {Type: xsd + "anyURI"},
	"replaces":   {Type: "@id"},
}

const xsd = "http://www.w3.org/2001/XMLSchema#"

// contextDocument is the JSON-LD context at url. Each kind of fact is a class
// with a context of its own (type-scoped, JSON-LD 1.1 section 4.1.6), in which
// the members of its JSON are defined: so they mean nothing elsewhere in a
// record, where "expires" is a member of the proof. Terms are protected, as
// those of the base context of W3C VC Data Model 2.0 are, which defines "type".
func contextDocument(url string) ([]byte, error) {
	vocabulary := url + "#"
	defined := map[string]any{"@version": 1.1, "@protected": true}
	for _, f := range facts {
		kind := string(f.Kind())
		defined[kind+"Statement"] = vocabulary + kind + "Statement"
		defined[kind] = map[string]any{"@id": vocabulary + kind, "@context": termsOf(reflect.TypeOf(f).Elem(), vocabulary)}
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	err := enc.Encode(map[string]any{"@context": defined})
	return out.Bytes(), err
}

func termsOf(t reflect.Type, vocabulary string) map[string]any {
	terms := map[string]any{"@protected": true}
	fields := slices.Collect(t.Fields())
	names := make([]string, len(fields))
	for i, field := range fields {
		names[i], _, _ = strings.Cut(field.Tag.Get("json"), ",")
	}
	for i, name := range names {
		if name != "type" {
			terms[name] = termOf(name, fields[i].Type, slices.Contains(names, name+"En"), vocabulary)
		}
	}
	return terms
}

// termOf defines a member of a Go type. A text that has an English twin, NAME +
// "En", is Vietnamese, and both are one property.
func termOf(name string, t reflect.Type, twin bool, vocabulary string) term {
	d := special[name]
	if d.ID == "" {
		d.ID = vocabulary + strings.TrimSuffix(name, "En")
	}
	if t.Kind() == reflect.Pointer { // a member that may be missing
		t = t.Elem()
	}
	told := d != term{ID: d.ID}
	if t.Kind() == reflect.Slice && !told {
		t, d.Container = t.Elem(), "@list" // in the order given
	}
	switch {
	case told:
	case t == reflect.TypeFor[ocop.Date]():
		d.Type = xsd + "date"
	case t.Kind() == reflect.Struct:
		d.Context = termsOf(t, vocabulary)
	case t.Kind() == reflect.Int64:
		d.Type = xsd + "integer"
	case t.Kind() == reflect.Bool:
		d.Type = xsd + "boolean"
	case strings.HasSuffix(name, "En"):
		d.Language = "en"
	case twin && name != "name":
		d.Language = "vi"
	}
	return d
}
