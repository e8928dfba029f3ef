package place

import (
	"slices"
	"strings"

	"ocoptrace/trace/ocop"
)

// Changes are what a list changes of the units that are known. Each of its
// lists is in the order of codes.
type Changes struct {
	New       []Commune // codes not known before
	Returned  []Commune // codes that were gone
	Changed   []Change  // another name, rank or province
	Vanished  []Commune // in force, and not in the list
	Unchanged int
}

// A Change is a unit before and after.
type Change struct{ Before, After Commune }

// Any says that the list changes something.
func (c Changes) Any() bool {
	return len(c.New)+len(c.Returned)+len(c.Changed)+len(c.Vanished) > 0
}

// Compare finds what a list changes, as of a day, of the units known. It
// returns the units to be written, and alters none that it was given.
func Compare(known []Unit, list List, day ocop.Date) (Changes, []Unit) {
	byCode := make(map[string]Unit, len(known))
	for _, u := range known {
		byCode[u.Code] = u
	}
	var c Changes
	var write []Unit
	for _, now := range list.Communes {
		was, there := byCode[now.Code]
		delete(byCode, now.Code)
		switch {
		case !there:
			c.New = append(c.New, now)
			write = append(write, Unit{Commune: now, From: day})
			continue
		case !was.InForce():
			c.Returned = append(c.Returned, now)
			write = append(write, was.become(now, was.Gone, day))
		case was.Commune != now:
			c.Changed = append(c.Changed, Change{was.Commune, now})
			write = append(write, was.become(now, day, day))
		default:
			c.Unchanged++
		}
	}
	for _, gone := range byCode {
		if gone.InForce() {
			c.Vanished = append(c.Vanished, gone.Commune)
			gone.Gone = day
			write = append(write, gone)
		}
	}
	slices.SortFunc(c.Vanished, func(a, b Commune) int { return strings.Compare(a.Code, b.Code) })
	slices.SortFunc(write, func(a, b Unit) int { return strings.Compare(a.Code, b.Code) })
	return c, write
}

// become is the unit with a new form since a day; the old one ended on until.
func (u Unit) become(now Commune, until, since ocop.Date) Unit {
	past := append(slices.Clip(u.Past), PastForm{u.Name, u.NameEn, u.Province, u.From, until})
	return Unit{Commune: now, From: since, Past: past}
}
