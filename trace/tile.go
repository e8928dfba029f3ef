package trace

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage"
	"ocoptrace/trace/translog"
)

// Tile returns a tile of the newest published tree. translog.ErrMalformed for a
// path that is none, ErrNotFound for a tile that the tree does not have.
func (r *Registry) Tile(ctx context.Context, path string) (data []byte, err error) {
	t, err := translog.ParseTile(path)
	if err != nil {
		return nil, err
	}
	size := r.log.Published().Size
	err = r.store.View(ctx, func(tx storage.Tx) error {
		data, err = translog.ReadTile(tx, t, size)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		err = fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	return data, err
}
