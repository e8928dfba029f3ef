package translog

import (
	"bytes"
	"errors"

	"ocoptrace/storage"
)

// guard is the Tx that Admit and Apply see. It keeps them from writing what
// they must not, and it remembers the store's own errors: those abandon the
// transaction (which the store may then run again), whereas an error of Admit
// or Apply itself only rejects the group.
type guard struct {
	storage.Tx
	writable bool
	failed   error
}

func (g *guard) note(err error) error {
	if err != nil && !errors.Is(err, storage.ErrNotFound) && g.failed == nil {
		g.failed = err
	}
	return err
}

func (g *guard) Get(key []byte) ([]byte, error) {
	value, err := g.Tx.Get(key)
	return value, g.note(err)
}

func (g *guard) GetMany(keys ...[]byte) ([][]byte, error) {
	values, err := g.Tx.GetMany(keys...)
	return values, g.note(err)
}

func (g *guard) Scan(prefix, after []byte, f func(key, value []byte) error) error {
	var own error
	err := g.Tx.Scan(prefix, after, func(key, value []byte) error {
		own = f(key, value)
		return own
	})
	if own != nil {
		return err
	}
	return g.note(err)
}

func (g *guard) Set(key, value []byte) error {
	if err := g.mayWrite(key); err != nil {
		return err
	}
	return g.note(g.Tx.Set(key, value))
}

func (g *guard) Delete(key []byte) error {
	if err := g.mayWrite(key); err != nil {
		return err
	}
	return g.note(g.Tx.Delete(key))
}

func (g *guard) mayWrite(key []byte) error {
	if !g.writable {
		return errAdmitWrites
	}
	if bytes.HasPrefix(key, []byte(keyPrefix)) {
		return errLogKey
	}
	return nil
}
