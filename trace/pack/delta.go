package pack

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"ocoptrace/trace/ocop"
)

// ErrBase says that a delta and a pack do not belong together.
var ErrBase = errors.New("pack: not the pack that the delta is for; fetch a whole one")

// A Since names the pack that a delta is applied to.
type Since struct {
	Size  int64     `json:"size"`  // of the log
	Day   ocop.Date `json:"day"`   // on which it was made
	State string    `json:"state"` // of its lists, see the package comment
}

// A Delta is what has changed since a pack. Numbers count in the lists that
// result.
type Delta struct {
	BaseURL    string    `json:"baseUrl"`
	Made       time.Time `json:"made"`
	Scope      Scope     `json:"scope"`
	Checkpoint string    `json:"checkpoint"`
	Keys       []string  `json:"keys"`
	Since      Since     `json:"since"`
	State      string    `json:"state"` // of the lists that result
	Entities   []Entity  `json:"entities,omitempty"`
	Products   []Product `json:"products,omitempty"`
	Batches    []Batch   `json:"batches,omitempty"`
	Tags       []Tags    `json:"tags,omitempty"`
	Gone       Gone      `json:"gone,omitzero"`
}

// Gone are those that are no longer in the lists.
type Gone struct {
	Entities []string `json:"entities,omitempty"`
	Products []string `json:"products,omitempty"`
	Batches  []int64  `json:"batches,omitempty"` // by their places in the log
}

// State is the digest of the lists of a pack.
func (p *Pack) State() string {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	lists := struct {
		Entities []Entity  `json:"entities"`
		Products []Product `json:"products"`
		Batches  []Batch   `json:"batches"`
		Tags     []Tags    `json:"tags"`
	}{some(p.Entities), some(p.Products), some(p.Batches), some(p.Tags)}
	if err := e.Encode(lists); err != nil { // of texts, numbers and dates
		panic(err)
	}
	sum := sha256.Sum256(bytes.TrimSuffix(text.Bytes(), []byte("\n")))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// some is a list that is not nil.
func some[E any](list []E) []E { return append([]E{}, list...) }

// Since names a pack as the one that a delta is to be applied to. ErrMalformed
// where its checkpoint has no size.
func (p *Pack) Since() (Since, error) {
	lines := strings.SplitN(p.Checkpoint, "\n", 3)
	if len(lines) < 3 {
		return Since{}, fmt.Errorf("%w: no checkpoint", ErrMalformed)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Since{}, fmt.Errorf("%w: the checkpoint is of size %.20q", ErrMalformed, lines[1])
	}
	return Since{size, ocop.DateOf(p.Made), p.State()}, nil
}

// Diff is what makes one pack of another of the same scope. Since is for the
// caller to say.
func Diff(from, to *Pack) *Delta {
	d := &Delta{BaseURL: to.BaseURL, Made: to.Made, Scope: to.Scope, Checkpoint: to.Checkpoint, Keys: to.Keys, State: to.State()}
	d.Entities, d.Gone.Entities = changed(from.Entities, to.Entities, entityID, reflect.DeepEqual)
	d.Products, d.Gone.Products = changed(from.Products, to.Products, productID, func(a, b any) bool {
		x, y := a.(Product), b.(Product)
		return from.Entities[x.Entity].ID == to.Entities[y.Entity].ID && reflect.DeepEqual(at(x, 0), at(y, 0))
	})
	before, after := from.tagged(), to.tagged()
	d.Batches, d.Gone.Batches = changed(from.Batches, to.Batches, batchIndex, func(a, b any) bool {
		x, y := a.(Batch), b.(Batch)
		same := from.Products[x.Product].ID == to.Products[y.Product].ID && slices.Equal(before[x.Index], after[y.Index])
		x.Product, y.Product = 0, 0
		return same && reflect.DeepEqual(x, y)
	})
	for _, b := range d.Batches {
		d.Tags = append(d.Tags, to.tagsOf(b.Index)...)
	}
	return d
}

func entityID(e Entity) string   { return e.ID }
func productID(p Product) string { return p.ID }
func batchIndex(b Batch) int64   { return b.Index }

// at is a product that points at another entity.
func at(p Product, entity int) Product {
	p.Entity = entity
	return p
}

// changed are the elements of a list that another has not, or not so, and the
// names of those that are gone.
func changed[E any, K cmp.Ordered](from, to []E, name func(E) K, same func(a, b any) bool) (now []E, gone []K) {
	before := byName(from, name)
	for _, e := range to {
		if old, has := before[name(e)]; !has || !same(old, e) {
			now = append(now, e)
		}
		delete(before, name(e))
	}
	for k := range before {
		gone = append(gone, k)
	}
	slices.Sort(gone)
	return now, gone
}

func byName[E any, K comparable](list []E, name func(E) K) map[K]E {
	m := make(map[K]E, len(list))
	for _, e := range list {
		m[name(e)] = e
	}
	return m
}

// tagged are the tags of each batch, by its index, without its number.
func (p *Pack) tagged() map[int64][]Tags {
	m := make(map[int64][]Tags)
	for _, t := range p.Tags {
		index := p.Batches[t.Batch].Index
		t.Batch = 0
		m[index] = append(m[index], t)
	}
	return m
}

// tagsOf are the tags of a batch, by its index.
func (p *Pack) tagsOf(index int64) (all []Tags) {
	for _, t := range p.Tags {
		if p.Batches[t.Batch].Index == index {
			all = append(all, t)
		}
	}
	return all
}
