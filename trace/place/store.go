package place

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"ocoptrace/storage"
	"ocoptrace/trace/ocop"
)

const (
	unitPrefix = "unit/c/"
	listPrefix = "unit/l/"
	maxSource  = 300 // characters
)

// Errors of Import.
var (
	ErrOlder  = errors.New("a newer list has been imported")
	ErrSource = errors.New("not a source text")
	ErrRow    = errors.New("stored row cannot be read") // also of Units and Lists
)

// An Imported is a list that was imported.
type Imported struct {
	Day      ocop.Date `json:"day"`
	Source   string    `json:"source,omitempty"` // where the list is from, in the words of who imported it
	Digest   string    `json:"digest"`           // List.Digest
	Communes int       `json:"communes"`
	New      int       `json:"new"`
	Returned int       `json:"returned"`
	Changed  int       `json:"changed"`
	Vanished int       `json:"vanished"`
}

// Import stores a list as of a day, in one transaction, and says what it
// changed. The list that was imported last changes nothing, on any day. day
// must not be before that of the list imported last (ErrOlder); source has at
// most 300 characters (ErrSource). Import may run beside anything else.
func Import(ctx context.Context, s storage.Store, list List, day ocop.Date, source string) (Changes, error) {
	source = strings.Join(strings.Fields(source), " ")
	if n := utf8.RuneCountInString(source); n > maxSource || !utf8.ValidString(source) {
		return Changes{}, fmt.Errorf("%w: %.60q; it is text of at most %d characters", ErrSource, source, maxSource)
	}
	var changes Changes
	err := s.Update(ctx, func(tx storage.Tx) error {
		var write []Unit
		units, lists, err := read(tx)
		if err != nil {
			return err
		}
		changes, write = Compare(units, list, day)
		if n := len(lists); n > 0 && lists[n-1].Digest == list.Digest && !changes.Any() {
			return nil
		} else if n > 0 && day.Before(lists[n-1].Day) {
			return fmt.Errorf("%w, on %v, after %v", ErrOlder, lists[n-1].Day, day)
		}
		for _, u := range write {
			if err := set(tx, []byte(unitPrefix+u.Code), u); err != nil {
				return err
			}
		}
		return set(tx, listKey(len(lists)+1), imported(list, changes, day, source))
	})
	return changes, err
}

func imported(list List, c Changes, day ocop.Date, source string) Imported {
	return Imported{
		Day: day, Source: source, Digest: list.Digest, Communes: len(list.Communes),
		New: len(c.New), Returned: len(c.Returned), Changed: len(c.Changed), Vanished: len(c.Vanished),
	}
}

// Rehearse says what Import of a list would change, and changes nothing.
func Rehearse(ctx context.Context, s storage.Store, list List, day ocop.Date) (Changes, error) {
	units, err := Units(ctx, s)
	if err != nil {
		return Changes{}, err
	}
	changes, _ := Compare(units, list, day)
	return changes, nil
}

// Units returns all units, also those that are gone, in the order of codes.
func Units(ctx context.Context, s storage.Store) (units []Unit, err error) {
	err = s.View(ctx, func(tx storage.Tx) (err error) {
		units, err = scan[Unit](tx, unitPrefix)
		return err
	})
	return units, err
}

// Lists returns the lists that were imported, oldest first.
func Lists(ctx context.Context, s storage.Store) (lists []Imported, err error) {
	err = s.View(ctx, func(tx storage.Tx) (err error) {
		lists, err = scan[Imported](tx, listPrefix)
		return err
	})
	return lists, err
}

func read(tx storage.Tx) (units []Unit, lists []Imported, err error) {
	if units, err = scan[Unit](tx, unitPrefix); err == nil {
		lists, err = scan[Imported](tx, listPrefix)
	}
	return units, lists, err
}

func listKey(n int) []byte { return binary.BigEndian.AppendUint64([]byte(listPrefix), uint64(n)) }

func set(tx storage.Tx, key []byte, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return tx.Set(key, text)
}

// scan reads the values below a prefix, in key order.
func scan[T any](tx storage.Tx, prefix string) (all []T, err error) {
	err = tx.Scan([]byte(prefix), nil, func(key, value []byte) error {
		var one T
		if err := json.Unmarshal(value, &one); err != nil {
			return fmt.Errorf("%w: %q: %w", ErrRow, key, err)
		}
		all = append(all, one)
		return nil
	})
	return all, err
}
