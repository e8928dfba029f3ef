package ocop

import "slices"

// An EntityKind is a legal form that may take part in the programme (Decision
// 26/2026, Art. 2.3).
type EntityKind struct {
	Code        string // e.g. "cooperative"
	Name        string
	NameEn      string
	TourismOnly bool // only with products of the tourism group
	Source      Source
}

// EntityKinds returns the kinds in the order of the decision.
func EntityKinds() []EntityKind { return slices.Clone(law.entityKinds) }

// EntityKindByCode returns the kind of a code.
func EntityKindByCode(code string) (EntityKind, bool) {
	i := slices.IndexFunc(law.entityKinds, func(k EntityKind) bool { return k.Code == code })
	if i < 0 {
		return EntityKind{}, false
	}
	return law.entityKinds[i], true
}

func (r *reader) readEntityKinds() (kinds []EntityKind) {
	r.table("entity_kinds.csv", func(l line) {
		kinds = append(kinds, EntityKind{
			Code: l.must("code"), Name: l.must("name"), NameEn: l.must("name_en"),
			TourismOnly: l.yes("tourism_only"), Source: l.source(),
		})
	})
	return kinds
}
