package press

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
)

// Jobs that are cancelled at any moment end once, and leave nothing behind.
func TestCancelAtAnyMoment(t *testing.T) {
	w := open(t)
	w.run(t)
	r := rand.New(rand.NewPCG(7, 8))
	for range 60 {
		job, err := w.Submit(t.Context(), htx, order(3000))
		check(t, err)
		wait := r.IntN(4000)
		var all sync.WaitGroup
		for range 2 {
			all.Go(func() {
				for range wait {
					w.pool.get("")
				}
				if err := w.Cancel(t.Context(), htx, job.ID); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		w.settle(t, job.ID)
	}
	if names := w.files(t); len(names) != 0 {
		t.Errorf("files %v", names)
	}
	w.pool.mu.Lock()
	defer w.pool.mu.Unlock()
	if len(w.pool.works) != 0 {
		t.Errorf("%d jobs are in the pool", len(w.pool.works))
	}
}

// Jobs take turns: no job waits for another to be made whole.
func TestTurns(t *testing.T) {
	p := newPool()
	for _, id := range []string{"a", "b", "c"} {
		job := Job{ID: id, Spans: []Span{{"r", 1, 9600}}, Sheet: a4(1)}
		p.add(newWork(job, job.Parts(), []int{0, 1, 2, 3}))
	}
	served := map[string]int{}
	for i := range 12 {
		w, _, ok := p.next(context.Background(), false)
		if !ok {
			t.Fatal("no part")
		}
		served[w.job.ID]++
		if last, _ := p.done(w, nil); last != (served[w.job.ID] == 4) {
			t.Errorf("last %t after %d parts", last, served[w.job.ID])
		}
		if i%3 == 2 && (served["a"] != served["b"] || served["b"] != served["c"]) {
			t.Fatalf("after %d parts: %v", i+1, served)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, ok := p.next(ctx, false); ok {
		t.Error("a part after the end")
	}
}
