package epcis

import (
	"net/url"
	"testing"
)

// Patterns of EPC URIs against identifiers in both forms.
func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, id string
		want        bool
	}{
		{"urn:epc:idpat:sgtin:9521234.*.*", "urn:epc:id:sgtin:9521234.054321.7", true},
		{"urn:epc:idpat:sgtin:9521234.*.*", "urn:epc:id:sgtin:9521235.054321.7", false},
		{"urn:epc:idpat:sgtin:*.*.*", "urn:epc:id:sgtin:9521234.054321.a.b", true},
		{"urn:epc:idpat:sgtin:9521234.*.*", "urn:epc:id:sscc:9521234.0000000001", false},
		{"urn:epc:idpat:sgtin:9521234.*.*", "https://id.gs1.org/01/09521234543213/21/7", false},
		{"urn:epc:idpat:sgtin:9521234.054321.*", "https://id.gs1.org/01/09521234543213/21/7", true},
		{"urn:epc:idpat:sgtin:9521234.054321.*", "https://tea.example.vn/01/09521234543213/10/L/21/7", true},
		{"urn:epc:idpat:sgtin:9521234.054321.*", "https://id.gs1.org/01/09521234543220/21/7", false},
		{"urn:epc:idpat:sscc:9521234.*", "urn:epc:id:sscc:9521234.0000000001", true},
		{"urn:epc:idpat:grai:9521234.00001.*", "https://id.gs1.org/8003/09521234000013ABC", true},
		{"urn:epc:idpat:grai:9521234.00001.*", "https://id.gs1.org/8003/09521234000020ABC", false},
		{"urn:epc:idpat:cpi:9521234.AB.*", "https://id.gs1.org/8010/9521234AB/8011/5", true},
		{"urn:epc:idpat:cpi:9521234.AB.*", "https://id.gs1.org/8010/9521234ABC/8011/5", false},
		{"urn:epc:idpat:upui:9521234.054321.*", "urn:epc:id:upui:9521234.054321.X", true},
		{"urn:epc:idpat:upui:9521234.054321.*", "urn:epc:id:sgtin:9521234.054321.X", false},
	} {
		q, err := ParseQuery(url.Values{"MATCH_anyEPC": {c.pattern}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Match(&Event{EPCList: []string{c.id}}, Env{}); got != c.want {
			t.Errorf("%s, %s: %v", c.pattern, c.id, got)
		}
	}
}

// Comparisons of members of the user, at each place where these can stand.
func TestFieldOperations(t *testing.T) {
	e := Event{
		ILMD:             []byte(`{"ocop:n":"07"}`),
		ErrorDeclaration: &ErrorDeclaration{Extensions: []Member{{"ocop:who", []byte(`"An"`)}}},
		Extensions: []Member{
			{"ocop:n", []byte(`5`)},
			{"ocop:t", []byte(`"2026-05-04T08:00:00+07:00"`)},
			{"ocop:o", []byte(`{"ocop:deep":{"ocop:deeper":true}}`)},
		},
		BizTransactionList: []Typed{{"po", "https://a.example/po"}},
	}
	env := Env{Namespaces: ocopPrefix, Attribute: func(id, name string) []string {
		if id == "https://a.example/po" && name == "buyer" {
			return []string{"B"}
		}
		return nil
	}}
	for query, want := range map[string]bool{
		"GT_ocop:n=4.9": true, "GT_ocop:n=5": false, "GE_ocop:n=5.0": true, "LT_ocop:n=5": false, "LT_ocop:n=6": true, "LE_ocop:n=5": true,
		"LE_ocop:n=4": false, "EQ_ocop:n=5.0": true, "EQ_ocop:n=five|5": true, "EQ_ILMD_ocop:n=7": false, "EQ_ILMD_ocop:n=07": true,
		"GE_ILMD_ocop:n=7": true, "GE_ocop:t=2026-05-04T01:00:00Z": true, "GT_ocop:t=2026-05-04T01:00:00Z": false, "GT_ocop:t=1": false,
		"GE_ocop:n=2026-05-04T01:00:00Z": false, "EQ_ERROR_DECLARATION_ocop:who=An": true, "EXISTS_ERROR_DECLARATION_ocop:why=true": false,
		"EQ_INNER_ocop:deeper=true": true, "EXISTS_INNER_ocop:deep=true": true, "EXISTS_INNER_ocop:o=true": false, "EXISTS_other:n=true": false,
		"HASATTR_bizTransaction=buyer": true, "HASATTR_bizTransaction=seller": false, "EQATTR_bizTransaction_buyer=B": true,
	} {
		q := mustQuery(t, query)
		if got := q.Match(&e, env); got != want {
			t.Errorf("%s: %v", query, got)
		}
	}
}
