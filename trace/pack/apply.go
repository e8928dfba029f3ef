package pack

import (
	"cmp"
	"fmt"
	"slices"
)

// Apply is the pack that a delta makes of another, which stays as it is.
// ErrBase, ErrMalformed.
func (d *Delta) Apply(p *Pack) (*Pack, error) {
	since, err := p.Since()
	if err != nil {
		return nil, err
	}
	if since != d.Since {
		return nil, fmt.Errorf("%w: it is of %d records on %s, the delta is for %d on %s", ErrBase, since.Size, since.Day, d.Since.Size, d.Since.Day)
	}
	to := &Pack{BaseURL: d.BaseURL, Made: d.Made, Scope: d.Scope, Checkpoint: d.Checkpoint, Keys: d.Keys}
	to.Entities = merged(p.Entities, d.Entities, d.Gone.Entities, entityID)
	if to.Products, err = mergedTo(p.Products, d.Products, d.Gone.Products, productID, p.Entities, to.Entities, entityID, func(p *Product) *int { return &p.Entity }); err != nil {
		return nil, err
	}
	if to.Batches, err = mergedTo(p.Batches, d.Batches, d.Gone.Batches, batchIndex, p.Products, to.Products, productID, func(b *Batch) *int { return &b.Product }); err != nil {
		return nil, err
	}
	if to.Tags, err = d.mergedTags(p, to); err != nil {
		return nil, err
	}
	if err := to.check(); err != nil {
		return nil, err
	}
	if to.State() != d.State {
		return nil, fmt.Errorf("%w: what results is not what it ends with", ErrBase)
	}
	return to, nil
}

// merged is a list with what is new or changed, without what is gone.
func merged[E any, K cmp.Ordered](list, now []E, gone []K, name func(E) K) []E {
	all := byName(list, name)
	for _, k := range gone {
		delete(all, k)
	}
	for _, e := range now {
		all[name(e)] = e
	}
	to := make([]E, 0, len(all))
	for _, e := range all {
		to = append(to, e)
	}
	slices.SortFunc(to, func(a, b E) int { return cmp.Compare(name(a), name(b)) })
	return to
}

// mergedTo is merged for elements that point at those of another list by their
// numbers: what stays points at the same one, wherever it now is.
func mergedTo[E, O any, K cmp.Ordered](list, now []E, gone []K, name func(E) K, before, after []O, other func(O) string, number func(*E) *int) ([]E, error) {
	place := make(map[string]int, len(after))
	for i, o := range after {
		place[other(o)] = i
	}
	kept := slices.Clone(list)
	for i := range kept {
		n := number(&kept[i])
		to, has := place[other(before[*n])]
		if !has {
			to = len(after) // out of range, unless it is gone or changed
		}
		*n = to
	}
	to := merged(kept, now, gone, name)
	for i := range to {
		if n := *number(&to[i]); n < 0 || n >= len(after) {
			return nil, fmt.Errorf("%w: %v is of number %d of %d", ErrMalformed, name(to[i]), n, len(after))
		}
	}
	return to, nil
}

// states are those of tags, in their order.
var states = []string{"open", "active", "voided"}

// mergedTags are the tags of batches that stay as they are, and those of the
// delta.
func (d *Delta) mergedTags(from, to *Pack) ([]Tags, error) {
	place := make(map[int64]int, len(to.Batches))
	for i, b := range to.Batches {
		place[b.Index] = i
	}
	changed := byName(d.Batches, batchIndex)
	var all []Tags
	for _, t := range from.Tags {
		index := from.Batches[t.Batch].Index
		at, stays := place[index]
		if _, new := changed[index]; stays && !new {
			t.Batch = at
			all = append(all, t)
		}
	}
	for _, t := range d.Tags {
		if t.Batch < 0 || t.Batch >= len(to.Batches) {
			return nil, fmt.Errorf("%w: tags are of batch %d of %d", ErrMalformed, t.Batch, len(to.Batches))
		}
		all = append(all, t)
	}
	slices.SortStableFunc(all, func(a, b Tags) int {
		return cmp.Or(cmp.Compare(a.Batch, b.Batch), cmp.Compare(slices.Index(states, a.State), slices.Index(states, b.State)))
	})
	return all, nil
}
