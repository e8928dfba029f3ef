package trace

import (
	"context"

	"ocoptrace/storage"
	"ocoptrace/trace/ocop"
)

// Held is a recognition with what has happened to it since, as it was read,
// without a proof; see Standing for the proven one.
type Held struct {
	Recognition *Recognition
	Changes     []*RecognitionChange // newest first
}

// Extended is the last day of the extension in force; zero if there is none.
func (h Held) Extended() ocop.Date {
	for _, c := range h.Changes {
		if c.Change == ChangeExtended {
			return c.Until
		}
	}
	return ocop.Date{}
}

// Withdrawn is the day from which the recognition is withdrawn; zero if it is
// not. A withdrawal cannot be taken back: a new recognition follows it.
func (h Held) Withdrawn() ocop.Date {
	for _, c := range h.Changes {
		if c.Change == ChangeWithdrawn {
			return c.Date
		}
	}
	return ocop.Date{}
}

// On is the state of the recognition on a day.
func (h Held) On(day ocop.Date) ocop.State {
	return ocop.Validity(h.Recognition.Issued, h.Recognition.Expires, h.Extended(), h.Withdrawn(), day)
}

// InForce says whether stars may be shown on a day.
func (h Held) InForce(day ocop.Date) bool { return h.On(day).InForce() }

// Until is the last day on which the recognition is in force as things stand;
// zero when it is withdrawn.
func (h Held) Until() ocop.Date {
	switch extended := h.Extended(); {
	case !h.Withdrawn().IsZero():
		return ocop.Date{}
	case extended.After(h.Recognition.Expires):
		return extended
	}
	return h.Recognition.Expires
}

// Recognitions lists the recognitions of the products whose ids are behind
// after, in the order of ids, at most limit products, and says whether there are
// more products with any. Those of one product stand together, newest first; the
// last product is the after of the next page; limit <= 0 means all.
func (r *Registry) Recognitions(ctx context.Context, after string, limit int) (page []Held, more bool, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		page, more = nil, false
		products := 0
		return v.subjects(prefixOf(regPrefix+"s/"+listRecognition), after, func(product string, _ int64) error {
			if more = limit > 0 && products == limit; more {
				return storage.Stop
			}
			products++
			held, err := v.held(product)
			page = append(page, held...)
			return err
		})
	})
	return page, more, err
}

// RecognitionsOf lists the recognitions of a product, newest first.
func (r *Registry) RecognitionsOf(ctx context.Context, product string) (all []Held, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		all, err = view{tx}.held(product)
		return err
	})
	return all, err
}

func (v view) held(product string) (all []Held, err error) {
	indexes, err := v.newest(listRecognition, product, 0)
	if err != nil {
		return nil, err
	}
	changes := make(map[string][]*RecognitionChange)
	for _, index := range indexes {
		fact, err := v.fact(index)
		if err != nil {
			return nil, err
		}
		switch f := fact.(type) {
		case *RecognitionChange:
			changes[f.Number] = append(changes[f.Number], f)
		case *Recognition:
			all = append(all, Held{f, changes[f.Number]})
		}
	}
	return all, nil
}
