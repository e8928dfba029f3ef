package ocop

import "slices"

// An Item is something that a record, a passport or a label has to say.
type Item struct {
	ID     string // e.g. "shelf_life", unique in its list
	Name   string
	NameEn string
	IfAny  bool // only where there is such a thing
	Public bool // consumers must be able to look it up
	Source Source
}

// TraceItems returns the ten least items of a trace record (Circular
// 02/2024/TT-BKHCN), in the order of the circular.
func TraceItems() []Item { return slices.Clone(law.items["trace"]) }

// PassportItems returns the least items of a digital product passport (Decree
// 37/2026/NĐ-CP, Art. 32).
func PassportItems() []Item { return slices.Clone(law.items["passport"]) }

func (r *reader) readItems() map[string][]Item {
	items := make(map[string][]Item)
	r.table("items.csv", func(l line) {
		list := l.one("list", "trace", "passport")
		items[list] = append(items[list], Item{
			ID: l.must("id"), Name: l.must("name"), NameEn: l.must("name_en"),
			IfAny: l.yes("if_any"), Public: l.yes("public"), Source: l.source(),
		})
	})
	return items
}
