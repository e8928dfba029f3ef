package console

import (
	"net/url"
	"strings"

	"ocoptrace/trace"
)

// allowanceEntered is the allowance that a form asks for, and its batch.
func (v *visit) allowanceEntered() (*trace.LabelAllowance, trace.Problems, error) {
	a := &trace.LabelAllowance{Product: v.value("product"), Lot: v.value("lot"), Reason: v.value("reason"), Date: v.today()}
	if _, err := v.Registry.Batch(v.ctx(), a.Product, a.Lot); err != nil {
		return nil, nil, missing(err)
	}
	var problems trace.Problems
	a.Extra, problems = v.number("extra")
	return a, problems, nil
}

// newAllowance shows the form, and what will be stated once it is filled in.
func newAllowance(v *visit) error {
	a, problems, err := v.allowanceEntered()
	if err != nil {
		return err
	}
	if v.value("check") == "" {
		return v.allowanceForm(a, nil)
	}
	found, err := v.examine(a)
	if err != nil {
		return err
	}
	if problems = besides(problems, found); len(problems) > 0 {
		return v.allowanceForm(a, problems)
	}
	return v.confirmAllowance(a)
}

// aboutLabels is the batch with its ledger.
func (v *visit) aboutLabels(a *trace.LabelAllowance) ([]shown, error) {
	facts, err := v.aboutBatch(&trace.Recall{Product: a.Product, Lot: a.Lot})
	if err != nil {
		return nil, err
	}
	l, err := v.Registry.Ledger(v.ctx(), a.Product, a.Lot)
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
		facts = append(facts, shown{v.page.T(line.key), v.page.Number(line.n), ""})
	}
	past, err := v.allowanceViews(a.Product, a.Lot)
	for _, c := range past {
		facts = append(facts, shown{c.What, c.Why + " (" + strings.Join(strings.Fields(v.page.Time(c.At)+" "+c.By), " ") + ")", ""})
	}
	return facts, err
}

func (v *visit) allowanceForm(a *trace.LabelAllowance, problems trace.Problems) error {
	facts, err := v.aboutLabels(a)
	if err != nil {
		return err
	}
	fields := []*field{
		{Name: "extra", Label: "console.field.extra", Type: "number", Value: v.value("extra")},
		{Name: "reason", Label: "console.field.reason", Hint: v.page.T("console.allow.reason.hint"), Type: "area", Lang: "vi", Value: a.Reason, Max: 500},
		hidden("product", a.Product), hidden("lot", a.Lot),
	}
	if key := v.value(keyField); key != "" {
		fields = append(fields, hidden(keyField, key))
	}
	b := &formBody{
		Lead: v.page.T("console.allow.lead"), Facts: facts, Form: newForm("", fields...), Action: "/console/allowances/new",
		Back: v.page.To("/console/products/" + a.Product),
	}
	b.Form.blame(v.page, problems)
	return v.showForm(b, v.page.T("console.allow.title"))
}

func (v *visit) confirmAllowance(a *trace.LabelAllowance) error {
	facts, err := v.aboutBatch(&trace.Recall{Product: a.Product, Lot: a.Lot})
	if err != nil {
		return err
	}
	query := url.Values{"product": {a.Product}, "lot": {a.Lot}, "extra": {v.value("extra")}, "reason": {a.Reason}}
	return v.confirm(&confirmBody{
		Lead: v.page.T("console.allow.check"), Button: v.page.T("console.allow.button", a.Extra),
		Action: v.page.To("/console/allowances"), Back: v.page.Link("/console/allowances/new", query),
		Facts: append(facts,
			shown{v.page.T("console.field.extra"), v.page.Number(a.Extra), ""},
			shown{v.page.T("console.field.reason"), a.Reason, "vi"}),
		Form: newForm("", hidden("product", a.Product), hidden("lot", a.Lot), hidden("extra", v.value("extra")), hidden("reason", a.Reason)),
	}, v.page.T("console.allow.title"))
}

// stateAllowance states it.
func stateAllowance(v *visit) error {
	a, problems, err := v.allowanceEntered()
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		if problems, err = v.state(a); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.allowanceForm(a, problems)
	}
	return v.redirect("/console/products/"+a.Product, url.Values{"done": {"allowed"}})
}
