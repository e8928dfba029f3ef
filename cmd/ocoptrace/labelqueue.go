package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
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
		fill, err := p.FillOfQueue(ctx, entity, stock.Job{Stock: found, Start: f.Start, Copies: f.Copies})
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

// addToQueue queues labels of a run, or new ones of a batch.
func (in *invocation) addToQueue(ctx context.Context, s *labelService, count int64) error {
	if len(in.rest) != 2 {
		return in.misuse("add what? RUN FROM-TO, or PRODUCT LOT --count N")
	}
	var span press.Span
	if count == 0 {
		from, to, err := parseRange(in.rest[1])
		if err != nil {
			return in.misuse("%v; for new labels of a batch, say --count", err)
		}
		span = press.Span{Run: in.rest[0], From: from, To: to}
	} else if err := in.checkCount(count); err != nil {
		return err
	}
	var item press.Item
	err := s.within(ctx, in, func(v *service) error {
		entity, err := in.spanOwner(ctx, v.registry, span)
		if err != nil {
			return err
		}
		if span.Run == "" {
			run, err := v.registry.OrderRun(ctx, trace.RunOrder{Product: in.rest[0], Lot: in.rest[1], Count: count, By: s.by})
			if err != nil {
				return err
			}
			span = press.Span{Run: run.ID, From: 1, To: run.Count}
		}
		return v.atPress(nil, func(p *press.Press) error {
			item, err = p.Enqueue(ctx, entity, s.by, span)
			return withHint(err, "the labels exist: “label queue add %s %s” queues them", span.Run, rangeText(span.From, span.To))
		})
	})
	if err != nil {
		return err
	}
	if s.json {
		return in.printJSON(item)
	}
	fmt.Fprintf(in.stdout, "%s: %d labels of run %s wait\n", item.ID, item.Span.Len(), item.Span.Run)
	return nil
}

// spanOwner is the producer of labels to queue, which must be there.
func (in *invocation) spanOwner(ctx context.Context, reg *trace.Registry, span press.Span) (string, error) {
	if span.Run == "" {
		return entityOf(ctx, reg, in.rest[0], in.rest[1])
	}
	c := printCall{registry: reg}
	if _, err := c.partsOf(ctx, []press.Span{span}); err != nil {
		return "", err
	}
	return runOwner(ctx, reg, span.Run)
}

func (in *invocation) removeFromQueue(ctx context.Context, s *labelService, entity string) error {
	if len(in.rest) != 1 {
		return in.misuse("remove which item? “label queue list” shows them")
	}
	return s.forEntity(ctx, in, entity, func(p *press.Press) error {
		items, err := p.Queue(ctx, entity)
		if err != nil {
			return err
		}
		if _, err := itemSpans(items, in.rest); err != nil {
			return err
		}
		if err := p.Dequeue(ctx, entity, in.rest[0]); err != nil {
			return err
		}
		return in.tellDone(s, "removed", in.rest[0])
	})
}

func (in *invocation) printQueue(ctx context.Context, s *labelService, f *paperFlags, entity, reason string) error {
	if err := in.checkPaper(f); err != nil {
		return err
	}
	c := &printCall{in: in, service: s, flags: f}
	return c.with(ctx, func(v *service) (string, error) {
		return entity, v.hasEntity(ctx, entity)
	}, func() error {
		items, err := c.shop.Queue(ctx, entity)
		if err != nil {
			return err
		}
		spans, err := itemSpans(items, in.rest)
		if err != nil {
			return err
		}
		asked := struct {
			Entity string      `json:"entity"`
			Items  []string    `json:"items"`
			Reason string      `json:"reason"`
			Paper  *paperFlags `json:"paper"`
		}{entity, in.rest, reason, f}
		return c.printOrder(ctx, orderKey(c.registry, "queue", asked), spans, func(key string) (press.Job, error) {
			o := c.order()
			o.Key, o.Reason = key, reason
			return c.shop.Take(ctx, entity, in.rest, o)
		})
	})
}

// itemSpans are the labels of items of a queue: of those named, or of all that
// are in no job.
func itemSpans(items []press.Item, ids []string) (spans []press.Span, err error) {
	byID := make(map[string]press.Item)
	for _, item := range items {
		byID[item.ID] = item
		if len(ids) == 0 && item.Job == "" {
			spans = append(spans, item.Span)
		}
	}
	for _, id := range ids {
		item, ok := byID[id]
		if !ok {
			return nil, withHint(fmt.Errorf("nothing waits as %s", shortened(id)), "“label queue list” shows what does")
		}
		spans = append(spans, item.Span)
	}
	return spans, nil
}
