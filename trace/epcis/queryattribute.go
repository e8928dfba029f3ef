package epcis

import (
	"slices"
	"strings"
)

// attributeFields are the members whose identifiers may have master data.
var attributeFields = map[string]func(*Event) []string{
	"readPoint":      func(e *Event) []string { return placeID(e.ReadPoint) },
	"bizLocation":    func(e *Event) []string { return placeID(e.BizLocation) },
	"epc":            anyEPC,
	"epcClass":       func(e *Event) []string { return classes(e.quantityLists()...) },
	"parentID":       func(e *Event) []string { return some(e.ParentID) },
	"bizTransaction": func(e *Event) []string { return typedIDs(e.BizTransactionList) },
	"source":         func(e *Event) []string { return typedIDs(e.SourceList) },
	"destination":    func(e *Event) []string { return typedIDs(e.DestinationList) },
}

func placeID(l *Location) []string {
	if l == nil {
		return nil
	}
	return []string{l.ID}
}

func typedIDs(list []Typed) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.ID
	}
	return out
}

// hasAttribute reads HASATTR_field=attribute|...: an identifier of the field has
// one of these attributes in its master data.
func (p *queryParser) hasAttribute(name, field string, list []string) bool {
	of, ok := attributeFields[field]
	if ok {
		p.addLate(func(m *matching) bool {
			return m.attribute(of, list, func([]string) bool { return true })
		})
	}
	return ok
}

// equalsAttribute reads EQATTR_field_attribute=value|...: an identifier of the
// field has this attribute with one of these values.
func (p *queryParser) equalsAttribute(name, field string, list []string) bool {
	field, attribute, cut := strings.Cut(field, "_")
	of, ok := attributeFields[field]
	if !cut || !ok || attribute == "" {
		return false
	}
	p.addLate(func(m *matching) bool {
		return m.attribute(of, []string{attribute}, func(have []string) bool {
			return slices.ContainsFunc(have, func(v string) bool { return slices.Contains(list, v) })
		})
	})
	return true
}

func (m *matching) attribute(of func(*Event) []string, names []string, test func([]string) bool) bool {
	if m.env.Attribute == nil {
		return false
	}
	for _, id := range of(m.e) {
		for _, name := range names {
			if have := m.env.Attribute(Normalize(id), name); len(have) > 0 && test(have) {
				return true
			}
		}
	}
	return false
}
