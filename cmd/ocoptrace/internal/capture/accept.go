package capture

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"ocoptrace/storage"
	"ocoptrace/trace/epcis"
)

// Accept reads a document of an entity, keeps it and makes a job of it, which
// Run does. The error is epcis.Faults for a document that is refused: with
// Rollback for any fault, with Proceed for one outside of its events. Others:
// ErrTooLarge, ErrBusy, those of package epcis for what is no JSON.
func (j *Jobs) Accept(ctx context.Context, entity, by, behaviour string, body io.Reader) (Job, error) {
	id, err := j.newID()
	if err != nil {
		return Job{}, err
	}
	job := Job{ID: id, Entity: entity, By: by, Behaviour: behaviour, Created: j.Now().UTC(), Success: true}
	if err := j.room(ctx, entity); err != nil {
		return Job{}, err
	}
	s := &spool{ctx: ctx, store: j.Store, id: id}
	if err = job.read(s, body); err == nil {
		err = s.flush()
	}
	if err == nil {
		err = j.Store.Update(ctx, func(tx storage.Tx) error {
			if err := tx.Set([]byte(todoPrefix+id), []byte(entity)); err != nil {
				return err
			}
			return writeJob(tx, &job)
		})
	}
	if err != nil {
		return Job{}, errors.Join(err, removeBody(context.WithoutCancel(ctx), j.Store, id))
	}
	j.nudge()
	return job, nil
}

// room says whether an entity may send one more document.
func (j *Jobs) room(ctx context.Context, entity string) error {
	waiting := 0
	return j.Store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan([]byte(todoPrefix), nil, func(_, value []byte) error {
			if string(value) == entity {
				if waiting++; waiting >= maxWaiting {
					return fmt.Errorf("%w (%d)", ErrBusy, waiting)
				}
			}
			return nil
		})
	})
}

// read reads the document while it is kept.
func (job *Job) read(s *spool, body io.Reader) error {
	r := epcis.NewReader(io.TeeReader(body, s))
	var faults epcis.Faults
	for _, err := range r.Events() {
		if job.Events++; job.Events > MaxEvents {
			return fmt.Errorf("%w: more than %d events", ErrTooLarge, MaxEvents)
		}
		if err == nil {
			continue
		}
		if job.Behaviour == Rollback {
			faults = appendFaults(faults, err)
		} else {
			job.faults(err)
		}
	}
	if err := r.Err(); err != nil {
		var outside epcis.Faults
		if !errors.As(err, &outside) {
			return err
		}
		faults = appendFaults(faults, err)
	}
	if len(faults) > 0 {
		return faults
	}
	if _, err := io.Copy(s, body); err != nil { // spaces behind the end
		return err
	}
	job.Context, job.List = json.RawMessage(r.Header().Context), "/epcisBody/eventList"
	if r.Header().Type == epcis.QueryDocumentType {
		job.List = "/epcisBody/queryResults/resultsBody/eventList"
	}
	return nil
}

func appendFaults(all epcis.Faults, err error) epcis.Faults {
	var some epcis.Faults
	if errors.As(err, &some) && len(all) < epcis.MaxFaults {
		all = append(all, some...)
	}
	return all
}

// faults notes what is wrong with an event.
func (job *Job) faults(err error) {
	var all epcis.Faults
	if !errors.As(err, &all) {
		job.fault(Fault{Reason: err.Error()})
		return
	}
	for _, f := range all {
		job.fault(Fault{Path: f.Path, Reason: f.Reason})
	}
}

func (j *Jobs) nudge() {
	select {
	case j.wake <- struct{}{}:
	default:
	}
}
