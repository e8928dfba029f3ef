package press

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"ocoptrace/label/stock"
)

// shop is a press as simple as can be: sets of label numbers of one run.
type shop struct {
	queue    []Item // in order
	jobs     []*shopJob
	position int
	last     time.Time // when the job was made that ended there
}

type shopJob struct {
	Job
	out  map[int]bool // parts handed out
	over bool         // cancelled, or all is out
}

// labels are those of a job, or those handed out, if only some copies of them.
func (j *shopJob) labels(onlyOut bool) map[int64]bool {
	all := map[int64]bool{}
	for _, part := range j.Parts() {
		for _, p := range part.Pieces {
			for n := p.From; n <= p.To; n++ {
				if !onlyOut || j.out[part.Index] {
					all[n] = true
				}
			}
		}
	}
	return all
}

// claimed are the labels that a new job may not print without a reason.
func (s *shop) claimed() map[int64]bool {
	all := map[int64]bool{}
	for _, j := range s.jobs {
		for n := range j.labels(j.over) {
			all[n] = true
		}
	}
	return all
}

// hundred has a hundred copies on sheets of 96, so that a part has 24 labels
// and parts break within the copies of one.
func hundred(start int) stock.Job {
	return stock.Job{Stock: grid("a4-96", 8, 12), Start: start, Copies: 100}
}

// Queue, claims, hand-outs and positions are those of the model, whatever is
// done in whatever order.
func TestShopAgainstModel(t *testing.T) {
	w := open(t)
	w.run(t)
	r := rand.New(rand.NewPCG(9, 10))
	s := &shop{position: 1}
	for range 250 {
		w.clock.pass(time.Duration(r.IntN(3)) * time.Millisecond)
		switch r.IntN(5) {
		case 0, 1:
			s.enqueue(t, w, r)
		case 2:
			s.take(t, w, r)
		case 3:
			s.handOut(t, w, r)
		case 4:
			if r.IntN(3) == 0 {
				s.cancel(t, w, r)
			}
		}
		checkQueue(t, w, s.queue)
		at, err := w.Position(t.Context(), htx, "a4-96")
		check(t, err)
		if at.Next != s.position {
			t.Fatalf("position %d, want %d", at.Next, s.position)
		}
	}
	if len(s.jobs) < 10 {
		t.Errorf("only %d jobs", len(s.jobs))
	}
}

func (s *shop) enqueue(t *testing.T, w *world, r *rand.Rand) {
	from := r.Int64N(2000) + 1
	span := Span{"k1-0", from, from + r.Int64N(40)}
	meets := func(i Item) bool { return i.Span.From <= span.To && span.From <= i.Span.To }
	item, err := w.Enqueue(t.Context(), htx, "lan", span)
	if slices.ContainsFunc(s.queue, meets) {
		is(t, err, ErrQueued)
		return
	}
	check(t, err)
	s.queue = append(s.queue, item)
}

func (s *shop) take(t *testing.T, w *world, r *rand.Rand) {
	var ids []string
	again := false
	claimed := s.claimed()
	for _, item := range s.queue {
		if item.Job == "" && r.IntN(2) == 0 {
			ids = append(ids, item.ID)
			for n := item.Span.From; n <= item.Span.To; n++ {
				again = again || claimed[n]
			}
		}
	}
	if len(ids) == 0 {
		return
	}
	o := Order{Sheet: hundred(s.position)}
	job, err := w.Take(t.Context(), htx, ids, o)
	if again {
		is(t, err, ErrReprint)
		o.Reason = "in lại"
		job, err = w.Take(t.Context(), htx, ids, o)
	}
	check(t, err)
	if again != (len(job.Reprints) > 0) {
		t.Fatalf("reprints %v", job.Reprints)
	}
	for i := range s.queue {
		if slices.Contains(ids, s.queue[i].ID) {
			s.queue[i].Job = job.ID
		}
	}
	s.jobs = append(s.jobs, &shopJob{Job: w.await(t, job.ID), out: map[int]bool{}})
}

// some picks a job; nil if there is none.
func (s *shop) some(r *rand.Rand) *shopJob {
	if len(s.jobs) == 0 {
		return nil
	}
	return s.jobs[r.IntN(len(s.jobs))]
}

func (s *shop) handOut(t *testing.T, w *world, r *rand.Rand) {
	j := s.some(r)
	if j == nil {
		return
	}
	parts := len(j.Parts())
	i := r.IntN(parts)
	err := w.HandOut(t.Context(), htx, j.ID, i)
	if j.over && len(j.out) < parts {
		is(t, err, ErrState)
		return
	}
	check(t, err)
	if j.out[i] {
		return
	}
	if j.out[i] = true; len(j.out) == parts {
		j.over = true
		s.queue = slices.DeleteFunc(s.queue, func(i Item) bool { return i.Job == j.ID })
		next := (j.Sheet.Start-1+int(total(j.Spans))*100)%96 + 1
		if next != s.position && !s.last.After(j.Created) { // an older job does not lead back
			s.position, s.last = next, j.Created
		}
	}
}

func (s *shop) cancel(t *testing.T, w *world, r *rand.Rand) {
	j := s.some(r)
	if j == nil {
		return
	}
	err := w.Cancel(t.Context(), htx, j.ID)
	if len(j.out) == len(j.Parts()) {
		is(t, err, ErrState)
		return
	}
	check(t, err)
	if j.over {
		return
	}
	j.over = true
	s.giveBack(t, w, j)
}

// giveBack takes over the queue's items of a cancelled job once it is sure that
// they hold what was not handed out.
func (s *shop) giveBack(t *testing.T, w *world, j *shopJob) {
	want := j.labels(false)
	for n := range j.labels(true) {
		delete(want, n)
	}
	before := slices.Clone(s.queue)
	got, err := w.Queue(t.Context(), htx)
	check(t, err)
	back := 0
	for _, item := range got {
		if slices.ContainsFunc(before, func(i Item) bool { return i.ID == item.ID && i.Job != j.ID }) {
			continue
		}
		for n := item.Span.From; n <= item.Span.To; n++ {
			if back++; !want[n] {
				t.Fatalf("label %d waits again", n)
			}
		}
	}
	if back != len(want) {
		t.Fatalf("%d labels wait again, want %d", back, len(want))
	}
	s.queue = got
}
