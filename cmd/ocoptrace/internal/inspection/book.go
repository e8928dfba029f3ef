package inspection

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ocoptrace/storage"
)

// Errors of a Book beside those of the store.
var (
	ErrNotFound = errors.New("inspection: no such finding")
	ErrDone     = errors.New("inspection: done before")
)

// Config says what a Book works with.
type Config struct {
	Store storage.Store
	Now   func() time.Time
}

// A Book is all findings of a store.
type Book struct{ Config }

// New returns the findings of a store.
func New(c Config) *Book { return &Book{c} }

const (
	findingPrefix  = "ins/f/"
	timePrefix     = "ins/t/"
	batchPrefix    = "ins/b/"
	proposalPrefix = "ins/p/"
	minutesPrefix  = "ins/m/"
)

// Add keeps a finding of an account, sent with a form's key, and returns it as
// it is kept. If it is there already, that one is returned, whatever f says.
// trace.Problems are for the inspector.
func (b *Book) Add(ctx context.Context, f Finding, key string) (Finding, error) {
	f.tidy()
	if problems := f.Problems(); len(problems) > 0 {
		return f, problems
	}
	f.ID, f.At = ID(f.By, key), b.Now().UTC().Truncate(time.Millisecond)
	f.Decision, f.Closing = nil, nil
	var kept Finding
	err := b.Store.Update(ctx, func(tx storage.Tx) (err error) {
		if kept, err = read(tx, f.ID); !errors.Is(err, ErrNotFound) {
			return err
		}
		kept = f
		keys := [][]byte{placeKey(timePrefix, f), placeKey(batchPrefix+f.Product+"/"+f.Lot+"\x00", f)}
		if f.Open() {
			keys = append(keys, placeKey(proposalPrefix, f))
		}
		for _, k := range keys {
			if err := tx.Set(k, nil); err != nil {
				return err
			}
		}
		return write(tx, f)
	})
	return kept, err
}

// Get returns a finding. ErrNotFound.
func (b *Book) Get(ctx context.Context, id string) (f Finding, err error) {
	err = b.Store.View(ctx, func(tx storage.Tx) error {
		f, err = read(tx, id)
		return err
	})
	return f, err
}

// Decide answers a proposal. ErrNotFound; ErrDone if it was answered or there
// is none.
func (b *Book) Decide(ctx context.Context, id string, d Decision) error {
	return b.change(ctx, id, func(tx storage.Tx, f *Finding) error {
		if !f.Open() {
			return fmt.Errorf("%w: the proposal of %s", ErrDone, id)
		}
		d.At = b.Now().UTC().Truncate(time.Second)
		f.Decision = &d
		return tx.Delete(placeKey(proposalPrefix, *f))
	})
}

// Close notes the statement by which a finding became public, and keeps the file of
// its minutes, whose digest that has: a later program may set them otherwise.
// ErrNotFound, ErrDone.
func (b *Book) Close(ctx context.Context, id string, c Closing, minutes []byte) error {
	return b.change(ctx, id, func(tx storage.Tx, f *Finding) error {
		if f.Closing != nil {
			return fmt.Errorf("%w: %s is closed", ErrDone, id)
		}
		c.At = b.Now().UTC().Truncate(time.Second)
		f.Closing = &c
		for n := 0; n*chunk < len(minutes); n++ {
			if err := tx.Set(minutesKey(id, n), minutes[n*chunk:min(len(minutes), (n+1)*chunk)]); err != nil {
				return err
			}
		}
		return nil
	})
}

// chunk is how much of a file is in a row, in bytes.
const chunk = 60_000

// minutesKey is that of a part of the minutes of a finding, from 0.
func minutesKey(id string, n int) []byte {
	return append([]byte(minutesPrefix+id), byte(n))
}

// Minutes returns the file of the minutes of a finding as it was closed.
// ErrNotFound where none was kept.
func (b *Book) Minutes(ctx context.Context, id string) (file []byte, err error) {
	err = b.Store.View(ctx, func(tx storage.Tx) error {
		file = nil
		return tx.Scan([]byte(minutesPrefix+id), nil, func(_, part []byte) error {
			file = append(file, part...)
			return nil
		})
	})
	if err == nil && file == nil {
		err = fmt.Errorf("%w: minutes of %.40q", ErrNotFound, id)
	}
	return file, err
}

func (b *Book) change(ctx context.Context, id string, do func(storage.Tx, *Finding) error) error {
	return b.Store.Update(ctx, func(tx storage.Tx) error {
		f, err := read(tx, id)
		if err != nil {
			return err
		}
		if err := do(tx, &f); err != nil {
			return err
		}
		return write(tx, f)
	})
}

func read(tx storage.Tx, id string) (f Finding, err error) {
	value, err := tx.Get([]byte(findingPrefix + id))
	if errors.Is(err, storage.ErrNotFound) || errors.Is(err, storage.ErrTooLarge) {
		return f, fmt.Errorf("%w: %.40q", ErrNotFound, id)
	}
	if err == nil {
		err = json.Unmarshal(value, &f)
	}
	return f, err
}

func write(tx storage.Tx, f Finding) error {
	value, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return tx.Set([]byte(findingPrefix+f.ID), value)
}

// placeKey lists a finding, so that a scan in key order meets the newest first.
func placeKey(prefix string, f Finding) []byte {
	key := binary.BigEndian.AppendUint64([]byte(prefix), ^uint64(f.At.UnixMilli()))
	return append(key, f.ID...)
}

// OfBatch lists the findings about a batch, newest first, at most limit.
func (b *Book) OfBatch(ctx context.Context, product, lot string, limit int) ([]Finding, error) {
	all, _, err := b.list(ctx, batchPrefix+product+"/"+lot+"\x00", "", "", limit)
	return all, err
}

// Latest lists the findings made in a province ("" for all), newest first, at
// most limit, behind the one of an id ("" for the beginning), and says whether
// there are more.
func (b *Book) Latest(ctx context.Context, province, after string, limit int) ([]Finding, bool, error) {
	return b.list(ctx, timePrefix, province, after, limit)
}

// Proposals lists the findings of a province ("" for all) whose proposals wait,
// newest first, at most limit.
func (b *Book) Proposals(ctx context.Context, province string, limit int) ([]Finding, error) {
	all, _, err := b.list(ctx, proposalPrefix, province, "", limit)
	return all, err
}

func (b *Book) list(ctx context.Context, prefix, province, after string, limit int) (all []Finding, more bool, err error) {
	err = b.Store.View(ctx, func(tx storage.Tx) error {
		all, more = nil, false
		var from []byte
		if after != "" {
			f, err := read(tx, after)
			if err != nil {
				return err
			}
			from = placeKey(prefix, f)
		}
		return tx.Scan([]byte(prefix), from, func(key, _ []byte) error {
			id := key[len(prefix)+8:]
			f, err := read(tx, string(bytes.Clone(id)))
			if err != nil || province != "" && f.ProvinceCode != province {
				return err
			}
			if more = len(all) == limit; more {
				return storage.Stop
			}
			all = append(all, f)
			return nil
		})
	})
	return all, more, err
}
