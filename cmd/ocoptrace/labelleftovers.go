package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

var labelLeftoversVerb = command{
	name:     "label leftovers",
	synopsis: "--entity ID | PRODUCT LOT --dir DIR [--yes --reason TEXT]",
	about:    "list the labels that are on no pack, and void them at the end of a day",
	details: `Listed are the open labels of a batch, or of all batches of a producer. With --yes
they are voided, for ever. Labels that wait in the queue, or in a job that was not
handed out, are left alone, and so are blank labels that are bound to no batch.`,
	example: `ocoptrace label leftovers --entity htx-a --dir DATA
ocoptrace label leftovers gao-seng-cu L261123A --yes --reason "left over" --dir DATA`,
	run: runLabelLeftovers,
}

// A leftoversAnswer lists open labels, or what became of them.
type leftoversAnswer struct {
	Voided  bool       `json:"voided"`
	Labels  int64      `json:"labels"`
	Ranges  []leftover `json:"ranges"`
	Waiting int64      `json:"waiting"` // open labels that are still to be printed
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
		if err == nil {
			a.Voided = *yes
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
	a.Ranges = []leftover{}
	entity := o.Entity
	if entity == "" {
		entity, err = entityOf(ctx, v.registry, o.Product, o.Lot)
	} else {
		err = v.hasEntity(ctx, entity)
	}
	if err != nil {
		return a, err
	}
	var waiting []press.Span
	err = v.atPress(nil, func(p *press.Press) (err error) {
		waiting, err = p.Unprinted(ctx, entity)
		return err
	})
	if err != nil {
		return a, err
	}
	reports, err := v.registry.OpenLabels(ctx, entity)
	for _, r := range reports {
		for _, l := range openOf(r) {
			if o.Entity != "" || l.Product == o.Product && l.Lot == o.Lot {
				a.add(l, waiting)
			}
		}
	}
	return a, err
}

// add adds a stretch without the labels that are still to be printed, which are
// in order.
func (a *leftoversAnswer) add(l leftover, waiting []press.Span) {
	all := l.len()
	for _, w := range waiting {
		if w.Run != l.Run || w.To < l.From || w.From > l.To {
			continue
		}
		if head := l; w.From > l.From {
			head.To = w.From - 1
			a.Ranges, a.Labels = append(a.Ranges, head), a.Labels+head.len()
			all -= head.len()
		}
		l.From = w.To + 1
	}
	if l.From <= l.To {
		a.Ranges, a.Labels = append(a.Ranges, l), a.Labels+l.len()
		all -= l.len()
	}
	a.Waiting += all
}

func (l leftover) len() int64 { return l.To - l.From + 1 }

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

// void voids what is listed: all or nothing of up to trace.MaxOrder stretches.
func (a *leftoversAnswer) void(ctx context.Context, reg *trace.Registry, o trace.VoidOrder) error {
	for ranges := range slices.Chunk(a.Ranges, trace.MaxOrder) {
		order := trace.Order{By: o.By}
		for _, l := range ranges {
			order.Facts = append(order.Facts, &trace.LabelStatus{
				Run: l.Run, From: l.From, To: l.To, State: trace.LabelVoided, Reason: o.Reason, Date: o.Date,
			})
		}
		if _, err := reg.State(ctx, order); err != nil {
			return err
		}
	}
	return nil
}

func (a leftoversAnswer) print(in *invocation) {
	for _, l := range a.Ranges {
		fmt.Fprintf(in.stdout, "%s lot %s  %s labels %s\n", l.Product, l.Lot, l.Run, rangeText(l.From, l.To))
	}
	if a.Waiting > 0 {
		fmt.Fprintf(in.stdout, "%d labels wait to be printed, and are left alone\n", a.Waiting)
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
