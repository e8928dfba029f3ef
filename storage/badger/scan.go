package badger

import (
	"bytes"
	"errors"

	"github.com/dgraph-io/badger/v4"

	"ocoptrace/storage"
)

func (t *tx) Scan(prefix, after []byte, f func(key, value []byte) error) error {
	if err := t.usable(); err != nil {
		return err
	}
	c, err := t.open(prefix, after)
	if err != nil {
		return err
	}
	defer c.it.Close()
	for {
		if err := t.ctx.Err(); err != nil {
			return err
		}
		key, value, err := c.next()
		if key == nil || err != nil {
			return err
		}
		if err := f(key, value); errors.Is(err, storage.Stop) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// cursor walks the pairs under a prefix.
type cursor struct {
	it    *badger.Iterator
	start []byte // nil once there
}

// open creates an iterator. It needs the prefix even where the start would do:
// without it Badger opens every table.
func (t *tx) open(prefix, after []byte) (c *cursor, err error) {
	defer recoverRead(&err)
	options := badger.DefaultIteratorOptions
	options.Prefix = bytes.Clone(prefix)
	options.PrefetchValues = false // values lie beside their keys: prefetching only starts goroutines
	start := options.Prefix
	if after != nil {
		if next := append(bytes.Clone(after), 0); bytes.Compare(next, start) > 0 {
			start = next
		}
	}
	return &cursor{t.txn.NewIterator(options), append([]byte{}, start...)}, nil
}

// next returns copies of the next pair, or a nil key at the end.
func (c *cursor) next() (key, value []byte, err error) {
	defer recoverRead(&err)
	if c.start != nil {
		c.it.Seek(c.start)
		c.start = nil
	} else {
		c.it.Next()
	}
	if !c.it.Valid() {
		return nil, nil, nil
	}
	item := c.it.Item()
	key = item.KeyCopy(nil)
	value, err = valueOf(key, item)
	return key, value, err
}
