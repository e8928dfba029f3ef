package press

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage"
	"ocoptrace/trace/ocop"
)

// Submit makes a job of an order and has its files made. Nothing is stored of
// an order that is refused: ErrOrder, ErrSpan, ErrNotFound (the printer, an
// item), ErrHeld, ErrLimit, *ReprintError, those of Maker.Check and
// Ledger.Reprint.
func (p *Press) Submit(ctx context.Context, entity string, o Order) (Job, error) {
	if err := o.check(entity); err != nil {
		return Job{}, err
	}
	if job, err := p.byKey(ctx, entity, o.Key); err == nil || !errors.Is(err, ErrNotFound) {
		return job, err
	}
	job, err := p.newJob(ctx, entity, o)
	if err != nil {
		return Job{}, err
	}
	if err := p.c.Maker.Check(ctx, job); err != nil {
		return Job{}, err
	}
	if job, err = p.insert(ctx, job, o.Key); err != nil {
		return Job{}, err
	}
	if err := p.stateReprints(ctx, job); err != nil {
		return Job{}, errors.Join(err, p.forget(context.WithoutCancel(ctx), job, o.Key))
	}
	return job, p.enqueue(ctx, job.Entity, job.ID)
}

// Take is Submit for items of the queue, or for all that are in no job if ids
// is empty.
func (p *Press) Take(ctx context.Context, entity string, ids []string, o Order) (Job, error) {
	queue, err := p.Queue(ctx, entity)
	if err != nil {
		return Job{}, err
	}
	if job, err := p.byKey(ctx, entity, o.Key); err == nil || !errors.Is(err, ErrNotFound) {
		return job, err
	}
	chosen, err := choose(queue, ids)
	if err != nil {
		return Job{}, err
	}
	o.Spans, o.Items = nil, nil
	for _, item := range chosen {
		o.Spans, o.Items = append(o.Spans, item.Span), append(o.Items, item.ID)
	}
	return p.Submit(ctx, entity, o)
}

func (p *Press) newJob(ctx context.Context, entity string, o Order) (Job, error) {
	id, err := p.newID(true)
	if err != nil {
		return Job{}, err
	}
	printer, sheet, err := p.printerFor(ctx, entity, o)
	if err != nil {
		return Job{}, err
	}
	if sheet, err = p.Continue(ctx, entity, sheet); err != nil {
		return Job{}, err
	}
	sheet.Stock.Codes, sheet.Stock.Source, sheet.Stock.Uneven = nil, "", "" // of the stock, its measures
	now := p.c.Now().UTC()
	return Job{
		ID: id, Entity: entity, Spans: o.Spans, Sheet: sheet, Printer: printer,
		Template: o.Template, Texts: o.Texts, Created: now, Day: ocop.DateOf(now), By: o.By,
		Reason: o.Reason, Items: o.Items, State: Waiting,
	}, nil
}

// Ordered finds the job of an earlier order by its key; known is false where
// there was none. ErrID.
func (p *Press) Ordered(ctx context.Context, entity, orderKey string) (job Job, known bool, err error) {
	job, err = p.byKey(ctx, entity, orderKey)
	if errors.Is(err, ErrNotFound) {
		return Job{}, false, nil
	}
	return job, err == nil, err
}

// byKey is the job of an earlier order of the same key. ErrNotFound.
func (p *Press) byKey(ctx context.Context, entity, orderKey string) (job Job, err error) {
	if orderKey == "" {
		return job, ErrNotFound
	}
	if !validID(orderKey) || !validID(entity) {
		return job, fmt.Errorf("%w: the key %.70q", ErrID, orderKey)
	}
	err = p.store.View(ctx, func(tx storage.Tx) error {
		id, err := readRow[string](tx, key(keyTable, entity, orderKey), ErrNotFound)
		if err == nil {
			job, err = readJob(tx, entity, id)
		}
		return err
	})
	return job, err
}

// stateReprints states what a job prints again. The key makes it one order,
// however often this is done.
func (p *Press) stateReprints(ctx context.Context, job Job) error {
	if job.Stated {
		return nil
	}
	r := Reprint{Spans: job.Reprints, Reason: job.Reason, Day: job.Day, By: job.By, Key: "press-" + job.ID}
	if err := p.c.Ledger.Reprint(ctx, r); err != nil {
		return fmt.Errorf("printing %s again: %w", job.Reprints[0], err)
	}
	_, err := p.changeJob(ctx, job.Entity, job.ID, func(_ storage.Tx, job *Job) error {
		job.Stated = true
		return nil
	})
	return err
}

// forget deletes a job of which nothing was made.
func (p *Press) forget(ctx context.Context, job Job, orderKey string) error {
	return p.change(ctx, job.Entity, func(tx storage.Tx) error {
		for _, part := range job.Parts() {
			if err := dropClaims(tx, job, part); err != nil {
				return err
			}
		}
		keys := [][]byte{
			jobKey(job.Entity, job.ID), key(designTable, job.Entity, job.ID), key(todoTable, job.Entity, job.ID),
		}
		if orderKey != "" {
			keys = append(keys, key(keyTable, job.Entity, orderKey))
		}
		for _, k := range keys {
			if err := tx.Delete(k); err != nil {
				return err
			}
		}
		return release(tx, job.Entity, job.ID, false)
	})
}
