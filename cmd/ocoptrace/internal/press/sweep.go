package press

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"ocoptrace/storage"
)

// kept says since when the files of a job lie there.
type kept struct {
	Entity string    `json:"entity"`
	Job    string    `json:"job"`
	Made   time.Time `json:"made"`
}

func (k kept) key() []byte {
	return append([]byte(keptTable+number(k.Made.Unix())), k.Entity+"/"+k.Job...)
}

func setKept(tx storage.Tx, job Job, now time.Time) error {
	k := kept{job.Entity, job.ID, now}
	return writeRow(tx, k.key(), k)
}

// sweepJobs bounds the jobs whose files one call of Sweep removes.
const sweepJobs = 100

// Sweep removes the files of jobs that were made longer ago than Config.Keep,
// and takes up jobs whose state could not be stored. It is to be called each
// minute or so. Rows stay.
func (p *Press) Sweep(ctx context.Context) error {
	var old []kept
	before := p.c.Now().Add(-p.c.Keep)
	err := p.store.View(ctx, func(tx storage.Tx) error {
		return eachRow(tx, []byte(keptTable), nil, func(_ []byte, k kept) error {
			if k.Made.After(before) || len(old) == sweepJobs {
				return storage.Stop
			}
			old = append(old, k)
			return nil
		})
	})
	errs := []error{err}
	for _, k := range old {
		errs = append(errs, p.expire(ctx, k))
	}
	return errors.Join(append(errs, p.resume(ctx))...)
}

// expire removes the files of a job, and then says so in its row. A job that
// is being made, or was made again since, keeps them.
func (p *Press) expire(ctx context.Context, k kept) error {
	p.moving.Lock()
	defer p.moving.Unlock()
	job, err := p.Job(ctx, k.Entity, k.Job)
	if err != nil {
		return err
	}
	again := job.State == Waiting || job.Made.After(k.Made)
	if !again {
		if err := p.removeFiles(job); err != nil {
			return err
		}
	}
	now := p.c.Now().UTC()
	_, err = p.changeJob(ctx, k.Entity, k.Job, func(tx storage.Tx, job *Job) error {
		if !again && job.Removed.IsZero() {
			job.Removed = now
		}
		return tx.Delete(k.key())
	})
	return err
}

// removeFiles removes the files of a job.
func (p *Press) removeFiles(job Job) error {
	var errs []error
	for _, part := range job.Parts() {
		errs = append(errs, p.spool.remove(part.name(job)))
	}
	return errors.Join(errs...)
}

// resume takes up the jobs that are unfinished and that nobody works at. One
// that cannot be taken up keeps no other from it.
func (p *Press) resume(ctx context.Context) error {
	var todo [][2]string
	err := p.store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan([]byte(todoTable), nil, func(key, _ []byte) error {
			entity, id, _ := strings.Cut(strings.TrimPrefix(string(key), todoTable), "/")
			todo = append(todo, [2]string{entity, id})
			return nil
		})
	})
	errs := []error{err}
	for _, t := range todo {
		if p.pool.get(t[1]) != nil {
			continue
		}
		if err := p.takeUpOrFail(ctx, t[0], t[1]); err != nil {
			errs = append(errs, fmt.Errorf("job %s: %w", t[1], err))
		}
	}
	return errors.Join(errs...)
}

// takeUpOrFail is takeUp, where what goes wrong is noted in the job. It returns
// what could not be noted.
func (p *Press) takeUpOrFail(ctx context.Context, entity, id string) error {
	failure := p.takeUp(ctx, entity, id)
	if failure == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	err := p.noteFailed(ctx, Job{ID: id, Entity: entity}, failure)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrStopped) {
		return nil // refused or cancelled in the meantime
	}
	return err
}

// tidySpool removes files that were not finished, and those of jobs that are
// unknown, cancelled or whose files had been removed. Files with other names
// are left alone.
func (p *Press) tidySpool(ctx context.Context) error {
	names, err := p.spool.disk.names()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSpool, err)
	}
	live, err := p.jobsWithFiles(ctx, names)
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range names {
		id := jobOf(name)
		if id != "" && (strings.HasSuffix(name, unfinished) || !live[id]) {
			errs = append(errs, p.spool.remove(name))
		}
	}
	return errors.Join(errs...)
}

// jobsWithFiles are the jobs that may have files.
func (p *Press) jobsWithFiles(ctx context.Context, names []string) (map[string]bool, error) {
	live := map[string]bool{}
	if len(names) == 0 {
		return live, nil
	}
	err := p.store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan([]byte(jobTable), nil, func(key, value []byte) error {
			var job struct {
				State   State     `json:"state"`
				Removed time.Time `json:"removed"`
			}
			if err := json.Unmarshal(value, &job); err != nil {
				return err
			}
			live[last(key)] = job.State != Cancelled && job.Removed.IsZero()
			return nil
		})
	})
	return live, err
}
