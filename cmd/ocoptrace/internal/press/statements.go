package press

import (
	"context"
	"slices"

	"ocoptrace/trace"
)

// A Registry is what Statements needs of trace.Registry.
type Registry interface {
	State(ctx context.Context, o trace.Order) ([]trace.Receipt, error)
	OpenLabels(ctx context.Context, entity string) ([]trace.RunReport, error)
	VoidLeftovers(ctx context.Context, o trace.VoidOrder) ([]*trace.LabelStatus, error)
}

// Statements is the Ledger of a registry. reason is why leftovers are voided,
// 1 to 500 letters; it is public.
//
// Where labels are to be kept, leftovers are voided batch by batch, and a batch
// with some of them is left for the evening on which none are: a stretch of a run cannot be
// voided without the risk that a label of it is activated at the same moment.
func Statements(r Registry, reason string) Ledger { return statements{r, reason} }

type statements struct {
	Registry
	reason string
}

func (s statements) Reprint(ctx context.Context, r Reprint) error {
	o := trace.Order{Key: r.Key, By: r.By}
	for _, span := range r.Spans {
		o.Facts = append(o.Facts, &trace.LabelReprint{
			Run: span.Run, From: span.From, To: span.To, Reason: r.Reason, Date: r.Day,
		})
	}
	_, err := s.State(ctx, o)
	return err
}

func (s statements) VoidLeftovers(ctx context.Context, l Leftovers) (n int64, err error) {
	o := trace.VoidOrder{Reason: s.reason, Date: l.Day, By: l.By, Key: l.Key}
	if len(l.Keep) == 0 {
		o.Entity = l.Entity
		return s.void(ctx, o)
	}
	open, err := s.OpenLabels(ctx, l.Entity)
	if err != nil {
		return 0, err
	}
	for _, b := range leftBatches(open, l.Keep) {
		o.Product, o.Lot, o.Key = b.product, b.lot, l.Key+"-"+b.product+"-"+b.lot
		voided, err := s.void(ctx, o)
		if n += voided; err != nil {
			return n, err
		}
	}
	return n, nil
}

// void returns how many labels an order voided, in an earlier call of its key too.
func (s statements) void(ctx context.Context, o trace.VoidOrder) (n int64, err error) {
	voided, err := s.Registry.VoidLeftovers(ctx, o)
	for _, v := range voided {
		n += v.To - v.From + 1
	}
	return n, err
}

// batch names a batch.
type batch struct{ product, lot string }

// leftBatches are the batches of open labels, each once, in the order given,
// without those of labels to be kept.
func leftBatches(open []trace.RunReport, keep []Span) (left []batch) {
	kept := map[batch]bool{}
	note := func(b batch, s Span) {
		left = append(left, b)
		kept[b] = kept[b] || slices.ContainsFunc(keep, func(k Span) bool { _, ok := s.meet(k); return ok })
	}
	for _, r := range open {
		if r.Run.Product != "" {
			note(batch{r.Run.Product, r.Run.Lot}, Span{r.Run.ID, 1, r.Run.Count})
		}
		for _, c := range r.Claims {
			note(batch{c.Product, c.Lot}, Span{c.Run, c.From, c.To})
		}
	}
	var once []batch
	for _, b := range left {
		if !kept[b] && !slices.Contains(once, b) {
			once = append(once, b)
		}
	}
	return once
}
