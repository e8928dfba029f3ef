package console

import (
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// starsText says what a recognition is worth today.
func (v *visit) starsText(s *trace.Standing) string {
	if s == nil {
		return v.page.T("stars.none")
	}
	return v.page.T("stars.title", s.Recognition.Fact.Stars) + ", " + v.validity(s)
}

// validity says until when a recognition holds, or since when it does not.
func (v *visit) validity(s *trace.Standing) string {
	p, r := v.page, s.Recognition.Fact
	switch s.On(v.today()) {
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
