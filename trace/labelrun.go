package trace

import (
	"fmt"
	"slices"

	"ocoptrace/trace/ocop"
)

// A LabelRun declares the labels printed for a batch: Count codes whose
// counters run from First, under one code key. Label n of the run, counted
// from 1, has counter First+n-1.
type LabelRun struct {
	Type    Kind   `json:"type"`
	ID      string `json:"run"` // CodeKey + "-" + First: no two runs share a first counter
	Product string `json:"product"`
	Lot     string `json:"lot"`
	GTIN    string `json:"gtin,omitempty"` // set when the labels carry GS1 Digital Links
	CodeKey string `json:"codeKey"`
	First   int64  `json:"first"` // 0 to 2^43-1
	Count   int64  `json:"count"` // 1 to 1,000,000
}

// maxRun bounds one run; a larger job is several runs.
const maxRun = 1_000_000

func runID(codeKey string, first int64) string { return fmt.Sprintf("%s-%d", codeKey, first) }

// Kind implements Fact.
func (*LabelRun) Kind() Kind { return KindLabelRun }

// Last is the counter of the run's last label.
func (r *LabelRun) Last() int64 { return r.First + r.Count - 1 }

func (r *LabelRun) tidy() {
	r.Type = KindLabelRun
	tidy(&r.Product, &r.Lot, &r.GTIN, &r.CodeKey)
	r.ID = runID(r.CodeKey, r.First)
}

func (r *LabelRun) problems() Problems {
	var f fields
	f.id("product", r.Product)
	f.lot("lot", r.Lot)
	f.required("codeKey", r.CodeKey, 20)
	f.count("count", r.Count, 1, maxRun)
	f.count("first", r.First, 0, 1<<43-maxRun)
	return f.problems
}

func (r *LabelRun) admit(v view) error {
	batch, err := current[*Batch](v, listBatch, batchSubject(r.Product, r.Lot))
	if err != nil {
		return err
	}
	if batch == nil {
		return problem("lot", "unknownReference", batchSubject(r.Product, r.Lot))
	}
	next, err := v.nextCounter(r.CodeKey)
	if err != nil {
		return err
	}
	if r.First != next {
		return errRangeTaken
	}
	printed, err := v.standingLabels(r.Product, r.Lot)
	if err != nil {
		return err
	}
	if printed+r.Count > batch.Quantity {
		return problem("count", "moreLabelsThanPacks", r.Count, batch.Quantity-printed, batch.Quantity)
	}
	return nil
}

func (r *LabelRun) rows(index int64) []row {
	return []row{
		listRow(listRun, r.ID, index),
		listRow(listBatchRun, batchSubject(r.Product, r.Lot), index),
		listRow(listCodeKey, r.CodeKey, index),
		counterRow(r.CodeKey, uint64(r.Last()), index),
	}
}

// nextCounter is the first counter no run has taken.
func (v view) nextCounter(codeKey string) (int64, error) {
	last, err := current[*LabelRun](v, listCodeKey, codeKey)
	if err != nil || last == nil {
		return 0, err
	}
	return last.Last() + 1, nil
}

// standingLabels counts the labels printed for a batch and not voided.
func (v view) standingLabels(product, lot string) (int64, error) {
	runs, err := history[*LabelRun](v, listBatchRun, batchSubject(product, lot))
	if err != nil {
		return 0, err
	}
	var standing int64
	for _, run := range runs {
		spans, err := v.labelSpans(run)
		if err != nil {
			return 0, err
		}
		tally := spans.tally()
		standing += tally.Open + tally.Active
	}
	return standing, nil
}

// LabelState is what a label is at the moment.
type LabelState string

// The states of a label, from printing on. Voided is final.
const (
	LabelOpen   LabelState = "open" // printed, not yet on a pack
	LabelActive LabelState = "active"
	LabelVoided LabelState = "voided"
)

// A LabelStatus activates or voids labels From to To of a run, both counted
// from 1 and included.
type LabelStatus struct {
	Type   Kind       `json:"type"`
	Run    string     `json:"run"`
	From   int64      `json:"from"`
	To     int64      `json:"to"`
	State  LabelState `json:"state"` // active or voided
	Reason string     `json:"reason,omitempty"`
	Date   ocop.Date  `json:"date"`
}

// Kind implements Fact.
func (*LabelStatus) Kind() Kind { return KindLabelStatus }

func (s *LabelStatus) tidy() {
	s.Type = KindLabelStatus
	tidy(&s.Run, &s.Reason)
}

func (s *LabelStatus) problems() Problems {
	var f fields
	f.required("run", s.Run, 40)
	f.count("from", s.From, 1, maxRun)
	f.count("to", s.To, s.From, maxRun)
	f.must(s.State == LabelActive || s.State == LabelVoided, "state", "unknownLabelState", string(s.State))
	if s.State == LabelVoided {
		f.required("reason", s.Reason, maxLine)
	}
	f.date("date", s.Date)
	return f.problems
}

func (s *LabelStatus) admit(v view) error {
	run, err := current[*LabelRun](v, listRun, s.Run)
	if err != nil {
		return err
	}
	if run == nil {
		return problem("run", "unknownReference", s.Run)
	}
	if s.To > run.Count {
		return problem("to", "outOfRange", s.To, s.From, run.Count)
	}
	spans, err := v.labelSpans(run)
	if err != nil {
		return err
	}
	for _, span := range spans {
		if span.To < s.From || s.To < span.From {
			continue
		}
		if span.State == LabelVoided || span.State == s.State {
			return problem("from", "labelsAlready", max(span.From, s.From), min(span.To, s.To), string(span.State))
		}
	}
	return nil
}

func (s *LabelStatus) rows(index int64) []row {
	return []row{listRow(listRunStatus, s.Run, index)}
}

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
