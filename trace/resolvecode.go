package trace

import (
	"context"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
)

// ResolveCode finds what a label is on, without verifying it: Product and Lot
// are "" for a blank label that is not bound to a batch. A code that is not
// well formed is reported as code.Parse does, an unknown one is ErrNotFound.
func (r *Registry) ResolveCode(ctx context.Context, typed string) (t Target, err error) {
	if t.Code, err = code.Parse(typed); err != nil {
		return Target{}, err
	}
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		_, run, number, err := r.place(v, t.Code)
		if err == nil {
			t.Product, t.Lot, err = v.batchOf(run, number)
		}
		return err
	})
	if err != nil {
		return Target{}, err
	}
	return t, nil
}
