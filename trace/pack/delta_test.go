package pack

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
)

// A world is what packs are made of in tests: by names, not by numbers.
type world struct {
	entities map[string]Entity
	products map[string]Product // Entity is not used
	owner    map[string]string  // of a product
	batches  map[int64]Batch    // Product is not used
	product  map[int64]string   // of a batch
	tags     map[int64]map[string][]uint32
	size     int64
}

// turn does something at random to a world.
func (w *world) turn(r *rand.Rand) {
	w.size++
	entity, product := fmt.Sprintf("e%d", r.IntN(9)), fmt.Sprintf("p%d", r.IntN(15))
	if _, has := w.entities[entity]; !has || r.IntN(4) == 0 {
		w.entities[entity] = Entity{entity, fmt.Sprint("Tên\u2028<&> ", r.IntN(5)), "15"}
	}
	if _, has := w.products[product]; !has || r.IntN(4) == 0 {
		w.products[product], w.owner[product] = Product{ID: product, Name: fmt.Sprint("Gạo ", r.IntN(5))}, entity
	}
	if r.IntN(6) == 0 && len(w.entities) > 1 { // out of the scope, with all that is its
		delete(w.entities, entity)
	}
	w.batches[w.size], w.product[w.size] = Batch{Lot: fmt.Sprint("L", w.size), Index: w.size, Unit: "gói"}, product
	for index, b := range w.batches {
		switch r.IntN(5) {
		case 0:
			delete(w.batches, index)
		case 1:
			b.Stopped, b.Reason = "hold", "Chờ \"kiểm\"\n"
			w.batches[index] = b
		case 2:
			w.tags[index] = map[string][]uint32{states[r.IntN(3)]: {r.Uint32(), r.Uint32()}, "active": {r.Uint32()}}
		case 3:
			delete(w.tags, index)
		}
	}
}

// pack is the world as a pack.
func (w *world) pack() *Pack {
	p := &Pack{BaseURL: "https://tx.example.vn", Made: time.Date(2026, 11, 25, 0, 0, int(w.size), 0, time.UTC), Checkpoint: fmt.Sprintf("log\n%d\nroot\n", w.size), Keys: []string{"k"}}
	entityAt, productAt := map[string]int{}, map[string]int{}
	for _, id := range sorted(w.entities) {
		entityAt[id] = len(p.Entities)
		p.Entities = append(p.Entities, w.entities[id])
	}
	for _, id := range sorted(w.products) {
		if n, has := entityAt[w.owner[id]]; has {
			productAt[id] = len(p.Products)
			p.Products = append(p.Products, at(w.products[id], n))
		}
	}
	for _, index := range sorted(w.batches) {
		b := w.batches[index]
		n, has := productAt[w.product[index]]
		if !has {
			continue
		}
		b.Product = n
		p.Batches = append(p.Batches, b)
		for _, state := range states {
			if tags := w.tags[index][state]; tags != nil {
				p.Tags = append(p.Tags, NewTags(len(p.Batches)-1, state, slices.Clone(tags)))
			}
		}
	}
	return p
}

func sorted[K cmp.Ordered, V any](m map[K]V) (keys []K) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// diff is the delta of two packs as it is sent.
func diff(t testing.TB, from, to *Pack) (*Delta, int) {
	t.Helper()
	d := Diff(from, to)
	var err error
	d.Since, err = from.Since()
	check(t, err)
	s := signer(1)
	file, err := SealDelta(ctx, d, s)
	check(t, err)
	if d, err = OpenDelta(file, keys(s)); err != nil {
		t.Fatal(err)
	}
	return d, len(file)
}

// A pack and a delta make the pack that is made anew, whatever happened between
// the two.
func TestDeltaGivesTheWhole(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 7))
		w := &world{map[string]Entity{}, map[string]Product{}, map[string]string{}, map[int64]Batch{}, map[int64]string{}, map[int64]map[string][]uint32{}, 0}
		have := w.pack()
		for step := range 12 {
			for range r.IntN(4) {
				w.turn(r)
			}
			whole := w.pack()
			d, _ := diff(t, have, whole)
			got, err := d.Apply(have)
			if err != nil {
				t.Fatalf("seed %d, step %d: %v", seed, step, err)
			}
			if !reflect.DeepEqual(lists(got), lists(whole)) || got.Checkpoint != whole.Checkpoint || !got.Made.Equal(whole.Made) {
				t.Fatalf("seed %d, step %d:\n%+v\nwant\n%+v", seed, step, got, whole)
			}
			have = got
		}
	}
}

// lists are those of a pack; one without elements is nil.
func lists(p *Pack) []any {
	return []any{some(p.Entities), some(p.Products), some(p.Batches), some(p.Tags)}
}

// A delta is applied to its pack and to no other, and as it was made.
func TestDeltaOfAnother(t *testing.T) {
	from := made(t, 6)
	to := made(t, 6)
	to.Batches[7].Stopped, to.Made, to.Checkpoint = "recall", from.Made.Add(time.Hour), "log\n12\nroot\n"
	d, _ := diff(t, from, to)
	if len(d.Batches) != 1 || len(d.Products)+len(d.Entities)+len(d.Gone.Batches) != 0 {
		t.Errorf("one batch was stopped, the delta has %+v", d)
	}
	for name, change := range map[string]func(p *Pack, d *Delta){
		"another state": func(p *Pack, d *Delta) { p.Batches[0].Lot = "X" },
		"another day":   func(p *Pack, d *Delta) { p.Made = p.Made.AddDate(0, 0, 1) },
		"another size":  func(p *Pack, d *Delta) { p.Checkpoint = "log\n8\n" },
		"changed delta": func(p *Pack, d *Delta) { d.Batches[0].Stopped = "hold" },
		"applied twice": func(p *Pack, d *Delta) { *p = *to },
	} {
		p, changed := made(t, 6), *d
		changed.Batches = slices.Clone(d.Batches)
		change(p, &changed)
		if _, err := changed.Apply(p); !errors.Is(err, ErrBase) {
			t.Errorf("%s: %v", name, err)
		}
	}
	wrong := *d
	wrong.Batches = []Batch{{Product: 99, Index: 3}}
	if _, err := wrong.Apply(from); !errors.Is(err, ErrMalformed) {
		t.Error("a batch of no product:", err)
	}
	s := signer(1)
	file, err := Seal(ctx, from, s)
	check(t, err)
	if _, err := OpenDelta(file, keys(s)); !errors.Is(err, ErrMalformed) {
		t.Error("a pack is no delta:", err)
	}
}

// A day of a province, twenty new batches and two recalls among 7,500 batches of
// 750 products, is sent in less than a hundredth of the pack.
func TestDeltaSize(t *testing.T) {
	from, to := made(t, 750), made(t, 750)
	to.Made, to.Checkpoint = from.Made.Add(24*time.Hour), "log\n99\nroot\n"
	for i := range 20 {
		b := to.Batches[i*31]
		b.Lot, b.Index = fmt.Sprint("MOI-", i), int64(1_000_000+i)
		to.Batches = append(to.Batches, b)
	}
	to.Batches[5].Stopped, to.Batches[6].Stopped = "recall", "recall"
	file, err := Seal(ctx, to, signer(1))
	check(t, err)
	_, n := diff(t, from, to)
	t.Logf("pack %d bytes, delta %d bytes", len(file), n)
	if n*100 > len(file) {
		t.Errorf("the delta has %d bytes, the pack %d", n, len(file))
	}
}
