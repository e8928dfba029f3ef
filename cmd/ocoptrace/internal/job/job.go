package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"ocoptrace/storage"
)

// Keep is how long a job is kept after its end.
const Keep = 30 * 24 * time.Hour

// MaxFile bounds the file of a job, in bytes.
const MaxFile = 4 << 20

// Errors of Jobs beside those of the store.
var (
	ErrNone    = errors.New("job: there is none")
	ErrRunning = errors.New("job: the one before is not done yet")
	ErrKind    = errors.New("job: nothing is known to do for this kind")
	ErrName    = errors.New("job: not a name")
	ErrFile    = errors.New("job: the file is too large")
)

// A Name tells jobs apart.
type Name struct {
	Kind  string // what is done
	User  string // account that asked for it
	Scope string // what it acts for; may be empty
}

// A Task is what a job is given.
type Task struct {
	Name
	Values url.Values // what was chosen
	File   []byte     // nil for none
}

// Progress is how far a job is.
type Progress struct {
	Total int64 `json:"total"` // what there is to do; 0 as long as that is not known
	Done  int64 `json:"done"`
	Left  int64 `json:"left,omitempty"` // what was left out
}

// A State is what is known of a job.
type State struct {
	Progress
	Values url.Values // what was chosen
	Begun  time.Time
	Ended  time.Time // zero while it waits or runs
	Failed bool      // it ended before its time; what it did stands
}

// Running says that there is something to do yet.
func (s State) Running() bool { return s.Ended.IsZero() }

// Work does a task. It calls tell, as often as it likes, with how far it is.
type Work func(ctx context.Context, t Task, tell func(Progress)) error

// Config says what Jobs work with.
type Config struct {
	Store  storage.Store
	Now    func() time.Time
	Logger *slog.Logger // is told of work that failed; nil for nobody
}

// Jobs are those of all users in a store.
type Jobs struct {
	Config
	works   map[string]Work
	ctx     context.Context
	stop    context.CancelFunc
	running sync.WaitGroup
	turns   chan struct{} // holds one for each job at work

	mu   sync.Mutex
	live map[string]Progress // of jobs that wait or run in this process, by key
}

// New returns the jobs of a store, of which none runs.
func New(c Config) *Jobs {
	ctx, stop := context.WithCancel(context.Background())
	return &Jobs{Config: c, works: make(map[string]Work), ctx: ctx, stop: stop, turns: make(chan struct{}, 2), live: make(map[string]Progress)}
}

// Do says what is done for a kind. It is called before Start and Resume.
func (j *Jobs) Do(kind string, w Work) { j.works[kind] = w }

// Close has work end, and waits for it. What is not done is done after the next
// Resume.
func (j *Jobs) Close() {
	j.stop()
	j.running.Wait()
}

// row is what is stored of a job.
type row struct {
	Values url.Values `json:"values,omitempty"`
	Begun  time.Time  `json:"begun"`
	Ended  time.Time  `json:"ended,omitzero"`
	Failed bool       `json:"failed,omitempty"`
	Progress
}

const prefix = "job/"

func (n Name) key() ([]byte, error) {
	for _, part := range []string{n.Kind, n.User, n.Scope} {
		if len(part) > 200 || strings.ContainsRune(part, 0) {
			return nil, fmt.Errorf("%w: %.40q", ErrName, part)
		}
	}
	if n.Kind == "" || n.User == "" {
		return nil, fmt.Errorf("%w: %.40q of %.40q", ErrName, n.Kind, n.User)
	}
	return []byte(prefix + n.Kind + "\x00" + n.User + "\x00" + n.Scope), nil
}

// Of says how far a job is. ErrNone, ErrName.
func (j *Jobs) Of(ctx context.Context, n Name) (State, error) {
	k, err := n.key()
	if err != nil {
		return State{}, err
	}
	j.mu.Lock()
	live, there := j.live[string(k)]
	j.mu.Unlock()
	r, err := j.row(ctx, k)
	if err != nil {
		return State{}, err
	}
	s := State{Progress: r.Progress, Values: r.Values, Begun: r.Begun, Ended: r.Ended, Failed: r.Failed}
	if there && s.Running() {
		s.Progress = live
	}
	return s, nil
}

// Task is what a job was given. ErrNone, ErrName.
func (j *Jobs) Task(ctx context.Context, n Name) (Task, error) {
	k, err := n.key()
	if err != nil {
		return Task{}, err
	}
	r, err := j.row(ctx, k)
	if err != nil {
		return Task{}, err
	}
	file, err := j.file(ctx, k)
	return Task{n, r.Values, file}, err
}

func (j *Jobs) row(ctx context.Context, k []byte) (r row, err error) {
	err = j.Store.View(ctx, func(tx storage.Tx) error {
		r, err = read(tx, k)
		return err
	})
	return r, err
}

func read(tx storage.Tx, k []byte) (r row, err error) {
	value, err := tx.Get(k)
	if errors.Is(err, storage.ErrNotFound) {
		return r, ErrNone
	}
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(value, &r)
}

func write(tx storage.Tx, k []byte, r row) error {
	value, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return tx.Set(k, value)
}
