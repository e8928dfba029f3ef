package statistics

import (
	"context"
	"sync"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A Source is the registry that is counted.
type Source interface {
	Follow(ctx context.Context, from int64, limit int) ([]trace.Stated[trace.Fact], int64, error)
}

// A Book keeps count of a registry.
type Book struct {
	source Source

	mu       sync.Mutex
	next     int64
	entities map[string]entity
	products map[string]*product
	runs     map[string]string // label run -> entity
}

type entity struct{ province, kind string }

type product struct {
	entity, taxonomy, group string
	service                 bool
	held                    []trace.Held // oldest first
	sold                    Labels
}

// Labels counts batches, and labels by what became of them.
type Labels struct{ Batches, Printed, Activated, Voided int64 }

func (l *Labels) add(m Labels) {
	l.Batches += m.Batches
	l.Printed += m.Printed
	l.Activated += m.Activated
	l.Voided += m.Voided
}

// NewBook returns an empty book of a registry.
func NewBook(s Source) *Book {
	return &Book{
		source: s, entities: make(map[string]entity), products: make(map[string]*product),
		runs: make(map[string]string),
	}
}

const page = 1000 // statements read in one transaction

// Report counts as of a day; province "" is all of them. Errors are those of the
// source.
func (b *Book) Report(ctx context.Context, province string, day ocop.Date) (*Report, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		stated, next, err := b.source.Follow(ctx, b.next, page)
		if err != nil {
			return nil, err
		}
		for _, s := range stated {
			b.enter(s.Fact)
		}
		b.next = next
		if len(stated) < page {
			return b.report(province, day), nil
		}
	}
}

// enter counts a statement.
func (b *Book) enter(f trace.Fact) {
	switch f := f.(type) {
	case *trace.Entity:
		b.entities[f.ID] = entity{f.ProvinceCode, f.EntityKind}
	case *trace.Product:
		p := b.product(f.ID)
		p.entity, p.taxonomy, p.group, p.service = f.Entity, f.Taxonomy, f.Group, f.Service
	case *trace.Recognition:
		p := b.product(f.Product)
		p.held = append(p.held, trace.Held{Recognition: f})
	case *trace.RecognitionChange:
		b.product(f.Product).change(f)
	case *trace.Batch:
		b.product(f.Product).sold.Batches++
	case *trace.LabelRun:
		b.run(f)
	case *trace.LabelStatus:
		b.status(f)
	}
}

func (b *Book) product(id string) *product {
	p := b.products[id]
	if p == nil {
		p = new(product)
		b.products[id] = p
	}
	return p
}

// change puts a change before the older ones of its recognition.
func (p *product) change(c *trace.RecognitionChange) {
	for i := range p.held {
		if h := &p.held[i]; h.Recognition.Number == c.Number {
			h.Changes = append([]*trace.RecognitionChange{c}, h.Changes...)
		}
	}
}

// Labels of blank runs are counted under a product without a name, one for each
// entity, that is in no other count.
func blankOf(entity string) string { return "\x00" + entity }

func (b *Book) run(r *trace.LabelRun) {
	under := r.Product
	if r.Blank() {
		under = blankOf(r.Entity)
		b.product(under).entity = r.Entity
	}
	b.runs[r.ID] = under
	b.product(under).sold.Printed += r.Count
}

func (b *Book) status(s *trace.LabelStatus) {
	sold, n := &b.product(b.runs[s.Run]).sold, s.To-s.From+1
	if s.State == trace.LabelVoided {
		sold.Voided += n
	} else {
		sold.Activated += n
	}
}
