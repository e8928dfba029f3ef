package press

import (
	"context"

	"ocoptrace/storage"
)

// Unfinished is how many jobs of a store, of all entities, are still to be made.
func Unfinished(ctx context.Context, s storage.Store) (n int, err error) {
	err = s.View(ctx, func(tx storage.Tx) error {
		n, err = count(tx, []byte(todoTable))
		return err
	})
	return n, err
}
