package tally

import (
	"context"

	"ocoptrace/storage"
)

// Looked is how many labels of a store have a tally, counted up to most.
func Looked(ctx context.Context, s storage.Store, most int) (n int, err error) {
	err = s.View(ctx, func(tx storage.Tx) error {
		n = 0
		return tx.Scan([]byte("tly/c/"), nil, func(_, _ []byte) error {
			if n++; n >= most {
				return storage.Stop
			}
			return nil
		})
	})
	return n, err
}
