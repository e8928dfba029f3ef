package press

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"ocoptrace/storage"
)

// The tables; see the package comment for their keys.
const (
	guardTable    = "prs/guard/"
	stockTable    = "prs/stock/"
	templateTable = "prs/template/"
	binTable      = "prs/bin/"
	printerTable  = "prs/printer/"
	positionTable = "prs/position/"
	queueTable    = "prs/queue/"
	jobTable      = "prs/job/"
	partTable     = "prs/part/"
	designTable   = "prs/design/"
	keyTable      = "prs/key/"
	claimTable    = "prs/claim/"
	todoTable     = "prs/todo/"
	keptTable     = "prs/kept/"
	closingTable  = "prs/closing/"
	closedTable   = "prs/closed/"
)

var (
	idPattern  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	runPattern = regexp.MustCompile(`^[A-Za-z0-9._-]{1,40}$`)
)

const maxID = 64

// validID says that id is 1 to 64 of a-z, 0-9 and "-" between them: what may
// stand in a key of a table.
func validID(id string) bool { return len(id) <= maxID && idPattern.MatchString(id) }

func checkEntity(id string) error {
	if !validID(id) {
		return fmt.Errorf("%w: the entity %.70q", ErrID, id)
	}
	return nil
}

// key joins the parts of a key, none of which has a "/".
func key(table string, parts ...string) []byte {
	return []byte(table + strings.Join(parts, "/"))
}

// under is the prefix of the keys that begin with these parts.
func under(table string, parts ...string) []byte {
	return append(key(table, parts...), '/')
}

// last is the part of a key behind its last "/".
func last(key []byte) string {
	return string(key[strings.LastIndexByte(string(key), '/')+1:])
}

// number is n as it stands in a key: 8 bytes, most significant first.
func number(n int64) string {
	return string(binary.BigEndian.AppendUint64(nil, uint64(n)))
}

// readRow reads a JSON row; absent is the error for none.
func readRow[T any](tx storage.Tx, key []byte, absent error) (row T, err error) {
	value, err := tx.Get(key)
	if errors.Is(err, storage.ErrNotFound) {
		return row, absent
	}
	if err == nil {
		err = json.Unmarshal(value, &row)
	}
	return row, err
}

func writeRow(tx storage.Tx, key []byte, row any) error {
	var value bytes.Buffer
	e := json.NewEncoder(&value)
	e.SetEscapeHTML(false)
	if err := e.Encode(row); err != nil {
		return err
	}
	return tx.Set(key, bytes.TrimSuffix(value.Bytes(), []byte{'\n'}))
}

// eachRow calls f for the rows under a prefix, strictly behind after if that is
// not nil.
func eachRow[T any](tx storage.Tx, prefix, after []byte, f func(key []byte, row T) error) error {
	return tx.Scan(prefix, after, func(key, value []byte) error {
		var row T
		if err := json.Unmarshal(value, &row); err != nil {
			return fmt.Errorf("row %.80q: %w", key, err)
		}
		return f(key, row)
	})
}

// count is how many rows are under a prefix.
func count(tx storage.Tx, prefix []byte) (n int, err error) {
	err = tx.Scan(prefix, nil, func(_, _ []byte) error { n++; return nil })
	return n, err
}

// list reads the rows under a prefix of an entity.
func list[T any](ctx context.Context, s storage.Store, table, entity string) (rows []T, err error) {
	if err := checkEntity(entity); err != nil {
		return nil, err
	}
	err = s.View(ctx, func(tx storage.Tx) error {
		return eachRow(tx, under(table, entity), nil, func(_ []byte, row T) error {
			rows = append(rows, row)
			return nil
		})
	})
	return rows, err
}

// update is Update of the store for an f that may run again after it was
// stored, so that an unknown commit can be tried again.
func (p *Press) update(ctx context.Context, f func(storage.Tx) error) (err error) {
	for range 3 {
		if err = p.store.Update(ctx, f); !errors.Is(err, storage.ErrCommitUnknown) {
			break
		}
	}
	return err
}

// change is update for what depends on several rows of an entity. A scan need
// not notice what another transaction inserts; the guard that each of these
// transactions reads and writes makes them follow one another.
func (p *Press) change(ctx context.Context, entity string, f func(storage.Tx) error) error {
	if err := checkEntity(entity); err != nil {
		return err
	}
	guard := key(guardTable, entity)
	return p.update(ctx, func(tx storage.Tx) error {
		turn, err := readRow[uint64](tx, guard, nil)
		if err != nil {
			return err
		}
		if err := f(tx); err != nil {
			return err
		}
		return writeRow(tx, guard, turn+1)
	})
}
