package tally

import (
	"crypto/sha256"
	"encoding/binary"
	"io"
	"net/netip"

	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
)

// Limits of what counts in a day from one network.
const (
	perLabel   = 8
	perNetwork = 2000
)

// maxSeen bounds the pairs of label and network that are told apart in a day;
// look-ups by further ones are not counted. About 20 MB.
const maxSeen = 200_000

// A day is what is known of networks while it lasts. Nothing of it is stored.
type day struct {
	date     ocop.Date
	salt     [32]byte
	networks map[uint64]int
	seen     map[pair]seen
}

type pair struct {
	code    code.Code
	network uint64
}

// seen is what one network did with one label.
type seen struct {
	looks uint8
	told  bool // a place
}

// begin forgets the day before and begins another.
func (d *day) begin(date ocop.Date, random io.Reader) error {
	clear(d.salt[:])
	*d = day{}
	if _, err := io.ReadFull(random, d.salt[:]); err != nil {
		return err
	}
	d.date, d.networks, d.seen = date, make(map[uint64]int), make(map[pair]seen)
	return nil
}

// number is the number of a network on this day.
func (d *day) number(a netip.Addr) uint64 {
	var text [64]byte
	copy(text[:], d.salt[:])
	n := network(a).Addr().As16()
	copy(text[32:], n[:])
	h := sha256.Sum256(text[:48])
	return binary.BigEndian.Uint64(h[:])
}

// counts says whether one more look-up by a network counts, and counts it.
func (d *day) counts(p pair) bool {
	was, known := d.seen[p]
	if was.looks == perLabel || d.networks[p.network] == perNetwork || !known && len(d.seen) == maxSeen {
		return false
	}
	was.looks++
	d.seen[p] = was
	d.networks[p.network]++
	return true
}

// visited remembers a network that looked without being counted.
func (d *day) visited(p pair) {
	if _, known := d.seen[p]; !known && len(d.seen) < maxSeen {
		d.seen[p] = seen{}
	}
}

// tells says whether a network may tell the place of a label, which it may once
// and only having looked it up.
func (d *day) tells(p pair) bool {
	was, known := d.seen[p]
	if !known || was.told {
		return false
	}
	was.told = true
	d.seen[p] = was
	return true
}
