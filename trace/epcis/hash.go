package epcis

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Hash is the event hash id by SHA-256: a name made from the content of the
// event, equal for every way of writing the same event (CBV 2.0 section 8.9; see
// the package comment). The prefixes are those of the document; those of the
// event's own @context come first.
func (e *Event) Hash(ns Namespaces) string {
	sum := sha256.Sum256([]byte(e.PreHash(ns)))
	return "ni:///sha-256;" + hex.EncodeToString(sum[:]) + "?ver=CBV2.0"
}

// PreHash is the text that is hashed.
func (e *Event) PreHash(ns Namespaces) string {
	h := &prehash{ns: ns.With(e.Context)}
	h.text("eventType", e.Type)
	h.time("eventTime", e.EventTime)
	h.text("eventTimeZoneOffset", e.EventTimeZoneOffset)
	h.what(e)
	h.why(e)
	sensors := nodesOf("sensorElement", e.SensorElementList)
	h.b.WriteString(h.sensors(sensors))
	if e.ILMD != nil {
		h.b.WriteString(h.generic(nodesOf("ilmd", e.ILMD)))
	}
	h.extensions("readPoint", e.ReadPoint)
	h.extensions("bizLocation", e.BizLocation)
	h.b.WriteString(h.sensorExtensions(sensors))
	h.b.WriteString(h.generic(memberNodes(e.Extensions)))
	return h.b.String()
}

// what are the objects, in the order of the standard.
func (h *prehash) what(e *Event) {
	h.list("epcList", "epc", e.EPCList)
	h.text("parentID", e.ParentID)
	h.list("inputEPCList", "epc", e.InputEPCList)
	h.list("childEPCs", "epc", e.ChildEPCs)
	h.quantities("quantityList", e.QuantityList)
	h.quantities("childQuantityList", e.ChildQuantityList)
	h.quantities("inputQuantityList", e.InputQuantityList)
	h.list("outputEPCList", "epc", e.OutputEPCList)
	h.quantities("outputQuantityList", e.OutputQuantityList)
}

// why is everything else of the standard but the sensors.
func (h *prehash) why(e *Event) {
	h.text("action", e.Action)
	h.text("transformationID", e.TransformationID)
	h.word("bizStep", bizSteps, e.BizStep)
	h.word("disposition", dispositions, e.Disposition)
	if p := e.PersistentDisposition; p != nil && len(p.Set)+len(p.Unset) > 0 {
		h.b.WriteString("persistentDisposition")
		h.words("set", p.Set)
		h.words("unset", p.Unset)
	}
	h.location("readPoint", e.ReadPoint)
	h.location("bizLocation", e.BizLocation)
	h.typed("bizTransactionList", "bizTransaction", transactionTypes, e.BizTransactionList)
	h.typed("sourceList", "source", partyTypes, e.SourceList)
	h.typed("destinationList", "destination", partyTypes, e.DestinationList)
}

// A prehash gathers the text that is hashed: names and values without anything
// between them.
type prehash struct {
	b  strings.Builder
	ns Namespaces
}

// pair is "name=value" with the value in its canonical form; "" for no value.
func (h *prehash) pair(name, value string) string {
	if value = h.canonical(value); value == "" {
		return ""
	}
	return name + "=" + value
}

func (h *prehash) text(name, value string) { h.b.WriteString(h.pair(name, value)) }

func (h *prehash) time(name string, t Timestamp) {
	if !t.IsZero() {
		h.b.WriteString(name + "=" + t.utcMillis())
	}
}

func (h *prehash) word(name string, v *vocabulary, w string) {
	h.text(name, v.expand(strings.TrimSpace(w)))
}

func (h *prehash) words(name string, list []string) {
	var parts []string
	for _, w := range list {
		parts = append(parts, h.pair(name, dispositions.expand(strings.TrimSpace(w))))
	}
	h.b.WriteString(sorted(parts))
}

// sorted joins the parts in the order of their bytes.
func sorted(parts []string) string {
	slices.Sort(parts)
	return strings.Join(parts, "")
}

// group writes the name of a list and its parts, nothing where all are empty.
func (h *prehash) group(name string, parts []string) {
	if text := sorted(parts); text != "" {
		h.b.WriteString(name + text)
	}
}

func (h *prehash) list(name, item string, list []string) {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = h.pair(item, v)
	}
	h.group(name, parts)
}

func (h *prehash) quantities(name string, list []Quantity) {
	parts := make([]string, len(list))
	for i, q := range list {
		parts[i] = "quantityElement" + h.pair("epcClass", q.EPCClass) + h.pair("quantity", string(q.Quantity)) + h.pair("uom", q.UOM)
	}
	h.group(name, parts)
}

func (h *prehash) typed(name, item string, v *vocabulary, list []Typed) {
	parts := make([]string, len(list))
	for i, t := range list {
		parts[i] = h.pair("type", v.expand(strings.TrimSpace(t.Type))) + h.pair(item, t.ID)
	}
	h.group(name, parts)
}

func (h *prehash) location(name string, l *Location) {
	if l != nil {
		h.group(name, []string{h.pair("id", l.ID)})
	}
}

// extensions are the user's members of a location.
func (h *prehash) extensions(name string, l *Location) {
	if l != nil {
		h.group(name, []string{h.generic(memberNodes(l.Extensions))})
	}
}
