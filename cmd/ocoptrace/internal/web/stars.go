package web

import (
	"math"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// stars is what a recognition says on a day. Filled stars are drawn only while
// it is in force.
type stars struct {
	*trace.Standing
	State   ocop.State
	Title   string
	Until   string // how long it holds, or since when it does not
	Glyphs  string // "★★★★☆"; "" when not in force
	Meaning string // points and who decides; "" where the tables do not say
	Change  *trace.RecognitionChange
}

// stars describes a standing on a day; nil for none.
func (p *page) stars(s *trace.Standing, day ocop.Date) *stars {
	if s == nil {
		return nil
	}
	r := s.Recognition.Fact
	v := &stars{Standing: s, State: s.On(day), Title: p.T("stars.title", r.Stars), Meaning: p.meaning(r)}
	if v.State.InForce() {
		v.Glyphs = glyphs(r.Stars)
	}
	switch v.State {
	case ocop.NotYet:
		v.Until = p.T("stars.notYet", r.Issued)
	case ocop.Valid:
		v.Until = p.T("stars.valid", r.Expires)
	case ocop.Extended:
		term, _ := ocop.TermOn(r.Expires)
		v.Until = p.T("stars.extended", s.Extended(), term.Source.Document)
		v.Change = changeOf(s, trace.ChangeExtended)
	case ocop.Expired:
		v.Until = p.T("stars.expired", s.Until())
	case ocop.Withdrawn:
		v.Until = p.T("stars.withdrawn", s.Withdrawn())
		v.Change = changeOf(s, trace.ChangeWithdrawn)
	}
	return v
}

// Starred is the page with stars for the template that draws them.
func (p *page) Starred(s *stars) any {
	return struct {
		*page
		Stars *stars
	}{p, s}
}

func glyphs(n int64) string {
	n = max(0, min(n, 5))
	return strings.Repeat("★", int(n)) + strings.Repeat("☆", int(5-n))
}

// changeOf is the newest change of a kind.
func changeOf(s *trace.Standing, kind trace.Change) *trace.RecognitionChange {
	for _, c := range s.Changes {
		if c.Fact.Change == kind {
			return c.Fact
		}
	}
	return nil
}

// meaning says what stands behind a number of stars, by the rules of the day
// they were given.
func (p *page) meaning(r *trace.Recognition) string {
	rating, ok := ocop.RatingByStars(int(r.Stars), r.Issued)
	if !ok {
		return ""
	}
	key := "stars.points"
	if rating.MaxIncluded {
		key = "stars.pointsIncluded"
	}
	text := p.T(key, int64(math.Round(rating.Min)), int64(math.Round(rating.Max)))
	return text + " " + p.T("stars.level."+string(rating.Level))
}

// atMaking says what held on the day of production if the page would otherwise
// say something else; "" for nothing. It is a sentence only: stars are drawn
// for what holds today.
func (p *page) atMaking(s *trace.Scan) string {
	then := s.Batch.AtMaking
	if then == nil || !then.InForce(s.Batch.Fact.Produced) {
		return ""
	}
	now, r := s.Standing, then.Recognition.Fact
	if now != nil && now.InForce(s.Day) && now.Recognition.Fact.Number == r.Number {
		return ""
	}
	return p.T("stars.atMaking", s.Batch.Fact.Produced, r.Stars)
}
