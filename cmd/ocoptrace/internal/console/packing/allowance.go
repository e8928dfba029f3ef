package packing

import (
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// allowanceEntered is the allowance that a form asks for, and its batch.
func (v *visit) allowanceEntered() (*trace.LabelAllowance, trace.Problems, error) {
	a := &trace.LabelAllowance{Product: v.Value("product"), Lot: v.Value("lot"), Reason: v.Value("reason"), Date: v.Today()}
	batch, err := v.Registry.Batch(v.Ctx(), a.Product, a.Lot)
	if err != nil {
		return nil, nil, console.Missing(err)
	}
	if _, err := v.Concerned(batch.Entity); err != nil {
		return nil, nil, err
	}
	var problems trace.Problems
	a.Extra, problems = v.Number("extra")
	return a, problems, nil
}

// newAllowance shows the form, and what will be stated once it is filled in.
func newAllowance(v *visit) error {
	a, problems, err := v.allowanceEntered()
	if err != nil {
		return err
	}
	if v.Value("check") == "" {
		return v.allowanceForm(a, nil)
	}
	found, err := v.Examine(a)
	if err != nil {
		return err
	}
	if problems = console.Besides(problems, found); len(problems) > 0 {
		return v.allowanceForm(a, problems)
	}
	return v.confirmAllowance(a)
}

// aboutLabels is the batch with its ledger.
func (v *visit) aboutLabels(a *trace.LabelAllowance) ([]console.Shown, error) {
	facts, err := v.AboutBatch(a.Product, a.Lot)
	if err != nil {
		return nil, err
	}
	l, err := v.Registry.Ledger(v.Ctx(), a.Product, a.Lot)
	if err != nil {
		return nil, err
	}
	for _, line := range []struct {
		key string
		n   int64
	}{
		{"console.quantity", l.Declared}, {"console.tally.allowed", l.Allowed}, {"console.tally.printed", l.Printed},
		{"label.state.active", l.Activated}, {"label.state.open", l.Open}, {"label.state.voided", l.Voided}, {"console.tally.bare", l.Room()},
	} {
		facts = append(facts, console.Shown{Name: v.Page.T(line.key), Text: v.Page.Number(line.n)})
	}
	past, err := v.allowanceViews(a.Product, a.Lot)
	for _, c := range past {
		facts = append(facts, console.Shown{Name: c.What, Text: c.Why + " (" + strings.Join(strings.Fields(v.Page.Time(c.At)+" "+c.By), " ") + ")"})
	}
	return facts, err
}

func (v *visit) allowanceForm(a *trace.LabelAllowance, problems trace.Problems) error {
	facts, err := v.aboutLabels(a)
	if err != nil {
		return err
	}
	fields := []*console.Field{
		{Name: "extra", Label: "console.field.extra", Type: "number", Value: v.Value("extra")},
		{Name: "reason", Label: "console.field.reason", Hint: v.Page.T("console.allow.reason.hint"), Type: "area", Lang: "vi", Value: a.Reason, Max: 500},
		console.Hidden("product", a.Product), console.Hidden("lot", a.Lot),
	}
	if key := v.Value(console.KeyField); key != "" {
		fields = append(fields, console.Hidden(console.KeyField, key))
	}
	b := &console.Question{
		Lead: v.Page.T("console.allow.lead"), Facts: facts, Form: console.NewForm("", fields...), Action: "/console/allowances/new",
		Back: v.Page.To("/console/products/" + a.Product),
	}
	b.Form.Blame(v.Page, problems)
	return v.Ask(b, v.Page.T("console.allow.title"))
}

func (v *visit) confirmAllowance(a *trace.LabelAllowance) error {
	facts, err := v.AboutBatch(a.Product, a.Lot)
	if err != nil {
		return err
	}
	query := url.Values{"product": {a.Product}, "lot": {a.Lot}, "extra": {v.Value("extra")}, "reason": {a.Reason}}
	return v.Confirm(&console.Confirmation{
		Lead: v.Page.T("console.allow.check"), Button: v.Page.T("console.allow.button", a.Extra),
		Action: v.Page.To("/console/allowances"), Back: v.Page.Link("/console/allowances/new", query),
		Facts: append(facts,
			console.Shown{Name: v.Page.T("console.field.extra"), Text: v.Page.Number(a.Extra)},
			console.Shown{Name: v.Page.T("console.field.reason"), Text: a.Reason, Lang: "vi"}),
		Form: console.NewForm("", console.Hidden("product", a.Product), console.Hidden("lot", a.Lot), console.Hidden("extra", v.Value("extra")), console.Hidden("reason", a.Reason)),
	}, v.Page.T("console.allow.title"))
}

// stateAllowance states it.
func stateAllowance(v *visit) error {
	a, problems, err := v.allowanceEntered()
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		if problems, err = v.State(a); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.allowanceForm(a, problems)
	}
	return v.Redirect("/console/products/"+a.Product, url.Values{"done": {"allowed"}})
}
