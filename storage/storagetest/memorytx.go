package storagetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage"
)

// memoryTx reads and replaces a root of its own.
type memoryTx struct {
	ctx     context.Context
	root    *node
	written map[string]int // sizes by key; nil in a View
	bytes   int
	ended   bool
}

func (tx *memoryTx) end() { tx.ended = true }

// usable is the first check of every method.
func (tx *memoryTx) usable(key []byte) error {
	if tx.ended {
		return fmt.Errorf("%w: the transaction has ended", storage.ErrClosed)
	}
	return storage.CheckKey(key)
}

func (tx *memoryTx) Get(key []byte) ([]byte, error) {
	if err := tx.usable(key); err != nil {
		return nil, err
	}
	n := tx.root.find(key)
	if n == nil {
		return nil, storage.ErrNotFound
	}
	return clone(n.value), nil
}

func (tx *memoryTx) GetMany(keys ...[]byte) ([][]byte, error) {
	values := make([][]byte, len(keys))
	for i, key := range keys {
		var err error
		if values[i], err = tx.Get(key); err != nil && !errors.Is(err, storage.ErrNotFound) {
			return nil, err
		}
	}
	return values, nil
}

func (tx *memoryTx) Set(key, value []byte) error {
	if err := tx.writable(key, value); err != nil {
		return err
	}
	tx.root = tx.root.set(clone(key), clone(value))
	return nil
}

func (tx *memoryTx) Delete(key []byte) error {
	if err := tx.writable(key, nil); err != nil {
		return err
	}
	tx.root = tx.root.remove(key)
	return nil
}

// writable checks a write and counts it.
func (tx *memoryTx) writable(key, value []byte) error {
	if err := tx.usable(key); err != nil {
		return err
	}
	if tx.written == nil {
		return storage.ErrReadOnlyTx
	}
	if err := storage.CheckPair(key, value); err != nil {
		return err
	}
	size := len(key) + len(value)
	tx.bytes += size - tx.written[string(key)]
	tx.written[string(key)] = size
	return nil
}

func (tx *memoryTx) tooLarge() bool {
	return len(tx.written) > storage.MaxTxPairs || tx.bytes > storage.MaxTxBytes
}

func (tx *memoryTx) Scan(prefix, after []byte, f func(key, value []byte) error) error {
	if tx.ended {
		return fmt.Errorf("%w: the transaction has ended", storage.ErrClosed)
	}
	prefix = clone(prefix)
	start := prefix
	if after != nil {
		if next := append(clone(after), 0); bytes.Compare(next, start) > 0 {
			start = next
		}
	}
	err := tx.root.ascend(start, func(n *node) error {
		if !bytes.HasPrefix(n.key, prefix) {
			return storage.Stop
		}
		if err := tx.ctx.Err(); err != nil {
			return err
		}
		return f(clone(n.key), clone(n.value))
	})
	if errors.Is(err, storage.Stop) {
		return nil
	}
	return err
}

// clone copies b to a slice that is never nil.
func clone(b []byte) []byte { return append([]byte{}, b...) }
