package trace

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"ocoptrace/storage"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/pack"
	"ocoptrace/trace/translog"
)

// ErrTooManyTags says that the producers chosen for a pack have more labels than
// it may have tags.
var ErrTooManyTags = errors.New("registry: more labels than a pack may have tags; choose fewer producers")

// Pack returns a signed pack (package pack) of what was published, as a file and
// as what is in it, for devices without a network. Where producers are chosen it
// has the tags of their codes.
// ErrTooManyTags, pack.ErrTooLarge. It reads the whole log; what it takes from
// it is not verified first, but names records by their digests.
func (r *Registry) Pack(ctx context.Context, scope pack.Scope) ([]byte, *pack.Pack, error) {
	g := newGatherer(scope)
	p, err := r.packNow(ctx, g, 0)
	if err != nil {
		return nil, nil, err
	}
	file, err := pack.Seal(ctx, p, r.signer)
	return file, p, err
}

// PackSince returns a signed delta (package pack) from a pack of the same scope
// that this service made, as a file and as what is in it. pack.ErrBase where the
// log does not give that pack, and the errors of Pack.
func (r *Registry) PackSince(ctx context.Context, scope pack.Scope, since pack.Since) ([]byte, *pack.Delta, error) {
	if size := r.log.Published().Size; since.Size < 0 || since.Size > size {
		return nil, nil, fmt.Errorf("%w: it is of %d records, the log has %d", pack.ErrBase, since.Size, size)
	}
	g := newGatherer(scope)
	if err := r.gather(ctx, g, 0, since.Size); err != nil {
		return nil, nil, err
	}
	g.day = since.Day
	from, err := g.pack(r)
	if err != nil {
		return nil, nil, err
	}
	if from.State() != since.State {
		return nil, nil, fmt.Errorf("%w: %d records on %s give another", pack.ErrBase, since.Size, since.Day)
	}
	to, err := r.packNow(ctx, g, since.Size)
	if err != nil {
		return nil, nil, err
	}
	d := pack.Diff(from, to)
	d.Since = since
	file, err := pack.SealDelta(ctx, d, r.signer)
	return file, d, err
}

// packNow is the pack of what was published, whose first statements g has.
func (r *Registry) packNow(ctx context.Context, g *gatherer, from int64) (*pack.Pack, error) {
	now, cp := r.now(), r.log.Published()
	if err := r.gather(ctx, g, from, cp.Size); err != nil {
		return nil, err
	}
	g.day = ocop.DateOf(now)
	p, err := g.pack(r)
	if err != nil {
		return nil, err
	}
	p.BaseURL, p.Made, p.Checkpoint, p.Keys = r.BaseURL(), now.UTC().Truncate(1e9), string(cp.Note), r.service.IssuerKeys
	return p, nil
}

func newGatherer(scope pack.Scope) *gatherer {
	return &gatherer{scope: scope, entities: map[string]*Entity{}, products: map[string]*Product{}, batches: map[string]*packed{}, runs: map[string]*packedRun{}}
}

// gather reads statements from..to, to excluded.
func (r *Registry) gather(ctx context.Context, g *gatherer, from, to int64) error {
	for ; from < to; from += MaxOrder {
		if err := r.gatherSome(ctx, g, from, min(to, from+MaxOrder)); err != nil {
			return err
		}
	}
	return nil
}

func (r *Registry) gatherSome(ctx context.Context, g *gatherer, from, to int64) error {
	return r.store.View(ctx, func(tx storage.Tx) error {
		for index := from; index < to; index++ {
			record, err := translog.Leaf(tx, index)
			if err != nil {
				return err
			}
			s, err := decode(record)
			if err != nil {
				return err
			}
			g.take(index, s.Fact, record)
		}
		return nil
	})
}

// A gatherer reads statements in log order; what it takes may be taken again.
type gatherer struct {
	scope    pack.Scope
	day      ocop.Date
	entities map[string]*Entity
	products map[string]*Product
	held     map[string][]Held // by product, newest first
	batches  map[string]*packed
	runs     map[string]*packedRun
}

// packed is a batch on its way into a pack.
type packed struct {
	fact   *Batch
	index  int64
	digest string
	stop   *Recall
	labels []LabelRange
}

// packedRun is a run with what has happened to its labels.
type packedRun struct {
	run   *LabelRun
	spans Spans
}

func (g *gatherer) take(index int64, fact Fact, record []byte) {
	switch f := fact.(type) {
	case *Entity:
		g.entities[f.ID] = f
	case *Product:
		g.products[f.ID] = f
	case *Recognition, *RecognitionChange:
		g.recognise(f)
	case *Batch:
		sum := sha256.Sum256(record)
		g.batches[batchSubject(f.Product, f.Lot)] = &packed{fact: f, index: index, digest: base64.RawURLEncoding.EncodeToString(sum[:])}
	case *Recall:
		if b := g.batches[batchSubject(f.Product, f.Lot)]; b != nil {
			if b.stop = f; f.Action == ActionLift {
				b.stop = nil
			}
		}
	default:
		g.label(fact)
	}
}

func (g *gatherer) recognise(fact Fact) {
	if g.held == nil {
		g.held = make(map[string][]Held)
	}
	switch f := fact.(type) {
	case *Recognition:
		g.held[f.Product] = append([]Held{{Recognition: f}}, g.held[f.Product]...)
	case *RecognitionChange:
		for i, h := range g.held[f.Product] {
			if h.Recognition.Number == f.Number {
				g.held[f.Product][i].Changes = append([]*RecognitionChange{f}, h.Changes...)
			}
		}
	}
}

// label takes what is stated about labels.
func (g *gatherer) label(fact Fact) {
	switch f := fact.(type) {
	case *LabelRun:
		g.runs[f.ID] = &packedRun{f, Spans{{1, f.Count, LabelOpen}}}
		if b := g.batches[batchSubject(f.Product, f.Lot)]; b != nil && !f.Blank() {
			b.labels = append(b.labels, LabelRange{f, 1, f.Count})
		}
	case *LabelStatus:
		if run := g.runs[f.Run]; run != nil {
			run.spans = run.spans.set(f.From, f.To, f.State)
		}
	case *LabelClaim:
		if b, run := g.batches[batchSubject(f.Product, f.Lot)], g.runs[f.Run]; b != nil && run != nil {
			b.labels = append(b.labels, LabelRange{run.run, f.From, f.To})
		}
	}
}

// pack puts together what is in the scope.
func (g *gatherer) pack(r *Registry) (*pack.Pack, error) {
	p := &pack.Pack{Scope: g.scope}
	entityAt, productAt := map[string]int{}, map[string]int{}
	for _, id := range sortedKeys(g.entities) {
		if e := g.entities[id]; g.scope.Has(e.ID, e.ProvinceCode) {
			entityAt[id] = len(p.Entities)
			p.Entities = append(p.Entities, pack.Entity{ID: id, Name: e.Name, Province: e.ProvinceCode})
		}
	}
	for _, id := range sortedKeys(g.products) {
		f := g.products[id]
		at, has := entityAt[f.Entity]
		if !has {
			continue
		}
		productAt[id] = len(p.Products)
		p.Products = append(p.Products, pack.Product{ID: id, Name: f.Name, NameEn: f.NameEn, Entity: at, GTIN: f.GTIN, Stars: starsOf(g.held[id])})
	}
	return p, g.packBatches(r, p, productAt)
}

func sortedKeys[F any](m map[string]F) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func starsOf(held []Held) (all []pack.Stars) {
	for _, h := range held {
		n := h.Recognition
		all = append(all, pack.Stars{Number: n.Number, Stars: n.Stars, Issued: n.Issued, Expires: n.Expires, Extended: h.Extended(), Withdrawn: h.Withdrawn()})
	}
	return all
}

func (g *gatherer) packBatches(r *Registry, p *pack.Pack, productAt map[string]int) error {
	var live []*packed
	for _, b := range g.batches {
		if _, has := productAt[b.fact.Product]; has {
			live = append(live, b)
		}
	}
	slices.SortFunc(live, func(a, b *packed) int { return int(a.index - b.index) })
	tags := 0
	for _, b := range live {
		row := g.row(b, productAt[b.fact.Product])
		if !row.Live(g.day) {
			continue
		}
		p.Batches = append(p.Batches, row)
		if len(g.scope.Entities) == 0 {
			continue
		}
		if tags += int(row.Labels.Printed); tags > pack.MaxTags {
			return fmt.Errorf("%w: at most %d", ErrTooManyTags, pack.MaxTags)
		}
		if err := g.tag(r, p, b); err != nil {
			return err
		}
	}
	return nil
}

func (g *gatherer) row(b *packed, product int) pack.Batch {
	f := b.fact
	row := pack.Batch{
		Product: product, Lot: f.Lot, Produced: f.Produced, Expires: f.Expires, BestBefore: f.BestBefore,
		Quantity: f.Quantity, Unit: f.Unit, Index: b.index, Digest: b.digest,
	}
	if b.stop != nil {
		row.Stopped, row.Reason, row.Instruction, row.Contact = string(b.stop.Action), b.stop.Reason, b.stop.Instruction, b.stop.Contact
	}
	for _, part := range b.labels {
		t := g.runs[part.Run.ID].spans.within(part.From, part.To).tally()
		row.Labels.Printed += t.Printed
		row.Labels.Active += t.Active
		row.Labels.Voided += t.Voided
	}
	return row
}

// tag adds the tags of the codes of the batch that was packed last.
func (g *gatherer) tag(r *Registry, p *pack.Pack, b *packed) error {
	tags := make(map[LabelState][]uint32)
	for _, part := range b.labels {
		for _, span := range g.runs[part.Run.ID].spans.within(part.From, part.To) {
			labels, err := r.Labels(part.Run, span.From, span.To)
			if err != nil {
				return err
			}
			for _, l := range labels {
				tags[span.State] = append(tags[span.State], pack.TagOf(l.Code))
			}
		}
	}
	for _, state := range []LabelState{LabelOpen, LabelActive, LabelVoided} {
		if len(tags[state]) > 0 {
			p.Tags = append(p.Tags, pack.NewTags(len(p.Batches)-1, string(state), tags[state]))
		}
	}
	return nil
}
