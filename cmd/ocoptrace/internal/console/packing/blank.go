package packing

import (
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// blankBody is a producer's page of labels that were printed before there is a
// batch.
type blankBody struct {
	console.Common
	Runs  []*blankView // newest first
	Make  *console.Form
	Key   string
	Claim string
	Rest  *console.Form // problems of no form of the page
}

// A blankView is a blank run with what has become of it.
type blankView struct {
	*labelsView
	Unbound int64
	Pieces  []piece
	Print   string
}

// A piece is a stretch of a blank run: bound to a batch, or not.
type piece struct {
	From, To int64
	State    string // "bound", "blank" or "voided"
	Lot      string // of a bound one
	Link     string // to its batch
}

func showBlank(v *visit) error { return v.blankPage(nil) }

func (v *visit) blankPage(r *refused) error {
	b := &blankBody{Claim: v.Page.To("/console/claim"), Rest: console.NewForm(""), Make: console.NewForm("make-",
		&console.Field{Name: "count", Label: "console.field.count", Hint: v.Page.T("console.blank.count.hint"), Type: "number"})}
	var err error
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	if b.Key, err = v.NewKey(); err != nil {
		return err
	}
	runs, err := v.Registry.BlankRuns(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	for _, run := range runs {
		b.Runs = append(b.Runs, v.blankView(run))
	}
	v.Page.Sample = b.Maker != nil && b.Maker.Sample
	status := http.StatusOK
	if r != nil {
		status = http.StatusUnprocessableEntity
		v.Refill(b.refusedForm(r), r.problems)
	}
	return v.Show("blank", v.Page.T("console.blank.title"), b, status)
}

// refusedForm is the form of the page that was refused.
func (b *blankBody) refusedForm(r *refused) *console.Form {
	if r.run == "" {
		return b.Make
	}
	for _, view := range b.Runs {
		if view.Run.ID == r.run && r.form == "void" && view.Void != nil {
			return view.Void
		}
	}
	return b.Rest
}

func (v *visit) blankView(r trace.RunReport) *blankView {
	view := &blankView{
		labelsView: v.labelsView(r, 1, r.Run.Count), Unbound: r.Unbound,
		Print: v.Page.Link("/console/labels", url.Values{"run": {r.Run.ID}}),
	}
	view.Pieces = v.pieces(r)
	for _, p := range view.Pieces {
		if p.State == "blank" { // what is bound is voided on the page of its batch
			return view
		}
	}
	view.Void = nil
	return view
}

// pieces divides a blank run by what its labels are bound to.
func (v *visit) pieces(r trace.RunReport) (all []piece) {
	claims := slices.Clone(r.Claims)
	slices.SortFunc(claims, func(a, b *trace.LabelClaim) int { return int(a.From - b.From) })
	next := int64(1)
	loose := func(to int64) {
		for _, s := range clip(r.Spans, next, to) {
			state := "blank"
			if s.State == trace.LabelVoided {
				state = "voided"
			}
			all = append(all, piece{From: s.From, To: s.To, State: state})
		}
	}
	for _, c := range claims {
		loose(c.From - 1)
		all = append(all, piece{c.From, c.To, "bound", c.Lot, v.Page.To(console.BatchPath(c.Product, c.Lot))})
		next = c.To + 1
	}
	loose(r.Run.Count)
	return all
}

// makeBlank states a blank label run.
func makeBlank(v *visit) error {
	count, problems := v.Number("count")
	var run *trace.LabelRun
	if len(problems) == 0 {
		key, err := v.OrderKey()
		if err != nil {
			return err
		}
		run, err = v.Registry.OrderRun(v.Ctx(), trace.RunOrder{Entity: v.User.Entity, Count: count, Key: key, By: v.User.Name})
		if problems, err = console.AsProblems(err); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.blankPage(&refused{problems: problems})
	}
	if _, err := v.Registry.Publish(v.Ctx()); err != nil {
		return err
	}
	return v.RedirectTo("/console/blank", url.Values{"done": {"blank"}}, "run-"+i64(run.First))
}
