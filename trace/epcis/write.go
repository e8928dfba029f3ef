package epcis

import "github.com/go-json-experiment/json/jsontext"

// AppendJSON appends the event as JSON, without insignificant space: the
// members in the order of the standard, absent ones left out, values as they
// were given, members of the user last and in their order. Reading the result
// gives an equal event.
func (e *Event) AppendJSON(b []byte) []byte {
	w := writer{b: append(b, '{')}
	w.raw("@context", e.Context)
	w.text("type", e.Type)
	w.text("eventTime", e.EventTime.text)
	w.text("eventTimeZoneOffset", e.EventTimeZoneOffset)
	w.text("recordTime", e.RecordTime.text)
	w.text("eventID", e.EventID)
	w.raw("certificationInfo", e.CertificationInfo)
	w.errorDeclaration(e.ErrorDeclaration)
	e.appendWhat(&w)
	e.appendWhy(&w)
	w.raw("sensorElementList", e.SensorElementList)
	w.raw("ilmd", e.ILMD)
	w.members(e.Extensions)
	return append(w.b, '}')
}

// MarshalJSON is AppendJSON, for encoding/json.
func (e Event) MarshalJSON() ([]byte, error) { return e.AppendJSON(nil), nil }

func (e *Event) appendWhat(w *writer) {
	w.texts("epcList", e.EPCList)
	w.text("parentID", e.ParentID)
	w.texts("childEPCs", e.ChildEPCs)
	w.texts("inputEPCList", e.InputEPCList)
	w.texts("outputEPCList", e.OutputEPCList)
	w.quantities("quantityList", e.QuantityList)
	w.quantities("childQuantityList", e.ChildQuantityList)
	w.quantities("inputQuantityList", e.InputQuantityList)
	w.quantities("outputQuantityList", e.OutputQuantityList)
}

func (e *Event) appendWhy(w *writer) {
	w.text("action", e.Action)
	w.text("transformationID", e.TransformationID)
	w.text("bizStep", e.BizStep)
	w.text("disposition", e.Disposition)
	w.persistent(e.PersistentDisposition)
	w.location("readPoint", e.ReadPoint)
	w.location("bizLocation", e.BizLocation)
	w.typed("bizTransactionList", "bizTransaction", e.BizTransactionList)
	w.typed("sourceList", "source", e.SourceList)
	w.typed("destinationList", "destination", e.DestinationList)
}

// A writer appends members to an object that is open.
type writer struct{ b []byte }

// name appends the name of a member, after a comma where one is needed.
func (w *writer) name(name string) {
	w.comma()
	w.b = quote(w.b, name)
	w.b = append(w.b, ':')
}

func (w *writer) comma() {
	if last := w.b[len(w.b)-1]; last != '{' && last != '[' {
		w.b = append(w.b, ',')
	}
}

// quote appends s as a JSON string; what is no UTF-8 becomes U+FFFD.
func quote(b []byte, s string) []byte {
	b, _ = jsontext.AppendQuote(b, s)
	return b
}

func (w *writer) text(name, v string) {
	if v != "" {
		w.name(name)
		w.b = quote(w.b, v)
	}
}

func (w *writer) raw(name string, v jsontext.Value) {
	if v != nil {
		w.name(name)
		w.b = append(w.b, v...)
	}
}

func (w *writer) members(list []Member) {
	for _, m := range list {
		w.name(m.Name)
		w.b = append(w.b, m.Value...)
	}
}

func (w *writer) texts(name string, list []string) {
	if list == nil {
		return
	}
	w.name(name)
	w.b = append(w.b, '[')
	for _, v := range list {
		w.comma()
		w.b = quote(w.b, v)
	}
	w.b = append(w.b, ']')
}
