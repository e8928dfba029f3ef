package console

import (
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// StarsText says what a recognition is worth today.
func (v *Visit) StarsText(s *trace.Standing) string {
	if s == nil {
		return v.Page.T("stars.none")
	}
	return v.Page.T("stars.title", s.Recognition.Fact.Stars) + ", " + v.Validity(s)
}

// Validity says until when a recognition holds, or since when it does not.
func (v *Visit) Validity(s *trace.Standing) string {
	p, r := v.Page, s.Recognition.Fact
	switch s.On(v.Today()) {
	case ocop.NotYet:
		return p.T("stars.notYet", r.Issued)
	case ocop.Extended:
		term, _ := ocop.TermOn(r.Expires)
		return p.T("stars.extended", s.Extended(), term.Source.Document)
	case ocop.Expired:
		return p.T("stars.expired", s.Until())
	case ocop.Withdrawn:
		return p.T("stars.withdrawn", s.Withdrawn())
	}
	return p.T("stars.valid", r.Expires)
}
