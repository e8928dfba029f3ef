package trace

import (
	"bytes"
	"encoding/base64"
	"strings"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace/epcis"

	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/unicode/norm"
)

// An Event is an EPCIS 2.0 event that an entity captured. It is that entity's
// claim: it changes the state of no batch and of no label. The text is the
// event as epcis.Event.AppendJSON writes it, a string and not an object of the
// record, so that numbers and members of the user stay byte for byte.
type Event struct {
	Type     Kind   `json:"type"`
	Entity   string `json:"entity"`               // that captured it
	Recorded string `json:"recorded"`             // record time, "2026-11-23T05:00:00.000Z"
	ID       string `json:"event"`                // eventID; where the event has none, its hash
	Hash     string `json:"hash"`                 // event hash id, "ni:///sha-256;…?ver=CBV2.0"
	Context  string `json:"context"`              // @context of the document, JSON
	Text     string `json:"text,omitempty"`       // the event, JSON
	Encoded  string `json:"textBase64,omitempty"` // it in base64, where it is not in NFC as texts of records are
}

// recordedForm is how record times are written: UTC, milliseconds.
const recordedForm = "2006-01-02T15:04:05.000Z"

// newEvent makes the fact of an event that was read from a document with this
// @context.
func newEvent(entity string, context jsontext.Value, e *epcis.Event, now time.Time) *Event {
	own := *e
	if len(context) == 0 { // a bare event has only its own
		context, own.Context = own.Context, nil
	}
	f := &Event{
		Type: KindEvent, Entity: entity, Recorded: now.UTC().Format(recordedForm),
		Hash:    own.Hash(epcis.Namespaces(nil).With(context)),
		Context: string(context),
	}
	if f.ID = own.EventID; f.ID == "" {
		f.ID = f.Hash
	}
	text := own.AppendJSON(nil)
	if norm.NFC.IsNormal(text) {
		f.Text = string(text)
	} else {
		f.Encoded = base64.StdEncoding.EncodeToString(text)
	}
	return f
}

// Kind implements Fact.
func (*Event) Kind() Kind { return KindEvent }

func (e *Event) tidy() {
	e.Type = KindEvent
	tidy(&e.Entity)
}

// JSON is the event byte for byte, as a member of a document with this
// @context; nil where it is no base64.
func (e *Event) JSON() []byte {
	if e.Encoded == "" {
		return []byte(e.Text)
	}
	text, err := base64.StdEncoding.Strict().DecodeString(e.Encoded)
	if err != nil {
		return nil
	}
	return text
}

// Namespaces are the prefixes of the document that the event came in.
func (e *Event) Namespaces() epcis.Namespaces {
	return epcis.Namespaces(nil).With(jsontext.Value(e.Context))
}

// Given is the event as it was given. Its Context is its own, nil where it has
// none beside that of the document. An error wraps one of package epcis.
func (e *Event) Given() (epcis.Event, error) {
	text := e.JSON()
	if own := bytes.HasPrefix(text, []byte(`{"@context":`)); own || len(text) < 2 {
		return epcis.ParseEvent(text)
	}
	bare := append([]byte(`{"@context":`), e.Context...)
	bare = append(append(bare, ','), text[1:]...)
	event, err := epcis.ParseEvent(bare)
	event.Context = nil
	return event, err
}

// Shown is the event as a query shows it: with the record time of the registry
// and an eventID, under the contexts of its document and its own, and otherwise
// as it was given.
func (e *Event) Shown() (epcis.Event, error) {
	event, err := e.Given()
	if err != nil {
		return event, err
	}
	event.EventID = e.ID
	event.Context = JoinContexts(jsontext.Value(e.Context), event.Context)
	event.RecordTime, err = epcis.ParseTimestamp(e.Recorded)
	return event, err
}

// JoinContexts is the @context of an event with its own context in a document
// with another one.
func JoinContexts(outer, own jsontext.Value) jsontext.Value {
	if own == nil {
		return outer
	}
	items := func(v jsontext.Value) []byte {
		if text := bytes.TrimSpace(v); text[0] == '[' {
			return bytes.TrimSpace(text[1 : len(text)-1])
		}
		return v
	}
	a, b := items(outer), items(own)
	if len(a) == 0 || len(b) == 0 {
		return own
	}
	return jsontext.Value("[" + string(a) + "," + string(b) + "]")
}

func (e *Event) problems() Problems {
	var f fields
	f.id("entity", e.Entity)
	recorded, err := time.Parse(recordedForm, e.Recorded)
	f.must(err == nil && recorded.Format(recordedForm) == e.Recorded, "recorded", "badTime", shortened(e.Recorded))
	f.must(len(e.ID) <= maxEventID, "event", "tooLong", len(e.ID), maxEventID)
	f.must(norm.NFC.IsNormalString(e.Context), "context", "notNFC")
	f.must(e.Text == "" || e.Encoded == "", "textBase64", "eventTwice")
	given, err := e.Given()
	if err != nil {
		f.add("text", "badEvent", shortened(err.Error()))
		return f.problems
	}
	again := newEvent(e.Entity, jsontext.Value(e.Context), &given, recorded)
	f.must(again.Text == e.Text && again.Encoded == e.Encoded, "text", "eventForm")
	f.must(again.ID == e.ID, "event", "eventOther", shortened(e.ID))
	f.must(again.Hash == e.Hash, "hash", "eventOther", shortened(e.Hash))
	f.must(e.ID == e.Hash || !strings.HasPrefix(e.ID, "ni:"), "event", "eventHash", shortened(e.ID))
	f.fits("text", e)
	return f.problems
}

// maxEventID bounds an eventID, in bytes.
const maxEventID = 500

// admit lets an event id name one content only. A declaration of error has the
// id and the content of the event that it is about, and is made by an entity
// that captured this, if any did.
func (e *Event) admit(v view) error {
	if err := v.exists(listEntity, e.Entity, "entity"); err != nil {
		return err
	}
	return e.admitID(v)
}

// admitID is admit of an event whose entity is known to exist. It looks single
// keys up, but for declarations of error: to scan costs more, the more was
// written in a transaction.
func (e *Event) admitID(v view) error {
	if e.ID != e.Hash {
		hash, err := v.owner(uniqueEvent, indexed(e.ID))
		if err != nil {
			return err
		}
		if hash != "" && hash != e.Hash {
			return problem("event", "eventTaken", shortened(e.ID))
		}
	}
	if !e.declaresError() {
		return nil
	}
	other := ""
	err := v.eventsNamed(e.ID, func(index int64) error {
		earlier, err := factAt[*Event](v, index)
		if err != nil {
			return err
		}
		if earlier.Entity == e.Entity {
			other = ""
			return storage.Stop
		}
		other = earlier.Entity
		return nil
	})
	if err == nil && other != "" {
		return problem("entity", "eventOfAnother", shortened(e.ID), other)
	}
	return err
}

// declaresError says that the event is a declaration of error.
func (e *Event) declaresError() bool {
	if !bytes.Contains(e.JSON(), []byte(`"errorDeclaration":`)) {
		return false
	}
	given, err := e.Given()
	return err == nil && given.ErrorDeclaration != nil
}
