package epcis

import (
	"slices"
	"strings"
)

// typedParameters are those whose name ends with the type of a business
// transaction, source or destination.
var typedParameters = []typedParameter{
	{"EQ_bizTransaction_", transactionTypes, func(e *Event) []Typed { return e.BizTransactionList }},
	{"EQ_source_", partyTypes, func(e *Event) []Typed { return e.SourceList }},
	{"EQ_destination_", partyTypes, func(e *Event) []Typed { return e.DestinationList }},
}

type typedParameter struct {
	prefix string
	types  *vocabulary
	of     func(*Event) []Typed
}

func (p *queryParser) typed(name string, t typedParameter, kind string, list []string) {
	if _, ok := t.types.bare(kind); !ok && !isURI(kind) {
		p.fault(name, "%q is neither a %s of the Core Business Vocabulary nor a URI", shorten(kind), t.types.name)
	}
	kind = t.types.expand(kind)
	want := p.uris(name, list)
	p.addLate(func(m *matching) bool {
		return slices.ContainsFunc(t.of(m.e), func(v Typed) bool {
			return t.types.expand(v.Type) == kind && slices.Contains(want, Normalize(v.ID))
		})
	})
}

// field reads parameters on members of the user: an operation, where the member
// stands, and its name (EPCIS 2.0 section 8.2.7.1, "fieldname").
func (p *queryParser) field(name, op, field string, list []string) bool {
	inner := cutFrom(&field, "INNER_")
	in := eventNodes
	switch {
	case cutFrom(&field, "ILMD_"):
		in = ilmdNodes
	case cutFrom(&field, "ERROR_DECLARATION_"):
		in = errorNodes
	}
	if !isURI(field) {
		return false
	}
	test, ok := p.fieldTest(name, op, list)
	if !ok {
		return false
	}
	want := p.ns.Expand(field)
	p.addLate(func(m *matching) bool { return m.any(in(m.e), want, inner, test) })
	return true
}

func cutFrom(s *string, prefix string) bool {
	rest, ok := strings.CutPrefix(*s, prefix)
	*s = rest
	return ok
}

func eventNodes(e *Event) []node { return memberNodes(e.Extensions) }

func ilmdNodes(e *Event) []node {
	var out []node
	for _, n := range nodesOf("ilmd", e.ILMD) {
		out = append(out, n.children...)
	}
	return out
}

func errorNodes(e *Event) []node {
	if e.ErrorDeclaration == nil {
		return nil
	}
	return memberNodes(e.ErrorDeclaration.Extensions)
}

// any tells whether a member of that name passes the test: at the top, or with
// inner anywhere below the top.
func (m *matching) any(nodes []node, want string, inner bool, test func(node) bool) bool {
	for _, n := range nodes {
		if !inner && sameName(m.namespaces().Expand(n.name), want) && test(n) {
			return true
		}
		if inner && m.anyBelow(n.children, want, test) {
			return true
		}
	}
	return false
}

func (m *matching) anyBelow(nodes []node, want string, test func(node) bool) bool {
	return m.any(nodes, want, false, test) || m.any(nodes, want, true, test)
}

// sameName compares names in full; a query may put "#" between the namespace and
// the local name, as the other bindings of the standard do.
func sameName(have, want string) bool {
	if have == want {
		return true
	}
	uri, local, ok := strings.Cut(want, "#")
	return ok && have == uri+local
}

// fieldTest is the test of an operation on one member; ok is false for
// operations that there are not. What is wrong with values is noted.
func (p *queryParser) fieldTest(name, op string, list []string) (func(node) bool, bool) {
	switch op {
	case "EXISTS":
		if v, ok := p.one(name, list); ok && v != "true" {
			p.fault(name, "%q is not true", shorten(v))
		}
		return func(node) bool { return true }, true
	case "EQ":
		return func(n node) bool { return slices.ContainsFunc(list, n.equals) }, true
	case "GT", "GE", "LT", "LE":
		return p.ordered(name, op, list), true
	}
	return nil, false
}

// equals compares the text of a member, and a number by its value.
func (n node) equals(v string) bool {
	if n.children != nil {
		return false
	}
	if n.number {
		a, okA := parseDecimal(n.text)
		b, okB := parseDecimal(v)
		return okA && okB && a.compare(b) == 0
	}
	return n.text == v
}

// ordered compares numbers with numbers and times with times; other members do
// not match.
func (p *queryParser) ordered(name, op string, list []string) func(node) bool {
	v, ok := p.one(name, list)
	if !ok {
		return nil
	}
	if want, isNumber := parseDecimal(v); isNumber {
		return func(n node) bool {
			d, has := parseDecimal(n.text)
			return has && n.children == nil && inOrder(op, d.compare(want))
		}
	}
	want, err := ParseTimestamp(v)
	if err != nil {
		p.fault(name, "%q is neither a number nor a date and time with offset", shorten(v))
		return nil
	}
	return func(n node) bool {
		t, err := ParseTimestamp(n.text)
		return err == nil && inOrder(op, t.at.Compare(want.at))
	}
}

func inOrder(op string, c int) bool {
	switch op {
	case "GT":
		return c > 0
	case "GE":
		return c >= 0
	case "LT":
		return c < 0
	}
	return c <= 0
}
