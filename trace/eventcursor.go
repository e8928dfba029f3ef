package trace

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"ocoptrace/storage"
)

// A eventPlace is where an event stands in an index: ORDER and index, see
// eventindex.go. Places sort as the rows do.
type eventPlace [2]uint64

func (p eventPlace) compare(q eventPlace) int {
	switch {
	case p[0] != q[0]:
		return compareNumbers(p[0], q[0])
	default:
		return compareNumbers(p[1], q[1])
	}
}

func compareNumbers(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// next is the eventPlace after p; last is true where there is none.
func (p eventPlace) next() (n eventPlace, last bool) {
	low, carry := bits.Add64(p[1], 1, 0)
	high, carry := bits.Add64(p[0], 0, carry)
	return eventPlace{high, low}, carry == 1
}

// before is the eventPlace ahead of p; first is true where there is none.
func (p eventPlace) before() (b eventPlace, first bool) {
	low, borrow := bits.Sub64(p[1], 1, 0)
	high, borrow := bits.Sub64(p[0], 0, borrow)
	return eventPlace{high, low}, borrow == 1
}

// A hit is an event found in an index.
type hit struct {
	at       eventPlace
	recorded uint64 // micros
}

// A cursor goes through hits in their order.
type cursor interface {
	// seek goes to the first hit at an eventPlace or behind it; ok is false where
	// there is none. Places never go back.
	seek(to eventPlace) (h hit, ok bool, err error)
}

// How many rows of an index are read at once.
const (
	firstRead = 16
	mostRead  = 1024
)

// rowCursor goes through the rows under one value of an index.
type rowCursor struct {
	tx     storage.Tx
	prefix []byte
	hits   []hit // read ahead
	size   int   // of the last read
	ended  bool  // nothing is behind hits
}

func newRowCursor(tx storage.Tx, index, value string) *rowCursor {
	return &rowCursor{tx: tx, prefix: eventsUnder(index, value)}
}

func (c *rowCursor) seek(to eventPlace) (hit, bool, error) {
	for {
		for len(c.hits) > 0 && c.hits[0].at.compare(to) < 0 {
			c.hits = c.hits[1:]
		}
		if len(c.hits) > 0 {
			return c.hits[0], true, nil
		}
		if c.ended {
			return hit{}, false, nil
		}
		if err := c.read(to); err != nil {
			return hit{}, false, err
		}
	}
}

// read reads some rows from an eventPlace on, more each time.
func (c *rowCursor) read(from eventPlace) error {
	c.size = min(max(c.size*4, firstRead), mostRead)
	c.hits, c.ended = make([]hit, 0, c.size), true
	var after []byte
	if before, first := from.before(); !first {
		after = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(bytes.Clone(c.prefix), before[0]), before[1])
	}
	return c.tx.Scan(c.prefix, after, func(key, value []byte) error {
		tail := key[len(key)-eventTail:]
		c.hits = append(c.hits, hit{
			eventPlace{binary.BigEndian.Uint64(tail), binary.BigEndian.Uint64(tail[8:])}, binary.BigEndian.Uint64(value),
		})
		if len(c.hits) == c.size {
			c.ended = false
			return storage.Stop
		}
		return nil
	})
}

// anyCursor has the hits that one of its parts has.
type anyCursor []cursor

func (c anyCursor) seek(to eventPlace) (first hit, found bool, err error) {
	for _, part := range c {
		h, ok, err := part.seek(to)
		if err != nil {
			return hit{}, false, err
		}
		if ok && (!found || h.at.compare(first.at) < 0) {
			first, found = h, true
		}
	}
	return first, found, nil
}

// allCursor has the hits that all of its parts have: each part in turn leaps to
// where the others are, so that a rare value passes over the rows of a frequent
// one.
type allCursor []cursor

func (c allCursor) seek(to eventPlace) (h hit, ok bool, err error) {
	for agreed := 0; agreed < len(c); {
		for _, part := range c {
			h, ok, err = part.seek(to)
			if err != nil || !ok {
				return hit{}, false, err
			}
			if h.at != to {
				to, agreed = h.at, 0
			}
			if agreed++; agreed >= len(c) {
				break
			}
		}
	}
	return h, true, nil
}
