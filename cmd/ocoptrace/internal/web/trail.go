package web

import (
	"slices"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A trail is where a batch comes from and what happened to it: once as a
// picture, once in words.
type trail struct {
	Inputs  []input
	Steps   []step // oldest first
	Earlier int    // entries of the diary that are not shown
	Picture any    // template.HTML; nil where there is nothing to draw
}

// An input is a lot that went into the batch.
type input struct {
	trace.Input
	Path string // of its own page; "" where it is not of this registry
}

// A step is one thing that happened to a batch.
type step struct {
	Date   ocop.Date
	Title  string
	Lang   string // of the title; "" for the page's
	Text   *wording
	Note   string // where and by whom, in the page's language
	Photos []picture
	Level  level // "" for an ordinary step
	Icon   string
	Old    bool // of an entry that was corrected
	Kind   stepKind
	Index  int64 // of its statement in the log
}

// A stepKind says what a step comes from. Steps of one day stand in this order.
type stepKind int

const (
	stepDiary stepKind = iota
	stepMade
	stepLabels
	stepInspection
	stepStop
)

// trail describes what is stated about a batch; nil for a product alone.
func (p *page) trail(s *trace.Scan) *trail {
	if s.Batch == nil {
		return nil
	}
	t := &trail{Earlier: s.Batch.Diary.More}
	for _, in := range s.Batch.Fact.Inputs {
		v := input{Input: in}
		if in.Product != "" && in.Lot != "" {
			v.Path = batchPath(in.Product, in.Lot)
		}
		t.Inputs = append(t.Inputs, v)
	}
	t.Steps = slices.Concat(p.diarySteps(s.Batch), p.labelSteps(s), p.inspectionSteps(s.Batch), p.stopSteps(s.Batch))
	slices.SortStableFunc(t.Steps, func(a, b step) int {
		switch {
		case a.Date != b.Date:
			return a.Date.Compare(b.Date)
		case a.Kind != b.Kind:
			return int(a.Kind - b.Kind)
		}
		return int(a.Index - b.Index)
	})
	t.Picture = p.flow(s, t)
	return t
}

func (p *page) diarySteps(b *trace.BatchScan) (steps []step) {
	for _, e := range b.Diary.Shown {
		f := e.Fact
		v := step{Date: f.Date, Title: p.choice(ocop.DiaryActivities(), f.Activity), Text: p.Pick(f.Text, f.TextEn),
			Old: b.ReplacedBy(e.ID) != "", Index: e.Index}
		if f.Activity == "other" && v.Text != nil { // the list has no name for it
			v.Title, v.Lang, v.Text = v.Text.Text, v.Text.Lang, nil
		}
		for _, ph := range f.Photos {
			v.Photos = append(v.Photos, p.picture(ph, 320))
		}
		steps = append(steps, v)
	}
	return append(steps, step{Date: b.Fact.Produced, Title: p.T("trail.made", b.Fact.Quantity, b.Fact.Unit), Kind: stepMade})
}

// choice is the name of a choice of a list; its code where the list has none.
func (p *page) choice(list ocop.CodeList, code string) string {
	c, ok := list.ByCode(code)
	if !ok {
		return code
	}
	return p.Pick(c.Name, c.NameEn).String()
}

// labelSteps tell of the run of the label that was scanned.
func (p *page) labelSteps(s *trace.Scan) []step {
	if s.Label == nil {
		return nil
	}
	run := s.Label.Run
	return []step{{Date: ocop.DateOf(run.Issued), Title: p.T("trail.labels", run.Fact.Count), Kind: stepLabels, Index: run.Index}}
}

func (p *page) inspectionSteps(b *trace.BatchScan) (steps []step) {
	for _, e := range b.Inspections.Shown {
		f := e.Fact
		v := step{Date: f.Date, Kind: stepInspection, Index: e.Index, Text: p.Pick(f.Summary, f.SummaryEn), Level: levelGood, Icon: "check"}
		outcome, ok := ocop.OutcomeByCode(f.Outcome)
		if !ok || outcome.Adverse {
			v.Level, v.Icon = levelCare, "question"
		}
		v.Title = p.T("trail.inspected", p.Pick(outcome.Name, outcome.NameEn).String())
		v.Note = p.T("trail.inspectedBy", f.Authority, p.choice(ocop.InspectionPlaces(), f.Place), f.Sampled)
		steps = append(steps, v)
	}
	return steps
}

func (p *page) stopSteps(b *trace.BatchScan) (steps []step) {
	for _, e := range b.Recalls {
		f := e.Fact
		v := step{Date: f.Date, Kind: stepStop, Index: e.Index, Text: p.Pick(f.Reason, f.ReasonEn), Level: levelStop, Icon: "stop"}
		switch f.Action {
		case trace.ActionRecall:
			v.Title = p.T("trail.recalled")
		case trace.ActionHold:
			v.Title, v.Level, v.Icon = p.T("trail.held"), levelCare, "pause"
		default:
			v.Title, v.Level, v.Icon = p.T("trail.lifted"), levelGood, "check"
		}
		steps = append(steps, v)
	}
	return steps
}
