package trace

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
	"ocoptrace/trace/gs1"
)

// A Level is what part of a GS1 Digital Link identifies: the key alone, or with
// some of the qualifiers. At most one of Product, Batch, Label, Entity and Point
// is set.
type Level struct {
	Link    gs1.DigitalLink // key and qualifiers, nothing else
	Product *Stated[*Product]
	Batch   *Stated[*Batch]
	Label   code.Code // "" for none
	Entity  *Stated[*Entity]
	Point   *Stated[*Point]
	Links   []Stated[*ResolverLink] // those in force, by their ids
}

// Identified is what a Digital Link identifies.
type Identified struct {
	Levels      []Level               // the finest first, the key alone last
	Maker       *Entity               // of a product; else nil
	Recognition *Stated[*Recognition] // newest of a product; nil for none
	Offered     bool                  // there are places where the product can be had
}

// Identify reads all levels of a Digital Link with key 01, 414 or 417 from one
// snapshot, without proving. Qualifiers that nothing is stated of here (22, 235,
// 7040, a 254 that is not known) name what their level above names. Lots and
// serial numbers are different: this registry says which there are, so one that
// it does not know, or of another product or lot, is ErrNotFound, like a key that
// is not known.
func (r *Registry) Identify(ctx context.Context, link gs1.DigitalLink) (*Identified, error) {
	var found *Identified
	err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		v := view{tx}
		switch found = new(Identified); link.Key.AI {
		case "01":
			err = r.identifyGoods(v, found, link)
		case "414":
			err = v.identifyPlace(found, link)
		case "417":
			err = v.identifyParty(found, link)
		default:
			err = fmt.Errorf("%w: key AI %s", ErrNotFound, link.Key.AI)
		}
		return err
	})
	if errors.Is(err, code.ErrMalformed) || errors.Is(err, code.ErrCheck) {
		err = fmt.Errorf("%w: serial (AI 21): %v", ErrNotFound, err) // one of GS1's syntax that was never given here
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

// levelsOf are a link without attributes and what it is cut to, one qualifier
// less each time, down to the key.
func levelsOf(link gs1.DigitalLink) (cut []gs1.DigitalLink) {
	for n := len(link.Qualifiers); n >= 0; n-- {
		cut = append(cut, gs1.DigitalLink{Scheme: link.Scheme, Host: link.Host, Key: link.Key, Qualifiers: link.Qualifiers[:n:n]})
	}
	return cut
}

// last is the AI of the last qualifier, or of the key.
func last(link gs1.DigitalLink) string {
	if n := len(link.Qualifiers); n > 0 {
		return link.Qualifiers[n-1].AI
	}
	return link.Key.AI
}

func (r *Registry) identifyGoods(v view, found *Identified, link gs1.DigitalLink) error {
	t, err := r.target(v, link)
	if err != nil {
		return err
	}
	for _, cut := range levelsOf(link) {
		l := Level{Link: cut}
		switch last(cut) {
		case "21":
			l.Label = t.Code
		case "10":
			if l.Batch, err = newestStated[*Batch](v, listBatch, batchSubject(t.Product, t.Lot)); err == nil {
				l.Links, err = v.linksOf(linkTarget("", t.Product, t.Lot, ""))
			}
		case "01":
			err = v.identifyProduct(found, &l, t.Product)
		default:
			continue
		}
		if err != nil {
			return err
		}
		found.Levels = append(found.Levels, l)
	}
	return nil
}

func (v view) identifyProduct(found *Identified, l *Level, product string) (err error) {
	if l.Product, err = newestStated[*Product](v, listProduct, product); err != nil {
		return err
	}
	if found.Maker, err = current[*Entity](v, listEntity, l.Product.Fact.Entity); err != nil {
		return err
	}
	if found.Recognition, err = v.newestRecognition(product); err != nil {
		return err
	}
	points, err := v.offering(product, l.Product.Fact.Entity)
	if err != nil {
		return err
	}
	found.Offered = len(points) > 0
	l.Links, err = v.linksOf(linkTarget("", product, "", ""))
	return err
}

func (v view) newestRecognition(product string) (*Stated[*Recognition], error) {
	indexes, err := v.newest(listRecognition, product, 0)
	for _, index := range indexes {
		s, err := v.statement(index)
		if err != nil {
			return nil, err
		}
		if f, ok := s.Fact.(*Recognition); ok {
			return &Stated[*Recognition]{s.ID, index, s.Issued, f}, nil
		}
	}
	return nil, err
}

func (v view) identifyParty(found *Identified, link gs1.DigitalLink) error {
	id, err := v.owner(uniqueParty, link.Key.Value)
	if err != nil {
		return err
	}
	l := Level{Link: levelsOf(link)[len(link.Qualifiers)]}
	if id != "" {
		if l.Entity, err = newestStated[*Entity](v, listEntity, id); err != nil {
			return err
		}
	}
	if l.Entity == nil || l.Entity.Fact.GLN != link.Key.Value {
		return fmt.Errorf("%w: GLN %s of a party", ErrNotFound, link.Key.Value)
	}
	l.Links, err = v.linksOf(linkTarget(id, "", "", ""))
	found.Levels = []Level{l}
	return err
}

// identifyPlace finds the points of a GLN, with and without its extension.
func (v view) identifyPlace(found *Identified, link gs1.DigitalLink) error {
	for _, cut := range levelsOf(link) {
		ai := last(cut)
		if ai != "254" && ai != "414" {
			continue
		}
		named := placeNumber(link.Key.Value, cut.Value("254"))
		id, err := v.owner(uniquePlace, named)
		if err != nil {
			return err
		}
		if id == "" {
			continue
		}
		l := Level{Link: cut}
		if l.Point, err = newestStated[*Point](v, listPoint, id); err != nil {
			return err
		}
		if placeNumber(l.Point.Fact.GLN, l.Point.Fact.GLNExtension) != named {
			continue // it has another number since
		}
		if l.Links, err = v.linksOf(linkTarget("", "", "", id)); err != nil {
			return err
		}
		found.Levels = append(found.Levels, l)
	}
	if len(found.Levels) == 0 {
		return fmt.Errorf("%w: GLN %s of a place", ErrNotFound, link.Key.Value)
	}
	return nil
}

// newestStated is the newest statement of a list. ErrNotFound.
func newestStated[F Fact](v view, list, subject string) (*Stated[F], error) {
	indexes, err := v.newest(list, subject, 1)
	if err == nil && len(indexes) == 0 {
		err = fmt.Errorf("%w: %s", ErrNotFound, subject)
	}
	if err != nil {
		return nil, err
	}
	all, err := statedAt[F](v, indexes)
	if err != nil {
		return nil, err
	}
	return &all[0], nil
}

// linksOf lists the links about a target that are in force, by their ids.
func (v view) linksOf(target string) (links []Stated[*ResolverLink], err error) {
	err = v.subjects(prefixOf(regPrefix+"s/"+listResolverLink, target), "", func(_ string, index int64) error {
		l, err := statedAt[*ResolverLink](v, []int64{index})
		if err == nil && !l[0].Fact.Ended {
			links = append(links, l...)
		}
		return err
	})
	return links, err
}

// ResolverLinks lists the newest statement about each link of an entity, ended
// ones too, by their ids.
func (r *Registry) ResolverLinks(ctx context.Context, entity string) (links []*ResolverLink, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		links = nil
		return v.subjects(prefixOf(regPrefix+"s/"+listEntityLink, entity), "", func(_ string, index int64) error {
			l, err := factAt[*ResolverLink](v, index)
			links = append(links, l)
			return err
		})
	})
	return links, err
}

// ResolverLink returns the newest statement about a link of an entity.
// ErrNotFound.
func (r *Registry) ResolverLink(ctx context.Context, entity, id string) (*ResolverLink, error) {
	return listNewest[*ResolverLink](ctx, r, listEntityLink, pair(entity, id))
}
