package press

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"ocoptrace/storage"
	"ocoptrace/trace/ocop"
)

// Limits of jobs.
const (
	MaxUnfinished = 20  // jobs of an entity that wait or are being made
	maxSpans      = 200 // of a job, and of the labels it prints again
	maxItems      = 200
	maxTexts      = 20
	maxText       = 500 // letters of a reason or of one of the texts
	maxTextBytes  = 16_000
)

// An Order asks for a job.
type Order struct {
	By       string
	Spans    []Span   // in the order in which they are printed, no label twice
	Items    []string // of the queue, which the spans come from; see Take
	Sheet    Sheet    // Start 0 is where the last job on the stock ended
	Template []byte   // in the format of label/layout
	Texts    map[string]string
	Printer  string // profile; "" for a PDF to print oneself
	Reason   string // for printing labels again

	// Key makes the order idempotent: another of the same entity and key is
	// answered with the job of the first. At most 64 of a-z, 0-9 and "-".
	Key string
}

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
	if err := p.Maker.Check(ctx, job); err != nil {
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

func (o Order) check(entity string) error {
	if err := checkEntity(entity); err != nil {
		return err
	}
	switch {
	case o.Key != "" && !validID(o.Key):
		return fmt.Errorf("%w: the key %.70q", ErrID, o.Key)
	case len(o.Spans) == 0:
		return fmt.Errorf("%w: it has no labels", ErrOrder)
	case len(o.Spans) > maxSpans || len(o.Items) > maxItems:
		return fmt.Errorf("%w: %d ranges of labels, at most %d are printed together", ErrOrder, len(o.Spans), maxSpans)
	case utf8.RuneCountInString(o.Reason) > maxText:
		return fmt.Errorf("%w: the reason has %d letters, at most %d", ErrOrder, utf8.RuneCountInString(o.Reason), maxText)
	case len(o.Template) > MaxDesign || len(o.Template) > 0 && !json.Valid(o.Template):
		return fmt.Errorf("%w: the template is not JSON of at most %d bytes", ErrOrder, MaxDesign)
	}
	if err := checkTexts(o.Texts); err != nil {
		return err
	}
	if err := o.Sheet.check(); err != nil {
		return err
	}
	return checkSpans(o.Spans, int64(o.Sheet.copies()))
}

func checkTexts(texts map[string]string) error {
	if len(texts) > maxTexts {
		return fmt.Errorf("%w: %d texts, at most %d", ErrOrder, len(texts), maxTexts)
	}
	bytes := 0
	for name, text := range texts {
		bytes += len(name) + len(text)
		if n := utf8.RuneCountInString(text); n > maxText || len(name) > maxID {
			return fmt.Errorf("%w: the text %.40q has %d letters, at most %d", ErrOrder, name, n, maxText)
		}
	}
	if bytes > maxTextBytes {
		return fmt.Errorf("%w: the texts have %d bytes, at most %d", ErrOrder, bytes, maxTextBytes)
	}
	return nil
}

// checkSpans refuses what is no label, a label twice, and too many.
func checkSpans(spans []Span, copies int64) error {
	for _, s := range spans {
		if err := s.check(); err != nil {
			return err
		}
	}
	n := total(spans)
	if total(merged(spans)) != n {
		return fmt.Errorf("%w: a label stands in it twice; ask for copies instead", ErrOrder)
	}
	if n > MaxLabels/copies {
		return fmt.Errorf("%w: %d labels of %d copies, at most %d are printed together", ErrOrder, n, copies, MaxLabels)
	}
	return nil
}

func (p *Press) newJob(ctx context.Context, entity string, o Order) (Job, error) {
	id, err := p.newID(true)
	if err != nil {
		return Job{}, err
	}
	printer, sheet, err := p.printerFor(ctx, entity, o.Printer, o.Sheet)
	if err != nil {
		return Job{}, err
	}
	if sheet.Start == 0 {
		at, err := p.Position(ctx, entity, sheet.stock())
		if err != nil {
			return Job{}, err
		}
		if sheet.Start = at.Next; at.Next > sheet.perSheet() {
			sheet.Start = 1 // the stock is another than it was
		}
	}
	now := p.Now().UTC()
	return Job{
		ID: id, Entity: entity, Spans: o.Spans, Sheet: sheet, Printer: printer,
		Template: o.Template, Texts: o.Texts, Created: now, Day: ocop.DateOf(now), By: o.By,
		Reason: o.Reason, Items: o.Items, State: Waiting,
	}, nil
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

// insert stores a new job, with its claims on labels and on items of the queue.
// It returns the job as it is stored: the first of its key.
func (p *Press) insert(ctx context.Context, job Job, orderKey string) (stored Job, err error) {
	err = p.change(ctx, job.Entity, func(tx storage.Tx) (err error) {
		if stored, err = readJob(tx, job.Entity, job.ID); !errors.Is(err, ErrNotFound) {
			return err // stored by the run before
		}
		stored = job
		if orderKey != "" {
			at := key(keyTable, job.Entity, orderKey)
			id, err := readRow[string](tx, at, ErrNotFound)
			if err == nil {
				stored, err = readJob(tx, job.Entity, id)
			}
			if !errors.Is(err, ErrNotFound) {
				return err
			}
			if err := writeRow(tx, at, job.ID); err != nil {
				return err
			}
		}
		return admit(tx, &stored)
	})
	return stored, err
}

// admit checks a new job against the others of its entity and writes its rows.
func admit(tx storage.Tx, job *Job) error {
	n, err := count(tx, under(todoTable, job.Entity))
	if err == nil && n >= MaxUnfinished {
		err = fmt.Errorf("%w: %d jobs are being made; wait for one or cancel it", ErrLimit, n)
	}
	if err != nil {
		return err
	}
	again, err := claimed(tx, job.Entity, job.ID, job.Spans)
	if err != nil {
		return err
	}
	if again != nil {
		if job.Reason == "" {
			return again
		}
		if len(again.Spans) > maxSpans {
			return fmt.Errorf("%w: %w", ErrOrder, errManyFragments)
		}
		job.Reprints = again.Spans
	}
	job.Stated = again == nil
	if err := hold(tx, job.Entity, job.ID, job.Items); err != nil {
		return err
	}
	return writeJob(tx, *job)
}

// writeJob writes all rows of a new job.
func writeJob(tx storage.Tx, job Job) error {
	for _, part := range job.Parts() {
		if err := setClaims(tx, job, part, false); err != nil {
			return err
		}
	}
	if len(job.Template) > 0 {
		if err := tx.Set(key(designTable, job.Entity, job.ID), job.Template); err != nil {
			return err
		}
	}
	if err := setTodo(tx, job); err != nil {
		return err
	}
	return writeRow(tx, jobKey(job.Entity, job.ID), job)
}

func setTodo(tx storage.Tx, job Job) error {
	return writeRow(tx, key(todoTable, job.Entity, job.ID), job.ID)
}

// stateReprints states what a job prints again. The key makes it one order,
// however often this is done.
func (p *Press) stateReprints(ctx context.Context, job Job) error {
	if job.Stated {
		return nil
	}
	r := Reprint{Spans: job.Reprints, Reason: job.Reason, Day: job.Day, By: job.By, Key: "press-" + job.ID}
	if err := p.Ledger.Reprint(ctx, r); err != nil {
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
