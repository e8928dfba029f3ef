package storage

import (
	"context"
	"fmt"
	"io"
	"strconv"
)

// Load stores the pairs of a dump in s, which must hold nothing but perhaps a
// layout key (ErrNotEmpty), in transactions of bounded size. The seal is known
// to fit only at the end: call VerifyDump first. Until Load has returned nil,
// the store has no layout key, so that an engine refuses to open what a load
// that was cut short has left (ErrDamaged). progress, if not nil, is called now
// and then with the pairs stored so far.
func Load(ctx context.Context, s Store, r io.Reader, progress func(pairs int)) (Summary, error) {
	d, err := newDumpReader(r)
	if err != nil {
		return Summary{}, err
	}
	if err := s.Update(ctx, clearLayout); err != nil {
		return Summary{}, fmt.Errorf("load: %w", err)
	}
	l := loader{ctx: ctx, s: s, layout: strconv.AppendInt(nil, Layout, 10), progress: progress}
	for {
		key, value, err := d.next()
		if err == io.EOF {
			return d.summary, l.finish()
		}
		if err == nil {
			err = l.add(key, value)
		}
		if err != nil {
			return Summary{}, err
		}
	}
}

// clearLayout removes the layout key of a store that is otherwise empty.
func clearLayout(tx Tx) error {
	err := tx.Scan(nil, nil, func(key, _ []byte) error {
		if string(key) != LayoutKey {
			return fmt.Errorf("%w: the store holds the key %q; load into a new one", ErrNotEmpty, key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Delete([]byte(LayoutKey))
}

// loader gathers pairs for one transaction after another.
type loader struct {
	ctx      context.Context
	s        Store
	layout   []byte // stored last
	pairs    [][2][]byte
	bytes    int
	stored   int
	progress func(pairs int)
}

func (l *loader) add(key, value []byte) error {
	if string(key) == LayoutKey {
		l.layout = value
		return nil
	}
	l.pairs = append(l.pairs, [2][]byte{key, value})
	l.bytes += len(key) + len(value)
	if len(l.pairs) < MaxTxPairs/4 && l.bytes < MaxTxBytes/4 {
		return nil
	}
	return l.flush()
}

func (l *loader) flush() error {
	err := l.s.Update(l.ctx, func(tx Tx) error {
		for _, p := range l.pairs {
			if err := tx.Set(p[0], p[1]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	l.stored += len(l.pairs)
	l.pairs, l.bytes = l.pairs[:0], 0
	if l.progress != nil {
		l.progress(l.stored)
	}
	return nil
}

func (l *loader) finish() error {
	l.pairs = append(l.pairs, [2][]byte{[]byte(LayoutKey), l.layout})
	return l.flush()
}
