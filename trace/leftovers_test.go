package trace_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// left is a VoidOrder of the rice's batch.
func left(t testing.TB, key string) trace.VoidOrder {
	return trace.VoidOrder{Product: "gao-seng-cu", Lot: "ST-01", Reason: "hết ngày", Date: run0(t), By: packer, Key: key}
}

func stretches(voided []*trace.LabelStatus) (all []string) {
	for _, s := range voided {
		all = append(all, fmt.Sprintf("%s %d-%d", s.Run, s.From, s.To))
	}
	return all
}

func TestVoidLeftovers(t *testing.T) {
	w, roll, _ := rolled(t)
	ctx := context.Background()
	own, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 30, "")
	if err != nil {
		t.Fatal(err)
	}
	w.State(t, status(t, own, 11, 20, trace.LabelActive), status(t, own, 30, 30, trace.LabelVoided),
		claim(t, roll, 5, 10), status(t, roll, 5, 7, trace.LabelActive))
	open, err := w.OpenLabels(ctx, "htx-gao-ruong-mau")
	if err != nil || len(open) != 2 || open[0].Run.ID != own.ID || open[0].Tally.Open != 19 || open[1].Run.ID != roll.ID || open[1].Tally.Open-open[1].Unbound != 3 {
		t.Fatalf("open labels %+v, %v", open, err)
	}
	voided, err := w.VoidLeftovers(ctx, left(t, "evening"))
	want := []string{own.ID + " 1-10", own.ID + " 21-29", roll.ID + " 8-10"}
	if got := stretches(voided); err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("voided %v (%v), want %v", got, err, want)
	}
	wantLedger(t, w, "ST-01", trace.Ledger{Declared: 100, Printed: 36, Activated: 13, Voided: 23, Claimed: 6})
	r, err := w.Registry.Run(ctx, own.ID)
	if err != nil || r.Changes[0].By != packer {
		t.Errorf("the newest change is by %q (%v)", r.Changes[0].By, err)
	}
	if open, err := w.OpenLabels(ctx, "htx-gao-ruong-mau"); err != nil || len(open) != 0 {
		t.Errorf("still open: %+v, %v", open, err)
	}
	// The same key again: what is printed since stays.
	later, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 4, "")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := w.VoidLeftovers(ctx, left(t, "evening")); err != nil || !reflect.DeepEqual(stretches(again), want) {
		t.Errorf("again: %v, %v", stretches(again), err)
	}
	for name, c := range map[string]struct {
		change func(*trace.VoidOrder)
		want   []string
	}{
		"an entity": {func(o *trace.VoidOrder) { o.Product, o.Lot, o.Entity = "", "", "htx-gao-ruong-mau" }, []string{later.ID + " 1-4"}},
		"two runs":  {func(o *trace.VoidOrder) { o.Product, o.Lot, o.Runs = "", "", []string{roll.ID, own.ID, roll.ID} }, []string{roll.ID + " 1-4", roll.ID + " 11-20"}},
	} {
		o := left(t, "")
		c.change(&o)
		voided, err := w.VoidLeftovers(ctx, o)
		if err != nil || !reflect.DeepEqual(stretches(voided), c.want) {
			t.Errorf("%s: voided %v (%v), want %v", name, stretches(voided), err, c.want)
		}
	}
	if voided, err := w.VoidLeftovers(ctx, left(t, "")); err != nil || len(voided) != 0 {
		t.Errorf("nothing is left, voided %v (%v)", stretches(voided), err)
	}
}

func TestVoidLeftoversProblems(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	for want, change := range map[string]func(*trace.VoidOrder){
		"[reason:required]":         func(o *trace.VoidOrder) { o.Reason = " " },
		"[lot:unknownReference]":    func(o *trace.VoidOrder) { o.Lot = "no" },
		"[entity:unknownReference]": func(o *trace.VoidOrder) { o.Product, o.Lot, o.Entity = "", "", "no" },
		"[run:unknownReference]":    func(o *trace.VoidOrder) { o.Product, o.Lot, o.Runs = "", "", []string{"no"} },
	} {
		o := left(t, "")
		change(&o)
		if _, err := w.VoidLeftovers(context.Background(), o); fmt.Sprint(keysOf(err)) != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	o := left(t, "")
	o.Entity = "htx-gao-ruong-mau"
	if _, err := w.VoidLeftovers(context.Background(), o); err == nil {
		t.Error("of a batch and of an entity at once")
	}
}

// More stretches than an order holds, cut short behind the first order: the
// same key goes on, and leaves alone what was printed in between.
func TestVoidLeftoversGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	commits := -1 // to go until the store takes no more; -1 for ever
	w := tracetest.On(t, cutting{storagetest.Memory(), func() error {
		if commits == 0 {
			return errors.New("cut")
		}
		commits = max(-1, commits-1)
		return nil
	}})
	b := *w.Rice(t)
	b.Lot, b.Quantity = "BIG", 10_000
	w.State(t, &b)
	ctx := context.Background()
	const runs, each = 27, 20 // stretches: 540
	for range runs {
		run, err := w.NewRun(ctx, "gao-seng-cu", "BIG", 2*each, "")
		if err != nil {
			t.Fatal(err)
		}
		var facts []trace.Fact
		for n := int64(1); n <= each; n++ {
			facts = append(facts, status(t, run, 2*n, 2*n, trace.LabelActive))
		}
		w.State(t, facts...)
	}
	o := left(t, "k")
	o.Lot = "BIG"
	commits = 1
	first, err := w.VoidLeftovers(ctx, o)
	commits = -1
	if err == nil || len(first) != trace.MaxOrder {
		t.Fatalf("cut short: %d statements, %v", len(first), err)
	}
	if _, err := w.NewRun(ctx, "gao-seng-cu", "BIG", 7, ""); err != nil {
		t.Fatal(err)
	}
	all, err := w.VoidLeftovers(ctx, o)
	if err != nil || len(all) != runs*each || !reflect.DeepEqual(stretches(all[:len(first)]), stretches(first)) {
		t.Fatalf("gone on: %d statements, %v", len(all), err)
	}
	wantLedger(t, w, "BIG", trace.Ledger{Declared: 10_000, Printed: 2*runs*each + 7, Activated: runs * each, Voided: runs * each, Open: 7})
	if again, err := w.VoidLeftovers(ctx, o); err != nil || !reflect.DeepEqual(stretches(again), stretches(all)) {
		t.Errorf("a third time: %d statements, %v", len(again), err)
	}
}

// What is activated at the same moment stays active.
func TestVoidLeftoversBesideActivation(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	ctx := context.Background()
	run, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 60, "")
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	var mu sync.Mutex
	active := make(map[int64]bool)
	for n := int64(1); n <= 60; n++ {
		group.Go(func() {
			_, err := w.Registry.State(ctx, trace.Order{Facts: []trace.Fact{status(t, run, n, n, trace.LabelActive)}})
			mu.Lock()
			defer mu.Unlock()
			active[n] = err == nil
			if keys := keysOf(err); err != nil && (len(keys) != 1 || keys[0] != "from:labelsAlready") {
				t.Error(err)
			}
		})
		if n%12 == 0 {
			group.Go(func() {
				if _, err := w.VoidLeftovers(ctx, left(t, fmt.Sprint("k", n/24))); err != nil {
					t.Error(err)
				}
			})
		}
	}
	group.Wait()
	if _, err := w.VoidLeftovers(ctx, left(t, "last")); err != nil {
		t.Fatal(err)
	}
	r, err := w.Registry.Run(ctx, run.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Spans {
		for n := s.From; n <= s.To; n++ {
			if want := map[bool]trace.LabelState{true: trace.LabelActive, false: trace.LabelVoided}[active[n]]; s.State != want {
				t.Errorf("label %d is %s, want %s", n, s.State, want)
			}
		}
	}
}

// What is activated between the look at the labels and the voiding stays
// active: the clock is read in between, when the statement is made.
func TestVoidLeftoversLooksAgain(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	ctx := context.Background()
	run, err := w.NewRun(ctx, "gao-seng-cu", "ST-01", 10, "")
	if err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	config := w.Config
	config.Now = func() time.Time {
		once.Do(func() { w.State(t, status(t, run, 4, 5, trace.LabelActive)) })
		return w.Clock.Now()
	}
	late, err := trace.Open(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	voided, err := late.VoidLeftovers(ctx, left(t, "k"))
	if want := []string{run.ID + " 1-3", run.ID + " 6-10"}; err != nil || !reflect.DeepEqual(stretches(voided), want) {
		t.Errorf("voided %v (%v), want %v", stretches(voided), err, want)
	}
}
