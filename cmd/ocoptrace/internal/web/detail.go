package web

import (
	"html/template"
	"regexp"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A stop is a recall or hold in force.
type stop struct {
	*trace.Recall
	Title string
	Phone template.URL // to call the contact; "" where it is not just a number
}

var phone = regexp.MustCompile(`^\+?[0-9][0-9 .()-]{2,24}$`)

func (p *page) stop(s *trace.Scan) *stop {
	if s.Batch == nil || s.Batch.Stopped() == nil {
		return nil
	}
	r := s.Batch.Stopped()
	v := &stop{Recall: r, Title: p.T("stop.hold", r.Date)}
	if r.Action == trace.ActionRecall {
		v.Title = p.T("stop.recall", r.Date)
	}
	v.Phone = dial(r.Contact)
	return v
}

// dialledOf keeps what a telephone dials.
func dialledOf(number string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, number)
}

// A mark is the state of the label that was scanned.
type mark struct {
	*trace.LabelScan
	Level  level
	Icon   string
	Title  string
	Since  ocop.Date // zero while open
	Reason string    // why it was voided
}

func (p *page) mark(s *trace.Scan) *mark {
	l := s.Label
	if l == nil {
		return nil
	}
	m := &mark{LabelScan: l, Title: p.T("label.state." + string(l.State))}
	switch l.State {
	case trace.LabelActive:
		m.Level, m.Icon = levelGood, "check"
	case trace.LabelVoided:
		m.Level, m.Icon = levelStop, "cross"
	default:
		m.Level, m.Icon = levelCare, "label"
	}
	for _, c := range l.Changes {
		if f := c.Fact; f.State == l.State && f.From <= l.Number && l.Number <= f.To {
			m.Since, m.Reason = f.Date, f.Reason
			break
		}
	}
	return m
}
