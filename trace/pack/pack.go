package pack

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"time"

	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
)

// Limits of a pack.
const (
	MaxFile = 10 << 20
	MaxBody = 128 << 20
	MaxTags = 500_000
	Past    = 90 // days for which batches are kept after their end
)

// A Pack is what a device needs to check goods without a network.
type Pack struct {
	BaseURL    string    `json:"baseUrl"`
	Made       time.Time `json:"made"`
	Scope      Scope     `json:"scope"`
	Checkpoint string    `json:"checkpoint"`
	Keys       []string  `json:"keys"`
	Entities   []Entity  `json:"entities"`
	Products   []Product `json:"products"`
	Batches    []Batch   `json:"batches"`
	Tags       []Tags    `json:"tags,omitempty"`
}

// A Scope says whose goods a pack is about: those of producers of provinces, or
// of chosen producers; of all if it is empty.
type Scope struct {
	Provinces []string `json:"provinces,omitempty"`
	Entities  []string `json:"entities,omitempty"`
}

// Has says whether a producer of a province is in the scope.
func (s Scope) Has(entity, province string) bool {
	switch {
	case len(s.Entities) > 0:
		return slices.Contains(s.Entities, entity)
	case len(s.Provinces) > 0:
		return slices.Contains(s.Provinces, province)
	}
	return true
}

// An Entity is a producer.
type Entity struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Province string `json:"province"`
}

// A Product has its recognitions, newest first.
type Product struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	NameEn string  `json:"nameEn,omitempty"`
	Entity int     `json:"entity"` // in Entities
	GTIN   string  `json:"gtin,omitempty"`
	Stars  []Stars `json:"stars,omitempty"`
}

// Stars are a recognition as it stands.
type Stars struct {
	Number    string    `json:"number"`
	Stars     int64     `json:"stars"`
	Issued    ocop.Date `json:"issued"`
	Expires   ocop.Date `json:"expires"`
	Extended  ocop.Date `json:"extended,omitzero"`
	Withdrawn ocop.Date `json:"withdrawn,omitzero"`
}

// On is the state of the recognition on a day.
func (s Stars) On(day ocop.Date) ocop.State {
	return ocop.Validity(s.Issued, s.Expires, s.Extended, s.Withdrawn, day)
}

// A Batch is a production lot.
type Batch struct {
	Product     int       `json:"product"` // in Products
	Lot         string    `json:"lot"`
	Produced    ocop.Date `json:"produced"`
	Expires     ocop.Date `json:"expires,omitzero"`
	BestBefore  ocop.Date `json:"bestBefore,omitzero"`
	Quantity    int64     `json:"quantity"`
	Unit        string    `json:"unit"`
	Index       int64     `json:"index"`
	Digest      string    `json:"digest"`
	Stopped     string    `json:"stopped,omitempty"` // "hold" or "recall"
	Reason      string    `json:"reason,omitempty"`
	Instruction string    `json:"instruction,omitempty"`
	Contact     string    `json:"contact,omitempty"`
	Labels      Labels    `json:"labels,omitzero"`
}

// Labels count those of a batch.
type Labels struct {
	Printed int64 `json:"printed"`
	Active  int64 `json:"active"`
	Voided  int64 `json:"voided"`
}

// Live says whether a batch belongs in a pack made on a day.
func (b *Batch) Live(day ocop.Date) bool {
	end := b.Expires
	if end.IsZero() {
		end = b.BestBefore
	}
	return b.Stopped != "" || end.IsZero() || end.DaysUntil(day) <= Past
}

// Tags are those of the codes of a batch in one state.
type Tags struct {
	Batch int    `json:"batch"` // in Batches
	State string `json:"state"` // "open", "active" or "voided"
	Tags  string `json:"tags"`
}

// TagOf is the tag of a code.
func TagOf(c code.Code) uint32 {
	sum := sha256.Sum256([]byte(c))
	return binary.BigEndian.Uint32(sum[:])
}

// NewTags makes the tags of a batch's codes in one state. It sorts them.
func NewTags(batch int, state string, tags []uint32) Tags {
	slices.Sort(tags)
	b := make([]byte, 0, 4*len(tags))
	for _, tag := range tags {
		b = binary.BigEndian.AppendUint32(b, tag)
	}
	return Tags{batch, state, base64.StdEncoding.EncodeToString(b)}
}

// list are the tags as numbers; false if they are damaged.
func (t Tags) list() ([]uint32, bool) {
	b, err := base64.StdEncoding.Strict().DecodeString(t.Tags)
	if err != nil || len(b)%4 != 0 {
		return nil, false
	}
	all := make([]uint32, len(b)/4)
	for i := range all {
		all[i] = binary.BigEndian.Uint32(b[4*i:])
	}
	return all, slices.IsSorted(all)
}

// A Match is a batch that has, or by chance seems to have, a code.
type Match struct {
	Batch int
	State string
}

// ByCode finds the batches that a code may be of; see Odds.
func (p *Pack) ByCode(c code.Code) (found []Match) {
	tag := TagOf(c)
	for _, t := range p.Tags {
		list, _ := t.list()
		if _, has := slices.BinarySearch(list, tag); has {
			found = append(found, Match{t.Batch, t.State})
		}
	}
	return found
}

// ByLot finds batches by their lot, whatever the case; gtin narrows them to one
// product, "" does not.
func (p *Pack) ByLot(gtin, lot string) (found []int) {
	for i, b := range p.Batches {
		if strings.EqualFold(b.Lot, lot) && (gtin == "" || p.Products[b.Product].GTIN == gtin) {
			found = append(found, i)
		}
	}
	return found
}

// Odds are how likely a code that is not of the pack matches one of its tags,
// 0 to 1.
func (p *Pack) Odds() float64 {
	n := 0
	for _, t := range p.Tags {
		list, _ := t.list()
		n += len(list)
	}
	return float64(n) / (math.MaxUint32 + 1)
}
