package main

import (
	"context"
	"fmt"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/trace"
)

// printNew states the runs and prints them, or goes on with an earlier call that
// asked for the same and did not come to its end.
func (c *printCall) printNew(ctx context.Context, all []wanted) error {
	base := c.key("print", all)
	for n := 1; ; n++ {
		key := fmt.Sprintf("%s %d", base, n)
		begun, err := c.begun(ctx, key, len(all))
		if err != nil {
			return err
		}
		if begun && c.flags.newRun {
			continue
		}
		if !begun {
			if err := c.allowed(ctx, all); err != nil {
				return err
			}
		}
		job, done, err := c.newJob(ctx, key, all)
		if err != nil {
			return err
		}
		if !done {
			if c.answer.Resumed = begun; begun {
				fmt.Fprintf(c.in.stderr, "note: an earlier call made %s, and did not come to its end: this one goes on with job %s (--new-run makes other labels)\n", spanWords(job.Spans), job.ID)
			}
			return c.hand(ctx, job)
		}
	}
}

// begun tells whether a call under this key has made labels.
func (c *printCall) begun(ctx context.Context, key string, runs int) (bool, error) {
	for i := range runs {
		receipts, err := c.registry.Stated(ctx, runKey(key, i), 1)
		if err != nil || receipts != nil {
			return receipts != nil, err
		}
	}
	return false, nil
}

func runKey(key string, i int) string { return fmt.Sprintf("%s run %d", key, i+1) }

// allowed refuses what cannot be printed, and more labels than there is room
// for, before any of them is made.
func (c *printCall) allowed(ctx context.Context, all []wanted) error {
	var parts []printing.Part
	room := make(map[[2]string]int64)
	for _, w := range all {
		parts = append(parts, printing.Part{Run: w.run()})
		if w.Entity != "" {
			continue
		}
		l, err := c.registry.Ledger(ctx, w.Product, w.Lot)
		if err != nil {
			return err
		}
		batch := [2]string{w.Product, w.Lot}
		if room[batch] += w.Count; room[batch] > l.Room() {
			return trace.Problems{{Field: "count", Key: "moreLabelsThanPacks", Args: []any{room[batch], l.Room(), l.Declared, l.Allowed}}}
		}
	}
	return c.printable(ctx, parts)
}

// newJob makes the runs and their job, unless an earlier call did. done says that
// the job is over.
func (c *printCall) newJob(ctx context.Context, key string, all []wanted) (job press.Job, done bool, err error) {
	o := c.order()
	o.Key = jobKeyOf(key)
	for i, w := range all {
		run, err := c.registry.OrderRun(ctx, trace.RunOrder{
			Product: w.Product, Lot: w.Lot, Entity: w.Entity, Count: w.Count, Key: runKey(key, i), By: c.service.by,
		})
		if err != nil {
			return job, false, err
		}
		o.Spans = append(o.Spans, press.Span{Run: run.ID, From: 1, To: run.Count})
	}
	job, err = c.shop.Submit(ctx, c.entity, o)
	return job, job.Over(), err
}
