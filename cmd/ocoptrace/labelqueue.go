package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/stock"
)

var labelQueueVerb = command{
	name:     "label queue",
	synopsis: "list|add|remove|print [arguments] --entity ID --dir DIR",
	about:    "gather labels of several batches until they fill a sheet",
	details: `  add RUN FROM-TO           puts labels of a run into the queue of their producer
  add PRODUCT LOT --count N  makes new labels and does the same
  list [--stock ID]          says with a stock how many lie on the last sheet
  remove ITEM                takes labels out; they go on existing
  print [ITEM …]             prints all, or the items named, as one job

An item leaves the queue when its job is handed out. Labels that were printed
before need --reason. Cut short, the same command line goes on where it was.`,
	example: `ocoptrace label queue add gao-seng-cu L261123A --count 7 --dir DATA
ocoptrace label queue list --entity htx-a --stock a4-24-70x37 --dir DATA
ocoptrace label queue print --entity htx-a --stock a4-24-70x37 --out sheet.pdf --dir DATA`,
	run: runLabelQueue,
}

// A queueAnswer is what waits for a producer.
type queueAnswer struct {
	Labels int64        `json:"labels"` // in no job yet
	Items  []press.Item `json:"items"`
	Fill   *queueFill   `json:"fill,omitempty"` // with --stock
}

// A queueFill says how what waits would lie on sheets.
type queueFill struct {
	Stock  string `json:"stock"`
	Sheets int64  `json:"sheets"`
	Used   int    `json:"used"` // positions of the last sheet
	Of     int    `json:"of"`
}

func runLabelQueue(ctx context.Context, in *invocation) error {
	s, f := in.statingService(), in.paperFlags()
	entity := in.String("entity", "", "`id` of the producer")
	count := in.Int64("count", 0, "how many new `labels` of the batch")
	reason := in.String("reason", "", "`text` that says why labels are printed that were printed before, for everybody to read")
	in.jobFlags(f)
	if err := in.parse(0, 200); err != nil {
		return err
	}
	action := "list"
	if len(in.rest) > 0 {
		action, in.rest = in.rest[0], in.rest[1:]
	}
	if action != "add" && *entity == "" {
		return in.misuse("--entity is needed: whose queue?")
	}
	switch action {
	case "list":
		return in.listQueue(ctx, s, f, *entity)
	case "add":
		return in.addToQueue(ctx, s, *count)
	case "remove":
		return in.removeFromQueue(ctx, s, *entity)
	case "print":
		return in.printQueue(ctx, s, f, *entity, *reason)
	}
	return in.misuse("what to do is list, add, remove or print, not %s", shortened(action))
}

func (in *invocation) listQueue(ctx context.Context, s *labelService, f *paperFlags, entity string) error {
	a := queueAnswer{Items: []press.Item{}}
	err := s.forEntity(ctx, in, entity, func(p *press.Press) error {
		items, err := p.Queue(ctx, entity)
		if err != nil {
			return err
		}
		a.Items = append(a.Items, items...)
		if a.Labels, err = p.Waiting(ctx, entity); err != nil || f.Stock == "" {
			return err
		}
		found, err := findStock(ctx, p, entity, f.Stock)
		if err != nil {
			return err
		}
		fill, err := p.FillOfQueue(ctx, entity, stock.Job{Stock: found, Start: f.Start, Copies: f.Copies, Corner: stock.Corner(f.Corner), Down: f.Down})
		a.Fill = &queueFill{found.ID, fill.Sheets, fill.Used, fill.Of}
		return err
	})
	if err != nil {
		return err
	}
	if s.json {
		return in.printJSON(a)
	}
	return in.tellQueue(a)
}

func (in *invocation) tellQueue(a queueAnswer) error {
	w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
	for _, item := range a.Items {
		job := ""
		if item.Job != "" {
			job = "in job " + item.Job
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", item.ID, item.Span.Run, rangeText(item.Span.From, item.Span.To), item.By, job)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "%d labels wait", a.Labels)
	if f := a.Fill; f != nil && f.Sheets > 0 {
		fmt.Fprintf(in.stdout, "; the last sheet of %s has %d of %d", f.Stock, f.Used, f.Of)
	}
	fmt.Fprintln(in.stdout)
	return nil
}
