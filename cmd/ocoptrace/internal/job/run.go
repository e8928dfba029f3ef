package job

import (
	"context"
	"errors"
	"strings"

	"ocoptrace/storage"
)

// Start keeps a task instead of the one of the same name before, and has it
// worked on. ErrRunning while that is not done, ErrKind, ErrName, ErrFile.
func (j *Jobs) Start(ctx context.Context, t Task) error {
	k, err := t.key()
	switch {
	case err != nil:
		return err
	case j.works[t.Kind] == nil:
		return ErrKind
	case len(t.File) > MaxFile:
		return ErrFile
	}
	r := row{Values: t.Values, Begun: j.Now().UTC()}
	err = j.Store.Update(ctx, func(tx storage.Tx) error {
		before, err := read(tx, k)
		if err == nil && before.Ended.IsZero() {
			return ErrRunning
		}
		if err != nil && !errors.Is(err, ErrNone) {
			return err
		}
		if err := writeFile(tx, k, t.File); err != nil {
			return err
		}
		return write(tx, k, r)
	})
	if err == nil {
		j.begin(k, t)
	}
	return err
}

// begin has a task worked on, when it is its turn.
func (j *Jobs) begin(k []byte, t Task) {
	at := string(k)
	tell := func(p Progress) {
		j.mu.Lock()
		j.live[at] = p
		j.mu.Unlock()
	}
	tell(Progress{})
	j.running.Add(1)
	go func() {
		defer j.running.Done()
		select {
		case j.turns <- struct{}{}:
			defer func() { <-j.turns }()
		case <-j.ctx.Done():
			return
		}
		err := j.works[t.Kind](j.ctx, t, tell)
		if err != nil && j.ctx.Err() != nil {
			return // taken up the next time
		}
		j.end(k, t, err)
	}()
}

// end notes that a job has ended.
func (j *Jobs) end(k []byte, t Task, fault error) {
	if fault != nil {
		j.log("a job failed", t, fault)
	}
	j.mu.Lock()
	reached := j.live[string(k)]
	j.mu.Unlock()
	// what was done is noted although the service ends
	err := j.Store.Update(context.WithoutCancel(j.ctx), func(tx storage.Tx) error {
		r, err := read(tx, k)
		if err != nil {
			return err
		}
		r.Progress, r.Ended, r.Failed = reached, j.Now().UTC(), fault != nil
		return write(tx, k, r)
	})
	if err != nil {
		j.log("the end of a job could not be noted; it is taken up again when the service starts", t, err)
	}
	j.mu.Lock()
	delete(j.live, string(k))
	j.mu.Unlock()
}

func (j *Jobs) log(text string, t Task, err error) {
	if j.Logger != nil {
		j.Logger.Error(text, "kind", t.Kind, "error", err)
	}
}

// Resume takes up the jobs that have no end, and deletes those whose end is
// longer ago than Keep. One of a kind that nothing is known to do for is left.
func (j *Jobs) Resume(ctx context.Context) error {
	var open, old [][]byte
	err := j.Store.View(ctx, func(tx storage.Tx) error {
		open, old = nil, nil
		return scan(tx, func(k []byte, r row) {
			switch {
			case r.Ended.IsZero():
				open = append(open, k)
			case r.Ended.Add(Keep).Before(j.Now()):
				old = append(old, k)
			}
		})
	})
	for _, k := range old {
		if err == nil {
			err = j.Store.Update(ctx, func(tx storage.Tx) error { return remove(tx, k) })
		}
	}
	for _, k := range open {
		if err == nil {
			err = j.resume(ctx, k)
		}
	}
	return err
}

func (j *Jobs) resume(ctx context.Context, k []byte) error {
	parts := strings.SplitN(strings.TrimPrefix(string(k), prefix), "\x00", 3)
	if j.works[parts[0]] == nil {
		return nil
	}
	t, err := j.Task(ctx, Name{parts[0], parts[1], parts[2]})
	if err == nil {
		j.begin(k, t)
	}
	return err
}
