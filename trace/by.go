package trace

import (
	"context"
	"encoding/binary"
	"fmt"
	"unicode/utf8"

	"ocoptrace/storage"
)

// byKey is where the name of whoever asked for a statement stands.
func byKey(index int64) []byte {
	return binary.BigEndian.AppendUint64([]byte(byPrefix), uint64(index))
}

func checkBy(by string) error {
	if n := utf8.RuneCountInString(by); n > maxName || !utf8.ValidString(by) {
		return fmt.Errorf("registry: an order by %.40q: %d characters, not UTF-8 text of at most %d", by, n, maxName)
	}
	return nil
}

// writeBy notes who asked for the statement at index, in its transaction.
func writeBy(tx storage.Tx, index int64, by string) error {
	if by == "" {
		return nil
	}
	return tx.Set(byKey(index), []byte(by))
}

// StatedBy returns the account name that Order.By gave for the statement at a
// log index; "" if none was given. It is private and proven by nothing.
func (r *Registry) StatedBy(ctx context.Context, index int64) (by string, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		by, err = view{tx}.by(index)
		return err
	})
	return by, err
}

func (v view) by(index int64) (string, error) {
	by, err := v.tx.Get(byKey(index))
	if isNotFound(err) {
		return "", nil
	}
	return string(by), err
}
