package storage

import (
	"context"
	"errors"
	"fmt"
	"strconv"
)

// LayoutKey holds the version of the keyspace in decimal ASCII.
const LayoutKey = "key/layout"

// Layout is the version of the keyspace that this package specifies.
const Layout = 1

// CreateLayout stores the layout version in a store that was just created.
func CreateLayout(ctx context.Context, s Store) error {
	return s.Update(ctx, func(tx Tx) error {
		return tx.Set([]byte(LayoutKey), strconv.AppendInt(nil, Layout, 10))
	})
}

// OpenLayout returns nil if the store's layout version can be read by this
// program, ErrLayout if it is newer and ErrDamaged if there is none.
func OpenLayout(ctx context.Context, s Store) error {
	return s.View(ctx, func(tx Tx) error {
		value, err := tx.Get([]byte(LayoutKey))
		if errors.Is(err, ErrNotFound) {
			return fmt.Errorf("%w: the key %s is absent", ErrDamaged, LayoutKey)
		}
		if err != nil {
			return err
		}
		return checkLayout(value)
	})
}

func checkLayout(value []byte) error {
	version, err := strconv.ParseUint(string(value), 10, 32)
	switch {
	case err != nil || version == 0:
		return fmt.Errorf("%w: the key %s holds %.20q", ErrDamaged, LayoutKey, value)
	case version > Layout:
		return fmt.Errorf("%w: its layout is %d, this version reads %d; start the newer version", ErrLayout, version, Layout)
	}
	return nil
}
