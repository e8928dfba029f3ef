package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

var labelAllowVerb = command{
	name:     "label allow",
	synopsis: "PRODUCT LOT --extra N --reason TEXT --dir DIR",
	about:    "let a batch have more labels than packs: an act of an OCOP officer",
	details: `The allowance and its reason are published. Allowances add up; the same one of
the same day, given again, is stated once. Labels that were voided make room
without an allowance.`,
	example: `ocoptrace label allow gao-seng-cu L261123A --extra 40 --reason "packed anew in smaller bags" --by officer-lan --dir DATA`,
	run:     runLabelAllow,
}

// An allowAnswer says what a batch may have now.
type allowAnswer struct {
	Product string `json:"product"`
	Lot     string `json:"lot"`
	Extra   int64  `json:"extra"`
	Room    int64  `json:"room"` // how many labels can be added now
	ID      string `json:"id"`
	Index   int64  `json:"index"` // in the log
	Again   bool   `json:"again"` // it was stated before
}

func runLabelAllow(ctx context.Context, in *invocation) error {
	s := in.statingService()
	extra := in.Int64("extra", 0, "how many `labels` more than the batch has packs, 1 to 1,000,000")
	reason := in.String("reason", "", "`text` that says why, for everybody to read")
	if err := in.parse(2, 2); err != nil {
		return err
	}
	switch {
	case *extra < 1:
		return in.misuse("--extra is needed: how many labels more?")
	case *reason == "":
		return in.misuse("--reason is needed: it is published")
	}
	a := allowAnswer{Product: in.rest[0], Lot: in.rest[1], Extra: *extra}
	err := s.within(ctx, in, func(v *service) error { return a.state(ctx, in, v.registry, *reason, s.by) })
	if err != nil {
		return err
	}
	if s.json {
		return in.printJSON(a)
	}
	done := "may have"
	if a.Again {
		done = "was allowed before"
	}
	fmt.Fprintf(in.stdout, "%s lot %s %s %d labels beyond its packs, %d can be added now: record %s, index %d\n", a.Product, a.Lot, done, a.Extra, a.Room, a.ID, a.Index)
	return nil
}

func (a *allowAnswer) state(ctx context.Context, in *invocation, reg *trace.Registry, reason, by string) error {
	fact := &trace.LabelAllowance{Product: a.Product, Lot: a.Lot, Extra: a.Extra, Reason: reason, Date: ocop.DateOf(in.now())}
	receipts, err := reg.State(ctx, trace.Order{Facts: []trace.Fact{fact}, By: by, Key: orderKey(reg, "allow", fact)})
	if err != nil {
		return err
	}
	a.ID, a.Index, a.Again = receipts[0].ID, receipts[0].Index, receipts[0].Again
	l, err := reg.Ledger(ctx, a.Product, a.Lot)
	a.Room = l.Room()
	return err
}

// orderKey is the same for the same order to the same service.
func orderKey(reg *trace.Registry, what string, asked any) string {
	text, err := json.Marshal(asked)
	if err != nil {
		panic("orderKey: " + err.Error()) // plain structs of texts and numbers
	}
	return fmt.Sprintf("label %s %s %x", what, reg.Service().LogKey, sha256.Sum256(text))
}
