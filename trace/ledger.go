package trace

import (
	"context"
	"fmt"
	"math"

	"ocoptrace/storage"
)

// A Ledger counts the labels of a batch. Always Printed = Activated + Voided +
// Open, and no statement is admitted by which Activated + Open would exceed
// Declared + Allowed.
type Ledger struct {
	Declared  int64 // packs of the batch
	Allowed   int64 // labels beyond that, by the batch's allowances
	Printed   int64 // labels that the batch has or had
	Activated int64
	Voided    int64
	Open      int64 // printed, not yet on a pack
	Claimed   int64 // of Printed, those bound to the batch from blank runs
	Reprinted int64 // labels printed once more with the same code, each time counted, bound yet or not
}

// Standing is the number of labels that are or can be on packs.
func (l Ledger) Standing() int64 { return l.Activated + l.Open }

// Room is how many labels more the batch may have. It is never negative.
func (l Ledger) Room() int64 { return l.Declared + l.Allowed - l.Standing() }

// Ledger counts the labels of a batch. ErrNotFound.
func (r *Registry) Ledger(ctx context.Context, product, lot string) (l Ledger, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		batch, err := current[*Batch](v, listBatch, batchSubject(product, lot))
		if err == nil && batch == nil {
			err = fmt.Errorf("%w: %s", ErrNotFound, batchSubject(product, lot))
		}
		if err != nil {
			return err
		}
		l, err = v.ledger(batch)
		return err
	})
	return l, err
}

// room is a Problem of the field unless the batch may have count labels more.
func (v view) room(b *Batch, field string, count int64) error {
	l, err := v.ledger(b)
	if err == nil && count > l.Room() {
		return problem(field, "moreLabelsThanPacks", count, l.Room(), l.Declared, l.Allowed)
	}
	return err
}

func (v view) ledger(b *Batch) (Ledger, error) {
	l := Ledger{Declared: b.Quantity}
	subject := batchSubject(b.Product, b.Lot)
	allowances, err := history[*LabelAllowance](v, listAllowance, subject)
	if err != nil {
		return l, err
	}
	for _, a := range allowances {
		l.Allowed += a.Extra
	}
	parts, err := v.labelsOf(subject, math.MaxInt64)
	for i := 0; err == nil && i < len(parts); i++ {
		if parts[i].Run.Blank() {
			l.Claimed += parts[i].To - parts[i].From + 1
		}
		err = v.enter(&l, parts[i])
	}
	return l, err
}

// enter adds labels of the batch.
func (v view) enter(l *Ledger, part LabelRange) error {
	spans, err := v.labelSpans(part.Run)
	if err != nil {
		return err
	}
	t := spans.within(part.From, part.To).tally()
	l.Printed, l.Activated, l.Voided, l.Open = l.Printed+t.Printed, l.Activated+t.Active, l.Voided+t.Voided, l.Open+t.Open
	reprints, err := history[*LabelReprint](v, listRunReprint, part.Run.ID)
	for _, p := range reprints {
		l.Reprinted += max(0, min(p.To, part.To)-max(p.From, part.From)+1)
	}
	return err
}
