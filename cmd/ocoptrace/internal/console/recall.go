package console

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// formBody is a form with what it is about.
type formBody struct {
	common
	Lead   string
	Facts  []shown
	Form   *form
	Action string
	Back   string
}

// recallEntered is the recall, hold or lifting that a form asks for.
func (v *visit) recallEntered() (*trace.Recall, error) {
	r := &trace.Recall{
		Product: v.value("product"), Lot: v.value("lot"), Action: trace.RecallAction(v.value("action")), Date: v.today(),
		Reason: v.value("reason"), ReasonEn: v.value("reasonEn"),
	}
	switch r.Action {
	case trace.ActionHold, trace.ActionRecall:
		r.Instruction, r.InstructionEn, r.Contact = v.value("instruction"), v.value("instructionEn"), v.value("contact")
	case trace.ActionLift:
	default:
		return nil, web.Status(http.StatusBadRequest)
	}
	_, err := v.Registry.Batch(v.ctx(), r.Product, r.Lot)
	return r, missing(err)
}

// newRecall shows the form, and what will be said once it is filled in.
func newRecall(v *visit) error {
	r, err := v.recallEntered()
	if err != nil {
		return err
	}
	if v.value("check") == "" {
		return v.recallForm(r, nil)
	}
	problems, err := v.examine(r)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.recallForm(r, problems)
	}
	return v.confirmRecall(r)
}

// recallTexts are the keys of what is asked for and said.
var recallTexts = map[trace.RecallAction]struct{ title, lead, button string }{
	trace.ActionHold:   {"console.hold.title", "console.hold.lead", "console.hold.button"},
	trace.ActionRecall: {"console.recall.title", "console.recall.lead", "console.recall.button"},
	trace.ActionLift:   {"console.lift.title", "console.lift.lead", "console.lift.button"},
}

// recallFields are the texts of a recall; the last three only where the batch
// is stopped.
func recallFields(r *trace.Recall) []*field {
	fields := []*field{
		{Name: "reason", Label: "console.field.reason", Type: "area", Lang: "vi", Value: r.Reason, Max: 500},
		{Name: "reasonEn", Label: "console.field.reasonEn", Type: "area", Lang: "en", Value: r.ReasonEn, Max: 500, Optional: true},
	}
	if r.Action == trace.ActionLift {
		return fields
	}
	return append(fields,
		&field{Name: "instruction", Label: "console.field.instruction", Type: "area", Lang: "vi", Value: r.Instruction, Max: 500},
		&field{Name: "instructionEn", Label: "console.field.instructionEn", Type: "area", Lang: "en", Value: r.InstructionEn, Max: 500, Optional: true},
		&field{Name: "contact", Label: "console.field.contact", Type: "text", Value: r.Contact, Max: 200},
	)
}

func (v *visit) aboutBatch(r *trace.Recall) ([]shown, error) {
	p, err := v.Registry.Product(v.ctx(), r.Product)
	if err != nil {
		return nil, err
	}
	v.page.Sample = p.Sample
	return []shown{{v.page.T("console.field.product"), p.Name, "vi"}, {v.page.T("compare.lot"), r.Lot, ""}}, nil
}

func (v *visit) recallForm(r *trace.Recall, problems trace.Problems) error {
	facts, err := v.aboutBatch(r)
	if err != nil {
		return err
	}
	fields := append(recallFields(r), hidden("product", r.Product), hidden("lot", r.Lot), hidden("action", string(r.Action)))
	if key := v.value(keyField); key != "" {
		fields = append(fields, hidden(keyField, key))
	}
	texts := recallTexts[r.Action]
	b := &formBody{
		Lead: v.page.T(texts.lead), Facts: facts, Form: newForm("", fields...), Action: "/console/recalls/new",
		Back: v.page.To("/console/products/" + r.Product),
	}
	b.Form.blame(v.page, problems)
	return v.showForm(b, v.page.T(texts.title))
}

// showForm answers with a form.
func (v *visit) showForm(b *formBody, title string) (err error) {
	if b.common, err = v.common(); err != nil {
		return err
	}
	status := http.StatusOK
	if b.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.show("form", title, b, status)
}

func (v *visit) confirmRecall(r *trace.Recall) error {
	facts, err := v.aboutBatch(r)
	if err != nil {
		return err
	}
	texts := recallTexts[r.Action]
	b := &confirmBody{
		Grave: r.Action == trace.ActionRecall, Lead: v.page.T("console.said"), Button: v.page.T(texts.button), Facts: facts,
		Form: newForm("", hidden("product", r.Product), hidden("lot", r.Lot), hidden("action", string(r.Action))),
	}
	query := url.Values{}
	for _, f := range recallFields(r) {
		b.Form.Fields = append(b.Form.Fields, hidden(f.Name, f.Value))
		if f.Value != "" {
			b.Facts = append(b.Facts, shown{v.page.T(f.Label), f.Value, f.Lang})
		}
	}
	for _, f := range b.Form.Fields {
		query.Set(f.Name, f.Value)
	}
	b.Action, b.Back = v.page.To("/console/recalls"), v.page.Link("/console/recalls/new", query)
	return v.confirm(b, v.page.T(texts.title))
}

// stateRecall states it.
func stateRecall(v *visit) error {
	r, err := v.recallEntered()
	if err != nil {
		return err
	}
	problems, err := v.state(r)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.recallForm(r, problems)
	}
	return v.redirect("/console/products/"+r.Product, url.Values{"done": {string(r.Action)}})
}
