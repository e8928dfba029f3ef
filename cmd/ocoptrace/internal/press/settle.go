package press

import (
	"context"
	"fmt"

	"ocoptrace/storage"
)

// Settle notes that whoever ordered a job was told of its end. An order that is
// repeated until then means that job; a caller that makes more of the same asks
// whether it is Over. A job that is settled stays as it is. ErrNotFound, ErrState
// if not all of it was handed out.
func (p *Press) Settle(ctx context.Context, entity, id string) error {
	now := p.c.Now().UTC()
	_, err := p.changeJob(ctx, entity, id, func(_ storage.Tx, job *Job) error {
		if job.HandedOut.IsZero() {
			return fmt.Errorf("%w: %s is not handed out", ErrState, id)
		}
		if job.Settled.IsZero() {
			job.Settled = now
		}
		return nil
	})
	return err
}

// Over says that nothing more is to be done for the one who ordered the job.
func (j Job) Over() bool { return !j.Settled.IsZero() || j.State == Cancelled }

// noteSending notes whether it is unknown how much of a part a printer has, and
// that all of it went.
func (p *Press) noteSending(ctx context.Context, entity, id string, part int, partial, sent bool) error {
	now := p.c.Now().UTC()
	return p.change(ctx, entity, func(tx storage.Tx) error {
		at := partKey(entity, id, part)
		row, err := readRow[partRow](tx, at, fmt.Errorf("%w: part %d of job %s is not made yet", ErrState, part+1, id))
		if err != nil {
			return err
		}
		if row.Partial = partial; sent {
			row.Sent = now
		}
		return writeRow(tx, at, row)
	})
}
