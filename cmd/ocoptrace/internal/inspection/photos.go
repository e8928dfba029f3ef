package inspection

import (
	"context"
	"encoding/json"

	"ocoptrace/storage"
)

// Photos are the digests of the photos of all findings.
func (b *Book) Photos(ctx context.Context) (digests []string, err error) {
	err = b.Store.View(ctx, func(tx storage.Tx) error {
		digests = nil
		return tx.Scan([]byte(findingPrefix), nil, func(_, value []byte) error {
			var f Finding
			if err := json.Unmarshal(value, &f); err != nil {
				return err
			}
			digests = append(digests, f.Photos...)
			return nil
		})
	})
	return digests, err
}
