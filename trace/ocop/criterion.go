package ocop

import (
	"slices"
	"strings"
)

// A Criterion is one of those by which councils score a product (Decision
// 26/2026/QĐ-TTg, annex), as far as records of traceability can support it. The
// tables have those alone whose text was found; most sets have more.
type Criterion struct {
	Code
	Sets     []string // codes of sets, or beginnings of them: "I.1a", "II"
	Supports []string // "trace", "story", "bilingual", "input", or kinds of documents
	Points   int64    // at most, for what the name says; 0: not found
	Stars    int64    // from which it is the least that is asked; 0: none, or not found
}

// Criteria returns the criteria of a set of the newest taxonomy on a day, in the
// order of the table.
func Criteria(set string, on Date) []Criterion {
	return slices.DeleteFunc(slices.Clone(law.criteria), func(c Criterion) bool {
		return !c.Source.On(on) || !slices.ContainsFunc(c.Sets, func(s string) bool { return set == s || strings.HasPrefix(set, s+".") })
	})
}

// supports are what a criterion may rest on, besides kinds of documents.
var supports = []string{"trace", "story", "bilingual", "input"}

// readCriteria reads the criteria. What they rest on are kinds of documents that
// the table of these has.
func (r *reader) readCriteria(kinds CodeList) (all []Criterion) {
	const file = "criteria.csv"
	r.table(file, func(l line) {
		c := Criterion{Code: l.code(), Sets: strings.Fields(l.must("sets")), Supports: strings.Fields(l.must("supports")), Points: l.optionalCount("points"), Stars: l.optionalCount("stars")}
		for _, s := range c.Supports {
			if _, known := kinds.ByCode(s); !known && !slices.Contains(supports, s) {
				r.fail(l.where, "supports: %q is no kind of document", s)
			}
		}
		all = append(all, c)
	})
	return all
}

// optionalCount is a count; 0 where the field is empty.
func (l line) optionalCount(name string) int64 {
	if l.text(name) == "" {
		return 0
	}
	return int64(l.count(name))
}
