package trace

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage"
	"ocoptrace/trace/translog"
)

// errRehearsed turns an order away when all of it has been rehearsed.
var errRehearsed = errors.New("registry: rehearsed, not to be stated")

// Stated returns the receipts of the order of this key and number of facts;
// nil if it was not stated.
func (r *Registry) Stated(ctx context.Context, key string, facts int) ([]Receipt, error) {
	if key == "" || facts < 1 || facts > MaxOrder {
		return nil, fmt.Errorf("registry: no order has key %q and %d facts", key, facts)
	}
	ids, err := r.ids(Order{Facts: make([]Fact, facts), Key: key})
	if err != nil {
		return nil, err
	}
	return r.stated(ctx, ids)
}

// Rehearse returns, for each of facts that are to be stated in one order, what
// keeps it from being stated: on its own, against the registry, and against
// the facts before it. A fact with problems counts as absent for those after
// it. Nothing is stored. It returns the errors of State but Problems.
func (r *Registry) Rehearse(ctx context.Context, facts []Fact) ([]Problems, error) {
	if len(facts) == 0 || len(facts) > MaxOrder {
		return nil, fmt.Errorf("registry: an order of %d facts, not 1 to %d", len(facts), MaxOrder)
	}
	ids, err := r.ids(Order{Facts: facts})
	if err != nil {
		return nil, err
	}
	found := make([]Problems, len(facts))
	var entries []translog.Entry
	for i, f := range facts {
		f.tidy()
		if found[i] = f.problems(); len(found[i]) > 0 {
			continue
		}
		_, entry, err := r.sign(ctx, ids[i], f, "")
		if err != nil {
			return nil, err
		}
		entries = append(entries, rehearsed(entry, &found[i]))
	}
	refuse := translog.Entry{ID: "rehearsal", Leaf: []byte("rehearsal"), Admit: func(storage.Tx) error { return errRehearsed }}
	_, err = r.log.Append(ctx, append(entries, refuse)...)
	if errors.Is(err, errRehearsed) {
		err = nil
	}
	return found, err
}

// rehearsed notes the problems of an entry instead of being refused, and then
// derives nothing.
func rehearsed(e translog.Entry, found *Problems) translog.Entry {
	admit, apply := e.Admit, e.Apply
	e.Admit = func(tx storage.Tx) error {
		*found = nil // the transaction may run again
		if err := admit(tx); err != nil && !errors.As(err, found) {
			return err
		}
		return nil
	}
	e.Apply = func(tx storage.Tx, index int64) error {
		if len(*found) > 0 {
			return nil
		}
		return apply(tx, index)
	}
	return e
}
