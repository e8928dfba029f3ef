package main

import (
	"context"
	"fmt"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

var labelClaimVerb = command{
	name:     "label claim",
	synopsis: "FIRST LAST PRODUCT LOT --dir DIR",
	about:    "bind blank labels of a roll to a batch",
	details: `FIRST and LAST are the first and the last label that were stuck, in either order:
the code as it is printed, or what a scanner read. All labels between them are
bound to the batch, for good, and count as printed for it.`,
	example: `ocoptrace label claim 7K3M-9QP2-XW4D https://tx.example.vn/x/7K3N0QP2XW5E gao-seng-cu L261123A --dir DATA`,
	run:     runLabelClaim,
}

// A claimAnswer says which labels were bound to a batch.
type claimAnswer struct {
	Run     string `json:"run"`
	From    int64  `json:"from"`
	To      int64  `json:"to"`
	Product string `json:"product"`
	Lot     string `json:"lot"`
	ID      string `json:"id"`
	Index   int64  `json:"index"` // in the log
}

func runLabelClaim(ctx context.Context, in *invocation) error {
	s := in.statingService()
	if err := in.parse(4, 4); err != nil {
		return err
	}
	a := claimAnswer{Product: in.rest[2], Lot: in.rest[3]}
	err := s.within(ctx, in, func(v *service) error {
		found, err := v.registry.ClaimRange(ctx, in.rest[0], in.rest[1])
		if err != nil {
			return err
		}
		a.Run, a.From, a.To = found.Run.ID, found.From, found.To
		receipts, err := v.registry.State(ctx, trace.Order{By: s.by, Facts: []trace.Fact{&trace.LabelClaim{
			Run: a.Run, From: a.From, To: a.To, Product: a.Product, Lot: a.Lot, Date: ocop.DateOf(in.now()),
		}}})
		if err == nil {
			a.ID, a.Index = receipts[0].ID, receipts[0].Index
			err = v.did(ctx, in.now, "claims", a.Product+"/"+a.Lot)
		}
		return err
	})
	if err != nil {
		return err
	}
	if s.json {
		return in.printJSON(a)
	}
	fmt.Fprintf(in.stdout, "labels %d to %d of %s belong to %s lot %s: record %s, index %d\n", a.From, a.To, a.Run, a.Product, a.Lot, a.ID, a.Index)
	return nil
}
