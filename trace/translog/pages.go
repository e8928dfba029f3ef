package translog

import (
	"bytes"
	"errors"

	"ocoptrace/storage"
)

const (
	pageKeys  = 256
	pageBytes = 1 << 20
)

type pair struct{ key, value []byte }

// pages scans like storage.Tx.Scan, but calls f between scans, so that f may
// use the transaction on engines that allow one open scan.
func pages(tx storage.Tx, prefix, after []byte, f func(key, value []byte) error) error {
	for {
		page, err := readPage(tx, prefix, after)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, p := range page {
			err := f(p.key, p.value)
			if errors.Is(err, storage.Stop) {
				return nil
			}
			if err != nil {
				return err
			}
		}
		after = page[len(page)-1].key
	}
}

func readPage(tx storage.Tx, prefix, after []byte) ([]pair, error) {
	var page []pair
	size := 0
	err := tx.Scan(prefix, after, func(key, value []byte) error {
		page = append(page, pair{bytes.Clone(key), bytes.Clone(value)})
		size += len(value)
		if len(page) == pageKeys || size >= pageBytes {
			return storage.Stop
		}
		return nil
	})
	return page, err
}
