package events

import (
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/ocop"
)

// listPage is how many events a page shows.
const listPage = 50

// listBody lists the events about a batch, and the steps to tell.
type listBody struct {
	console.Common
	Facts  []console.Shown
	Steps  []console.Option // path and text
	Events []row
	More   string
	Back   string
}

// row is an event on the page.
type row struct {
	Name, Record string
	Index        int64
	Wrong        bool // it is declared wrong
	Facts        []console.Shown
}

func list(v *visit) error {
	batch, err := v.ownBatch()
	if err != nil {
		return err
	}
	page, err := v.Registry.EventsOf(v.Ctx(), batch.Product, batch.Lot, v.Value("page"), listPage)
	if errors.Is(err, trace.ErrPageToken) {
		return web.Status(http.StatusNotFound)
	}
	if err != nil {
		return console.Missing(err)
	}
	b := &listBody{Back: v.Page.To(console.BatchPath(batch.Product, batch.Lot))}
	if page.Next != "" {
		b.More = v.Page.Link(pathOf(batch), url.Values{"page": {page.Next}})
	}
	for _, kind := range trace.StepKinds() {
		b.Steps = append(b.Steps, console.Option{Value: v.Page.To(pathOf(batch) + "/" + string(kind)), Text: v.stepText(kind)})
	}
	for _, e := range page.Events {
		r, err := v.row(e)
		if err != nil {
			return err
		}
		b.Events = append(b.Events, r)
	}
	if b.Facts, err = v.AboutBatch(batch.Product, batch.Lot); err != nil {
		return err
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("events", v.Page.T("console.events.title"), b, http.StatusOK)
}

func (v *visit) stepText(kind trace.StepKind) string {
	return v.Page.T("console.events.kind." + string(kind))
}

func (v *visit) row(e trace.Captured) (row, error) {
	captor, err := v.PartyName(trace.PartyURI(v.Registry.BaseURL(), e.Fact.Entity))
	if err != nil {
		return row{}, err
	}
	r := row{
		Name: v.nameOf(&e.Event), Index: e.Index, Record: "/records/" + e.ID[len("urn:uuid:"):], Wrong: e.Event.ErrorDeclaration != nil,
	}
	at := e.Event.EventTime.Time()
	r.Facts = v.shown(
		console.Shown{Name: "console.events.at", Text: v.Page.Date(ocop.DateOf(at)) + " " + at.In(ocop.DateOf(at).Time().Location()).Format("15:04")},
		console.Shown{Name: "console.quantity", Text: console.QuantitiesText(e.Event.QuantityList, e.Event.ChildQuantityList, e.Event.OutputQuantityList)},
	)
	for _, side := range []struct {
		key string
		all []epcis.Typed
	}{{"console.events.from", e.Event.SourceList}, {"console.events.to", e.Event.DestinationList}} {
		for _, t := range side.all {
			name, err := v.PartyName(t.ID)
			if err != nil {
				return row{}, err
			}
			r.Facts = append(r.Facts, v.shown(console.Shown{Name: side.key, Text: name, Lang: "vi"})...)
		}
	}
	for _, t := range e.Event.BizTransactionList {
		r.Facts = append(r.Facts, v.shown(console.Shown{Name: "console.events.document", Text: v.NumberIn(t.ID)})...)
	}
	r.Facts = append(r.Facts, v.shown(
		console.Shown{Name: "console.events.carton", Text: v.NumberIn(e.Event.ParentID)},
		console.Shown{Name: "console.events.by", Text: captor, Lang: "vi"},
	)...)
	return r, nil
}

// shown puts names into words and leaves out what is empty.
func (v *visit) shown(all ...console.Shown) (kept []console.Shown) {
	for _, s := range all {
		if s.Text != "" {
			s.Name = v.Page.T(s.Name)
			kept = append(kept, s)
		}
	}
	return kept
}

// nameOf is what an event is called: a step that people know, else its words.
func (v *visit) nameOf(e *epcis.Event) string {
	step, _ := epcis.BareBizStep(e.BizStep)
	kinds := map[string]trace.StepKind{
		"creating_class_instance": trace.StepCreated, "commissioning": trace.StepCreated, "inspecting": trace.StepInspected,
		"packing": trace.StepPacked, "shipping": trace.StepShipped, "receiving": trace.StepReceived,
	}
	switch kind, known := kinds[step]; {
	case known:
		return v.stepText(kind)
	case e.Type == epcis.TransformationEvent:
		return v.stepText(trace.StepTransformed)
	case e.PersistentDisposition != nil && len(e.PersistentDisposition.Set) > 0 && e.PersistentDisposition.Set[0] == "recalled":
		return v.stepText(trace.StepRecalled)
	case step != "":
		return step
	case e.BizStep != "":
		return e.BizStep
	}
	return e.Type
}
