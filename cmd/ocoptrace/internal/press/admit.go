package press

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage"
)

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
	if err := writeRow(tx, key(designTable, job.Entity, job.ID), job.Template); err != nil {
		return err
	}
	if err := setTodo(tx, job); err != nil {
		return err
	}
	return writeRow(tx, jobKey(job.Entity, job.ID), job)
}

func setTodo(tx storage.Tx, job Job) error {
	return writeRow(tx, key(todoTable, job.Entity, job.ID), job.ID)
}
