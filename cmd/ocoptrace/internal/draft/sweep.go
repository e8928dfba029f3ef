package draft

import (
	"bytes"
	"context"
	"encoding/json"

	"ocoptrace/storage"
)

// maxSwept bounds the rows that one Sweep deletes.
const maxSwept = 1000

// Sweep deletes drafts that have not been changed for Keep, and files without
// one. What is more than 1,000 rows is left to the next call.
func (d *Drafts) Sweep(ctx context.Context) error {
	oldest := d.Now().Add(-Keep)
	return d.Store.Update(ctx, func(tx storage.Tx) error {
		n := 0
		var form []byte // the last one seen that is kept
		return tx.Scan([]byte(prefix), nil, func(k, value []byte) error {
			if form != nil && bytes.HasPrefix(k, append(bytes.Clone(form), 0)) {
				return nil // a part of its file
			}
			if bytes.Count(k, []byte{0}) == 1 {
				var r row
				if err := json.Unmarshal(value, &r); err != nil {
					return err
				}
				if !r.At.Before(oldest) {
					form = bytes.Clone(k)
					return nil
				}
			}
			if n++; n > maxSwept {
				return storage.Stop
			}
			return tx.Delete(k)
		})
	})
}
