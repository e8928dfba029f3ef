package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ocoptrace/trace"
)

var labelLedgerVerb = command{
	name:     "label ledger",
	synopsis: "PRODUCT LOT --dir DIR",
	about:    "account for all labels of a batch",
	details: `Printed are all labels that the batch has or had: each is on a pack (active),
voided or open. Then come its runs, and what was stated about them: when, by
whom and why. Blank labels that are bound to the batch are listed as claims.`,
	example: "ocoptrace label ledger gao-seng-cu L261123A --dir DATA",
	run:     runLabelLedger,
}

// A ledgerAnswer accounts for the labels of a batch.
// Printed = Activated + Voided + Open.
type ledgerAnswer struct {
	Product   string         `json:"product"`
	Lot       string         `json:"lot"`
	Declared  int64          `json:"declared"` // packs
	Allowed   int64          `json:"allowed"`  // labels beyond that
	Printed   int64          `json:"printed"`
	Activated int64          `json:"activated"`
	Voided    int64          `json:"voided"`
	Open      int64          `json:"open"`
	Claimed   int64          `json:"claimed"`   // of Printed: bound from blank runs
	Reprinted int64          `json:"reprinted"` // printed again, with the same codes
	Room      int64          `json:"room"`      // how many more there may be
	Runs      []ledgerRun    `json:"runs"`
	Claims    []ledgerClaim  `json:"claims"`
	Changes   []ledgerChange `json:"changes"` // newest first
}

type ledgerRun struct {
	Run   string       `json:"run"`
	Count int64        `json:"count"`
	Spans []ledgerSpan `json:"spans"`
}

type ledgerSpan struct {
	From  int64            `json:"from"`
	To    int64            `json:"to"`
	State trace.LabelState `json:"state"`
}

// A ledgerClaim is labels of a blank run that are bound to the batch.
type ledgerClaim struct {
	Run  string `json:"run"`
	From int64  `json:"from"`
	To   int64  `json:"to"`
}

// A ledgerChange is one statement about labels.
type ledgerChange struct {
	Index int64      `json:"index"` // in the log
	At    time.Time  `json:"at"`
	By    string     `json:"by,omitempty"`
	Kind  trace.Kind `json:"kind"`
	What  string     `json:"what"`
	Why   string     `json:"why,omitempty"`
}

func runLabelLedger(ctx context.Context, in *invocation) error {
	s := in.labelService()
	if err := in.parse(2, 2); err != nil {
		return err
	}
	var a ledgerAnswer
	err := s.within(ctx, in, func(v *service) (err error) {
		a, err = readLedger(ctx, v.registry, in.rest[0], in.rest[1])
		return err
	})
	if err != nil {
		return err
	}
	if s.json {
		return in.printJSON(a)
	}
	a.print(in)
	return nil
}

func readLedger(ctx context.Context, reg *trace.Registry, product, lot string) (a ledgerAnswer, err error) {
	l, err := reg.Ledger(ctx, product, lot)
	if err != nil {
		return a, noBatch(err, product, lot)
	}
	runs, err := reg.Runs(ctx, product, lot)
	if err != nil {
		return a, err
	}
	claims, err := reg.Claims(ctx, product, lot)
	if err != nil {
		return a, err
	}
	changes, err := reg.Allowances(ctx, product, lot)
	if err != nil {
		return a, err
	}
	a = ledgerAnswer{
		product, lot, l.Declared, l.Allowed, l.Printed, l.Activated, l.Voided, l.Open, l.Claimed, l.Reprinted, l.Room(),
		[]ledgerRun{}, []ledgerClaim{}, []ledgerChange{},
	}
	for _, r := range runs {
		a.Runs = append(a.Runs, ledgerRun{r.Run.ID, r.Run.Count, ledgerSpans(r.Spans)})
		changes = append(changes, r.Changes...)
	}
	for _, c := range claims {
		a.Claims = append(a.Claims, ledgerClaim{c.Run, c.From, c.To})
		blank, err := reg.Run(ctx, c.Run)
		if err != nil {
			return a, err
		}
		changes = append(changes, changesOf(blank.Changes, c)...)
	}
	a.Changes = ledgerChanges(changes)
	return a, nil
}

// noBatch words the error about a batch that does not exist.
func noBatch(err error, product, lot string) error {
	if !errors.Is(err, trace.ErrNotFound) {
		return err
	}
	return withHint(fmt.Errorf("there is no batch %s of product %s", shortened(lot), shortened(product)), "issue it first with “ocoptrace issue”")
}

func ledgerSpans(spans trace.Spans) (out []ledgerSpan) {
	for _, s := range spans {
		out = append(out, ledgerSpan(s))
	}
	return out
}

func (a ledgerAnswer) print(in *invocation) {
	w := in.stdout
	fmt.Fprintf(w, "%s lot %s: %d packs declared, %d labels allowed beyond\n", a.Product, a.Lot, a.Declared, a.Allowed)
	fmt.Fprintf(w, "printed %d = activated %d + voided %d + open %d; %d more can be added\n", a.Printed, a.Activated, a.Voided, a.Open, a.Room)
	if a.Claimed > 0 {
		fmt.Fprintf(w, "of these %d were blank labels\n", a.Claimed)
	}
	if a.Reprinted > 0 {
		fmt.Fprintf(w, "printed again with the same codes: %d\n", a.Reprinted)
	}
	for _, r := range a.Runs {
		fmt.Fprintf(w, "run %s, %d labels: %s\n", r.Run, r.Count, spansText(r.Spans))
	}
	for _, c := range a.Claims {
		fmt.Fprintf(w, "claim of %s, labels %s\n", c.Run, rangeText(c.From, c.To))
	}
	for _, c := range a.Changes {
		c.print(in)
	}
}
