package press

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"ocoptrace/storage"
)

// Cancel ends a job for good and removes its files. Labels of parts that were
// not handed out are free again, as are the items of the queue with what was
// not. A cancelled job is no error; ErrNotFound, ErrState if all of it was
// handed out.
func (p *Press) Cancel(ctx context.Context, entity, id string) error {
	job, err := p.changeJob(ctx, entity, id, func(tx storage.Tx, job *Job) error {
		if job.State == Cancelled {
			return nil
		}
		if !job.HandedOut.IsZero() {
			return fmt.Errorf("%w: %s was handed out %s", ErrState, id, job.HandedOut.Format(time.DateOnly))
		}
		out, err := freeLabels(tx, *job)
		if err != nil {
			return err
		}
		if err := freeItems(tx, *job, out); err != nil {
			return err
		}
		job.State, job.Error = Cancelled, ""
		return tx.Delete(key(todoTable, entity, id))
	})
	if err != nil {
		return err
	}
	p.pool.cancel(id)
	return p.removeFiles(job)
}

// freeLabels drops the claims of a job on what was not handed out, and returns
// what was.
func freeLabels(tx storage.Tx, job Job) (out []Span, err error) {
	parts, err := readParts(tx, job)
	if err != nil {
		return nil, err
	}
	for _, part := range parts {
		if part.Out.IsZero() {
			if err := dropClaims(tx, job, part); err != nil {
				return nil, err
			}
			continue
		}
		for _, piece := range part.Pieces {
			out = append(out, piece.Span)
		}
	}
	return merged(out), nil
}

// freeItems gives a job's items back to the queue, less the labels that were
// handed out.
func freeItems(tx storage.Tx, job Job, out []Span) error {
	return eachRow(tx, under(queueTable, job.Entity), nil, func(at []byte, item Item) error {
		if item.Job != job.ID {
			return nil
		}
		item.Job = ""
		rest := item.Span.without(out)
		if len(rest) == 0 {
			return tx.Delete(at)
		}
		id := item.ID
		for i, span := range rest {
			if i > 0 {
				item.ID = id + "-" + strconv.Itoa(i)
			}
			item.Span = span
			if err := writeRow(tx, key(queueTable, job.Entity, item.ID), item); err != nil {
				return err
			}
		}
		return nil
	})
}

// Retry makes what is missing of a job: after an error, or because its files
// were removed. The bytes are those of before, or the job fails with ErrChanged.
// ErrNotFound, ErrState if it was cancelled.
func (p *Press) Retry(ctx context.Context, entity, id string) error {
	_, err := p.changeJob(ctx, entity, id, func(tx storage.Tx, job *Job) error {
		if job.State == Cancelled {
			return fmt.Errorf("%w: %s is cancelled; make a new one", ErrState, id)
		}
		job.State, job.Error, job.Removed = Waiting, "", time.Time{}
		return setTodo(tx, *job)
	})
	if err != nil {
		return err
	}
	return p.takeUp(ctx, entity, id)
}

// takeUp states what a job prints again, if that is not done, and has it made.
func (p *Press) takeUp(ctx context.Context, entity, id string) error {
	job, err := p.Job(ctx, entity, id)
	if err != nil {
		return err
	}
	if err := p.stateReprints(ctx, job); err != nil {
		return err
	}
	return p.enqueue(ctx, entity, id)
}

// Wait waits until the files of a job are made, and returns it. What went wrong
// is the error. It ends with ctx; the job goes on.
func (p *Press) Wait(ctx context.Context, entity, id string) (Job, error) {
	for {
		job, err := p.Job(ctx, entity, id)
		if err != nil {
			return job, err
		}
		w := p.pool.get(id)
		switch {
		case job.State == Failed:
			return job, fmt.Errorf("job %s failed: %s", id, job.Error)
		case job.State == Cancelled:
			return job, fmt.Errorf("%w: %s", ErrStopped, id)
		case job.State == Ready:
			return job, nil
		case w == nil: // whatever kept it from being taken up
			if err := p.takeUp(ctx, entity, id); err != nil {
				return job, err
			}
			continue
		}
		select {
		case <-w.ended:
		case <-ctx.Done():
			return job, ctx.Err()
		}
		if w.err != nil {
			job, err := p.Job(ctx, entity, id)
			return job, errors.Join(w.err, err)
		}
	}
}

// Progress is how far a job is.
type Progress struct {
	State  State
	Labels int64 // made, copies counted
	Total  int64
	Parts  int // made
	Of     int
	Error  string // of one that failed
}

// Progress tells how far a job is. ErrNotFound.
func (p *Press) Progress(ctx context.Context, entity, id string) (Progress, error) {
	job, parts, err := p.JobParts(ctx, entity, id)
	if err != nil {
		return Progress{}, err
	}
	at := Progress{State: job.State, Total: job.Labels(), Of: len(parts), Error: job.Error}
	for _, part := range parts {
		if !part.Made.IsZero() && job.Removed.IsZero() {
			at.Parts++
			at.Labels += part.Labels
		}
	}
	if w := p.pool.get(id); w != nil {
		at.Labels, at.Parts = w.labels.Load(), int(w.made.Load())
	}
	return at, nil
}
