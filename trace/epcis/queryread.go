package epcis

import (
	"slices"
	"strconv"
)

func readEventTypes(p *queryParser, name string, list []string) {
	for _, v := range list {
		if _, ok := eventTypes[v]; !ok && !isURI(v) {
			p.fault(name, "%q is no event type of EPCIS 2.0, nor the URI of another", shorten(v))
		}
	}
	p.q.values[name] = list
	p.add(func(m *matching) bool { return slices.Contains(list, m.e.Type) })
}

func readActions(p *queryParser, name string, list []string) {
	for _, v := range list {
		if v != ActionAdd && v != ActionObserve && v != ActionDelete {
			p.fault(name, "%q is none of ADD, OBSERVE, DELETE", shorten(v))
		}
	}
	p.q.values[name] = list
	p.add(func(m *matching) bool { return slices.Contains(list, m.e.Action) })
}

func timeFrom(of func(*Event) Timestamp) readParameter {
	return func(p *queryParser, name string, list []string) {
		from, ok := p.time(name, list)
		if ok {
			p.add(func(m *matching) bool { t := of(m.e); return !t.IsZero() && !t.at.Before(from.at) })
		}
	}
}

func timeBefore(of func(*Event) Timestamp) readParameter {
	return func(p *queryParser, name string, list []string) {
		end, ok := p.time(name, list)
		if ok {
			p.add(func(m *matching) bool { t := of(m.e); return !t.IsZero() && t.at.Before(end.at) })
		}
	}
}

func oneWord(v *vocabulary, of func(*Event) string) readParameter {
	return anyWord(v, func(e *Event) []string { return some(of(e)) })
}

func anyWord(v *vocabulary, of func(*Event) []string) readParameter {
	return func(p *queryParser, name string, list []string) {
		want := p.words(name, v, list)
		p.add(func(m *matching) bool {
			return slices.ContainsFunc(of(m.e), func(w string) bool { return slices.Contains(want, v.expand(w)) })
		})
	}
}

func anyURI(of func(*Event) []string) readParameter {
	return func(p *queryParser, name string, list []string) {
		want := p.uris(name, list)
		p.add(func(m *matching) bool {
			return slices.ContainsFunc(of(m.e), func(id string) bool { return slices.Contains(want, Normalize(id)) })
		})
	}
}

// place asks for a place, or with within for one and all of its parts.
func place(of func(*Event) *Location, within bool) readParameter {
	return func(p *queryParser, name string, list []string) {
		want := p.uris(name, list)
		p.add(func(m *matching) bool {
			l := of(m.e)
			if l == nil {
				return false
			}
			id := Normalize(l.ID)
			return slices.ContainsFunc(want, func(w string) bool {
				return w == id || within && m.env.Within != nil && m.env.Within(id, w)
			})
		})
	}
}

func quantity(ok func(c int) bool) readParameter {
	return func(p *queryParser, name string, list []string) {
		want, good := p.number(name, list)
		if !good {
			return
		}
		p.add(func(m *matching) bool {
			for _, list := range m.e.quantityLists() {
				for _, q := range list {
					if d, has := parseDecimal(string(q.Quantity)); has && ok(d.compare(want)) {
						return true
					}
				}
			}
			return false
		})
	}
}

// readExistsError: false asks nothing (EPCIS 2.0 section 8.2.7.1).
func readExistsError(p *queryParser, name string, list []string) {
	v, ok := p.one(name, list)
	if !ok {
		return
	}
	yes, err := strconv.ParseBool(v)
	if err != nil || v != "true" && v != "false" {
		p.fault(name, "%q is neither true nor false", shorten(v))
		return
	}
	if yes {
		p.add(func(m *matching) bool { return m.e.ErrorDeclaration != nil })
	}
}

func readOrderBy(p *queryParser, name string, list []string) {
	v, ok := p.one(name, list)
	switch {
	case !ok:
	case v == "eventTime" || v == "recordTime":
		p.q.OrderBy = v
	case isURI(v):
		p.q.OrderBy = p.ns.Expand(v)
	default:
		p.fault(name, "%q is neither eventTime nor recordTime nor a member with a prefix", shorten(v))
	}
}

func readOrderDirection(p *queryParser, name string, list []string) {
	v, ok := p.one(name, list)
	if ok && v != "ASC" && v != "DESC" {
		p.fault(name, "%q is neither ASC nor DESC", shorten(v))
	}
	p.q.Ascending = v == "ASC"
}
