package orders

import (
	"encoding/json"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ocoptrace/trace"
)

// at goes down an object by names.
func at(v any, names ...string) map[string]any {
	for _, name := range names {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	m, _ := v.(map[string]any)
	return m
}

// resolved follows a reference within the description.
func (w *world) resolved(v map[string]any) map[string]any {
	ref, ok := v["$ref"].(string)
	if !ok {
		return v
	}
	return at(w.spec, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
}

// described holds an answer against the description: its address, status, media
// type and members are those that it names.
func (w *world) described(method, path string, answer *httptest.ResponseRecorder) {
	w.t.Helper()
	for template, operations := range at(w.spec, "paths") {
		want, got := strings.Split(template, "/"), strings.Split(strings.TrimPrefix(path, Path), "/")
		if !slices.EqualFunc(want, got, func(a, b string) bool { return a == b || strings.HasPrefix(a, "{") }) {
			continue
		}
		response := w.resolved(at(operations, strings.ToLower(method), "responses", statusText(answer.Code)))
		content := at(response, "content", answer.Header().Get("Content-Type"), "schema")
		if content == nil {
			w.t.Errorf("%s %s: %d as %q is not described", method, template, answer.Code, answer.Header().Get("Content-Type"))
			return
		}
		var body any
		w.check(json.Unmarshal(answer.Body.Bytes(), &body))
		w.fits(template, w.resolved(content), body)
		return
	}
	w.t.Errorf("%s is not described", path)
}

func statusText(code int) string {
	text, _ := json.Marshal(code)
	return string(text)
}

// fits holds a value against a schema: type, required and known members.
func (w *world) fits(where string, schema map[string]any, v any) {
	w.t.Helper()
	schema = w.resolved(schema)
	kind := map[string]string{"map[string]interface {}": "object", "[]interface {}": "array", "string": "string", "float64": "integer", "bool": "boolean"}[reflect.TypeOf(v).String()]
	if want, ok := schema["type"].(string); ok && want != kind {
		w.t.Errorf("%s is of type %s, described as %s", where, kind, want)
	}
	if list, ok := v.([]any); ok {
		for _, e := range list {
			w.fits(where+"[]", at(schema, "items"), e)
		}
	}
	object, ok := v.(map[string]any)
	if !ok || schema["properties"] == nil {
		return
	}
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, ok := object[name.(string)]; !ok {
			w.t.Errorf("%s has no %s", where, name)
		}
	}
	for name, member := range object {
		if described := at(schema, "properties", name); described != nil {
			w.fits(where+"."+name, described, member)
		} else if schema["additionalProperties"] == false {
			w.t.Errorf("%s has %s, which is not described", where, name)
		}
	}
}

// The description names exactly what there is, with its scopes, and of each body
// exactly the members that are read and written.
func TestDescription(t *testing.T) {
	w := newWorld(t)
	if got := w.spec["servers"].([]any)[0].(map[string]any)["url"]; got != w.BaseURL()+Path {
		t.Errorf("the server is %v", got)
	}
	described := 0
	for _, operations := range at(w.spec, "paths") {
		described += len(operations.(map[string]any))
	}
	if described != len(endpoints)+1 {
		t.Errorf("%d operations are described, there are %d", described, len(endpoints)+1)
	}
	for _, e := range endpoints {
		operation := at(w.spec, "paths", strings.TrimPrefix(e.path, Path), strings.ToLower(e.method))
		if text, _ := operation["description"].(string); !strings.Contains(text, "scope "+string(e.scope)+".") {
			t.Errorf("%s %s: %q does not name the scope %s", e.method, e.path, text, e.scope)
		}
	}
	for name, v := range map[string]any{
		"BatchOrder": batchOrder{}, "BatchAnswer": batchAnswer{}, "RunOrder": runOrder{}, "RunAnswer": runAnswer{},
		"LabelsAnswer": labelsAnswer{}, "Label": labelAnswer{}, "LedgerAnswer": ledgerAnswer{}, "Input": trace.Input{}, "Document": trace.Document{},
	} {
		var want, got []string
		for field := range reflect.TypeOf(v).Fields() {
			member, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			want = append(want, member)
		}
		for member := range at(w.spec, "components", "schemas", name, "properties") {
			got = append(got, member)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Errorf("%s is described with %v, has %v", name, got, want)
		}
	}
}
