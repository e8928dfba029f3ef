package witness

import (
	"context"
	"errors"

	"ocoptrace/storage"
)

// A Store keeps, for each log, the checkpoint that was cosigned last.
type Store interface {
	// Update passes to f the note that is kept of an origin, nil if there is
	// none, and keeps what f returns. Both are one step: no other Update of the
	// origin, of this process or another, comes in between. An error of f
	// changes nothing and is returned. f may run more than once. When Update
	// returns nil the note is durable; after any other error it may be kept or
	// not, but is one of both.
	Update(ctx context.Context, origin string, f func(kept []byte) ([]byte, error)) error
}

type kept struct{ storage.Store }

// Keep is a Store in a store of the service's kind, under the keys
//
//	witness/ ORIGIN -> the signed note
//
// where nobody else may write. An old copy of such a store must never be put
// into use: the witness would cosign what it had refused.
func Keep(s storage.Store) Store { return kept{s} }

func (k kept) Update(ctx context.Context, origin string, f func([]byte) ([]byte, error)) error {
	key := []byte("witness/" + origin)
	return k.Store.Update(ctx, func(tx storage.Tx) error {
		old, err := tx.Get(key)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		next, err := f(old)
		if err != nil {
			return err
		}
		return tx.Set(key, next)
	})
}
