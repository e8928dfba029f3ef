package press

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/storage"
)

func TestEnqueueRefuses(t *testing.T) {
	w := open(t)
	_, err := w.Enqueue(t.Context(), htx, "lan", Span{"k1-0", 5, 9})
	check(t, err)
	for _, c := range []struct {
		entity string
		span   Span
		want   error
	}{
		{"HTX", Span{"k1-0", 1, 2}, ErrID},
		{"a/b", Span{"k1-0", 1, 2}, ErrID},
		{"", Span{"k1-0", 1, 2}, ErrID},
		{strings.Repeat("a", 65), Span{"k1-0", 1, 2}, ErrID},
		{htx, Span{"", 1, 2}, ErrSpan},
		{htx, Span{"k1/0", 1, 2}, ErrSpan},
		{htx, Span{"k1-0", 0, 2}, ErrSpan},
		{htx, Span{"k1-0", 3, 2}, ErrSpan},
		{htx, Span{"k1-0", 1, MaxLabels + 1}, ErrSpan},
		{htx, Span{"k1-0", 9, 12}, ErrQueued},
		{htx, Span{"k1-0", 1, 5}, ErrQueued},
		{htx, Span{"k1-0", 10, 12}, nil},
		{htx, Span{"k1-1", 5, 9}, nil},
		{"htx-ga", Span{"k1-0", 5, 9}, nil},
	} {
		_, err := w.Enqueue(t.Context(), c.entity, "lan", c.span)
		if !errors.Is(err, c.want) {
			t.Errorf("%q %s: %v, want %v", c.entity, c.span, err, c.want)
		}
	}
	n, err := w.Waiting(t.Context(), htx)
	check(t, err)
	if n != 5+3+5 {
		t.Errorf("%d labels wait", n)
	}
}

func TestQueueIsFull(t *testing.T) {
	w := open(t)
	check(t, w.store.Update(t.Context(), func(tx storage.Tx) error {
		for i := range int64(MaxQueue) {
			item := Item{ID: fmt.Sprintf("i%04d", i), Span: Span{"k1-0", i + 1, i + 1}}
			if err := writeRow(tx, key(queueTable, htx, item.ID), item); err != nil {
				return err
			}
		}
		return nil
	}))
	_, err := w.Enqueue(t.Context(), htx, "lan", Span{"k1-1", 1, 1})
	is(t, err, ErrLimit)
	items, err := w.Queue(t.Context(), htx)
	check(t, err)
	check(t, w.Dequeue(t.Context(), htx, items[500].ID))
	_, err = w.Enqueue(t.Context(), htx, "lan", Span{"k1-1", 1, 1})
	check(t, err)
}

// Each change of the queue and of positions is done once, whatever becomes of
// its commit.
func TestQueueAgainstModel(t *testing.T) {
	w := open(t)
	r := rand.New(rand.NewPCG(1, 2))
	w.store.RunTwice(func() bool { return r.IntN(3) == 0 })
	var model []Item
	next, before := 1, 1
	for range 600 {
		switch r.IntN(8) {
		case 0:
			w.store.FailNext(1, storage.ErrCommitUnknown)
		case 1:
			w.store.LoseAnswers(1)
		}
		w.clock.pass(time.Duration(r.IntN(4)-1) * time.Millisecond) // also none, and back
		switch r.IntN(4) {
		case 0, 1:
			model = enqueueBoth(t, w, r, model)
		case 2:
			if len(model) > 0 {
				i := r.IntN(len(model))
				check(t, w.Dequeue(t.Context(), htx, model[i].ID))
				check(t, w.Dequeue(t.Context(), htx, model[i].ID))
				model = slices.Delete(model, i, i+1)
			}
		case 3:
			if r.IntN(2) == 0 {
				check(t, w.UndoPosition(t.Context(), htx, "a4-24-70x37"))
				next, before = before, next
			} else if to := r.IntN(24) + 1; to != next {
				check(t, w.SetPosition(t.Context(), htx, "a4-24-70x37", to))
				next, before = to, next
			}
		}
		checkQueue(t, w, model)
		at, err := w.Position(t.Context(), htx, "a4-24-70x37")
		check(t, err)
		if at.Next != next || at.Before != before {
			t.Fatalf("position %+v, want %d after %d", at, next, before)
		}
	}
}

func enqueueBoth(t *testing.T, w *world, r *rand.Rand, model []Item) []Item {
	t.Helper()
	from := r.Int64N(200) + 1
	span := Span{[]string{"k1-0", "k1-01", "k2-0"}[r.IntN(3)], from, from + r.Int64N(9)}
	overlaps := slices.ContainsFunc(model, func(i Item) bool {
		return i.Span.Run == span.Run && i.Span.From <= span.To && span.From <= i.Span.To
	})
	item, err := w.Enqueue(t.Context(), htx, "lan", span)
	if overlaps {
		is(t, err, ErrQueued)
		return model
	}
	check(t, err)
	return append(model, item)
}

func checkQueue(t *testing.T, w *world, model []Item) {
	t.Helper()
	got, err := w.Queue(t.Context(), htx)
	check(t, err)
	same := func(a, b Item) bool {
		return a.ID == b.ID && a.Span == b.Span && a.Added.Equal(b.Added) && a.By == b.By && a.Job == b.Job
	}
	if !slices.EqualFunc(got, model, same) {
		t.Fatalf("queue %v, want %v", got, model)
	}
}

func TestPositionRefuses(t *testing.T) {
	w := open(t)
	for _, n := range []int{0, -1, maxPosition + 1} {
		is(t, w.SetPosition(t.Context(), htx, "a4-1", n), ErrPosition)
	}
	is(t, w.SetPosition(t.Context(), htx, "A4 1", 1), ErrID)
	_, err := w.Position(t.Context(), "x/y", "a4-1")
	is(t, err, ErrID)
}

func TestFill(t *testing.T) {
	for _, c := range []struct {
		perSheet, start int
		n               int64
		want            Fill
		free            int
	}{
		{24, 1, 17, Fill{1, 17, 24}, 7},
		{24, 1, 24, Fill{1, 24, 24}, 0},
		{24, 1, 25, Fill{2, 1, 24}, 23},
		{24, 20, 5, Fill{1, 24, 24}, 0},
		{24, 20, 6, Fill{2, 1, 24}, 23},
		{1, 1, 500, Fill{500, 1, 1}, 0},
		{65, 65, 1_000_000, Fill{15386, 39, 65}, 26},
		{24, 25, 1, Fill{0, 0, 24}, 24},
		{0, 1, 1, Fill{}, 0},
		{24, 1, 0, Fill{0, 0, 24}, 24},
	} {
		got := FillOf(c.perSheet, c.start, c.n)
		if got != c.want || got.Free() != c.free {
			t.Errorf("%d from %d of %d: %+v, %d free", c.n, c.start, c.perSheet, got, got.Free())
		}
	}
}

// without and merged agree with sets of numbers.
func TestSpansAgainstSets(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		var spans []Span
		taken := map[int64]bool{}
		for range r.IntN(6) {
			from := r.Int64N(40) + 1
			s := Span{"r", from, from + r.Int64N(8)}
			spans = append(spans, s)
			for n := s.From; n <= s.To; n++ {
				taken[n] = true
			}
		}
		if int(total(merged(spans))) != len(taken) {
			t.Fatalf("merged %v is %v", spans, merged(spans))
		}
		whole := Span{"r", 5, 35}
		left := map[int64]bool{}
		for _, s := range whole.without(append(spans, Span{"q", 1, 99})) {
			for n := s.From; n <= s.To; n++ {
				left[n] = true
			}
		}
		for n := int64(1); n < 50; n++ {
			if left[n] != (n >= 5 && n <= 35 && !taken[n]) {
				t.Fatalf("%v without %v: label %d", whole, spans, n)
			}
		}
	}
}
