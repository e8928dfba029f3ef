package press

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"ocoptrace/storage"
)

// Run makes the files of jobs until ctx ends; what is unfinished then, is made
// when Run is called again. It first takes up what was left unfinished before.
// It is called once at a time.
func (p *Press) Run(ctx context.Context) error {
	if err := p.tidySpool(ctx); err != nil {
		return err
	}
	if err := p.resume(ctx); err != nil {
		return err
	}
	var all sync.WaitGroup
	for i := range p.c.Parallel + 1 {
		all.Go(func() { p.worker(ctx, i == p.c.Parallel) })
	}
	all.Wait()
	return ctx.Err()
}

// worker makes parts until ctx ends.
func (p *Press) worker(ctx context.Context, small bool) {
	for {
		w, i, ok := p.pool.next(ctx, small)
		if !ok {
			return
		}
		err := p.makePart(ctx, w, w.parts[i])
		if last, failure := p.pool.done(w, err); last {
			p.finish(ctx, w, failure)
		}
	}
}

// makePart writes the file of a part and notes it.
func (p *Press) makePart(ctx context.Context, w *work, part Part) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(w.stopped, func() { cancel(context.Cause(w.stopped)) })()
	var told int64
	size, digest, err := p.spool.write(part.name(w.job), func(out io.Writer) (err error) {
		defer rescue(&err)
		return p.c.Maker.Make(ctx, out, w.job, part, func(n int64) {
			n = max(min(n, part.Labels-told), 0)
			told += n
			w.labels.Add(n)
		})
	})
	if err == nil {
		err = p.noteMade(context.WithoutCancel(ctx), w.job, part, partRow{Size: size, Digest: digest, Made: p.c.Now().UTC()})
	}
	if err != nil {
		w.labels.Add(-told)
		return fmt.Errorf("part %d of job %s: %w", part.Index+1, w.job.ID, err)
	}
	w.labels.Add(part.Labels - told)
	w.made.Add(1)
	return nil
}

// rescue makes a panic of a Maker an error: it fails one job, not the service.
func rescue(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("panic: %v", v)
	}
}

// noteMade stores what is known of a part's file. ErrStopped if the job was
// cancelled; ErrChanged if the file was made before and was another, and then
// the file is removed.
func (p *Press) noteMade(ctx context.Context, job Job, part Part, row partRow) error {
	err := p.update(ctx, func(tx storage.Tx) error {
		now, err := readRow[Job](tx, jobKey(job.Entity, job.ID), ErrStopped)
		if err == nil && now.State == Cancelled {
			err = ErrStopped
		}
		if err != nil {
			return err
		}
		at := partKey(job.Entity, job.ID, part.Index)
		before, err := readRow[partRow](tx, at, nil)
		if err != nil {
			return err
		}
		if before.Digest != "" && before.Digest != row.Digest {
			return ErrChanged
		}
		next := row
		next.Out, next.Sent, next.Partial = before.Out, before.Sent, before.Partial
		return writeRow(tx, at, next)
	})
	if errors.Is(err, ErrStopped) || errors.Is(err, ErrChanged) {
		err = errors.Join(err, p.spool.remove(part.name(job)))
	}
	return err
}

// finish stores how a job ended. A job that stopped only because ctx ended is
// left unfinished.
func (p *Press) finish(ctx context.Context, w *work, failure error) {
	kept := context.WithoutCancel(ctx)
	switch {
	case failure == nil:
		failure = p.noteReady(kept, w.job)
	case ctx.Err() != nil || errors.Is(failure, ErrStopped):
	default:
		failure = errors.Join(failure, p.noteFailed(kept, w.job, failure))
	}
	p.pool.end(w, failure)
}

func (p *Press) noteReady(ctx context.Context, job Job) error {
	now := p.c.Now().UTC()
	_, err := p.changeJob(ctx, job.Entity, job.ID, func(tx storage.Tx, job *Job) error {
		if job.State == Cancelled {
			return ErrStopped
		}
		job.State, job.Error, job.Made, job.Removed = Ready, "", now, time.Time{}
		if err := tx.Delete(key(todoTable, job.Entity, job.ID)); err != nil {
			return err
		}
		return setKept(tx, *job, now)
	})
	return err
}

func (p *Press) noteFailed(ctx context.Context, job Job, failure error) error {
	now := p.c.Now().UTC()
	_, err := p.changeJob(ctx, job.Entity, job.ID, func(tx storage.Tx, job *Job) error {
		if job.State == Cancelled {
			return ErrStopped
		}
		job.State, job.Error = Failed, shorten(failure.Error(), 500)
		if err := tx.Delete(key(todoTable, job.Entity, job.ID)); err != nil {
			return err
		}
		return setKept(tx, *job, now) // of parts that were made
	})
	return err
}

// enqueue has the missing parts of a job made.
func (p *Press) enqueue(ctx context.Context, entity, id string) error {
	p.moving.Lock()
	defer p.moving.Unlock()
	if !p.pool.free(id) {
		return nil
	}
	job, parts, err := p.JobParts(ctx, entity, id)
	if err != nil || job.State != Waiting {
		return err
	}
	var todo []int
	for i, part := range parts {
		if part.Made.IsZero() || !p.spool.has(part.name(job), part.Size) {
			todo = append(todo, i)
		}
	}
	if len(todo) == 0 {
		return p.noteReady(ctx, job)
	}
	p.pool.add(newWork(job, parts, todo))
	return nil
}
