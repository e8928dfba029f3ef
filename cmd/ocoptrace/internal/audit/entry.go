package audit

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"ocoptrace/storage"
)

// Errors of this package; those of the store come through as they are.
var (
	ErrAction  = errors.New("audit: the name of an action is 1 to 40 of a-z, 0-9, \".\" and \"-\"")
	ErrDamaged = errors.New("audit: a stored entry is damaged")
)

// An Entry is one act.
type Entry struct {
	Time time.Time // UTC, to the millisecond
	Actor
	Did string // name of the action
	To  string // what it was done to; empty for nothing to name
}

const (
	prefix     = "aud/"
	keyLen     = len(prefix) + 8 + 4
	maxSubject = 200 // bytes of a subject that are kept
)

// row is an entry as it is stored.
type row struct {
	Who  string `json:"who,omitempty"`
	From Origin `json:"from"`
	Did  string `json:"did"`
	To   string `json:"to,omitempty"`
}

func key(t time.Time, seq uint32) []byte {
	k := binary.BigEndian.AppendUint64([]byte(prefix), uint64(max(0, t.UnixMilli())))
	return binary.BigEndian.AppendUint32(k, seq)
}

func parse(k, value []byte) (Entry, error) {
	var r row
	if len(k) != keyLen || json.Unmarshal(value, &r) != nil {
		return Entry{}, fmt.Errorf("%w: %x", ErrDamaged, k)
	}
	ms := binary.BigEndian.Uint64(k[len(prefix):])
	return Entry{time.UnixMilli(int64(ms)).UTC(), Actor{r.Who, r.From}, r.Did, r.To}, nil
}

// Append writes in a transaction that who acts in ctx did something at a time.
// ErrAction.
func Append(ctx context.Context, tx storage.Tx, now time.Time, did, to string) error {
	if !actionFits(did) {
		return fmt.Errorf("%w: %.50q", ErrAction, did)
	}
	actor := Of(ctx)
	value, err := json.Marshal(row{actor.Who, actor.From, did, shortened(to)})
	if err != nil {
		return err
	}
	k, err := free(tx, now)
	if err != nil {
		return err
	}
	return tx.Set(k, value)
}

// free is the first key of a millisecond that is not taken. It was read, so
// that of two transactions that choose it one runs again.
func free(tx storage.Tx, now time.Time) ([]byte, error) {
	for seq := uint32(0); ; seq++ {
		k := key(now, seq)
		_, err := tx.Get(k)
		if errors.Is(err, storage.ErrNotFound) {
			return k, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func actionFits(did string) bool {
	return did != "" && len(did) <= 40 && strings.Trim(did, "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
}

// shortened is valid text of at most maxSubject bytes.
func shortened(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) <= maxSubject {
		return s
	}
	n := maxSubject - len("…")
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
