package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/press"
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
Cut short, or where the printer did not answer, the same command goes on where it
was, also with another --send: it makes no second run of labels, and keeps files
that are whole. --new-run makes new labels all the same. What cannot be printed is refused before
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
	in.newRunFlag(f)
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
	var opened *service
	return c.with(ctx, func(v *service) (entity string, err error) {
		opened = v
		return ownerOf(ctx, v, all)
	}, func() error {
		if err := c.printNew(ctx, all); err != nil {
			return err
		}
		to := all[0].Product + "/" + all[0].Lot
		if all[0].Entity != "" {
			to = all[0].Entity
		}
		return opened.did(ctx, in.now, "labels", to)
	})
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
