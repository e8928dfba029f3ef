package web

import (
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A level is how grave a finding is, and the class it is drawn in.
type level string

const (
	levelStop    level = "stop"    // do not use: octagon
	levelCare    level = "care"    // wait or look closer: triangle
	levelGood    level = "good"    // circle
	levelUnclear level = "unclear" // nothing can be said: diamond
)

func levelOf(f trace.Finding) level {
	switch f {
	case trace.FindingRecalled, trace.FindingVoided, trace.FindingPastUseBy, trace.FindingUnproven:
		return levelStop
	case trace.FindingOnHold, trace.FindingUnbound, trace.FindingInactive, trace.FindingPastBestBefore:
		return levelCare
	case trace.FindingIntact:
		return levelGood
	}
	return levelUnclear
}

// icons of the findings; the shape around each is that of its level.
var findingIcons = map[trace.Finding]string{
	trace.FindingRecalled:       "stop",
	trace.FindingVoided:         "cross",
	trace.FindingPastUseBy:      "calendar",
	trace.FindingOnHold:         "pause",
	trace.FindingUnbound:        "blank",
	trace.FindingInactive:       "label",
	trace.FindingPastBestBefore: "calendar",
	trace.FindingIntact:         "check",
	trace.FindingUnknown:        "question",
	trace.FindingMalformed:      "keyboard",
	trace.FindingUnproven:       "broken",
	trace.FindingUnavailable:    "cloud",
}

func iconOf(f trace.Finding) string { return findingIcons[f] }

// A verdict is what a page says first.
type verdict struct {
	remark
	Note string   // what it means and what to do
	Also []remark // further findings, none of which is merged with the first
}

// A remark is one finding in words.
type remark struct {
	Finding trace.Finding
	Level   level
	Icon    string
	Title   string
}

func (p *page) verdict(s *trace.Scan) *verdict {
	findings := s.Findings()
	if len(findings) == 0 {
		return nil
	}
	v := &verdict{remark: p.remark(s, findings[0]), Note: p.T("finding." + string(findings[0]) + ".note")}
	if findings[0] == trace.FindingIntact {
		v.Note = p.intactNote(s)
	}
	for _, f := range findings[1:] {
		v.Also = append(v.Also, p.remark(s, f))
	}
	return v
}

// remark words a finding; those about a date name it.
func (p *page) remark(s *trace.Scan, f trace.Finding) remark {
	var end ocop.Date
	if s.Batch != nil {
		end, _ = s.Batch.Fact.End()
	}
	return remark{f, levelOf(f), iconOf(f), p.T("finding."+string(f), end)}
}

// intactNote lists what was looked at to say that nothing is wrong.
func (p *page) intactNote(s *trace.Scan) string {
	notes := []string{p.T("intact.noRecall")}
	if end, kind := s.Batch.Fact.End(); kind != trace.DateNone {
		notes = append(notes, p.T("intact.inDate", end))
	}
	if s.Label != nil {
		notes = append(notes, p.T("intact.active"))
	}
	return strings.Join(notes, " ")
}

// An endDate is the date that ends the shelf life, with its name.
type endDate struct {
	Name string
	Date ocop.Date
	Past bool
}

func (p *page) endDate(s *trace.Scan) *endDate {
	if s.Batch == nil {
		return nil
	}
	date, kind := s.Batch.Fact.End()
	switch kind {
	case trace.DateExpires:
		return &endDate{p.T("date.useBy"), date, date.Before(s.Day)}
	case trace.DateBestBefore:
		return &endDate{p.T("date.bestBefore"), date, date.Before(s.Day)}
	}
	return nil
}
