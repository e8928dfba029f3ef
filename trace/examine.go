package trace

import (
	"context"

	"ocoptrace/storage"
)

// Examine tidies a fact and says what keeps it from being stated now, on its
// own and against the registry: Problems, or an error of the store. Nothing is
// stored, and what is possible now need not be later.
func (r *Registry) Examine(ctx context.Context, f Fact) error {
	f.tidy()
	if err := f.problems().err(); err != nil {
		return err
	}
	return r.store.View(ctx, func(tx storage.Tx) error { return f.admit(view{tx}) })
}
