package draft

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"ocoptrace/storage"
)

// Values are all values of all drafts that begin with something, such as the
// digests of photos, which are kept as long as a draft names them.
func (d *Drafts) Values(ctx context.Context, begin string) (found []string, err error) {
	err = d.Store.View(ctx, func(tx storage.Tx) error {
		found = nil
		return tx.Scan([]byte(prefix), nil, func(k, value []byte) error {
			if bytes.Count(k, []byte{0}) != 1 {
				return nil // a part of a file
			}
			var r row
			if err := json.Unmarshal(value, &r); err != nil {
				return err
			}
			for _, values := range r.Values {
				for _, v := range values {
					if strings.HasPrefix(v, begin) {
						found = append(found, v)
					}
				}
			}
			return nil
		})
	})
	return found, err
}
