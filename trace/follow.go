package trace

import (
	"context"

	"ocoptrace/storage"
	"ocoptrace/trace/translog"
)

// Follow returns at most limit statements from a log index on, in log order, and
// the index of the next one, for those who keep count of what has been stated.
// There are none at the end of the log. Nothing is verified.
func (r *Registry) Follow(ctx context.Context, from int64, limit int) (page []Stated[Fact], next int64, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		page = nil
		size, _, err := translog.Head(tx)
		if err != nil {
			return err
		}
		v := view{tx}
		for next = from; next < size && len(page) < limit; next++ {
			s, err := v.statement(next)
			if err != nil {
				return err
			}
			page = append(page, Stated[Fact]{s.ID, next, s.Issued, s.Fact})
		}
		return nil
	})
	return page, next, err
}

// LogSize is how many statements there are: the index of the next one.
func (r *Registry) LogSize(ctx context.Context) (size int64, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		size, _, err = translog.Head(tx)
		return err
	})
	return size, err
}
