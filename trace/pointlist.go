package trace

import (
	"context"
	"slices"

	"ocoptrace/storage"
)

// A PointFilter chooses points. At most one of Product, Entity, Owner and
// Province is looked at, the first that is set; none means all points.
type PointFilter struct {
	Product  string // open, and offers the product
	Entity   string // open, and offers goods of the entity or is its own
	Owner    string // the entity's own, closed ones too
	Province string // closed ones too
	Tourism  bool   // only those that receive visitors
	Open     bool   // only those that are not closed
}

func (f PointFilter) admits(p *Point) bool {
	return (!f.Tourism || p.Tourism) && !(f.Open && p.Closed)
}

// list is where the chosen points stand.
func (f PointFilter) list() (list, subject string) {
	switch {
	case f.Product != "":
		return listProductPoint, f.Product
	case f.Entity != "":
		return listEntityPoint, f.Entity
	case f.Owner != "":
		return listOwnerPoint, f.Owner
	case f.Province != "":
		return listProvincePoint, f.Province
	}
	return listPoint, ""
}

// Point returns the newest statement about a point. ErrNotFound.
func (r *Registry) Point(ctx context.Context, id string) (*Point, error) {
	return listNewest[*Point](ctx, r, listPoint, id)
}

// Points lists the chosen points whose ids are behind after, in the order of
// ids, at most limit of them, and says whether there may be more. The last id is
// the after of the next page; limit <= 0 means all.
func (r *Registry) Points(ctx context.Context, filter PointFilter, after string, limit int) (page []*Point, more bool, err error) {
	list, subject := filter.list()
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		page, more = nil, false
		return v.points(list, subject, after, func(index int64) error {
			p, err := factAt[*Point](v, index)
			if err != nil || !filter.admits(p) {
				return err
			}
			if more = limit > 0 && len(page) == limit; more {
				return storage.Stop
			}
			page = append(page, p)
			return nil
		})
	})
	return page, more, err
}

// points calls f with the log index of each point that now stands in a list, in
// the order of ids. A row of an older statement about a point stays behind when
// a newer one leaves the list: it is told by not being the newest.
func (v view) points(list, subject, after string, f func(index int64) error) error {
	prefix := prefixOf(regPrefix + "s/" + list)
	if subject != "" {
		prefix = prefixOf(regPrefix+"s/"+list, subject)
	}
	return v.subjects(prefix, after, func(id string, index int64) error {
		newest, err := v.newest(listPoint, id, 1)
		if err != nil || !slices.Contains(newest, index) {
			return err
		}
		return f(index)
	})
}

// offering lists the points where a product can be had: those that offer it,
// and those of its entity; by their newest statements, newest first.
func (v view) offering(product, entity string) (indexes []int64, err error) {
	collect := func(index int64) error {
		indexes = append(indexes, index)
		return nil
	}
	if err = v.points(listProductPoint, product, "", collect); err == nil {
		err = v.points(listEntityPoint, entity, "", collect)
	}
	slices.SortFunc(indexes, func(a, b int64) int { return int(b - a) })
	return slices.Compact(indexes), err
}
