package main

import (
	"context"
	"fmt"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/trace"
)

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
			if err := v.did(ctx, in.now, "labels", in.rest[0]+"/"+in.rest[1]); err != nil {
				return err
			}
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
			Entity string   `json:"entity"`
			Items  []string `json:"items"`
			Reason string   `json:"reason"`
		}{entity, in.rest, reason}
		return c.printOrder(ctx, c.key("queue", asked), spans, func(key string) (press.Job, error) {
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
