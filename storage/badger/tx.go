package badger

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"ocoptrace/storage"
)

// tx is one run of a closure.
type tx struct {
	ctx      context.Context
	txn      *badger.Txn
	writable bool
	failed   error // a write that Badger refused: the transaction is lost
	ended    bool
}

func (t *tx) usable() error {
	if t.ended {
		return fmt.Errorf("%w: the transaction has ended", storage.ErrClosed)
	}
	return nil
}

func (t *tx) Get(key []byte) (value []byte, err error) {
	if err := t.usable(); err != nil {
		return nil, err
	}
	if err := storage.CheckKey(key); err != nil {
		return nil, err
	}
	defer recoverRead(&err)
	item, err := t.txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return nil, storage.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("storage: read key %q: %w", key, err)
	}
	return valueOf(key, item)
}

// valueOf copies an item's value out of Badger's memory.
func valueOf(key []byte, item *badger.Item) ([]byte, error) {
	stored, err := item.ValueCopy(nil)
	if err != nil {
		return nil, fmt.Errorf("storage: read the value of key %q: %w", key, err)
	}
	return decode(key, stored)
}

// recoverRead turns a panic of Badger over a damaged block into an error. No
// code of a caller may run below it.
func recoverRead(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: Badger failed over it: %.60q", storage.ErrCorrupt, fmt.Sprint(p))
	}
}

func (t *tx) GetMany(keys ...[]byte) ([][]byte, error) {
	values := make([][]byte, len(keys))
	for i, key := range keys {
		var err error
		if values[i], err = t.Get(key); err != nil && !errors.Is(err, storage.ErrNotFound) {
			return nil, err
		}
	}
	return values, nil
}

func (t *tx) Set(key, value []byte) error {
	if err := t.mayWrite(); err != nil {
		return err
	}
	if err := storage.CheckPair(key, value); err != nil {
		return err
	}
	return t.wrote(t.txn.Set(bytes.Clone(key), encode(key, value)))
}

func (t *tx) Delete(key []byte) error {
	if err := t.mayWrite(); err != nil {
		return err
	}
	if err := storage.CheckKey(key); err != nil {
		return err
	}
	return t.wrote(t.txn.Delete(bytes.Clone(key)))
}

func (t *tx) mayWrite() error {
	if err := t.usable(); err != nil {
		return err
	}
	if !t.writable {
		return storage.ErrReadOnlyTx
	}
	return nil
}

// wrote remembers that Badger refused a write: the rest must not be committed
// even if f goes on.
func (t *tx) wrote(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, badger.ErrTxnTooBig) {
		err = storage.ErrTooLarge
	}
	t.failed = fmt.Errorf("%w: write in a transaction", err)
	return t.failed
}
