package trace

import "ocoptrace/trace/ocop"

// A LabelReprint states that labels From to To of a run, counted from 1 and
// included, were printed once more with the codes they have. It makes no new
// label: what is counted stays as it was.
type LabelReprint struct {
	Type   Kind      `json:"type"`
	Run    string    `json:"run"`
	From   int64     `json:"from"`
	To     int64     `json:"to"`
	Reason string    `json:"reason"`
	Date   ocop.Date `json:"date"`
}

// Kind implements Fact.
func (*LabelReprint) Kind() Kind { return KindLabelReprint }

func (p *LabelReprint) tidy() {
	p.Type = KindLabelReprint
	tidy(&p.Run, &p.Reason)
}

func (p *LabelReprint) problems() Problems {
	var f fields
	f.required("run", p.Run, 40)
	f.count("from", p.From, 1, maxRun)
	f.count("to", p.To, p.From, maxRun)
	f.required("reason", p.Reason, maxLine)
	f.date("date", p.Date)
	return f.problems
}

func (p *LabelReprint) admit(v view) error {
	_, spans, err := v.stretch(p.Run, p.From, p.To)
	if err != nil {
		return err
	}
	return spans.refuse(LabelVoided)
}

func (p *LabelReprint) rows(index int64) []row {
	return []row{listRow(listRunReprint, p.Run, index)}
}
