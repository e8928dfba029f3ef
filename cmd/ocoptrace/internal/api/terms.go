package api

import (
	"bytes"
	"encoding/json"
)

// A term is a member of a fact's JSON and what it means: the IRI is the
// vocabulary's and the name, unless another is given.
type term struct {
	name string
	iri  string // "" means the vocabulary's
	kind string // xsd type, "@id" for IRIs; "" for text
	lang string // of text; "" where it may be any
}

const (
	xsdDate    = "http://www.w3.org/2001/XMLSchema#date"
	xsdInteger = "http://www.w3.org/2001/XMLSchema#integer"
	xsdBoolean = "http://www.w3.org/2001/XMLSchema#boolean"
	xsdURI     = "http://www.w3.org/2001/XMLSchema#anyURI"

	schemaName = "https://schema.org/name"
	gs1GTIN    = "https://ref.gs1.org/voc/gtin"
)

// terms are all members of facts but "type" and "name", which the base context
// of W3C VC Data Model 2.0 defines and protects.
var terms = []term{
	{name: "action"}, {name: "address", lang: "vi"}, {name: "authority", lang: "vi"},
	{name: "baseUrl", kind: xsdURI}, {name: "bestBefore", kind: xsdDate},
	{name: "change"}, {name: "codeKey"}, {name: "commune", lang: "vi"}, {name: "communeCode"},
	{name: "contact"}, {name: "count", kind: xsdInteger},
	{name: "date", kind: xsdDate}, {name: "dateKind"}, {name: "decision"},
	{name: "entity"}, {name: "entityName"}, {name: "expires", kind: xsdDate},
	{name: "first", kind: xsdInteger}, {name: "formerPlace", lang: "vi"}, {name: "from", kind: xsdInteger},
	{name: "group"}, {name: "gtin", iri: gs1GTIN},
	{name: "issued", kind: xsdDate}, {name: "issuerKeys", kind: "@id"},
	{name: "kind"}, {name: "labelName"}, {name: "logKey"}, {name: "lot"},
	{name: "nameEn", iri: schemaName, lang: "en"}, {name: "net"}, {name: "number"},
	{name: "origin"}, {name: "produced", kind: xsdDate}, {name: "product"}, {name: "productName"},
	{name: "provinceCode"}, {name: "quantity", kind: xsdInteger}, {name: "registration"}, {name: "run"},
	{name: "sample", kind: xsdBoolean}, {name: "service", kind: xsdBoolean},
	{name: "shelfLifeDays", kind: xsdInteger}, {name: "shelfLifeMonths", kind: xsdInteger},
	{name: "standard"}, {name: "stars", kind: xsdInteger}, {name: "state"},
	{name: "taxonomy"}, {name: "to", kind: xsdInteger}, {name: "unit"}, {name: "until", kind: xsdDate},
}

// bilingual are members that have an English twin, NAME + "En".
var bilingual = []string{"allergens", "ingredients", "instruction", "reason", "storage", "story", "warning"}

// kinds are the types of facts; a record's type is the same and "Statement".
var kinds = []string{
	"Service", "Entity", "Product", "Recognition", "RecognitionChange", "Batch", "LabelRun", "LabelStatus", "Recall",
}

// contextDocument is the JSON-LD 1.1 context at url. Its terms are protected, as
// those of the base context are: a record means the same to whoever reads it.
func contextDocument(url string) ([]byte, error) {
	vocabulary := url + "#"
	defined := map[string]any{"@version": 1.1, "@protected": true}
	for _, kind := range kinds {
		defined[kind] = vocabulary + kind
		defined[kind+"Statement"] = vocabulary + kind + "Statement"
	}
	for _, t := range terms {
		defined[t.name] = t.define(vocabulary)
	}
	for _, name := range bilingual {
		defined[name] = term{name: name, lang: "vi"}.define(vocabulary)
		defined[name+"En"] = term{name: name, lang: "en"}.define(vocabulary)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	err := enc.Encode(map[string]any{"@context": defined})
	return out.Bytes(), err
}

func (t term) define(vocabulary string) map[string]any {
	d := map[string]any{"@id": t.iri}
	if t.iri == "" {
		d["@id"] = vocabulary + t.name
	}
	if t.kind != "" {
		d["@type"] = t.kind
	}
	if t.kind == "@id" {
		d["@container"] = "@list" // the first of the keys is told apart
	}
	if t.lang != "" {
		d["@language"] = t.lang
	}
	return d
}
