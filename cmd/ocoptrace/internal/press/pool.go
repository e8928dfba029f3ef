package press

import (
	"context"
	"sync"
	"sync/atomic"
)

// smallJob is how many labels, copies counted, are made beside the big jobs.
const smallJob = 500

// pool hands the parts of jobs to workers: a part of the job that had its turn
// longest ago, so that jobs proceed side by side and a new one begins at once.
type pool struct {
	mu    sync.Mutex
	wake  *sync.Cond
	works map[string]*work // by id of the job
	turns int64
}

// work is a job of which parts are to be made.
type work struct {
	job     Job
	parts   []Part
	labels  atomic.Int64 // written, copies counted, those of parts made before included
	made    atomic.Int64 // parts, those made before included
	stopped context.Context
	stop    context.CancelCauseFunc
	ended   chan struct{} // closed once nothing more is done for the job
	err     error         // to be read after ended

	todo    []int // parts to be made; guarded by the pool, as are those below
	running int
	ending  bool  // nothing is left to do but to note how it ended
	turn    int64 // when a part of it was begun last
	failure error
}

func newPool() *pool {
	p := &pool{works: map[string]*work{}}
	p.wake = sync.NewCond(&p.mu)
	return p
}

// newWork is the work of making parts of a job.
func newWork(job Job, parts []Part, todo []int) *work {
	w := &work{job: job, parts: parts, todo: todo, ended: make(chan struct{})}
	w.stopped, w.stop = context.WithCancelCause(context.Background())
	missing := map[int]bool{}
	for _, i := range todo {
		missing[i] = true
	}
	for i, part := range parts {
		if !missing[i] {
			w.made.Add(1)
			w.labels.Add(part.Labels)
		}
	}
	return w
}

// add puts a work into the pool; false if the job is in it.
func (p *pool) add(w *work) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.works[w.job.ID] != nil {
		return false
	}
	p.works[w.job.ID] = w
	p.wake.Broadcast()
	return true
}

// get returns the work of a job; nil if it is not in the pool.
func (p *pool) get(id string) *work {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.works[id]
}

// free waits until a job that is ending has ended; false if it is being made.
func (p *pool) free(id string) bool {
	for {
		p.mu.Lock()
		w := p.works[id]
		ending := w != nil && w.ending
		p.mu.Unlock()
		if !ending {
			return w == nil
		}
		<-w.ended
	}
}

// next waits for a part to make; false once ctx has ended. small asks for jobs
// of few labels alone.
func (p *pool) next(ctx context.Context, small bool) (w *work, part int, ok bool) {
	defer context.AfterFunc(ctx, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.wake.Broadcast()
	})()
	p.mu.Lock()
	defer p.mu.Unlock()
	for ctx.Err() == nil {
		if w := p.pick(small); w != nil {
			p.turns++
			w.turn = p.turns
			w.running++
			part, w.todo = w.todo[0], w.todo[1:]
			return w, part, true
		}
		p.wake.Wait()
	}
	return nil, 0, false
}

func (p *pool) pick(small bool) (best *work) {
	for _, w := range p.works {
		if len(w.todo) == 0 || small && w.job.Labels() > smallJob {
			continue
		}
		if best == nil || w.turn < best.turn || w.turn == best.turn && w.job.Created.Before(best.job.Created) {
			best = w
		}
	}
	return best
}

// done takes a part back from a worker. It says whether that was the last thing
// to do for the job, and what the first failure was. After a failure the rest
// of the job is dropped.
func (p *pool) done(w *work, err error) (last bool, failure error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	w.running--
	if err != nil {
		if w.failure == nil {
			w.failure = err
		}
		w.todo = nil
		w.stop(w.failure)
	}
	w.ending = w.running == 0 && len(w.todo) == 0
	return w.ending, w.failure
}

// end takes a work out of the pool.
func (p *pool) end(w *work, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.works, w.job.ID)
	w.err = err
	w.stop(ErrStopped)
	close(w.ended)
}

// cancel drops what is left to do for a job. The work ends when its workers do,
// and here if it has none.
func (p *pool) cancel(id string) {
	p.mu.Lock()
	w := p.works[id]
	idle := false
	if w != nil {
		w.todo = nil
		if w.failure == nil {
			w.failure = ErrStopped
		}
		w.stop(ErrStopped)
		idle = w.running == 0 && !w.ending
		w.ending = w.ending || idle
	}
	p.mu.Unlock()
	if idle {
		p.end(w, ErrStopped)
	}
}
