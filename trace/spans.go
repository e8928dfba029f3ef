package trace

import "slices"

// A Span is a stretch of a run's labels in one state.
type Span struct {
	From, To int64 // labels of the run, from 1, both included
	State    LabelState
}

// Spans cover a run without gap or overlap, in order.
type Spans []Span

// Tally counts labels by state; Printed is their sum.
type Tally struct{ Printed, Open, Active, Voided int64 }

func (s Spans) tally() Tally {
	var t Tally
	for _, span := range s {
		n := span.To - span.From + 1
		t.Printed += n
		switch span.State {
		case LabelActive:
			t.Active += n
		case LabelVoided:
			t.Voided += n
		default:
			t.Open += n
		}
	}
	return t
}

// at returns the state of one label of the run.
func (s Spans) at(label int64) LabelState {
	for _, span := range s {
		if span.From <= label && label <= span.To {
			return span.State
		}
	}
	return LabelOpen
}

// set gives labels from..to a state and keeps neighbours of one state apart
// only where they differ.
func (s Spans) set(from, to int64, state LabelState) Spans {
	var next Spans
	for _, span := range s {
		for _, part := range []Span{
			{span.From, min(span.To, from-1), span.State},
			{max(span.From, from), min(span.To, to), state},
			{max(span.From, to+1), span.To, span.State},
		} {
			next = next.join(part)
		}
	}
	return next
}

func (s Spans) join(part Span) Spans {
	if part.From > part.To {
		return s
	}
	if n := len(s); n > 0 && s[n-1].State == part.State {
		s[n-1].To = part.To
		return s
	}
	return append(s, part)
}

// within cuts the spans to labels from..to.
func (s Spans) within(from, to int64) (cut Spans) {
	for _, span := range s {
		cut = cut.join(Span{max(span.From, from), min(span.To, to), span.State})
	}
	return cut
}

// refuse is a Problem of the first span that is in one of the states.
func (s Spans) refuse(states ...LabelState) error {
	for _, span := range s {
		if slices.Contains(states, span.State) {
			return problem("from", "labelsAlready", span.From, span.To, string(span.State))
		}
	}
	return nil
}

// stretch finds a run and cuts its spans to labels from..to, which it must
// have.
func (v view) stretch(id string, from, to int64) (*LabelRun, Spans, error) {
	run, err := current[*LabelRun](v, listRun, id)
	if err != nil {
		return nil, nil, err
	}
	if run == nil {
		return nil, nil, problem("run", "unknownReference", id)
	}
	if to > run.Count {
		return nil, nil, problem("to", "outOfRange", to, from, run.Count)
	}
	spans, err := v.labelSpans(run)
	return run, spans.within(from, to), err
}

// labelSpans replays the run's activations and voidings.
func (v view) labelSpans(run *LabelRun) (Spans, error) {
	changes, err := history[*LabelStatus](v, listRunStatus, run.ID)
	if err != nil {
		return nil, err
	}
	return spansOf(run, changes), nil
}

// spansOf replays changes, given newest first.
func spansOf(run *LabelRun, changes []*LabelStatus) Spans {
	spans := Spans{{1, run.Count, LabelOpen}}
	for _, c := range slices.Backward(changes) {
		spans = spans.set(c.From, c.To, c.State)
	}
	return spans
}
