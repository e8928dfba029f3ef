package main

import (
	"fmt"
	"slices"
	"time"

	"ocoptrace/trace"
)

// vietNam is the time that people read.
var vietNam = time.FixedZone("+07", 7*60*60)

// ledgerChanges words statements about labels, the newest first, each once.
func ledgerChanges(changes []trace.RunChange) []ledgerChange {
	slices.SortFunc(changes, func(a, b trace.RunChange) int { return int(b.Index - a.Index) })
	out := []ledgerChange{}
	for i, c := range changes {
		if i > 0 && changes[i-1].Index == c.Index {
			continue
		}
		what, why := changeWords(c.Fact)
		out = append(out, ledgerChange{c.Index, c.At.UTC(), c.By, c.Fact.Kind(), what, why})
	}
	return out
}

// changesOf are the changes of a blank run that concern the labels of a claim.
func changesOf(changes []trace.RunChange, c *trace.LabelClaim) (of []trace.RunChange) {
	for _, change := range changes {
		from, to := int64(1), int64(0)
		switch f := change.Fact.(type) {
		case *trace.LabelClaim:
			from, to = f.From, f.To
		case *trace.LabelStatus:
			from, to = f.From, f.To
		case *trace.LabelReprint:
			from, to = f.From, f.To
		}
		if from <= c.To && to >= c.From && from <= to {
			of = append(of, change)
		}
	}
	return of
}

// changeWords say what a statement did to labels, and why.
func changeWords(f trace.Fact) (what, why string) {
	switch f := f.(type) {
	case *trace.LabelRun:
		if f.Blank() {
			return fmt.Sprintf("%s made: %d blank labels", f.ID, f.Count), ""
		}
		return fmt.Sprintf("%s made: %d labels", f.ID, f.Count), ""
	case *trace.LabelStatus:
		state := map[trace.LabelState]string{trace.LabelActive: "activated", trace.LabelVoided: "voided"}[f.State]
		return fmt.Sprintf("%s labels %s %s", f.Run, rangeText(f.From, f.To), state), f.Reason
	case *trace.LabelReprint:
		return fmt.Sprintf("%s labels %s printed again", f.Run, rangeText(f.From, f.To)), f.Reason
	case *trace.LabelClaim:
		return fmt.Sprintf("%s labels %s bound to %s lot %s", f.Run, rangeText(f.From, f.To), f.Product, f.Lot), ""
	case *trace.LabelAllowance:
		return fmt.Sprintf("%d labels allowed beyond the packs", f.Extra), f.Reason
	}
	return string(f.Kind()), ""
}

// print writes a change as one line.
func (c ledgerChange) print(in *invocation) {
	line := fmt.Sprintf("%s  %s", c.At.In(vietNam).Format("02/01/2006 15:04"), c.What)
	if c.By != "" {
		line += ", by " + c.By
	}
	if c.Why != "" {
		line += ": " + c.Why
	}
	fmt.Fprintf(in.stdout, "%s (index %d)\n", line, c.Index)
}
