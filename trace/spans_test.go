package trace

import (
	"math/rand/v2"
	"testing"
)

// Spans against the simplest model: one state a label.
func TestSpansModel(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	states := []LabelState{LabelOpen, LabelActive, LabelVoided}
	for range 500 {
		count := 1 + random.Int64N(40)
		model := make([]LabelState, count)
		for i := range model {
			model[i] = LabelOpen
		}
		spans := Spans{{1, count, LabelOpen}}
		for range 12 {
			from := 1 + random.Int64N(count)
			to := from + random.Int64N(count-from+1)
			state := states[random.IntN(3)]
			spans = spans.set(from, to, state)
			for i := from; i <= to; i++ {
				model[i-1] = state
			}
			compareSpans(t, spans, model)
		}
	}
}

func compareSpans(t *testing.T, spans Spans, model []LabelState) {
	t.Helper()
	next := int64(1)
	var want Tally
	for i, s := range spans {
		if s.From != next || s.To < s.From || i > 0 && spans[i-1].State == s.State {
			t.Fatalf("spans %v do not cover the run in order", spans)
		}
		next = s.To + 1
	}
	for i, state := range model {
		if got := spans.at(int64(i + 1)); got != state {
			t.Fatalf("label %d is %s in %v, want %s", i+1, got, spans, state)
		}
		want.Printed++
		switch state {
		case LabelActive:
			want.Active++
		case LabelVoided:
			want.Voided++
		default:
			want.Open++
		}
	}
	if got := spans.tally(); got != want {
		t.Fatalf("tally %+v, want %+v", got, want)
	}
}
