package officer

import (
	"context"
	"sync"

	"ocoptrace/cmd/ocoptrace/internal/roster"
	"ocoptrace/trace"
)

// Lists are the lists being taken in, one for each user. They go on when the
// browser is closed, and end with Close. After a break the same list can be
// taken in again, and only what is missing is stated.
type Lists struct {
	registry *trace.Registry
	ctx      context.Context
	stop     context.CancelFunc
	running  sync.WaitGroup

	mu   sync.Mutex
	runs map[string]listRun // by user
}

// A listRun is how far a list is.
type listRun struct {
	Done, Total int // facts
	Rows        int // that are stated with them
	Ended       bool
	Err         error
}

// NewLists returns lists of which none is being taken in.
func NewLists(r *trace.Registry) *Lists {
	ctx, stop := context.WithCancel(context.Background())
	return &Lists{registry: r, ctx: ctx, stop: stop, runs: make(map[string]listRun)}
}

// Close ends what is being taken in, after the order under way, and waits.
func (l *Lists) Close() {
	l.stop()
	l.running.Wait()
}

// of is the newest list of a user.
func (l *Lists) of(user string) (listRun, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	run, ok := l.runs[user]
	return run, ok
}

// change replaces the run of a user by what f makes of it.
func (l *Lists) change(user string, f func(*listRun)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	run := l.runs[user]
	f(&run)
	l.runs[user] = run
}

// start takes a plan in; false while another of the user's is.
func (l *Lists) start(user string, p *roster.Plan) bool {
	if run, ok := l.of(user); ok && !run.Ended {
		return false
	}
	rows := p.Count()[roster.New]
	l.change(user, func(r *listRun) { *r = listRun{Total: p.Facts(), Rows: rows} })
	l.running.Add(1)
	go func() {
		defer l.running.Done()
		err := p.Take(l.ctx, l.registry.State, user, func(done, _ int) {
			l.change(user, func(r *listRun) { r.Done = done })
		})
		if err == nil {
			_, err = l.registry.Publish(l.ctx)
		}
		l.change(user, func(r *listRun) { r.Ended, r.Err = true, err })
	}()
	return true
}
