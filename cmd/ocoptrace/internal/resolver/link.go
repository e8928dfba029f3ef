package resolver

import (
	"cmp"
	"slices"

	"ocoptrace/trace/gs1"
)

// A Link is a target with what is said about it.
type Link struct {
	Type     string // name in the GS1 Web Vocabulary
	Href     string // absolute
	Title    string
	Hreflang []string
	Media    string // "" where it is not known
}

// A Level is a part of a Digital Link with its links.
type Level struct {
	Anchor      string // URL of the level
	Description string
	Links       []Link // the default link is the first
}

// Of are the links of a type.
func (l Level) Of(linkType string) (all []Link) {
	for _, link := range l.Links {
		if link.Type == linkType {
			all = append(all, link)
		}
	}
	return all
}

// Types are the types that there are links of, in the order of their names; the
// default link first.
func (l Level) Types() []string {
	var types []string
	for _, link := range l.Links {
		types = append(types, link.Type)
	}
	slices.SortFunc(types, func(a, b string) int {
		if (a == gs1.DefaultLink) != (b == gs1.DefaultLink) {
			return map[bool]int{true: -1, false: 1}[a == gs1.DefaultLink]
		}
		return cmp.Compare(a, b)
	})
	return slices.Compact(types)
}

// find are the links of a type at the first of levels that has any.
func find(levels []Level, linkType string) []Link {
	for _, level := range levels {
		if links := level.Of(linkType); len(links) > 0 {
			return links
		}
	}
	return nil
}
