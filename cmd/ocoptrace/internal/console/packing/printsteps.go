package packing

import (
	"maps"
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/trace"
)

// The steps of printing. Without one the plan is shown whole.
const (
	stepWhat   = "what"
	stepStock  = "stock"
	stepPlace  = "place"
	stepDesign = "design"
)

// planBody is a step of printing, or all of it.
type planBody struct {
	console.Common
	Plan   *plan
	Hidden *console.Form // what other steps say
	Form   *console.Form // problems, and fields of this step
	Steps  url.Values    // the plan, for links
	Back   string        // to the plan

	Lots    []lotLine
	More    []lotLine // batches that may be added
	Query   string    // of the search for stocks
	Stocks  []stockCard
	Rest    int         // stocks found beyond those shown
	Rows    [][]cell    // of the sheet, top to bottom
	Corners []cornerTap // where counting begins
	Designs []designCard
	Labels  []printed // of runs there are
	Fill    press.Fill
	Look    printing.Preview
	LabelAt string // picture of the label
	PageAt  string // picture of the sheet
	LabelPX [2]int // size of the label in CSS pixels
	Confirm bool   // something is missing, and somebody has to agree
	Blocked bool   // it cannot be printed
	Total   int64  // labels, copies counted
	Key     string
}

// planLabels shows a step of printing, or all that is planned with its preview.
func planLabels(v *visit) error {
	p, err := v.readPlan()
	if err != nil {
		return err
	}
	step := v.Value("step")
	if step == "" {
		step = p.nextStep()
	}
	switch step {
	case stepWhat:
		return v.showWhat(p)
	case stepStock:
		return v.showStocks(p)
	case stepPlace:
		return v.showPlace(p)
	case stepDesign:
		return v.showDesign(p)
	}
	return v.showPlan(p, http.StatusOK)
}

// nextStep is the one that has to be mended or done first; "" for none.
func (p *plan) nextStep() string {
	at := func(names ...string) bool {
		return slices.ContainsFunc(p.problems, func(problem trace.Problem) bool { return slices.Contains(names, problem.Field) })
	}
	switch {
	case p.empty(), p.lotsAtFault():
		return stepWhat
	case p.Stock.ID == "":
		return stepStock
	case at("start", "copies", "corner"):
		return stepPlace
	case len(p.problems) > 0:
		return stepDesign
	}
	return ""
}

func (p *plan) lotsAtFault() bool {
	return slices.ContainsFunc(p.problems, func(problem trace.Problem) bool { return len(problem.Field) > 6 && problem.Field[:6] == "count-" })
}

// step begins the body of a step, which asks anew for some names.
func (v *visit) step(p *plan, names ...string) (*planBody, error) {
	b := &planBody{Plan: p, Hidden: console.NewForm(""), Form: console.NewForm(""), Steps: p.query(), Back: v.Page.Link("/console/labels", p.query())}
	if p.empty() {
		b.Back = v.Page.To("/console")
	}
	rest := p.without(names...)
	if v.Page.Chosen() {
		rest.Set("lang", v.Page.Lang())
	}
	for _, name := range slices.Sorted(maps.Keys(rest)) {
		for _, value := range rest[name] {
			b.Hidden.Fields = append(b.Hidden.Fields, console.Hidden(name, value))
		}
	}
	var err error
	b.Common, err = v.Common()
	return b, err
}

// statusOf is 422 where something is to be mended.
func statusOf(f *console.Form) int {
	if f.Bad() {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}
