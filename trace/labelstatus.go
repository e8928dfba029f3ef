package trace

import "ocoptrace/trace/ocop"

// LabelState is what a label is at the moment.
type LabelState string

// The states of a label, from printing on. Voided is final.
const (
	LabelOpen   LabelState = "open" // printed, not yet on a pack
	LabelActive LabelState = "active"
	LabelVoided LabelState = "voided"
)

// A LabelStatus activates or voids labels From to To of a run, both counted
// from 1 and included. A blank label can be activated once it is bound to a
// batch, and voided at any time.
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
	run, spans, err := v.stretch(s.Run, s.From, s.To)
	if err != nil {
		return err
	}
	if run.Blank() && s.State == LabelActive {
		claims, err := history[*LabelClaim](v, listRunClaim, run.ID)
		if err != nil {
			return err
		}
		if unbound := gaps(claims, s.From, s.To); len(unbound) > 0 {
			return problem("from", "labelsUnbound", unbound[0].From, unbound[0].To)
		}
	}
	return spans.refuse(LabelVoided, s.State)
}

func (s *LabelStatus) rows(index int64) []row {
	return []row{listRow(listRunStatus, s.Run, index)}
}
