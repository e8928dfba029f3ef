package printing

import (
	"context"
	"errors"
	"iter"
	"reflect"
	"testing"
)

// Labels that were looked at are printed in the order of the run, and are those
// that laying out again gives; of a long job none are kept.
func TestKeptLabels(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	w := rice(t)
	run := newRun(t, w, "banh-da", "BD-01", maxKept+1)
	for _, n := range []int64{1, maxKept, maxKept + 1} {
		p, _, err := prepare(t.Context(), w.Registry, []Part{{Run: run, From: 1, To: n}}, on(t, "stamp", "a4-24-70x37"))
		if err != nil {
			t.Fatal(err)
		}
		if err := p.prove(t.Context()); err != nil || (p.kept != nil) != (n <= maxKept) {
			t.Fatalf("%d: %d kept, %v", n, len(p.kept), err)
		}
		again, stop := iter.Pull2(p.compose(t.Context(), all))
		defer stop()
		i := int64(0)
		for d, err := range p.drawings(t.Context()) {
			if want, wrong, _ := again(); err != nil || wrong != nil || !reflect.DeepEqual(d, want) {
				t.Fatalf("%d: label %d is laid out otherwise: %v, %v", n, i+1, err, wrong)
			}
			i++
		}
		if i != n {
			t.Errorf("%d labels of %d", i, n)
		}
	}
}

// A job that is stopped while kept labels are printed ends at once.
func TestStoppedWhilePrinting(t *testing.T) {
	w := rice(t)
	parts := []Part{{Run: newRun(t, w, "banh-da", "BD-01", 20)}}
	p, _, err := prepare(t.Context(), w.Registry, parts, on(t, "stamp", "a4-24-70x37"))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.prove(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	n := 0
	for _, err = range p.drawings(ctx) {
		if n++; n == 5 {
			stop()
		}
	}
	if n != 6 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d labels, %v", n, err)
	}
	stop()
}
