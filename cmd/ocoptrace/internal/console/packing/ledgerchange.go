package packing

import (
	"cmp"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// A changeView is one entry of the book of labels: what, who, when, why.
type changeView struct {
	What string
	Why  string
	By   string // account; "" where nobody was named
	At   time.Time
}

// changeViews are the entries about labels from..to of a run, newest first.
func (v *visit) changeViews(r trace.RunReport, from, to int64) (all []changeView) {
	for _, c := range r.Changes {
		e := changeView{By: c.By, At: c.At}
		first, last := from, to
		switch f := c.Fact.(type) {
		case *trace.LabelRun:
			e.What = v.Page.T(cmp.Or(map[bool]string{true: "console.change.blank"}[f.Blank()], "console.change.run"), f.Count)
		case *trace.LabelStatus:
			first, last = f.From, f.To
			e.What, e.Why = v.Page.T("console.change.label."+string(f.State), console.SpanText(v.Page, f.From, f.To)), f.Reason
		case *trace.LabelReprint:
			first, last = f.From, f.To
			e.What, e.Why = v.Page.T("console.change.reprint", console.SpanText(v.Page, f.From, f.To)), f.Reason
		case *trace.LabelClaim:
			first, last = f.From, f.To
			e.What = v.Page.T("console.change.claim", console.SpanText(v.Page, f.From, f.To), f.Lot)
		}
		if first <= to && from <= last {
			all = append(all, e)
		}
	}
	return all
}

// allowanceViews are the allowances of a batch, newest first.
func (v *visit) allowanceViews(product, lot string) (all []changeView, err error) {
	changes, err := v.Registry.Allowances(v.Ctx(), product, lot)
	for _, c := range changes {
		f := c.Fact.(*trace.LabelAllowance)
		all = append(all, changeView{What: v.Page.T("console.change.allowance", f.Extra), Why: f.Reason, By: c.By, At: c.At})
	}
	return all, err
}
