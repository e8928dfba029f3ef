package press

import (
	"context"
	"fmt"
	"time"

	"ocoptrace/storage"
)

// HandOut notes that whoever prints has a part. With the last part of a job its
// items leave the queue, and where it ended on the stock is remembered. A part
// that was handed out before changes nothing. ErrNotFound, ErrState.
func (p *Press) HandOut(ctx context.Context, entity, id string, part int) error {
	now := p.c.Now().UTC()
	_, err := p.changeJob(ctx, entity, id, func(tx storage.Tx, job *Job) error {
		parts := job.Parts()
		if part < 0 || part >= len(parts) {
			return fmt.Errorf("%w: part %d of the %d of job %s", ErrNotFound, part+1, len(parts), id)
		}
		at := partKey(entity, id, part)
		row, err := readRow[partRow](tx, at, fmt.Errorf("%w: part %d of job %s is not made yet", ErrState, part+1, id))
		if err != nil {
			return err
		}
		if job.State == Cancelled {
			return fmt.Errorf("%w: %s is cancelled", ErrState, id)
		}
		if !row.Out.IsZero() {
			return nil
		}
		row.Out = now
		if err := writeRow(tx, at, row); err != nil {
			return err
		}
		if err := setClaims(tx, *job, parts[part], true); err != nil {
			return err
		}
		return partOut(tx, job, len(parts), now)
	})
	return err
}

// partOut counts a part that was handed out, and settles the job after the last.
func partOut(tx storage.Tx, job *Job, parts int, now time.Time) error {
	if job.PartsOut++; job.PartsOut < parts {
		return nil
	}
	job.HandedOut = now
	if err := release(tx, job.Entity, job.ID, true); err != nil {
		return err
	}
	at, err := readPosition(tx, job.Entity, job.Sheet.Stock.ID)
	if err != nil {
		return err
	}
	if at.Job != "" {
		last, err := readRow[Job](tx, jobKey(job.Entity, at.Job), nil)
		if err != nil {
			return err
		}
		if last.Created.After(job.Created) { // it lies behind this one on the sheet
			return nil
		}
	}
	return setPosition(tx, job.Entity, at, job.next(), CountOf(job.Sheet), job.ID, now)
}
