package main

import (
	"fmt"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// tell prints what the records say, in log order.
func (in *invocation) tell(c *trace.Checked) {
	today := ocop.DateOf(in.now())
	for _, e := range c.Evidence {
		switch f := e.Fact.(type) {
		case *trace.Entity:
			in.line("who", "%s; %s", f.Name, f.Commune)
		case *trace.Product:
			in.line("what", "%s", f.Name)
		case *trace.Batch:
			in.tellBatch(f, today)
		case *trace.Recall:
			in.line("!", "%s of lot %s on %s: %s %s", f.Action, f.Lot, f.Date, f.Reason, f.Instruction)
		case *trace.LabelRun:
			of := "for lot " + f.Lot
			if f.Blank() {
				of = "printed blank for " + f.Entity
			}
			in.line("labels", "run %s: %d labels %s", f.ID, f.Count, of)
		case *trace.LabelClaim:
			in.line("labels", "%d to %d of run %s: bound to lot %s on %s", f.From, f.To, f.Run, f.Lot, f.Date)
		case *trace.LabelStatus:
			in.line("labels", "%d to %d of run %s: %s on %s %s", f.From, f.To, f.Run, f.State, f.Date, f.Reason)
		}
	}
	for _, s := range standings(c.Evidence) {
		in.tellStars(s, today)
	}
}

func (in *invocation) tellBatch(b *trace.Batch, today ocop.Date) {
	in.line("batch", "lot %s, produced %s, %d %s", b.Lot, b.Produced, b.Quantity, b.Unit)
	end, kind := b.End()
	note := ""
	if end.Before(today) {
		note = ", which is past"
	}
	switch kind {
	case trace.DateExpires:
		in.line("batch", "use by %s%s", end, note)
	case trace.DateBestBefore:
		in.line("batch", "best before %s%s", end, note)
	}
	if b.Sample {
		in.line("!", "sample data: producer and goods are fictional")
	}
}

func (in *invocation) tellStars(s *trace.Standing, today ocop.Date) {
	r := s.Recognition.Fact
	text := fmt.Sprintf("OCOP %d stars, %s, by %s, decision %s: ", r.Stars, r.Number, r.Authority, r.Decision)
	switch until := s.Until(); {
	case until.IsZero():
		text += fmt.Sprintf("withdrawn on %s", s.Withdrawn())
	case s.InForce(today):
		text += fmt.Sprintf("in force on %s, until %s", today, until)
	case today.Before(r.Issued):
		text += fmt.Sprintf("in force from %s", r.Issued)
	default:
		text += fmt.Sprintf("not in force on %s; it ended on %s", today, until)
	}
	in.line("stars", "%s", text)
}

// standings puts the recognitions of a bundle together with their changes.
func standings(evidence []*trace.Evidence) (all []*trace.Standing) {
	byNumber := make(map[string]*trace.Standing)
	for _, e := range evidence {
		switch f := e.Fact.(type) {
		case *trace.Recognition:
			s := &trace.Standing{Recognition: trace.Proven[*trace.Recognition]{Evidence: e, Fact: f}}
			byNumber[f.Number], all = s, append(all, s)
		case *trace.RecognitionChange:
			if s := byNumber[f.Number]; s != nil {
				s.Changes = append([]trace.Proven[*trace.RecognitionChange]{{Evidence: e, Fact: f}}, s.Changes...)
			}
		}
	}
	return all
}
