package trace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"ocoptrace/storage"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/translog"
)

// errNotOpen says that labels to be voided as left over are no longer open.
var errNotOpen = errors.New("registry: labels were activated or voided meanwhile")

// A VoidOrder asks to void the labels left over: those open when they are
// voided. It names runs, or a batch, or an entity, of which all batches are
// meant. Blank labels are left over of a batch that they are bound to; those
// bound to none are stock, and are voided only where their run is named.
type VoidOrder struct {
	Runs         []string // ids
	Product, Lot string
	Entity       string

	Reason  string
	Date    ocop.Date
	Key, By string // as in Order
}

// VoidLeftovers voids the open labels of a VoidOrder and returns what it voided,
// a statement for each stretch of a run. Up to MaxOrder statements are stated as
// one order, all or none; more in orders of MaxOrder one after the other. A
// label that is activated meanwhile is not voided. Called again with the same
// key it goes on where it was cut short, with the runs and claims that there
// were when it began, and returns what it voided before too; a call that voided
// nothing is not remembered. Error: Problems, and those of State.
func (r *Registry) VoidLeftovers(ctx context.Context, o VoidOrder) (voided []*LabelStatus, err error) {
	if err := o.problems(); err != nil {
		return nil, err
	}
	if o.Key == "" {
		var random [16]byte
		if _, err := io.ReadFull(r.random, random[:]); err != nil {
			return nil, err
		}
		o.Key = fmt.Sprintf("%x", random)
	}
	before := int64(math.MaxInt64)
	for {
		if voided, before, err = r.voidedBy(ctx, o.Key, voided, before); err != nil || len(voided)%MaxOrder != 0 {
			return voided, err
		}
		left, err := r.leftovers(ctx, o, before)
		if err != nil || len(left) == 0 {
			return voided, err
		}
		_, err = r.State(ctx, Order{Facts: left, Key: o.Key, By: o.By, series: len(voided) + 1, guard: stillOpen(left)})
		// ErrNotFound: at the same moment another call of this key stated fewer.
		if err != nil && !errors.Is(err, errNotOpen) && !isNotFound(err) {
			return voided, err
		}
		if err := ctx.Err(); err != nil {
			return voided, err
		}
	}
}

// problems are what is wrong with the order on its own.
func (o *VoidOrder) problems() error {
	scopes := 0
	for _, given := range []bool{len(o.Runs) > 0, o.Product != "" || o.Lot != "", o.Entity != ""} {
		if given {
			scopes++
		}
	}
	if scopes != 1 {
		return fmt.Errorf("registry: labels left over of runs, of a batch or of an entity: %d of the three are named, not one", scopes)
	}
	one := LabelStatus{Run: "one", From: 1, To: 1, State: LabelVoided, Reason: o.Reason, Date: o.Date}
	one.tidy()
	return one.problems().err()
}

// stillOpen is a guard: what was found open is.
func stillOpen(left []Fact) func(view) error {
	return func(v view) error {
		for _, f := range left {
			s := f.(*LabelStatus)
			_, spans, err := v.stretch(s.Run, s.From, s.To)
			if err != nil {
				return err
			}
			if len(spans) != 1 || spans[0].State != LabelOpen {
				return errNotOpen
			}
		}
		return nil
	}
}

// voidedBy reads on in the series of statements that a key names, behind those
// read already, and returns the log index of the first of all.
func (r *Registry) voidedBy(ctx context.Context, key string, read []*LabelStatus, first int64) ([]*LabelStatus, int64, error) {
	all, at := read, first
	err := r.store.View(ctx, func(tx storage.Tx) error {
		all, at = slices.Clone(read), first
		for {
			ids, err := r.ids(Order{Facts: make([]Fact, 1), Key: key, series: len(all) + 1})
			if err != nil {
				return err
			}
			index, err := translog.IndexOf(tx, ids[0])
			if isNotFound(err) {
				return nil
			}
			if err != nil {
				return err
			}
			s, err := factAt[*LabelStatus](view{tx}, index)
			if err != nil {
				return err
			}
			all, at = append(all, s), min(at, index)
		}
	})
	return all, at, err
}

// leftovers plans at most MaxOrder statements that void what is open of the
// runs and claims that were stated before a log index.
func (r *Registry) leftovers(ctx context.Context, o VoidOrder, before int64) (left []Fact, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		left = nil
		parts, err := v.scope(o, before)
		for i := 0; err == nil && i < len(parts) && len(left) < MaxOrder; i++ {
			var spans Spans
			spans, err = v.labelSpans(parts[i].Run)
			for _, s := range spans.within(parts[i].From, parts[i].To) {
				if s.State == LabelOpen {
					left = append(left, &LabelStatus{Run: parts[i].Run.ID, From: s.From, To: s.To, State: LabelVoided, Reason: o.Reason, Date: o.Date})
				}
			}
		}
		left = left[:min(len(left), MaxOrder)]
		return err
	})
	return left, err
}

// scope lists the labels that a VoidOrder is about.
func (v view) scope(o VoidOrder, before int64) (parts []LabelRange, err error) {
	switch {
	case o.Entity != "":
		if err := v.exists(listEntity, o.Entity, "entity"); err != nil {
			return nil, err
		}
		batches, err := v.batchesOf(o.Entity)
		for i := 0; err == nil && i < len(batches); i++ {
			var more []LabelRange
			more, err = v.labelsOf(batches[i], before)
			parts = append(parts, more...)
		}
		return parts, err
	case len(o.Runs) == 0:
		if err := v.exists(listBatch, batchSubject(o.Product, o.Lot), "lot"); err != nil {
			return nil, err
		}
		return v.labelsOf(batchSubject(o.Product, o.Lot), before)
	}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(o.Runs))) {
		run, _, err := v.stretch(id, 1, 1)
		if err != nil {
			return nil, err
		}
		parts = append(parts, LabelRange{run, 1, run.Count})
	}
	return parts, nil
}
