package capture

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
)

// retryAfter is how long Run waits after a fault of the store.
const retryAfter = 10 * time.Second

// Run does the jobs one after the other until ctx ends.
func (j *Jobs) Run(ctx context.Context) {
	for ctx.Err() == nil {
		again := time.Hour
		if err := j.RunOnce(ctx); err != nil && ctx.Err() == nil {
			j.Logger.Error("capture: a job could not be done", "error", err)
			again = retryAfter
		}
		select {
		case <-ctx.Done():
		case <-j.wake:
		case <-time.After(again):
		}
	}
}

// RunOnce does the jobs that there are, and deletes old ones.
func (j *Jobs) RunOnce(ctx context.Context) error {
	for {
		job, err := j.first(ctx)
		if err != nil || job == nil {
			return errors.Join(err, j.forget(ctx))
		}
		if err := j.do(ctx, job); err != nil {
			return err
		}
	}
}

// first is the oldest job that is not finished; nil for none.
func (j *Jobs) first(ctx context.Context) (found *Job, err error) {
	err = j.Store.View(ctx, func(tx storage.Tx) error {
		found = nil
		return tx.Scan([]byte(todoPrefix), nil, func(key, value []byte) error {
			job, err := readJob(tx, string(value), string(key[len(todoPrefix):]))
			found = &job
			return errors.Join(err, storage.Stop)
		})
	})
	if errors.Is(err, storage.Stop) {
		err = nil
	}
	return found, err
}

// do captures the document of a job and finishes it.
func (j *Jobs) do(ctx context.Context, job *Job) error {
	w := &work{Jobs: j, ctx: ctx, job: job}
	sound := true
	var err error
	if job.Behaviour == Rollback {
		w.seen = make(map[[8]byte][8]byte)
		if err = w.each(w.check); err == nil {
			sound = job.Success
		}
	}
	if err == nil && sound {
		err = w.each(w.capture)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil && !errors.Is(err, errStopped) {
		return err
	}
	return j.finish(ctx, job)
}

func (j *Jobs) finish(ctx context.Context, job *Job) error {
	job.Finished = j.Now().UTC()
	err := j.Store.Update(ctx, func(tx storage.Tx) error {
		if err := tx.Delete([]byte(todoPrefix + job.ID)); err != nil {
			return err
		}
		return writeJob(tx, job)
	})
	return errors.Join(err, removeBody(ctx, j.Store, job.ID))
}

// errStopped says that a job ends with the errors that it has.
var errStopped = errors.New("capture: stopped")

// work is one job being done.
type work struct {
	*Jobs
	ctx  context.Context
	job  *Job
	seen map[[8]byte][8]byte // digests of eventID and hash
}

// A group is some events with their places in the document.
type group struct {
	trace.Capture
	at   []int
	size int
}

// each reads the document and hands its sound events on in groups that fit in
// one trace.Capture.
func (w *work) each(f func(*group) error) error {
	r := epcis.NewReader(&unspool{ctx: w.ctx, store: w.Store, id: w.job.ID})
	g, place := w.newGroup(), -1
	for e, err := range r.Events() {
		place++
		if err != nil { // told when it came
			continue
		}
		size := len(e.AppendJSON(nil))
		if len(g.at) == trace.MaxOrder || g.size+2*size > trace.MaxCapture && len(g.at) > 0 {
			if err := f(g); err != nil {
				return err
			}
			g = w.newGroup()
		}
		g.Events, g.at, g.size = append(g.Events, e), append(g.at, place), g.size+size
	}
	if err := r.Err(); err != nil {
		return err
	}
	if len(g.at) == 0 {
		return nil
	}
	return f(g)
}

func (w *work) newGroup() *group {
	return &group{Capture: trace.Capture{Entity: w.job.Entity, By: w.job.By, Context: []byte(w.job.Context)}}
}

// check notes which events cannot be captured.
func (w *work) check(g *group) error {
	faults, err := w.Registry.CheckCapture(w.ctx, g.Capture)
	if err != nil {
		return err
	}
	ns := epcis.Namespaces(nil).With(g.Context)
	for i, fault := range faults {
		if fault != nil {
			w.fault(g.at[i], fault)
		} else if e := &g.Events[i]; e.EventID != "" && w.taken(e.EventID, e.Hash(ns)) {
			w.job.fault(Fault{Path: w.pointer(g.at[i]), Reason: "another event of the document has the eventID " + e.EventID, Exists: true})
		}
	}
	return nil
}

// taken says that an earlier event of the document has the id and another hash.
func (w *work) taken(id, hash string) bool {
	short := func(s string) (b [8]byte) {
		sum := sha256.Sum256([]byte(s))
		binary.BigEndian.PutUint64(b[:], binary.BigEndian.Uint64(sum[:]))
		return b
	}
	key, value := short(id), short(hash)
	earlier, known := w.seen[key]
	w.seen[key] = value
	return known && earlier != value
}

// capture states a group. An event that cannot be is told and left out, and with
// Rollback ends the job.
func (w *work) capture(g *group) error {
	if w.job.Behaviour == Proceed {
		if err := w.leaveOut(g); err != nil {
			return err
		}
	}
	for len(g.at) > 0 {
		receipts, err := w.Registry.Capture(w.ctx, g.Capture)
		var fact *trace.FactError
		if errors.As(err, &fact) {
			w.fault(g.at[fact.Fact], fact.Err)
			if w.job.Behaviour == Rollback {
				return errStopped
			}
			g.drop(fact.Fact)
			continue
		}
		if err != nil {
			return err
		}
		for _, r := range receipts {
			w.job.Captured++
			if r.Again {
				w.job.Again++
			}
		}
		return nil
	}
	return nil
}

// leaveOut takes those events out of a group that cannot be captured.
func (w *work) leaveOut(g *group) error {
	faults, err := w.Registry.CheckCapture(w.ctx, g.Capture)
	if err != nil {
		return err
	}
	for i := len(faults) - 1; i >= 0; i-- {
		if faults[i] != nil {
			w.fault(g.at[i], faults[i])
			g.drop(i)
		}
	}
	return nil
}

func (g *group) drop(i int) {
	g.Events = append(g.Events[:i], g.Events[i+1:]...)
	g.at = append(g.at[:i], g.at[i+1:]...)
}

func (w *work) pointer(place int) string { return fmt.Sprintf("%s/%d", w.job.List, place) }

// fault notes why the registry does not take an event.
func (w *work) fault(place int, err error) {
	w.job.fault(FaultOf(w.pointer(place), err))
}

// FaultOf words why the registry does not take an event.
func FaultOf(path string, err error) Fault {
	f := Fault{Path: path, Reason: err.Error()}
	var ps trace.Problems
	if errors.As(err, &ps) {
		f.Exists = ps[0].Key == "eventTaken"
		if say := reasons[ps[0].Key]; say != "" {
			f.Reason = say
		}
	}
	return f
}

// reasons are the words of problems that people meet.
var reasons = map[string]string{
	"eventTaken":       "an event with other content has this eventID",
	"eventOfAnother":   "the event was captured by somebody else, who alone may declare it wrong",
	"recordTooLarge":   "the event is longer than a record may be, some 56,000 bytes; part it into several events",
	"eventHash":        "an eventID that begins with “ni:” is the hash of the event, and this is of another one",
	"tooLong":          "the eventID is longer than 500 bytes",
	"unknownReference": "the entity of this account is not registered",
	"notNFC":           "the @context is not in Unicode normalization form C",
}

// forget deletes jobs of long ago, and documents that broke off while they came.
func (j *Jobs) forget(ctx context.Context) error {
	if err := j.removeBroken(ctx); err != nil {
		return err
	}
	before := fmt.Sprintf("%016x", j.Now().Add(-keptFor).UnixMicro())
	return j.Store.Update(ctx, func(tx storage.Tx) error {
		var old [][]byte
		err := tx.Scan([]byte(jobPrefix), nil, func(key, _ []byte) error {
			if id := key[len(key)-24:]; string(id) < before {
				old = append(old, key)
			}
			if len(old) == 1000 {
				return storage.Stop
			}
			return nil
		})
		for i := 0; err == nil && i < len(old); i++ {
			err = tx.Delete(old[i])
		}
		return err
	})
}

// removeBroken deletes the pieces of documents of which no job was made within a
// day.
func (j *Jobs) removeBroken(ctx context.Context) error {
	before := fmt.Sprintf("%016x", j.Now().Add(-24*time.Hour).UnixMicro())
	for {
		id := ""
		err := j.Store.View(ctx, func(tx storage.Tx) error {
			id = ""
			var after []byte
			for {
				found := ""
				err := tx.Scan([]byte(bodyPrefix), after, func(key, _ []byte) error {
					found = string(key[len(bodyPrefix) : len(key)-9])
					return storage.Stop
				})
				if err != nil || found == "" || found >= before {
					return err
				}
				if _, err := tx.Get([]byte(todoPrefix + found)); errors.Is(err, storage.ErrNotFound) {
					id = found
					return nil
				} else if err != nil {
					return err
				}
				after = append([]byte(bodyPrefix+found), 0xff)
			}
		})
		if err != nil || id == "" {
			return err
		}
		if err := removeBody(ctx, j.Store, id); err != nil {
			return err
		}
	}
}
