package place

import (
	"bytes"
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// A Collator compares texts in Vietnamese order, see the package comment. It
// belongs to one goroutine at a time.
type Collator struct{ c *collate.Collator }

// NewCollator returns a Collator.
func NewCollator() *Collator { return &Collator{collate.New(language.Vietnamese)} }

// Compare returns -1, 0 or 1 as a comes before, with or after b. Texts that the
// collation holds equal are told apart by their bytes.
func (c *Collator) Compare(a, b string) int {
	return cmp.Or(c.c.CompareString(a, b), cmp.Compare(a, b))
}

// Sort puts things into the Vietnamese order of their names; those of equal
// names stay in the order they had.
func Sort[T any](things []T, name func(T) string) {
	type keyed struct {
		key  []byte
		name string
		T    T
	}
	c := collate.New(language.Vietnamese)
	all := make([]keyed, len(things))
	for i, t := range things {
		var b collate.Buffer
		all[i] = keyed{c.KeyFromString(&b, name(t)), name(t), t}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		return cmp.Or(bytes.Compare(a.key, b.key), cmp.Compare(a.name, b.name))
	})
	for i := range all {
		things[i] = all[i].T
	}
}
