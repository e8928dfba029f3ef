package sample

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"ocoptrace/trace"
)

// A Batch is a stated batch of the sample.
type Batch struct {
	*trace.Batch
	ID    string          // of its statement, urn:uuid:…
	Run   *trace.LabelRun // nil where no labels are printed
	Stock string          // ID of the run's stock
}

// State states the sample and returns its batches in the order of the file.
// What is stated already is not stated again. progress, if not nil, is told the
// orders done.
func (s *Sample) State(ctx context.Context, reg *trace.Registry, progress func(done, total int64)) ([]*Batch, error) {
	steps := counter{total: int64(len(s.Runs)) + 4, tell: progress}
	if err := state(ctx, reg, "facts", s.facts()); err != nil {
		return nil, err
	}
	steps.next()
	batches, err := s.stateBatches(ctx, reg)
	if err != nil {
		return nil, err
	}
	steps.next()
	for _, r := range s.Runs {
		if err := s.stateRun(ctx, reg, r, batches); err != nil {
			return nil, fmt.Errorf("labels of %s/%s: %w", r.Product, r.Lot, err)
		}
		steps.next()
	}
	if err := state(ctx, reg, "recalls", appendFacts(nil, s.Recalls)); err != nil {
		return nil, err
	}
	steps.next()
	if err := state(ctx, reg, "happenings", s.happenings()); err != nil {
		return nil, err
	}
	steps.next()
	return batches, nil
}

// stateBatches completes the batches and states them. Those of a sample that
// was stated before come back as they were stated then.
func (s *Sample) stateBatches(ctx context.Context, reg *trace.Registry) ([]*Batch, error) {
	taken := make(map[string]bool)
	for _, b := range s.Batches {
		if err := reg.Complete(ctx, b, taken); err != nil {
			return nil, err
		}
		taken[b.Product+"/"+b.Lot] = true
	}
	receipts, err := order(ctx, reg, "batches", appendFacts(nil, s.Batches))
	if err != nil {
		return nil, err
	}
	batches := make([]*Batch, len(receipts))
	for i, r := range receipts {
		var record struct {
			Subject trace.Batch `json:"credentialSubject"`
		}
		if err := json.Unmarshal(r.Record, &record); err != nil {
			return nil, err
		}
		batches[i] = &Batch{Batch: &record.Subject, ID: r.ID}
	}
	return batches, nil
}

func (s *Sample) stateRun(ctx context.Context, reg *trace.Registry, r Run, batches []*Batch) error {
	batch := find(batches, r.Product, r.Lot)
	if batch == nil {
		return fmt.Errorf("%w: there is no such batch", ErrSample)
	}
	subject := r.Product + "/" + r.Lot
	run, err := reg.NewRun(ctx, r.Product, r.Lot, r.Count, key(reg, "run", subject))
	if err != nil {
		return err
	}
	batch.Run, batch.Stock = run, r.Stock
	return state(ctx, reg, "labels "+subject, s.changes(r, run.ID))
}

func find(batches []*Batch, product, lot string) *Batch {
	for _, b := range batches {
		if b.Product == product && b.Lot == lot {
			return b
		}
	}
	return nil
}

// state states facts, if there are any, in orders of their own.
func state(ctx context.Context, reg *trace.Registry, name string, facts []trace.Fact) error {
	_, err := order(ctx, reg, name, facts)
	return err
}

func order(ctx context.Context, reg *trace.Registry, name string, facts []trace.Fact) (receipts []trace.Receipt, err error) {
	for part := 0; len(facts) > 0; part++ {
		n := min(len(facts), trace.MaxOrder)
		more, err := reg.State(ctx, trace.Order{Facts: facts[:n], Key: key(reg, name, fmt.Sprint(part))})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		receipts, facts = append(receipts, more...), facts[n:]
	}
	return receipts, nil
}

// key names an order of the sample in one service, which holds one sample.
// Services differ in their log key, so that no two make the same ids.
func key(reg *trace.Registry, words ...string) string {
	return "sample " + reg.Service().LogKey + " " + strings.Join(words, " ")
}

// counter counts orders.
type counter struct {
	done, total int64
	tell        func(done, total int64)
}

func (c *counter) next() {
	c.done++
	if c.tell != nil {
		c.tell(c.done, c.total)
	}
}
