package epcis

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// canonical is a value as the event hash has it: without space around, words of
// GS1 in full, numbers without needless zeros, identifiers in the form of
// Normalize.
func (h *prehash) canonical(v string) string {
	v = webWord(h.gs1Word(strings.TrimSpace(v)))
	if v == "" {
		return ""
	}
	if c := v[len(v)-1]; c >= '0' && c <= '9' || c == '.' {
		if d, ok := parseDecimal(v); ok {
			return d.String()
		}
	}
	return Normalize(v)
}

// gs1Word writes a compact URI of a namespace of GS1 in full; those of users
// stay as they are.
func (h *prehash) gs1Word(v string) string {
	prefix, local, ok := strings.Cut(v, ":")
	if !ok {
		return v
	}
	uri, known := h.ns.lookup(prefix)
	if known && (strings.HasPrefix(uri, "https://ref.gs1.org") || strings.HasPrefix(uri, "https://gs1.org")) {
		return uri + local
	}
	return v
}

// webWord writes a URN of the vocabulary as its Web URI.
func webWord(v string) string {
	if !strings.HasPrefix(v, "urn:epcglobal:cbv:") {
		return v
	}
	for _, voc := range []*vocabulary{bizSteps, dispositions, transactionTypes, partyTypes, errorReasons} {
		if word, ok := strings.CutPrefix(v, voc.urn); ok {
			return voc.web + word
		}
	}
	return v
}

// A node is a member of a JSON object as the event hash sees it: a list is a
// run of members of the same name.
type node struct {
	name     string
	text     string
	number   bool // the text was a JSON number
	children []node
}

// find gives the children of a name.
func (n *node) find(name string) []node {
	var out []node
	for _, c := range n.children {
		if c.name == name {
			out = append(out, c)
		}
	}
	return out
}

// nodesOf reads a value that stood under a name. Values were checked when they
// were read; of one that is no JSON nothing comes.
func nodesOf(name string, v jsontext.Value) []node {
	if v == nil {
		return nil
	}
	s := &scanner{d: jsontext.NewDecoder(bytes.NewBuffer(v))}
	var out []node
	s.nodes(name, &out)
	return out
}

func memberNodes(list []Member) []node {
	var out []node
	for _, m := range list {
		out = append(out, nodesOf(m.Name, m.Value)...)
	}
	return out
}

func (s *scanner) nodes(name string, out *[]node) {
	switch s.d.PeekKind() {
	case '[':
		s.array(func() { s.nodes(name, out) })
	case '{':
		n := node{name: name}
		s.object(func(member string) { s.memberNode(&n, member) })
		*out = append(*out, n)
	case 'n':
		s.skip()
		*out = append(*out, node{name: name})
	default:
		t := s.token()
		*out = append(*out, node{name: name, text: t.String(), number: t.Kind() == '0'})
	}
}

// memberNode reads a member of an object; "#text" is the object's own text, and
// comments do not count.
func (s *scanner) memberNode(n *node, member string) {
	switch member {
	case "#text":
		n.text, _ = s.text()
	case "rdfs:comment", "comment":
		s.skip()
	default:
		s.nodes(member, &n.children)
	}
}
