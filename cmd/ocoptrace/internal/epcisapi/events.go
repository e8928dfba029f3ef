package epcisapi

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/epcis"

	"github.com/gorilla/mux"
)

// simpleQuery is the name of queries that have none.
const simpleQuery = "SimpleEventQuery"

// events answers a query; of a vocabulary, of events with the value in the path.
func (a *API) events(v *vocabulary) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := a.mayQuery(r); err != nil {
			return err
		}
		values := r.URL.Query()
		delete(values, "linkType") // of a GS1 resolver, which passes a query on as it came
		if v != nil {
			value, err := pathValue(r, "value")
			if err != nil {
				return err
			}
			values[v.parameter(value)] = []string{value}
		}
		q, err := epcis.ParseQuery(values, a.namespaces(r))
		if err != nil {
			return err
		}
		return a.answer(w, r, &q, simpleQuery)
	}
}

// pathValue is a value of the path.
func pathValue(r *http.Request, name string) (string, error) {
	value, err := url.PathUnescape(mux.Vars(r)[name])
	if err != nil {
		return "", problem{Status: http.StatusBadRequest, Detail: "the address is wrongly escaped"}
	}
	return value, nil
}

// answer writes a page of events.
func (a *API) answer(w http.ResponseWriter, r *http.Request, q *epcis.Query, name string) error {
	page, err := a.Registry.Events(r.Context(), q, "")
	if err != nil {
		return err
	}
	if page.Next != "" {
		a.linkNext(w, r, page.Next)
	}
	w.Header().Set("GS1-EPC-Format", "Never_Translates")
	writeBody(w, r, http.StatusOK, contentType(r), a.document(name, "", page.Events))
	return nil
}

// tokenLife is what is said of page tokens; they hold no state and last longer.
const tokenLife = 24 * time.Hour

// linkNext adds the link to the next page (RFC 8288).
func (a *API) linkNext(w http.ResponseWriter, r *http.Request, token string) {
	values := r.URL.Query()
	values.Set("nextPageToken", token)
	w.Header().Set("Link", "<"+a.base+r.URL.EscapedPath()+"?"+values.Encode()+`>; rel="next"`)
	w.Header().Set("GS1-Next-Page-Token-Expires", a.Now().Add(tokenLife).UTC().Format(time.RFC3339))
}

// eventByID answers with an event and the declarations of error about it.
func (a *API) eventByID(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.mayQuery(r); err != nil {
		return err
	}
	id, err := pathValue(r, "id")
	if err != nil {
		return err
	}
	found, err := a.Registry.EventsNamed(r.Context(), id)
	if err != nil {
		return err
	}
	w.Header().Set("GS1-EPC-Format", "Never_Translates")
	writeBody(w, r, http.StatusOK, contentType(r), a.document(simpleQuery, "", found))
	return nil
}

// message is what subscribers are sent.
func (a *API) message(query, subscription string, events []trace.Captured) []byte {
	return a.document(query, subscription, events)
}

// A statementView says who captured an event.
type statementView struct {
	EventID string `json:"ocoptrace:eventID"`
	Entity  string `json:"ocoptrace:capturedBy"` // URI of the party
	Record  string `json:"ocoptrace:record"`     // URL of the signed record
}

// document writes events as an EPCISQueryDocument.
func (a *API) document(name, subscription string, events []trace.Captured) []byte {
	context, own := sharedContext(events)
	statements := make([]statementView, len(events))
	for i, c := range events {
		statements[i] = statementView{c.Fact.ID, trace.PartyURI(a.base, c.Fact.Entity), a.base + "/records/" + strings.TrimPrefix(c.ID, "urn:uuid:")}
	}
	list, err := json.Marshal(statements)
	if err != nil { // strings always can be
		panic(err)
	}
	prefix, err := json.Marshal(map[string]string{"ocoptrace": a.prefix()})
	if err != nil {
		panic(err)
	}
	h := epcis.Header{
		Context: trace.JoinContexts(context, prefix), Type: epcis.QueryDocumentType, SchemaVersion: epcis.SchemaVersion,
		CreationDate: epcis.TimestampAt(a.Now().UTC()), QueryName: name, SubscriptionID: subscription,
		Extensions: []epcis.Member{{Name: "ocoptrace:statements", Value: list}},
	}
	b := h.AppendOpen(nil)
	for i := range events {
		if i > 0 {
			b = append(b, ',')
		}
		e := events[i].Event
		if !own {
			e.Context = nil
		}
		b = e.AppendJSON(b)
	}
	return append(h.AppendClose(b), '\n')
}

// sharedContext is the @context of a document of the events; own says that they
// keep their own beside it, because they differ.
func sharedContext(events []trace.Captured) (context []byte, own bool) {
	for i, c := range events {
		if i > 0 && string(c.Event.Context) != string(events[0].Event.Context) {
			return epcis.StandardContext(), true
		}
	}
	if len(events) == 0 {
		return epcis.StandardContext(), false
	}
	return events[0].Event.Context, false
}
