package epcis

import (
	"bytes"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// ParseEvent reads a bare event: a JSON object of its own with its @context. All
// faults are found in one pass and given as [Faults]; a document that is no JSON
// at all (or repeats a name, or is not UTF-8) gives an error that wraps ErrSyntax.
// The event holds no part of data.
func ParseEvent(data []byte) (Event, error) {
	if len(data) > MaxEvent {
		return Event{}, tooLarge(len(data))
	}
	s := &scanner{d: jsontext.NewDecoder(bytes.NewBuffer(data))}
	e, ok := s.event()
	s.end()
	if s.err != nil {
		return Event{}, s.err
	}
	if ok && e.Context == nil {
		s.faultAt("", ErrMissing, "an event outside of a document needs @context")
	}
	return e, s.take().orNil()
}

// end asks for the end of the text.
func (s *scanner) end() {
	if s.err != nil {
		return
	}
	if _, err := s.d.ReadToken(); err == nil {
		s.faultAt("", ErrSyntax, "something follows the end")
	} else if err != io.EOF {
		s.fail(err)
	}
}

// event reads an event; ok is false where it is no object.
func (s *scanner) event() (e Event, ok bool) {
	var seen []string
	ok = s.object(func(name string) {
		read := eventMembers[name]
		switch {
		case read == nil:
			e.Extensions = append(e.Extensions, Member{name, s.raw()})
		default:
			seen = append(seen, name)
			read(s, &e)
		}
	})
	if ok {
		s.checkEvent(&e, seen, string(s.d.StackPointer()))
	}
	return e, ok
}

// eventMembers reads each member of the standard (EPCIS 2.0 section 7.4).
var eventMembers = map[string]func(s *scanner, e *Event){
	"@context":              func(s *scanner, e *Event) { e.Context = s.context() },
	"type":                  func(s *scanner, e *Event) { e.Type = s.eventType() },
	"eventTime":             func(s *scanner, e *Event) { e.EventTime = s.time() },
	"recordTime":            func(s *scanner, e *Event) { e.RecordTime = s.time() },
	"eventTimeZoneOffset":   func(s *scanner, e *Event) { e.EventTimeZoneOffset = s.offset() },
	"eventID":               func(s *scanner, e *Event) { e.EventID = s.uri() },
	"certificationInfo":     func(s *scanner, e *Event) { e.CertificationInfo = s.certification() },
	"errorDeclaration":      func(s *scanner, e *Event) { e.ErrorDeclaration = s.errorDeclaration() },
	"epcList":               func(s *scanner, e *Event) { e.EPCList = s.uris() },
	"parentID":              func(s *scanner, e *Event) { e.ParentID = s.uri() },
	"childEPCs":             func(s *scanner, e *Event) { e.ChildEPCs = s.uris() },
	"inputEPCList":          func(s *scanner, e *Event) { e.InputEPCList = s.uris() },
	"outputEPCList":         func(s *scanner, e *Event) { e.OutputEPCList = s.uris() },
	"quantityList":          func(s *scanner, e *Event) { e.QuantityList = s.quantities() },
	"childQuantityList":     func(s *scanner, e *Event) { e.ChildQuantityList = s.quantities() },
	"inputQuantityList":     func(s *scanner, e *Event) { e.InputQuantityList = s.quantities() },
	"outputQuantityList":    func(s *scanner, e *Event) { e.OutputQuantityList = s.quantities() },
	"action":                func(s *scanner, e *Event) { e.Action = s.action() },
	"transformationID":      func(s *scanner, e *Event) { e.TransformationID = s.uri() },
	"bizStep":               func(s *scanner, e *Event) { e.BizStep = s.word(bizSteps) },
	"disposition":           func(s *scanner, e *Event) { e.Disposition = s.word(dispositions) },
	"persistentDisposition": func(s *scanner, e *Event) { e.PersistentDisposition = s.persistentDisposition() },
	"readPoint":             func(s *scanner, e *Event) { e.ReadPoint = s.location() },
	"bizLocation":           func(s *scanner, e *Event) { e.BizLocation = s.location() },
	"bizTransactionList": func(s *scanner, e *Event) {
		e.BizTransactionList = s.typedList("bizTransaction", transactionTypes, false)
	},
	"sourceList":        func(s *scanner, e *Event) { e.SourceList = s.typedList("source", partyTypes, true) },
	"destinationList":   func(s *scanner, e *Event) { e.DestinationList = s.typedList("destination", partyTypes, true) },
	"sensorElementList": func(s *scanner, e *Event) { e.SensorElementList = s.sensors() },
	"ilmd":              func(s *scanner, e *Event) { e.ILMD = s.ilmd() },
}
