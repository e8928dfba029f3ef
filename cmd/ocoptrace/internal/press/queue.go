package press

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ocoptrace/label/stock"
	"ocoptrace/storage"
)

// MaxQueue is how many items wait for an entity at most.
const MaxQueue = 1000

// An Item is labels that wait to be printed.
type Item struct {
	ID    string    `json:"id"`
	Span  Span      `json:"span"`
	Seq   int64     `json:"seq"` // one more than the last of those that waited when it was added
	Added time.Time `json:"added"`
	By    string    `json:"by"`            // account
	Job   string    `json:"job,omitempty"` // the job that will take it out of the queue
}

// Enqueue adds labels to the queue of an entity. ErrSpan, ErrQueued if some of
// them wait already, ErrLimit beyond MaxQueue. Whether they exist is seen when
// a job is made of them.
func (p *Press) Enqueue(ctx context.Context, entity, by string, span Span) (Item, error) {
	if err := span.check(); err != nil {
		return Item{}, err
	}
	id, err := p.newID(false)
	if err != nil {
		return Item{}, err
	}
	item := Item{ID: id, Span: span, Added: p.c.Now().UTC(), By: by}
	err = p.change(ctx, entity, func(tx storage.Tx) error { return enqueue(tx, entity, &item) })
	return item, err
}

// enqueue stores an item behind all others.
func enqueue(tx storage.Tx, entity string, item *Item) error {
	n, stored := 0, false
	item.Seq = 1
	err := eachRow(tx, under(queueTable, entity), nil, func(_ []byte, other Item) error {
		if other.ID == item.ID {
			*item, stored = other, true // by the run before
			return storage.Stop
		}
		if m, ok := item.Span.meet(other.Span); ok {
			return fmt.Errorf("%w: %s", ErrQueued, m)
		}
		item.Seq = max(item.Seq, other.Seq+1)
		n++
		return nil
	})
	switch {
	case err != nil || stored:
		return err
	case n >= MaxQueue:
		return fmt.Errorf("%w: %d items wait to be printed; print or remove some", ErrLimit, n)
	}
	return writeRow(tx, key(queueTable, entity, item.ID), *item)
}

// Dequeue removes an item of the queue that is in no job: ErrHeld. One that is
// not there is no error.
func (p *Press) Dequeue(ctx context.Context, entity, id string) error {
	if !validID(id) {
		return nil
	}
	return p.change(ctx, entity, func(tx storage.Tx) error {
		item, err := readItem(tx, entity, id)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if item.Job != "" {
			return fmt.Errorf("%w: %s in job %s; cancel it first", ErrHeld, item.Span, item.Job)
		}
		return tx.Delete(key(queueTable, entity, id))
	})
}

func readItem(tx storage.Tx, entity, id string) (Item, error) {
	return readRow[Item](tx, key(queueTable, entity, id), fmt.Errorf("%w: item %s of the queue", ErrNotFound, id))
}

// Queue lists what waits for an entity in the order in which it was added.
func (p *Press) Queue(ctx context.Context, entity string) ([]Item, error) {
	items, err := list[Item](ctx, p.store, queueTable, entity)
	slices.SortStableFunc(items, func(a, b Item) int { return cmp.Compare(a.Seq, b.Seq) })
	return items, err
}

// Waiting counts the labels in the queue of an entity that are in no job yet.
func (p *Press) Waiting(ctx context.Context, entity string) (labels int64, err error) {
	items, err := p.Queue(ctx, entity)
	for _, item := range items {
		if item.Job == "" {
			labels += item.Span.Len()
		}
	}
	return labels, err
}

// FillOfQueue says how the labels that wait in no job would lie on sheets, from
// where the job begins, or the last job on the stock ended.
func (p *Press) FillOfQueue(ctx context.Context, entity string, s stock.Job) (Fill, error) {
	n, err := p.Waiting(ctx, entity)
	if err != nil {
		return Fill{}, err
	}
	s, err = p.Continue(ctx, entity, s)
	return FillOf(perSheet(s), start(s), n*int64(copies(s))), err
}

// choose returns the items of these ids, in this order, or all that are in no
// job for none. ErrNotFound, ErrHeld.
func choose(queue []Item, ids []string) (chosen []Item, err error) {
	byID := map[string]Item{}
	for _, item := range queue {
		byID[item.ID] = item
		if len(ids) == 0 && item.Job == "" {
			chosen = append(chosen, item)
		}
	}
	for _, id := range ids {
		item, ok := byID[id]
		switch {
		case !ok:
			return nil, fmt.Errorf("%w: item %.70q of the queue", ErrNotFound, id)
		case item.Job != "":
			return nil, fmt.Errorf("%w: %s in job %s", ErrHeld, item.Span, item.Job)
		}
		chosen = append(chosen, item)
		delete(byID, id)
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("%w: nothing waits to be printed", ErrNotFound)
	}
	return chosen, nil
}

// hold ties items of the queue to a job. ErrNotFound, ErrHeld.
func hold(tx storage.Tx, entity, job string, ids []string) error {
	for _, id := range ids {
		item, err := readItem(tx, entity, id)
		if err != nil {
			return err
		}
		if item.Job != "" && item.Job != job {
			return fmt.Errorf("%w: %s in job %s", ErrHeld, item.Span, item.Job)
		}
		item.Job = job
		if err := writeRow(tx, key(queueTable, entity, id), item); err != nil {
			return err
		}
	}
	return nil
}

// release takes the items of a job out of the queue if it was handed out, and
// gives them back otherwise.
func release(tx storage.Tx, entity, job string, printed bool) error {
	return eachRow(tx, under(queueTable, entity), nil, func(key []byte, item Item) error {
		if item.Job != job {
			return nil
		}
		if printed {
			return tx.Delete(key)
		}
		item.Job = ""
		return writeRow(tx, key, item)
	})
}
