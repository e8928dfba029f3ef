package ocop

import "slices"

// A Heading is a level above a criteria set.
type Heading struct{ Code, Name, NameEn string }

// A Group is a criteria set: the smallest class of products, scored by the same
// form (Decision 26/2026, Annexes I and II).
type Group struct {
	Taxonomy string // version, e.g. "26/2026"
	Code     string // e.g. "I.3b"
	Name     string
	NameEn   string
	Group    Heading // e.g. I Thực phẩm
	SubGroup Heading // e.g. I.3 Thực phẩm chế biến; empty in "490/2018"
	Service  bool    // a tourism service, which has no batches
	Goods    Goods   // by which its labels differ; empty for a service
	Body     string  // managing ministry; empty where it is not known
	BodyEn   string
	Source   Source
}

type taxonomy struct {
	name   string
	source Source
}

// CurrentTaxonomy returns the version of the groups in force on a day; "" where
// the tables have none: before 07/05/2018, and for the criteria of 2023 to 2026
// (Decision 148), whose groups are not in the tables.
func CurrentTaxonomy(on Date) string {
	for _, t := range law.taxonomies {
		if t.source.On(on) {
			return t.name
		}
	}
	return ""
}

// Taxonomies returns the versions of the groups, oldest first.
func Taxonomies() []string {
	var names []string
	for _, t := range law.taxonomies {
		names = append(names, t.name)
	}
	return names
}

// Groups returns the criteria sets of a version in the order of its annex; none
// for an unknown version.
func Groups(taxonomy string) []Group {
	var groups []Group
	for _, g := range law.groups {
		if g.Taxonomy == taxonomy {
			groups = append(groups, g)
		}
	}
	return groups
}

// GroupByCode returns the criteria set of a code in a version. Codes of groups
// and sub-groups that are divided further ("I", "I.5") are not criteria sets.
func GroupByCode(taxonomy, code string) (Group, bool) {
	i := slices.IndexFunc(law.groups, func(g Group) bool { return g.Taxonomy == taxonomy && g.Code == code })
	if i < 0 {
		return Group{}, false
	}
	return law.groups[i], true
}

func (r *reader) readTaxonomies() (all []taxonomy) {
	r.table("taxonomies.csv", func(l line) {
		all = append(all, taxonomy{l.must("taxonomy"), l.source()})
	})
	return all
}

func (r *reader) readBodies() map[string]Heading {
	bodies := map[string]Heading{"": {}}
	r.table("bodies.csv", func(l line) {
		bodies[l.must("code")] = Heading{l.must("code"), l.must("name"), l.must("name_en")}
		l.source()
	})
	return bodies
}

// readGroups reads the levels in order: a criteria set belongs to the group and
// sub-group that stand before it.
func (r *reader) readGroups(bodies map[string]Heading) (sets []Group) {
	var group, sub Heading
	r.table("groups.csv", func(l line) {
		heading := Heading{l.must("code"), l.must("name"), l.must("name_en")}
		switch l.one("level", "group", "subgroup", "set") {
		case "group":
			group, sub = heading, Heading{}
		case "subgroup":
			sub = heading
		case "set":
			body, known := bodies[l.text("body")]
			if !known {
				r.fail(l.where, "unknown body %s", l.text("body"))
			}
			sets = append(sets, Group{
				Taxonomy: l.must("taxonomy"), Code: heading.Code, Name: heading.Name, NameEn: heading.NameEn,
				Group: group, SubGroup: sub, Service: l.yes("service"), Goods: l.goods(),
				Body: body.Name, BodyEn: body.NameEn, Source: l.source(),
			})
		}
	})
	return sets
}

func (l line) goods() Goods {
	if l.yes("service") {
		return Goods(l.one("goods", ""))
	}
	return Goods(l.one("goods", string(GoodsFood), string(GoodsAlcohol), string(GoodsOther)))
}
