package main

import (
	"context"
	"fmt"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

var labelLeftoversVerb = command{
	name:     "label leftovers",
	synopsis: "--entity ID | PRODUCT LOT --dir DIR [--yes --reason TEXT]",
	about:    "list the labels that are on no pack, and void them at the end of a day",
	details: `Listed are the open labels of a batch, or of all batches of a producer. With --yes
they are voided, for ever. Blank labels that are bound to no batch are stock and
stay as they are.`,
	example: `ocoptrace label leftovers --entity htx-a --dir DATA
ocoptrace label leftovers gao-seng-cu L261123A --yes --reason "left over" --dir DATA`,
	run: runLabelLeftovers,
}

// A leftoversAnswer lists open labels, or what became of them.
type leftoversAnswer struct {
	Voided bool       `json:"voided"`
	Labels int64      `json:"labels"`
	Ranges []leftover `json:"ranges"`
}

// A leftover is a stretch of open labels.
type leftover struct {
	Product string `json:"product"`
	Lot     string `json:"lot"`
	Run     string `json:"run"`
	From    int64  `json:"from"`
	To      int64  `json:"to"`
}

func runLabelLeftovers(ctx context.Context, in *invocation) error {
	s := in.statingService()
	entity := in.String("entity", "", "`id` of a producer: all of its batches")
	yes := in.Bool("yes", false, "void them")
	reason := in.String("reason", "", "`text` that the pages show for these labels; needed with --yes")
	if err := in.parse(0, 2); err != nil {
		return err
	}
	o := trace.VoidOrder{Entity: *entity, Reason: *reason, Date: ocop.DateOf(in.now()), By: s.by}
	switch {
	case (len(in.rest) == 2) == (*entity != ""):
		return in.misuse("name either a batch, PRODUCT LOT, or a producer, --entity")
	case *yes && strings.TrimSpace(*reason) == "":
		return in.misuse("--yes needs --reason: it is shown to whoever scans one of these labels")
	case len(in.rest) == 2:
		o.Product, o.Lot = in.rest[0], in.rest[1]
	}
	var a leftoversAnswer
	err := s.within(ctx, in, func(v *service) (err error) {
		if a, err = leftovers(ctx, v, o); err == nil && *yes {
			err = a.void(ctx, v.registry, o)
		}
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

// leftovers lists the open labels that an order would void.
func leftovers(ctx context.Context, v *service, o trace.VoidOrder) (a leftoversAnswer, err error) {
	entity := o.Entity
	if entity == "" {
		if _, err = v.registry.Ledger(ctx, o.Product, o.Lot); err != nil {
			return a, noBatch(err, o.Product, o.Lot)
		}
		product, err := v.registry.Product(ctx, o.Product)
		if err != nil {
			return a, err
		}
		entity = product.Entity
	} else if err := v.hasEntity(ctx, entity); err != nil {
		return a, err
	}
	a.Ranges = []leftover{}
	reports, err := v.registry.OpenLabels(ctx, entity)
	for _, r := range reports {
		for _, l := range openOf(r) {
			if o.Entity != "" || l.Product == o.Product && l.Lot == o.Lot {
				a.Ranges = append(a.Ranges, l)
				a.Labels += l.To - l.From + 1
			}
		}
	}
	return a, err
}

// openOf are the open labels of a run that belong to a batch.
func openOf(r trace.RunReport) (open []leftover) {
	bound := []leftover{{r.Run.Product, r.Run.Lot, r.Run.ID, 1, r.Run.Count}}
	if r.Run.Blank() {
		bound = nil
		for _, c := range r.Claims {
			bound = append(bound, leftover{c.Product, c.Lot, c.Run, c.From, c.To})
		}
	}
	for _, l := range bound {
		for _, s := range r.Spans {
			from, to := max(l.From, s.From), min(l.To, s.To)
			if s.State == trace.LabelOpen && from <= to {
				open = append(open, leftover{l.Product, l.Lot, l.Run, from, to})
			}
		}
	}
	return open
}

// void voids what is open, and replaces the list by what was voided.
func (a *leftoversAnswer) void(ctx context.Context, reg *trace.Registry, o trace.VoidOrder) error {
	voided, err := reg.VoidLeftovers(ctx, o)
	var labels int64
	for _, s := range voided {
		labels += s.To - s.From + 1
	}
	if err == nil && labels != a.Labels {
		err = fmt.Errorf("%d labels were voided where %d were listed; “label ledger” shows which", labels, a.Labels)
	}
	a.Voided = err == nil
	return err
}

func (a leftoversAnswer) print(in *invocation) {
	for _, l := range a.Ranges {
		fmt.Fprintf(in.stdout, "%s lot %s  %s labels %s\n", l.Product, l.Lot, l.Run, rangeText(l.From, l.To))
	}
	switch {
	case a.Labels == 0:
		fmt.Fprintln(in.stdout, "no labels are left over")
	case a.Voided:
		fmt.Fprintf(in.stdout, "%d labels are voided\n", a.Labels)
	default:
		fmt.Fprintf(in.stdout, "%d labels are open; --yes --reason TEXT voids them\n", a.Labels)
	}
}
