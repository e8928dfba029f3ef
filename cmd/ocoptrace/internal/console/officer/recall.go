package officer

import (
	"net/http"
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// recallEntered is the recall, hold or lifting that a form asks for, of a lot or,
// where that is empty, of the lots of days; 404 for products of others.
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
	if r.Lot == "" {
		return r, nil
	}
	_, err := v.Registry.Batch(v.Ctx(), r.Product, r.Lot)
	return r, console.Missing(err)
}

// recalls are the facts about the batches of a scope.
func recalls(r *trace.Recall, batches []*trace.Batch) (facts []trace.Fact) {
	for _, b := range batches {
		one := *r
		one.Lot = b.Lot
		facts = append(facts, &one)
	}
	return facts
}

// newRecall shows the form, and what will be said and concerned once it is
// filled in.
func newRecall(v *visit) error {
	r, err := v.recallEntered()
	if err != nil {
		return err
	}
	if v.Value("check") == "" {
		return v.recallForm(r, nil)
	}
	batches, problems, err := v.scope(r)
	if err != nil {
		return err
	}
	more, err := v.examineRecall(r, batches)
	if err != nil {
		return err
	}
	if problems = console.Besides(problems, more); len(problems) > 0 {
		return v.recallForm(r, problems)
	}
	a, err := v.recallAsking(r)
	if err != nil {
		return err
	}
	a.after = v.Page.T("recall.concerned")
	if a.follows, err = v.impact(batches); err != nil {
		return err
	}
	if r.Lot == "" {
		var lots []string
		for _, b := range batches {
			lots = append(lots, b.Lot)
		}
		a.fields = append(a.fields, console.Hidden("lots", strings.Join(lots, ",")))
	}
	return v.confirm(a)
}

// examineRecall finds what is wrong with the texts, and with the first batch.
func (v *visit) examineRecall(r *trace.Recall, batches []*trace.Batch) (trace.Problems, error) {
	one := *r
	if len(batches) > 0 {
		one.Lot = batches[0].Lot
	}
	problems, err := v.Examine(&one)
	if len(batches) == 0 {
		problems = without(problems, "lot")
	}
	return problems, err
}

// recallTexts are the keys of what is asked for and said.
var recallTexts = map[trace.RecallAction]struct{ title, lead, button string }{
	trace.ActionHold:   {"console.hold.title", "console.hold.lead", "console.hold.button"},
	trace.ActionRecall: {"console.recall.title", "console.recall.lead", "console.recall.button"},
	trace.ActionLift:   {"console.lift.title", "console.lift.lead", "console.lift.button"},
}

// recallFields are the days of several batches, and the texts of a recall; the
// last three only where batches are stopped.
func (v *visit) recallFields(r *trace.Recall) (fields []*console.Field) {
	if r.Lot == "" {
		fields = append(fields,
			&console.Field{Name: "from", Label: "recall.field.from", Type: "date", Value: v.Value("from")},
			&console.Field{Name: "to", Label: "recall.field.to", Hint: v.Page.T("recall.field.to.hint"), Type: "date", Value: v.Value("to"), Optional: true})
	}
	fields = append(fields,
		&console.Field{Name: "reason", Label: "console.field.reason", Type: "area", Lang: "vi", Value: r.Reason, Max: 500},
		&console.Field{Name: "reasonEn", Label: "console.field.reasonEn", Type: "area", Lang: "en", Value: r.ReasonEn, Max: 500, Optional: true})
	if r.Action == trace.ActionLift {
		return fields
	}
	return append(fields,
		&console.Field{Name: "instruction", Label: "console.field.instruction", Type: "area", Lang: "vi", Value: r.Instruction, Max: 500},
		&console.Field{Name: "instructionEn", Label: "console.field.instructionEn", Type: "area", Lang: "en", Value: r.InstructionEn, Max: 500, Optional: true},
		&console.Field{Name: "contact", Label: "console.field.contact", Type: "text", Value: r.Contact, Max: 200},
	)
}

// recallAsking is the form, to be shown or confirmed.
func (v *visit) recallAsking(r *trace.Recall) (a asking, err error) {
	texts := recallTexts[r.Action]
	a = asking{
		title: v.Page.T(texts.title), lead: v.Page.T(texts.lead), button: v.Page.T(texts.button),
		form: "/console/recalls/new", post: "/console/recalls", back: v.Page.To("/console/products/" + r.Product),
		fields: append(v.recallFields(r), console.Hidden("product", r.Product), console.Hidden("lot", r.Lot), console.Hidden("action", string(r.Action))),
		grave:  r.Action == trace.ActionRecall,
	}
	if r.Lot != "" {
		a.about, err = v.AboutBatch(r.Product, r.Lot)
		return a, err
	}
	p, e, err := v.product(r.Product)
	if err == nil {
		a.about = []console.Shown{
			{Name: v.Page.T("console.field.product"), Text: p.Name, Lang: "vi"}, {Name: v.Page.T("officer.field.name"), Text: e.Name, Lang: "vi"},
		}
	}
	return a, err
}

func (v *visit) recallForm(r *trace.Recall, problems trace.Problems) error {
	a, err := v.recallAsking(r)
	if err != nil {
		return err
	}
	return v.ask(a, problems)
}

// stateRecall states it, of all batches in one order.
func stateRecall(v *visit) error {
	r, err := v.recallEntered()
	if err != nil {
		return err
	}
	batches, problems, err := v.scope(r)
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		if problems, err = v.State(recalls(r, batches)...); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.recallForm(r, problems)
	}
	return v.Redirect("/console/products/"+r.Product, url.Values{"done": {string(r.Action)}})
}
