package trace

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ocoptrace/trace/epcis"
)

// A StepKind is one of the events that producers make about their batches.
type StepKind string

// The kinds of steps.
const (
	StepCreated     StepKind = "created"     // the lot exists: ObjectEvent ADD, creating_class_instance
	StepInspected   StepKind = "inspected"   // ObjectEvent OBSERVE, inspecting
	StepTransformed StepKind = "transformed" // TransformationEvent, of its inputs
	StepPacked      StepKind = "packed"      // AggregationEvent ADD, packing
	StepShipped     StepKind = "shipped"     // ObjectEvent OBSERVE, shipping
	StepReceived    StepKind = "received"    // ObjectEvent OBSERVE, receiving
	StepRecalled    StepKind = "recalled"    // ObjectEvent OBSERVE, disposition recalled
)

// StepKinds are all kinds, in the order in which they usually happen.
func StepKinds() []StepKind {
	return []StepKind{StepCreated, StepInspected, StepTransformed, StepPacked, StepShipped, StepReceived, StepRecalled}
}

// A Step is what a person says of an event about a batch; the batch tells the
// rest. Recalled tells partners that goods come back; only a Recall, which an
// office states, stops a batch on its page.
type Step struct {
	Kind     StepKind
	At       time.Time // when it happened
	Quantity int64     // packs; 0 means all of the batch
	Failed   bool      // inspected: the goods did not conform
	Carton   string    // packed: the number of the carton; needed
	Party    string    // shipped: to whom, received: from whom: an entity of this service, or the URI of a party; needed
	Document string    // number of the delivery note, test report or certificate
}

// vietNam is the time zone in which steps are told.
var vietNam = time.FixedZone("", 7*60*60)

func (s *Step) problems(b *Batch) Problems {
	var f fields
	known := false
	for _, k := range StepKinds() {
		known = known || s.Kind == k
	}
	f.must(known, "kind", "unknownCode", shortened(string(s.Kind)))
	f.must(!s.At.IsZero(), "at", "required")
	f.count("quantity", s.Quantity, 0, b.Quantity)
	f.optional("document", s.Document, 60)
	if s.Kind == StepPacked {
		f.required("carton", s.Carton, 60)
	}
	if s.Kind == StepShipped || s.Kind == StepReceived {
		f.required("party", s.Party, 300)
	}
	f.must(s.Quantity > 0 || s.Kind != StepPacked, "quantity", "required")
	return f.problems
}

// Author makes the event of a step by an entity about a batch, to be captured
// with Capture. The event id is the hash, so that the same step said twice is
// one event. The error is Problems, or ErrNotFound for an unknown batch.
func (r *Registry) Author(ctx context.Context, entity, product, lot string, s Step) (epcis.Event, error) {
	b, err := r.Batch(ctx, product, lot)
	if err != nil {
		return epcis.Event{}, err
	}
	tidy(&s.Carton, &s.Party, &s.Document)
	if err := s.problems(b).err(); err != nil {
		return epcis.Event{}, err
	}
	a := author{r: r, ctx: ctx, b: b, s: s}
	if a.self, err = r.party(ctx, entity); err != nil {
		return epcis.Event{}, err
	}
	a.e = epcis.Event{
		EventTime: epcis.TimestampAt(s.At.In(vietNam)), EventTimeZoneOffset: "+07:00",
		ReadPoint: &epcis.Location{ID: PlaceURI(r.BaseURL(), entity)},
	}
	if err := a.write(); err != nil {
		return epcis.Event{}, err
	}
	a.e.Context = epcis.StandardContext()
	if err := a.e.Check(); err != nil {
		return epcis.Event{}, problem("kind", "badEvent", shortened(err.Error()))
	}
	return a.e, nil
}

// party is the URI of an entity, or of whoever a URI names.
func (r *Registry) party(ctx context.Context, who string) (string, error) {
	if strings.Contains(who, ":") {
		if !utf8.ValidString(who) || strings.ContainsAny(who, " \t\n\"<>") {
			return "", problem("party", "badParty", shortened(who))
		}
		return who, nil
	}
	e, err := r.Entity(ctx, who)
	switch {
	case errors.Is(err, ErrNotFound):
		return "", problem("party", "unknownReference", shortened(who))
	case err != nil:
		return "", err
	case e.GLN != "":
		return r.BaseURL() + "/417/" + e.GLN, nil
	}
	return PartyURI(r.BaseURL(), e.ID), nil
}

// An author writes one event.
type author struct {
	r    *Registry
	ctx  context.Context
	b    *Batch
	s    Step
	self string // URI of the entity
	e    epcis.Event
}

func (a *author) write() (err error) {
	switch a.s.Kind {
	case StepCreated:
		a.object(epcis.ActionAdd, "creating_class_instance", "active")
		a.e.ILMD, err = a.lotData()
		a.e.BizLocation = a.e.ReadPoint
	case StepInspected:
		a.object(epcis.ActionObserve, "inspecting", "conformant")
		if a.s.Failed {
			a.e.Disposition = "non_conformant"
		}
		a.document("testres")
	case StepTransformed:
		err = a.transformed()
	case StepPacked:
		a.e.Type, a.e.Action, a.e.BizStep = epcis.AggregationEvent, epcis.ActionAdd, "packing"
		a.e.ParentID = ObjectURI(a.r.BaseURL(), a.b.Entity, a.s.Carton)
		a.e.ChildQuantityList = a.packs()
	case StepShipped:
		a.object(epcis.ActionObserve, "shipping", "in_transit")
		err = a.between(&a.e.SourceList, &a.e.DestinationList)
	case StepReceived:
		a.object(epcis.ActionObserve, "receiving", "in_progress")
		err = a.between(&a.e.DestinationList, &a.e.SourceList)
	case StepRecalled:
		a.object(epcis.ActionObserve, "", "recalled")
		a.e.PersistentDisposition = &epcis.PersistentDisposition{Set: []string{"recalled"}}
	}
	return err
}

func (a *author) object(action, step, disposition string) {
	a.e.Type, a.e.Action, a.e.BizStep, a.e.Disposition = epcis.ObjectEvent, action, step, disposition
	a.e.QuantityList = a.packs()
}

// packs are those of the batch that the step is about.
func (a *author) packs() []epcis.Quantity {
	n := a.s.Quantity
	if n == 0 {
		n = a.b.Quantity
	}
	return []epcis.Quantity{{EPCClass: ClassURI(a.r.BaseURL(), a.b), Quantity: epcis.Decimal(strconv.FormatInt(n, 10))}}
}

// lotData is the master data of the lot (CBV 2.0 section 9.2).
func (a *author) lotData() ([]byte, error) {
	data := map[string]string{"cbvmda:lotNumber": a.b.Lot}
	switch end, kind := a.b.End(); kind {
	case DateExpires:
		data["cbvmda:itemExpirationDate"] = end.String()
	case DateBestBefore:
		data["cbvmda:bestBeforeDate"] = end.String()
	}
	return json.Marshal(data)
}

// document names the paper that goes with the step.
func (a *author) document(kind string) {
	if a.s.Document != "" {
		a.e.BizTransactionList = []epcis.Typed{{Type: kind, ID: DealURI(a.r.BaseURL(), a.b.Entity, a.s.Document)}}
	}
}

// between writes the two parties: the entity's own side and the other.
func (a *author) between(own, other *[]epcis.Typed) error {
	party, err := a.r.party(a.ctx, a.s.Party)
	*own = []epcis.Typed{{Type: "owning_party", ID: a.self}}
	*other = []epcis.Typed{{Type: "owning_party", ID: party}}
	a.document("desadv")
	return err
}

// transformed writes the inputs of the batch that have identifiers: batches of
// this registry and links to other services. Of inputs without any there is
// nothing that others could follow.
func (a *author) transformed() error {
	a.e.Type, a.e.BizStep, a.e.Disposition = epcis.TransformationEvent, "creating_class_instance", "active"
	a.e.OutputQuantityList = a.packs()
	for _, in := range a.b.Inputs {
		uri := in.URI
		if in.Product != "" {
			made, err := a.r.Batch(a.ctx, in.Product, in.Lot)
			if err != nil {
				return err
			}
			uri = ClassURI(a.r.BaseURL(), made)
		}
		if uri != "" {
			a.e.InputQuantityList = append(a.e.InputQuantityList, epcis.Quantity{EPCClass: uri})
		}
	}
	if len(a.e.InputQuantityList) == 0 {
		return problem("kind", "noKnownInputs")
	}
	return nil
}
