package trace

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"ocoptrace/storage"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/gs1"
)

// Identifiers of the service in events, for what has no GS1 key: web addresses
// with a path component that says what they name (CBV 2.0 section 8), on the
// service's own host:
//
//	BASE/class/PRODUCT.LOT  a batch      BASE/class/PRODUCT  a product
//	BASE/party/ENTITY       a business   BASE/loc/ENTITY     its place
//	BASE/obj/ENTITY.NUMBER  a carton     BASE/bt/ENTITY.NUMBER  a document
//
// Product ids have no dot, so the first dot ends them; whatever stands behind
// it is written as in a path. A batch with a GTIN is BASE/01/GTIN/10/LOT.

// ClassURI names a batch in events.
func ClassURI(base string, b *Batch) string {
	if b.GTIN != "" {
		if link, err := gs1.ParseDigitalLink(base + "/01/" + b.GTIN + "/10/" + url.PathEscape(b.Lot)); err == nil {
			return link.String()
		}
	}
	return base + "/class/" + b.Product + "." + url.PathEscape(b.Lot)
}

// PartyURI names a business in events.
func PartyURI(base, entity string) string { return base + "/party/" + entity }

// PlaceURI names the place of a business in events.
func PlaceURI(base, entity string) string { return base + "/loc/" + entity }

// ObjectURI names something that an entity numbered, a carton say.
func ObjectURI(base, entity, number string) string {
	return base + "/obj/" + entity + "." + url.PathEscape(number)
}

// DealURI names a document that an entity numbered, a delivery note say.
func DealURI(base, entity, number string) string {
	return base + "/bt/" + entity + "." + url.PathEscape(number)
}

// CutURI takes an identifier of the service apart: what it names (class, party,
// loc, obj, bt), the id, and what stands behind its dot, "" for none.
func CutURI(base, uri string) (kind, id, number string, ok bool) {
	rest, ours := strings.CutPrefix(uri, base+"/")
	kind, rest, cut := strings.Cut(rest, "/")
	switch kind {
	case "class", "party", "loc", "obj", "bt":
	default:
		return "", "", "", false
	}
	id, number, _ = strings.Cut(rest, ".")
	number, err := url.PathUnescape(number)
	if !ours || !cut || err != nil || len(id) > 64 || !idPattern.MatchString(id) {
		return "", "", "", false
	}
	return kind, id, number, true
}

// EventsOf lists the events about a batch, whoever captured them, the newest
// event first: at most limit of them from a page token on, "" for the first.
// Found are those that name the lot, or single packs of it together with the
// lot. Error: ErrPageToken, ErrNotFound for an unknown batch.
func (r *Registry) EventsOf(ctx context.Context, product, lot, token string, limit int) (EventPage, error) {
	b, err := r.Batch(ctx, product, lot)
	if err != nil {
		return EventPage{}, err
	}
	return r.EventsAbout(ctx, ClassURI(r.BaseURL(), b), token, limit)
}

// EventsAbout is EventsOf for an object or class by its URI.
func (r *Registry) EventsAbout(ctx context.Context, uri, token string, limit int) (page EventPage, err error) {
	q := &epcis.Query{NextPageToken: token, PerPage: limit}
	from, err := readPageToken(q)
	if err != nil {
		return EventPage{}, err
	}
	err = r.store.View(ctx, func(tx storage.Tx) error {
		s := &eventSearch{view: view{tx}, q: q, over: newRowCursor(tx, eventsThing, epcis.Normalize(uri)), span: wholeSpan}
		page, err = s.page(from)
		return err
	})
	return page, err
}

// A Shipment is one step of a batch to somebody, as whoever captured it says.
type Shipment struct {
	Captured
	Received bool   // a receiving event, not a shipping one
	From, To string // URIs of parties, else of places; "" where the event names none
}

// Shipments lists the shipping and receiving events about a batch, newest
// first, as EventsOf lists events; declarations of error and what they declare
// wrong are left out.
func (r *Registry) Shipments(ctx context.Context, product, lot, token string, limit int) (all []Shipment, next string, err error) {
	page, err := r.EventsOf(ctx, product, lot, token, limit)
	if err != nil {
		return nil, "", err
	}
	wrong := make(map[string]bool)
	for _, c := range page.Events {
		if c.Event.ErrorDeclaration != nil {
			wrong[c.Fact.Entity+" "+c.Fact.Hash] = true
		}
	}
	for _, c := range page.Events {
		step, _ := epcis.BareBizStep(c.Event.BizStep)
		if step != "shipping" && step != "receiving" || wrong[c.Fact.Entity+" "+c.Fact.Hash] {
			continue
		}
		all = append(all, Shipment{c, step == "receiving", partyOf(c.Event.SourceList), partyOf(c.Event.DestinationList)})
	}
	return all, page.Next, nil
}

// partyOf is the owner, else the holder, else the place.
func partyOf(list []epcis.Typed) string {
	for _, kind := range []string{"owning_party", "possessing_party", "location"} {
		for _, t := range list {
			if strings.HasSuffix(t.Type, kind) {
				return t.ID
			}
		}
	}
	return ""
}

// withinLocation says that a place is within another: a part of a site that a
// GLN with an extension names is within the site (GS1 AI 254).
func withinLocation(place, ancestor string) bool {
	site, _, part := strings.Cut(place, "/254/")
	return part && site == ancestor
}

// EventNames are what a vocabulary of events in use can be asked for.
type EventNames string

// The vocabularies.
const (
	EventTypesUsed    EventNames = eventsType
	BizStepsUsed      EventNames = eventsStep
	DispositionsUsed  EventNames = eventsState
	ReadPointsUsed    EventNames = eventsRead
	BizLocationsUsed  EventNames = eventsPlace
	EPCsUsed          EventNames = eventsThing // classes too
	maxValuesOnePage             = 1000
	valuesPerPageElse            = 30
)

// EventValues lists values that events have, in the form in which they are
// compared, in order, at most limit (1,000) behind after, and says whether there
// are more. Values longer than 200 bytes are left out.
func (r *Registry) EventValues(ctx context.Context, of EventNames, after string, limit int) (values []string, more bool, err error) {
	if limit <= 0 {
		limit = valuesPerPageElse
	}
	limit = min(limit, maxValuesOnePage)
	prefix := prefixOf(eventPrefix + string(of))
	err = r.store.View(ctx, func(tx storage.Tx) error {
		values, more = nil, false
		var last []byte
		if after != "" {
			last = endOfValue(prefix, after)
		}
		for {
			value, err := nextValue(tx, prefix, last)
			if err != nil || value == "" {
				return err
			}
			last = endOfValue(prefix, value)
			if strings.HasPrefix(value, "#") {
				continue
			}
			if more = len(values) == limit; more {
				return nil
			}
			values = append(values, value)
		}
	})
	return values, more, err
}

// endOfValue is behind all rows of a value.
func endOfValue(prefix []byte, value string) []byte {
	return append(append(append([]byte{}, prefix...), value...), "\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"...)
}

// nextValue is the first value with a row behind a key; "" for none.
func nextValue(tx storage.Tx, prefix, after []byte) (value string, err error) {
	err = tx.Scan(prefix, after, func(key, _ []byte) error {
		value = string(key[len(prefix) : len(key)-eventTail-1])
		return storage.Stop
	})
	return value, err
}

// EventsNamed lists the events with an event id, newest first: the event, what
// others captured of the same content, and declarations of error. ErrNotFound.
func (r *Registry) EventsNamed(ctx context.Context, id string) (all []Captured, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		all = nil
		v := view{tx}
		return v.eventsNamed(id, func(index int64) error {
			c, err := v.event(index)
			if err == nil && c.Fact.ID == id {
				all = append(all, c)
			}
			if len(all) == MaxEventsPerPage {
				return storage.Stop
			}
			return err
		})
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%w: event %s", ErrNotFound, shortened(id))
	}
	return all, err
}

// EventAt is the event that is stated at a log index.
func (r *Registry) EventAt(ctx context.Context, index int64) (c Captured, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		c, err = view{tx}.event(index)
		return err
	})
	return c, err
}
