package epcis

import (
	"encoding/json"
	"maps"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// ContextURL is the JSON-LD context of EPCIS 2.0.
const ContextURL = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

// StandardContext is an @context of nothing but ContextURL.
func StandardContext() jsontext.Value { return jsontext.Value(`["` + ContextURL + `"]`) }

// Namespaces are the prefixes of a document and the URIs they stand for. nil is
// those of the standard alone.
type Namespaces map[string]string

// standardNamespaces are the prefixes that the EPCIS context declares, as the
// event hash takes them. That of cbvmda lacks its last colon in the public
// implementation and its published values, and so it does here; documents that
// declare cbvmda themselves have their own.
var standardNamespaces = Namespaces{
	"cbv":    webCBV,
	"gs1":    webVoc,
	"epcis":  "https://ref.gs1.org/epcis/",
	"cbvmda": "urn:epcglobal:cbv:mda",
}

// With adds the prefixes that an @context declares to those of n, which stays
// as it is. Only prefixes that stand for a string, or an object with @id, are
// taken; contexts given by URL are not fetched.
func (n Namespaces) With(context jsontext.Value) Namespaces {
	var v any
	if len(context) == 0 || json.Unmarshal(context, &v) != nil {
		return n
	}
	out := maps.Clone(n)
	if out == nil {
		out = Namespaces{}
	}
	out.declare(v)
	return out
}

func (n Namespaces) declare(v any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			n.declare(item)
		}
	case map[string]any:
		for prefix, value := range v {
			if uri := contextURI(value); uri != "" && !strings.HasPrefix(prefix, "@") {
				n[prefix] = uri
			}
		}
	}
}

func contextURI(v any) string {
	if o, ok := v.(map[string]any); ok {
		v = o["@id"]
	}
	s, _ := v.(string)
	return s
}

// lookup finds the URI of a prefix.
func (n Namespaces) lookup(prefix string) (string, bool) {
	if uri, ok := n[prefix]; ok {
		return uri, true
	}
	uri, ok := standardNamespaces[prefix]
	return uri, ok
}

// Expand writes a compact URI in full where its prefix is known: name and
// prefix parted at the first colon, the URI put in front. Other names come back
// unchanged.
func (n Namespaces) Expand(name string) string {
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		return name
	}
	if uri, known := n.lookup(prefix); known {
		return uri + local
	}
	return name
}
