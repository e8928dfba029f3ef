package epcis

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A queryParser reads one parameter after the other.
type queryParser struct {
	q      Query
	ns     Namespaces
	late   []condition // those that cost more than a comparison
	faults Faults
}

func (p *queryParser) fault(name, format string, args ...any) {
	p.faults = append(p.faults, Fault{shorten(name), fmt.Sprintf(format, args...), ErrParameter})
}

func (p *queryParser) add(c condition) { p.q.conditions = append(p.q.conditions, c) }

// addLate is for conditions that normalise identifiers or read members of the
// user: they are asked last.
func (p *queryParser) addLate(c condition) { p.late = append(p.late, c) }

// parameter reads a parameter of any kind.
func (p *queryParser) parameter(name string, given []string) {
	list := splitLists(given)
	if slices.Contains(list, "") {
		p.fault(name, "a value is empty")
		return
	}
	if read := queryParameters[name]; read != nil {
		read(p, name, list)
		return
	}
	if !p.composed(name, list) {
		p.fault(name, "no parameter of this name, or it needs sensor data")
	}
}

// splitLists parts "a|b"; a parameter without value has one empty item.
func splitLists(given []string) []string {
	var out []string
	for _, v := range given {
		out = append(out, strings.Split(v, "|")...)
	}
	if len(out) == 0 {
		out = []string{""}
	}
	return out
}

// composed reads parameters that have a name in their name.
func (p *queryParser) composed(name string, list []string) bool {
	for _, t := range typedParameters {
		if kind, ok := strings.CutPrefix(name, t.prefix); ok && kind != "" {
			p.typed(name, t, kind, list)
			return true
		}
	}
	op, field, ok := strings.Cut(name, "_")
	switch {
	case !ok || field == "":
		return false
	case op == "HASATTR":
		return p.hasAttribute(name, field, list)
	case op == "EQATTR":
		return p.equalsAttribute(name, field, list)
	}
	return p.field(name, op, field, list)
}

// one gives the only value, and notes a fault where there are more.
func (p *queryParser) one(name string, list []string) (string, bool) {
	if len(list) != 1 {
		p.fault(name, "one value expected, not %d", len(list))
		return "", false
	}
	return list[0], true
}

func (p *queryParser) time(name string, list []string) (Timestamp, bool) {
	v, ok := p.one(name, list)
	if !ok {
		return Timestamp{}, false
	}
	t, err := ParseTimestamp(v)
	if err != nil {
		p.fault(name, "%q is no date and time with offset, such as 2026-05-04T08:00:00+07:00", shorten(v))
		return t, false
	}
	p.q.values[name] = []string{v}
	return t, true
}

func (p *queryParser) number(name string, list []string) (decimal, bool) {
	v, ok := p.one(name, list)
	if !ok {
		return decimal{}, false
	}
	d, ok := parseDecimal(v)
	if !ok {
		p.fault(name, "%q is no number", shorten(v))
	}
	return d, ok
}

// count reads a whole number from 1.
func (p *queryParser) count(name string, list []string, into *int) {
	v, ok := p.one(name, list)
	if !ok {
		return
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		p.fault(name, "%q is no whole number from 1", shorten(v))
		return
	}
	*into = n
}

// uris keeps values that have to be URIs, in the form of Normalize.
func (p *queryParser) uris(name string, list []string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		if !isURI(v) {
			p.fault(name, "%q is no URI", shorten(v))
		}
		out[i] = Normalize(v)
	}
	p.q.values[name] = out
	return out
}

// words keeps values that have to be of a vocabulary or URIs, as Web URIs.
func (p *queryParser) words(name string, v *vocabulary, list []string) []string {
	out := make([]string, len(list))
	for i, w := range list {
		if _, ok := v.bare(w); !ok && !isURI(w) {
			p.fault(name, "%q is neither a %s of the Core Business Vocabulary nor a URI", shorten(w), v.name)
		}
		out[i] = v.expand(w)
	}
	p.q.values[name] = out
	return out
}

// together checks parameters that depend on each other (EPCIS 2.0 section
// 8.2.7.1).
func (p *queryParser) together() {
	if p.q.EventCountLimit > 0 && p.q.MaxEventCount > 0 {
		p.fault("maxEventCount", "it does not go together with eventCountLimit")
	}
	if p.q.EventCountLimit > 0 && p.q.OrderBy == "" {
		p.fault("eventCountLimit", "it needs orderBy")
	}
}
