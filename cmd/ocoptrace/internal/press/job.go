package press

import (
	"context"
	"fmt"
	"io"
	"time"

	"ocoptrace/label/layout"
	"ocoptrace/label/stock"
	"ocoptrace/storage"
	"ocoptrace/trace/ocop"
)

// State is how far the files of a job are.
type State string

// The states of a job. A failed one can be made again; a cancelled one is over.
const (
	Waiting   State = "waiting" // to be made, or being made
	Ready     State = "ready"   // all parts are made
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// A Job is labels that are printed together, as one document in parts. All that
// its bytes depend on stands in it, and in the records of its labels.
type Job struct {
	ID      string    `json:"id"`
	Entity  string    `json:"entity"`
	Spans   []Span    `json:"spans"` // in the order in which they are printed
	Sheet   stock.Job `json:"sheet"`
	Printer Printer   `json:"printer"` // as it was when the job was made, without calibrations

	Template layout.Template   `json:"-"`               // a row of its own
	Texts    map[string]string `json:"texts,omitempty"` // what the template asks of whoever prints

	Created time.Time `json:"created"`
	Day     ocop.Date `json:"day"` // whose texts and stars are printed
	By      string    `json:"by"`  // account

	Reason   string   `json:"reason,omitempty"`   // why labels are printed again
	Reprints []Span   `json:"reprints,omitempty"` // those that were in another job
	Stated   bool     `json:"stated,omitempty"`   // the reprints are
	Items    []string `json:"items,omitempty"`    // of the queue

	State     State     `json:"state"`
	Error     string    `json:"error,omitempty"`  // of one that failed
	Made      time.Time `json:"made,omitzero"`    // when the last part was
	Removed   time.Time `json:"removed,omitzero"` // when the files were
	PartsOut  int       `json:"partsOut,omitempty"`
	HandedOut time.Time `json:"handedOut,omitzero"` // when the last part was
	Settled   time.Time `json:"settled,omitzero"`   // when whoever ordered it had been told of its end, see Settle
}

// Labels is the number of labels of a job, copies counted.
func (j Job) Labels() int64 { return total(j.Spans) * int64(copies(j.Sheet)) }

// Fill says how the job's labels lie on its sheets.
func (j Job) Fill() Fill { return FillOf(perSheet(j.Sheet), start(j.Sheet), j.Labels()) }

// next is the free position behind the job's last label.
func (j Job) next() int {
	f := j.Fill()
	return f.Used%max(f.Of, 1) + 1
}

// A Maker turns labels into what a printer understands.
type Maker interface {
	// Check says what keeps a job from being printed, such as a batch that is
	// recalled. It is asked before anything of the job is stored.
	Check(ctx context.Context, job Job) error

	// Make writes one part. The same job and part give the same bytes. done is
	// told how many labels more are written, copies counted. Make ends soon
	// after ctx does. It may run on several goroutines at once.
	Make(ctx context.Context, w io.Writer, job Job, part Part, done func(labels int64)) error
}

func errNoJob(id string) error { return fmt.Errorf("%w: job %.70q", ErrNotFound, id) }

func checkJob(entity, id string) error {
	if !validID(entity) || !validID(id) {
		return errNoJob(id)
	}
	return nil
}

func jobKey(entity, id string) []byte { return key(jobTable, entity, id) }

// readJob reads a job and its template.
func readJob(tx storage.Tx, entity, id string) (Job, error) {
	job, err := readRow[Job](tx, jobKey(entity, id), errNoJob(id))
	if err != nil {
		return job, err
	}
	job.Template, err = readRow[layout.Template](tx, key(designTable, entity, id), fmt.Errorf("%w: template of job %s", ErrNotFound, id))
	return job, err
}

// Job returns a job of an entity. ErrNotFound.
func (p *Press) Job(ctx context.Context, entity, id string) (job Job, err error) {
	if err := checkJob(entity, id); err != nil {
		return job, err
	}
	err = p.store.View(ctx, func(tx storage.Tx) error {
		job, err = readJob(tx, entity, id)
		return err
	})
	return job, err
}

// Jobs lists at most limit jobs of an entity, the newest first, behind the one
// named by after if that is not "". Templates are left out.
func (p *Press) Jobs(ctx context.Context, entity, after string, limit int) (jobs []Job, err error) {
	if err := checkEntity(entity); err != nil {
		return nil, err
	}
	var behind []byte
	if after != "" {
		behind = jobKey(entity, after)
	}
	err = p.store.View(ctx, func(tx storage.Tx) error {
		return eachRow(tx, under(jobTable, entity), behind, func(_ []byte, job Job) error {
			if len(jobs) >= limit {
				return storage.Stop
			}
			jobs = append(jobs, job)
			return nil
		})
	})
	return jobs, err
}

// changeJob alters a job under the entity's guard; f writes what else follows.
func (p *Press) changeJob(ctx context.Context, entity, id string, f func(storage.Tx, *Job) error) (job Job, err error) {
	if err := checkJob(entity, id); err != nil {
		return job, err
	}
	err = p.change(ctx, entity, func(tx storage.Tx) error {
		if job, err = readJob(tx, entity, id); err != nil {
			return err
		}
		if err = f(tx, &job); err != nil {
			return err
		}
		return writeRow(tx, jobKey(entity, id), job)
	})
	return job, err
}

// shorten bounds a text that is stored.
func shorten(text string, letters int) string {
	if r := []rune(text); len(r) > letters {
		return string(r[:letters-1]) + "…"
	}
	return text
}
