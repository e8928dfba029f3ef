package trace

import (
	"context"

	"ocoptrace/storage"
	"ocoptrace/trace/translog"
)

// rebuildingKey is there while a rebuild is under way; it sorts among the
// derived keys, so that clearing them all clears it last.
const rebuildingKey = regPrefix + "~rebuilding"

// rebuildPage is how many keys or leaves one transaction of a rebuild handles.
const rebuildPage = 2000

// rebuildRows is how many rows one transaction of a rebuild writes, but for
// those of its last leaf: a transaction takes 20,000, and one event some 2,000.
const rebuildRows = 10_000

// Rebuild deletes all derived keys and makes them anew from the statements.
// Nobody else may use the store meanwhile. Cut short, it leaves a store that
// Open refuses (ErrRebuilding) until it is run again to the end. progress, if
// not nil, is called with the leaves done.
func Rebuild(ctx context.Context, s storage.Store, progress func(done, total int64)) error {
	mark := func(tx storage.Tx) error { return tx.Set([]byte(rebuildingKey), nil) }
	if err := s.Update(ctx, mark); err != nil {
		return err
	}
	for more := true; more; {
		err := s.Update(ctx, func(tx storage.Tx) (err error) {
			more, err = clearPage(tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	if err := derive(ctx, s, progress); err != nil {
		return err
	}
	return s.Update(ctx, func(tx storage.Tx) error { return tx.Delete([]byte(rebuildingKey)) })
}

// clearPage deletes some derived keys and says whether there may be more.
func clearPage(tx storage.Tx) (more bool, err error) {
	var keys [][]byte
	err = tx.Scan([]byte(regPrefix), nil, func(key, _ []byte) error {
		if string(key) == rebuildingKey {
			return nil
		}
		keys = append(keys, key)
		if len(keys) == rebuildPage {
			return storage.Stop
		}
		return nil
	})
	if err != nil {
		return false, err
	}
	for _, key := range keys {
		if err := tx.Delete(key); err != nil {
			return false, err
		}
	}
	return len(keys) == rebuildPage, nil
}

func derive(ctx context.Context, s storage.Store, progress func(done, total int64)) error {
	for next := int64(0); ; {
		var size, end int64
		written := 0
		err := s.Update(ctx, func(tx storage.Tx) (err error) {
			if size, _, err = translog.Head(tx); err != nil {
				return err
			}
			end, written = next, 0
			return translog.Leaves(tx, next, func(index int64, leaf []byte) error {
				if end = index + 1; end-next > rebuildPage || written > rebuildRows {
					end = index
					return storage.Stop
				}
				statement, err := decode(leaf)
				if err != nil {
					return err
				}
				rows := statement.Fact.rows(index)
				written += len(rows)
				return writeRows(tx, rows)
			})
		})
		if err != nil {
			return err
		}
		if progress != nil {
			progress(end, size)
		}
		if next = end; next >= size {
			return nil
		}
	}
}
