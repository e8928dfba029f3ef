package trace

import (
	"fmt"
	"slices"
)

// checkSubject holds the records against what the bundle says it is about.
func (b Bundle) checkSubject(c *Checked) error {
	if b.Entity != "" {
		return b.checkBlank(c)
	}
	product := find(c, func(p *Product) bool { return p.ID == b.Product })
	switch {
	case b.Product == "" || product == nil:
		return fmt.Errorf("%w: no record of product %q", ErrBundle, b.Product)
	case b.Lot != "" && find(c, func(f *Batch) bool { return f.Product == b.Product && f.Lot == b.Lot }) == nil:
		return fmt.Errorf("%w: no record of batch %q", ErrBundle, b.Lot)
	case b.Code != "" && !b.hasRun(c, product.Entity):
		return fmt.Errorf("%w: no label run for code %s", ErrBundle, b.Code)
	}
	return nil
}

// hasRun says that there is a label run of the batch, or a claim that binds
// labels of a blank run of its producer to it.
func (b Bundle) hasRun(c *Checked, entity string) bool {
	own := find(c, func(r *LabelRun) bool { return r.Product == b.Product && r.Lot == b.Lot })
	if own != nil {
		return true
	}
	claim := find(c, func(f *LabelClaim) bool { return f.Product == b.Product && f.Lot == b.Lot })
	return claim != nil && find(c, func(r *LabelRun) bool {
		return r.ID == claim.Run && r.Entity == entity && claim.To <= r.Count
	}) != nil
}

// checkBlank is checkSubject for a label that is bound to no batch.
func (b Bundle) checkBlank(c *Checked) error {
	switch {
	case b.Product != "" || b.Lot != "" || b.Code == "":
		return fmt.Errorf("%w: about entity %q, product %q, lot %q and code %q at once", ErrBundle, b.Entity, b.Product, b.Lot, b.Code)
	case find(c, func(e *Entity) bool { return e.ID == b.Entity }) == nil:
		return fmt.Errorf("%w: no record of entity %q", ErrBundle, b.Entity)
	case find(c, func(r *LabelRun) bool { return r.Entity == b.Entity }) == nil:
		return fmt.Errorf("%w: no blank label run for code %s", ErrBundle, b.Code)
	}
	return nil
}

// find is the newest fact of a kind that is as asked; nil if there is none.
func find[F Fact](c *Checked, is func(F) bool) (found F) {
	for _, e := range slices.Backward(c.Evidence) {
		if f, ok := e.Fact.(F); ok && is(f) {
			return f
		}
	}
	return found
}
