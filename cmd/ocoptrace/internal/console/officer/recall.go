package officer

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// recallEntered is the recall, hold or lifting that a form asks for.
func (v *visit) recallEntered() (*trace.Recall, error) {
	r := &trace.Recall{
		Product: v.Value("product"), Lot: v.Value("lot"), Action: trace.RecallAction(v.Value("action")), Date: v.Today(),
		Reason: v.Value("reason"), ReasonEn: v.Value("reasonEn"),
	}
	switch r.Action {
	case trace.ActionHold, trace.ActionRecall:
		r.Instruction, r.InstructionEn, r.Contact = v.Value("instruction"), v.Value("instructionEn"), v.Value("contact")
	case trace.ActionLift:
	default:
		return nil, web.Status(http.StatusBadRequest)
	}
	if _, _, err := v.product(r.Product); err != nil {
		return nil, err
	}
	_, err := v.Registry.Batch(v.Ctx(), r.Product, r.Lot)
	return r, console.Missing(err)
}

// newRecall shows the form, and what will be said once it is filled in.
func newRecall(v *visit) error {
	r, err := v.recallEntered()
	if err != nil {
		return err
	}
	if v.Value("check") == "" {
		return v.recallForm(r, nil)
	}
	problems, err := v.Examine(r)
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
func recallFields(r *trace.Recall) []*console.Field {
	fields := []*console.Field{
		{Name: "reason", Label: "console.field.reason", Type: "area", Lang: "vi", Value: r.Reason, Max: 500},
		{Name: "reasonEn", Label: "console.field.reasonEn", Type: "area", Lang: "en", Value: r.ReasonEn, Max: 500, Optional: true},
	}
	if r.Action == trace.ActionLift {
		return fields
	}
	return append(fields,
		&console.Field{Name: "instruction", Label: "console.field.instruction", Type: "area", Lang: "vi", Value: r.Instruction, Max: 500},
		&console.Field{Name: "instructionEn", Label: "console.field.instructionEn", Type: "area", Lang: "en", Value: r.InstructionEn, Max: 500, Optional: true},
		&console.Field{Name: "contact", Label: "console.field.contact", Type: "text", Value: r.Contact, Max: 200},
	)
}

func (v *visit) recallForm(r *trace.Recall, problems trace.Problems) error {
	facts, err := v.AboutBatch(r.Product, r.Lot)
	if err != nil {
		return err
	}
	fields := append(recallFields(r), console.Hidden("product", r.Product), console.Hidden("lot", r.Lot), console.Hidden("action", string(r.Action)))
	if key := v.Value(console.KeyField); key != "" {
		fields = append(fields, console.Hidden(console.KeyField, key))
	}
	texts := recallTexts[r.Action]
	b := &console.Question{
		Lead: v.Page.T(texts.lead), Facts: facts, Form: console.NewForm("", fields...), Action: "/console/recalls/new",
		Back: v.Page.To("/console/products/" + r.Product),
	}
	b.Form.Blame(v.Page, problems)
	return v.Ask(b, v.Page.T(texts.title))
}

func (v *visit) confirmRecall(r *trace.Recall) error {
	facts, err := v.AboutBatch(r.Product, r.Lot)
	if err != nil {
		return err
	}
	texts := recallTexts[r.Action]
	b := &console.Confirmation{
		Grave: r.Action == trace.ActionRecall, Lead: v.Page.T("console.said"), Button: v.Page.T(texts.button), Facts: facts,
		Form: console.NewForm("", console.Hidden("product", r.Product), console.Hidden("lot", r.Lot), console.Hidden("action", string(r.Action))),
	}
	query := url.Values{}
	for _, f := range recallFields(r) {
		b.Form.Fields = append(b.Form.Fields, console.Hidden(f.Name, f.Value))
		if f.Value != "" {
			b.Facts = append(b.Facts, console.Shown{Name: v.Page.T(f.Label), Text: f.Value, Lang: f.Lang})
		}
	}
	for _, f := range b.Form.Fields {
		query.Set(f.Name, f.Value)
	}
	b.Action, b.Back = v.Page.To("/console/recalls"), v.Page.Link("/console/recalls/new", query)
	return v.Confirm(b, v.Page.T(texts.title))
}

// stateRecall states it.
func stateRecall(v *visit) error {
	r, err := v.recallEntered()
	if err != nil {
		return err
	}
	problems, err := v.State(r)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.recallForm(r, problems)
	}
	return v.Redirect("/console/products/"+r.Product, url.Values{"done": {string(r.Action)}})
}
