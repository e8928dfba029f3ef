package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/trace"
)

var labelPrintVerb = command{
	name:     "label print",
	synopsis: "PRODUCT LOT --count N | PRODUCT LOT:N [PRODUCT LOT:N …]  --stock ID --out FILE --dir DIR",
	about:    "make new labels for one or more batches and print them",
	details: `Labels of several batches lie on the same sheets, one batch after another. Without
--start the first one lies behind the last one of the job before on this stock.
The format follows the ending of --out: .pdf for office printers, .zpl or .tspl
for label printers. Labels are read back before they are handed out.

A document has at most 2,400 labels: more become FILE-1.pdf, FILE-2.pdf and so on.
Cut short, the same command line goes on where it was: it makes no second run of
labels, and keeps files that are whole. What cannot be printed is refused before
anything is stored. Print at 100 %, and hold a test page against the sheet first.`,
	example: `ocoptrace label print gao-seng-cu L261123A --count 240 --stock a4-24-70x37 --out labels.pdf --dir DATA
ocoptrace label print gao-seng-cu L261123A:10 tra-shan L261120A:14 --stock a4-24-70x37 --out sheet.pdf --dir DATA
ocoptrace label print gao-seng-cu L261123A --count 500 --stock roll-50x30 --dpi 300 --out labels.zpl --send tcp://192.168.1.50 --dir DATA`,
	run: runLabelPrint,
}

// A wanted is labels that are asked for.
type wanted struct {
	Product string `json:"product,omitempty"`
	Lot     string `json:"lot,omitempty"`
	Entity  string `json:"entity,omitempty"` // of blank labels
	Count   int64  `json:"count"`
}

func (w wanted) run() *trace.LabelRun {
	return &trace.LabelRun{Product: w.Product, Lot: w.Lot, Entity: w.Entity, Count: w.Count}
}

func runLabelPrint(ctx context.Context, in *invocation) error {
	s, f := in.statingService(), in.paperFlags()
	count := in.Int64("count", 0, "how many new `labels`, 1 to 1,000,000 and no more than the batch has packs")
	in.jobFlags(f)
	if err := in.parse(2, 2*maxBatches); err != nil {
		return err
	}
	all, err := in.wantedBatches(*count)
	if err != nil {
		return err
	}
	if err := in.checkPaper(f); err != nil {
		return err
	}
	return in.printWanted(ctx, s, f, all)
}

// maxBatches is how many batches are printed together.
const maxBatches = 50

// wantedBatches are the batches that the arguments name: one with --count, or
// pairs of PRODUCT and LOT:COUNT.
func (in *invocation) wantedBatches(count int64) (all []wanted, err error) {
	if count != 0 {
		if len(in.rest) != 2 {
			return nil, in.misuse("--count is for one batch; for several, write PRODUCT LOT:COUNT for each")
		}
		all = []wanted{{Product: in.rest[0], Lot: in.rest[1], Count: count}}
		return all, in.checkCount(count)
	}
	if len(in.rest)%2 != 0 {
		return nil, in.misuse("a PRODUCT and a LOT:COUNT are needed for each batch, and %s has no lot", shortened(in.rest[len(in.rest)-1]))
	}
	for i := 0; i < len(in.rest); i += 2 {
		w := wanted{Product: in.rest[i]}
		at := strings.LastIndexByte(in.rest[i+1], ':')
		if at < 0 {
			return nil, in.misuse("how many labels of lot %s? --count N, or %s:N", shortened(in.rest[i+1]), in.rest[i+1])
		}
		w.Lot = in.rest[i+1][:at]
		if w.Count, err = strconv.ParseInt(in.rest[i+1][at+1:], 10, 64); err != nil {
			return nil, in.misuse("%s is not LOT:COUNT", shortened(in.rest[i+1]))
		}
		if err := in.checkCount(w.Count); err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, nil
}

func (in *invocation) checkCount(n int64) error {
	if n < 1 || n > press.MaxLabels {
		return in.misuse("%d labels are not 1 to %d, which is the most that are made at once", n, press.MaxLabels)
	}
	return nil
}

// printWanted makes and prints new labels.
func (in *invocation) printWanted(ctx context.Context, s *labelService, f *paperFlags, all []wanted) error {
	c := &printCall{in: in, service: s, flags: f}
	return c.with(ctx, func(v *service) (entity string, err error) {
		return ownerOf(ctx, v, all)
	}, func() error { return c.printNew(ctx, all) })
}

// ownerOf is the producer whose labels are asked for, of all of them.
func ownerOf(ctx context.Context, v *service, all []wanted) (owner string, err error) {
	for i, w := range all {
		entity := w.Entity
		if entity != "" {
			err = v.hasEntity(ctx, entity)
		} else {
			entity, err = entityOf(ctx, v.registry, w.Product, w.Lot)
		}
		if err != nil {
			return "", err
		}
		if i > 0 && entity != owner {
			return "", fmt.Errorf("%s is of another producer than %s: their labels are printed apart", shortened(w.Product), shortened(all[0].Product))
		}
		owner = entity
	}
	return owner, nil
}

// entityOf is the producer of a batch.
func entityOf(ctx context.Context, reg *trace.Registry, product, lot string) (string, error) {
	if _, err := reg.Ledger(ctx, product, lot); err != nil {
		return "", noBatch(err, product, lot)
	}
	p, err := reg.Product(ctx, product)
	if err != nil {
		return "", err
	}
	return p.Entity, nil
}

// printNew states the runs and prints them, or goes on with an earlier call of
// the same command line.
func (c *printCall) printNew(ctx context.Context, all []wanted) error {
	asked := struct {
		Labels []wanted    `json:"labels"`
		Paper  *paperFlags `json:"paper"`
	}{all, c.flags}
	for n := 1; ; n++ {
		key := fmt.Sprintf("%s %d", orderKey(c.registry, "print", asked), n)
		begun, err := c.begun(ctx, key, len(all))
		if err != nil {
			return err
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
			c.answer.Resumed = begun
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
	return job, !job.HandedOut.IsZero() || job.State == press.Cancelled, err
}
