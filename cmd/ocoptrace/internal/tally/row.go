package tally

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
)

// ErrRow means that a stored row cannot be read.
var ErrRow = errors.New("tally: stored row cannot be read")

// A Tally is what is known of the look-ups of one label.
type Tally struct {
	Product  string           `json:"product,omitempty"` // and Lot: "" while the label is on no batch
	Lot      string           `json:"lot,omitempty"`
	First    time.Time        `json:"first"` // to the second
	Last     time.Time        `json:"last"`
	Looks    int64            `json:"looks"`    // by people who were not signed in
	SignedIn int64            `json:"signedIn"` // by people who were
	Days     int              `json:"days"`     // on which it was looked up
	Day      ocop.Date        `json:"day"`      // the last of them
	Nets     uint64           `json:"nets"`     // bits of the networks of Day, see the package comment
	Most     int              `json:"most"`     // networks on the day with most, about
	Places   map[string]int64 `json:"places,omitempty"`
	Channels map[string]int64 `json:"channels,omitempty"`
}

// Count is a number of look-ups.
type Count struct {
	Looks    int64 `json:"looks"`
	SignedIn int64 `json:"signedIn,omitempty"`
}

// Total is the number of all look-ups.
func (t Tally) Total() int64 { return t.Looks + t.SignedIn }

// networks estimates how many networks set bits (linear counting).
func networks(set uint64) int {
	zero := 64 - bits.OnesCount64(set)
	if zero == 0 {
		return 266 // 64 ln 64: there may be more
	}
	return int(math.Round(-64 * math.Log(float64(zero)/64)))
}

// add adds look-ups of one day, which is not before those that t has.
func (t *Tally) add(d *delta, date ocop.Date) {
	if t.First.IsZero() {
		t.First = d.first
	}
	if d.last.After(t.Last) {
		t.Last = d.last
	}
	if t.Day != date && d.looks+d.signedIn > 0 {
		t.Days++
		t.Day, t.Nets = date, 0
	}
	t.Nets |= d.nets
	t.Most = max(t.Most, networks(t.Nets))
	t.Looks += d.looks
	t.SignedIn += d.signedIn
	t.Places = added(t.Places, d.places)
	t.Channels = added(t.Channels, d.channels)
}

func added(to, from map[string]int64) map[string]int64 {
	if to == nil && len(from) > 0 {
		to = make(map[string]int64)
	}
	for name, n := range from {
		to[name] += n
	}
	return to
}

func codeKey(c code.Code) []byte { return []byte("tly/c/" + c.String()) }

func batchPrefix(product, lot string) string { return "tly/b/" + product + "\x00" + lot + "\x00" }

// Prefixes of the rows of days.
const (
	dayPrefix     = "tly/d/"
	placePrefix   = "tly/p/"
	findingPrefix = "tly/f/"
)

// named is the product of a label; labels on no batch yet have none.
func named(product string) string {
	if product == "" {
		return "-"
	}
	return product
}

func dayKey(date ocop.Date, product string) []byte {
	return []byte(dayPrefix + date.String() + "\x00" + named(product))
}

// ofKey is the key of what a day has of a product: a province, or a finding.
func ofKey(prefix string, date ocop.Date, of, product string) []byte {
	return []byte(prefix + date.String() + "\x00" + of + "\x00" + named(product))
}

// get reads a row into v; it is left as it is where there is none.
func get(tx storage.Tx, key []byte, v any) error {
	text, err := tx.Get(key)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err == nil {
		err = decode(key, text, v)
	}
	return err
}

func decode(key, text []byte, v any) error {
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("%w: %q: %w", ErrRow, key, err)
	}
	return nil
}

func set(tx storage.Tx, key []byte, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return tx.Set(key, text)
}
