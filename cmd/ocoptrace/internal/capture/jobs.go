package capture

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace"
)

// Limits.
const (
	MaxEvents  = 200_000   // of a document
	MaxBody    = 256 << 20 // bytes of a document
	maxWaiting = 20        // unfinished jobs of an entity
	maxErrors  = 100       // listed of a job
	keptFor    = 30 * 24 * time.Hour
)

var (
	// ErrNoJob says that the entity has no such job.
	ErrNoJob = errors.New("capture: no such job")
	// ErrBusy says that the entity has many jobs that are not finished.
	ErrBusy = errors.New("capture: too many documents wait to be captured; try again later")
	// ErrTooLarge says that a document is larger than MaxBody or MaxEvents.
	ErrTooLarge = errors.New("capture: document too large")
)

// The error behaviours (GS1-Capture-Error-Behaviour).
const (
	Rollback = "rollback"
	Proceed  = "proceed"
)

// Config says what jobs work with.
type Config struct {
	Store    storage.Store
	Registry *trace.Registry
	Now      func() time.Time
	Random   io.Reader
	Logger   *slog.Logger
}

// Jobs are the capture jobs of a service. Its methods may be called
// concurrently.
type Jobs struct {
	Config
	mu   sync.Mutex // of Random
	wake chan struct{}
}

// New makes jobs that wait for Run.
func New(c Config) *Jobs {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return &Jobs{Config: c, wake: make(chan struct{}, 1)}
}

// A Fault is one thing wrong with a document or an event of it.
type Fault struct {
	Path   string `json:"path"` // JSON Pointer into the document
	Reason string `json:"reason"`
	Exists bool   `json:"exists,omitempty"` // its eventID names another event
}

// A Job is the capture of one document. Success is false from its first error on.
type Job struct {
	ID        string    `json:"id"`
	Entity    string    `json:"entity"`
	By        string    `json:"by"`
	Behaviour string    `json:"behaviour"`
	Created   time.Time `json:"created"`
	Finished  time.Time `json:"finished,omitzero"`
	Success   bool      `json:"success"`
	Events    int       `json:"events"`             // of the document
	Captured  int       `json:"captured"`           // now stated, or before
	Again     int       `json:"again"`              // of these, captured before
	Errors    []Fault   `json:"errors,omitempty"`   // at most 100
	More      int       `json:"more,omitempty"`     // errors that are not listed
	Internal  bool      `json:"internal,omitempty"` // ended by a fault of the service

	Context json.RawMessage `json:"context"`        // of the document
	List    string          `json:"list,omitempty"` // JSON Pointer of its list of events
}

// Running says that the job is not finished.
func (j *Job) Running() bool { return j.Finished.IsZero() }

func (j *Job) fault(f Fault) {
	j.Success = false
	if len(j.Errors) == maxErrors {
		j.More++
		return
	}
	if r := []rune(f.Reason); len(r) > 300 {
		f.Reason = string(r[:300]) + "…"
	}
	if len(f.Path) > 200 {
		f.Path = f.Path[:200]
	}
	j.Errors = append(j.Errors, f)
}

func (j *Jobs) newID() (string, error) {
	var b [4]byte
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, err := io.ReadFull(j.Random, b[:]); err != nil {
		return "", err
	}
	return fmt.Sprintf("%016x%s", j.Now().UnixMicro(), hex.EncodeToString(b[:])), nil
}

const (
	jobPrefix  = "cap/job/"
	todoPrefix = "cap/todo/"
	bodyPrefix = "cap/body/"
)

func jobKey(entity, id string) []byte { return []byte(jobPrefix + entity + "\x00" + id) }

func writeJob(tx storage.Tx, job *Job) error {
	text, err := json.Marshal(job)
	if err != nil {
		return err
	}
	return tx.Set(jobKey(job.Entity, job.ID), text)
}

func readJob(tx storage.Tx, entity, id string) (job Job, err error) {
	text, err := tx.Get(jobKey(entity, id))
	if errors.Is(err, storage.ErrNotFound) {
		return job, fmt.Errorf("%w: %.40q", ErrNoJob, id)
	}
	if err != nil {
		return job, err
	}
	return job, json.Unmarshal(text, &job)
}

// Job is a job of an entity. ErrNoJob.
func (j *Jobs) Job(ctx context.Context, entity, id string) (job Job, err error) {
	if len(id) != 24 {
		return job, fmt.Errorf("%w: %.40q", ErrNoJob, id)
	}
	err = j.Store.View(ctx, func(tx storage.Tx) error {
		job, err = readJob(tx, entity, id)
		return err
	})
	return job, err
}

// List lists the jobs of an entity, the oldest first, at most limit behind an
// id, and says whether there are more.
func (j *Jobs) List(ctx context.Context, entity, after string, limit int) (page []Job, more bool, err error) {
	prefix := jobKey(entity, "")
	var behind []byte
	if after != "" {
		behind = jobKey(entity, after)
	}
	err = j.Store.View(ctx, func(tx storage.Tx) error {
		page, more = nil, false
		return tx.Scan(prefix, behind, func(_, value []byte) error {
			if more = len(page) == limit; more {
				return storage.Stop
			}
			var job Job
			if err := json.Unmarshal(value, &job); err != nil {
				return err
			}
			page = append(page, job)
			return nil
		})
	})
	return page, more, err
}
