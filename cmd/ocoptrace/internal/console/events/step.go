package events

import (
	"net/url"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
)

// timeForm is how browsers send an input of type datetime-local.
const timeForm = "2006-01-02T15:04"

// names are the fields of a step besides its time, for each kind.
var names = map[trace.StepKind][]string{
	trace.StepInspected: {"result", "document"},
	trace.StepPacked:    {"quantity", "carton"},
	trace.StepShipped:   {"quantity", "party", "document"},
	trace.StepReceived:  {"quantity", "party", "document"},
	trace.StepRecalled:  {"quantity"},
}

// An asking is a step about a batch with what was entered.
type asking struct {
	batch *trace.Batch
	step  trace.Step
	path  string
}

func (v *visit) asked() (a asking, err error) {
	if a.step.Kind, err = v.kind(); err != nil {
		return a, err
	}
	if a.batch, err = v.ownBatch(); err == nil {
		a.path = pathOf(a.batch) + "/" + string(a.step.Kind)
	}
	return a, err
}

// read takes over what was entered.
func (v *visit) read(s *trace.Step) (problems trace.Problems) {
	at, err := time.ParseInLocation(timeForm, v.Value("at"), v.Today().Time().Location())
	if err != nil {
		problems = append(problems, trace.Problem{Field: "at", Key: "badWhen", Args: []any{v.Value("at")}})
	}
	s.At, s.Failed = at, v.Value("result") == "failed"
	s.Carton, s.Party, s.Document = strings.TrimSpace(v.Value("carton")), strings.TrimSpace(v.Value("party")), strings.TrimSpace(v.Value("document"))
	if v.Value("quantity") != "" {
		n, wrong := v.Number("quantity")
		s.Quantity, problems = n, append(problems, wrong...)
	}
	return problems
}

// form is that of the step's kind, filled in as the request has it.
func (v *visit) form(a asking, problems trace.Problems) error {
	p := v.Page
	fields := []*console.Field{{Name: "at", Label: "console.events.at", Type: "datetime-local", Value: v.Now().In(v.Today().Time().Location()).Format(timeForm)}}
	for _, name := range names[a.step.Kind] {
		fields = append(fields, v.field(name, a.step.Kind))
	}
	if key := v.Value(console.KeyField); key != "" {
		fields = append(fields, console.Hidden(console.KeyField, key))
	}
	fields = append(fields, console.Hidden("check", "1"))
	b := &console.Question{Lead: p.T("console.events.hint." + string(a.step.Kind)), Form: console.NewForm("", fields...), Action: a.path, Back: p.To(pathOf(a.batch))}
	v.Refill(b.Form, problems)
	var err error
	if b.Facts, err = v.AboutBatch(a.batch.Product, a.batch.Lot); err != nil {
		return err
	}
	return v.Ask(b, v.stepText(a.step.Kind))
}

func (v *visit) field(name string, kind trace.StepKind) *console.Field {
	p := v.Page
	switch name {
	case "quantity":
		f := &console.Field{Name: name, Label: "console.quantity", Type: "number"}
		if f.Optional = kind != trace.StepPacked; f.Optional {
			f.Hint = p.T("console.events.quantity.hint")
		}
		return f
	case "result":
		return &console.Field{Name: name, Label: "console.events.result", Type: "choice", Value: "conforms", Options: []console.Option{
			{Value: "conforms", Text: p.T("console.events.conforms")}, {Value: "failed", Text: p.T("console.events.failed")},
		}}
	case "party":
		label := "console.events.to"
		if kind == trace.StepReceived {
			label = "console.events.from"
		}
		return &console.Field{Name: name, Label: label, Hint: p.T("console.events.party.hint"), Type: "text", Max: 300}
	case "carton":
		return &console.Field{Name: name, Label: "console.events.carton", Type: "text", Max: 60}
	}
	return &console.Field{Name: name, Label: "console.events.document", Hint: p.T("console.events.document.hint"), Type: "text", Max: 60, Optional: true}
}

// edit shows the form, and what will be said once it is filled in.
func edit(v *visit) error {
	a, err := v.asked()
	if err != nil {
		return err
	}
	if v.Value("check") == "" {
		return v.form(a, nil)
	}
	problems := v.read(&a.step)
	if len(problems) == 0 {
		if _, problems, err = v.author(a); err != nil {
			return err
		}
	}
	if len(problems) > 0 || v.Value("back") != "" {
		return v.form(a, problems)
	}
	return v.confirm(a)
}

// author makes the event; problems are for the form.
func (v *visit) author(a asking) (epcis.Event, trace.Problems, error) {
	e, err := v.Registry.Author(v.Ctx(), v.User.Entity, a.batch.Product, a.batch.Lot, a.step)
	if err == nil {
		return e, nil, nil
	}
	problems, err := console.AsProblems(err)
	return e, problems, err
}

// confirm shows what will be said, which can be declared wrong later and not
// taken back.
func (v *visit) confirm(a asking) error {
	p := v.Page
	sent := url.Values{"at": {v.Value("at")}}
	facts, err := v.AboutBatch(a.batch.Product, a.batch.Lot)
	if err != nil {
		return err
	}
	b := &console.Confirmation{
		Lead: p.T("console.events.said"), Button: p.T("console.events.button"), Action: p.To(a.path), Form: console.NewForm(""),
		Facts: append(facts, console.Shown{Name: p.T("console.events.at"), Text: strings.Replace(v.Value("at"), "T", " ", 1)}),
	}
	for _, name := range names[a.step.Kind] {
		sent.Set(name, v.Value(name))
		f := v.field(name, a.step.Kind)
		text := v.Value(name)
		for _, o := range f.Options {
			if o.Value == text {
				text = o.Text
			}
		}
		if text != "" {
			b.Facts = append(b.Facts, console.Shown{Name: p.T(f.Label), Text: text})
		}
	}
	for _, name := range append([]string{"at"}, names[a.step.Kind]...) {
		b.Form.Fields = append(b.Form.Fields, console.Hidden(name, sent.Get(name)))
	}
	sent.Set("check", "1")
	sent.Set("back", "1")
	b.Back = p.Link(a.path, sent)
	return v.Confirm(b, v.stepText(a.step.Kind))
}

// state captures the event and publishes it. The same step is one event, so
// that the form may be sent again.
func state(v *visit) error {
	a, err := v.asked()
	if err != nil {
		return err
	}
	if _, err := v.OrderKey(); err != nil {
		return err
	}
	problems := v.read(&a.step)
	var event epcis.Event
	if len(problems) == 0 {
		if event, problems, err = v.author(a); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.form(a, problems)
	}
	if _, err := v.Registry.Capture(v.Ctx(), trace.Capture{Entity: v.User.Entity, By: v.User.Name, Events: []epcis.Event{event}}); err != nil {
		return err
	}
	if _, err := v.Registry.Publish(v.Ctx()); err != nil {
		return err
	}
	return v.Redirect(pathOf(a.batch), url.Values{"done": {"event"}})
}
