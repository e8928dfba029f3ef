package epcis

import (
	"slices"
	"strings"
)

// Check finds all faults of an event that was put together by the program, by
// the rules by which events are read. nil or [Faults].
func (e *Event) Check() error {
	bare := *e
	if bare.Context == nil {
		bare.Context = StandardContext()
	}
	_, err := ParseEvent(bare.AppendJSON(nil))
	return err
}

// An eventType tells the members of an event type beyond those of every event,
// and its rules.
type eventType struct {
	members []string
	check   func(c *eventCheck)
}

// anyEvent are the members of every event (EPCIS 2.0 section 7.4.1).
var anyEvent = []string{"@context", "type", "eventTime", "recordTime", "eventTimeZoneOffset", "eventID",
	"certificationInfo", "errorDeclaration"}

// contextMembers are the members that every type of the standard has besides.
const contextMembers = "bizStep disposition readPoint bizLocation bizTransactionList sourceList destinationList sensorElementList "

var eventTypes = map[string]eventType{
	ObjectEvent: {strings.Fields(contextMembers + "action epcList quantityList persistentDisposition ilmd"), checkObject},
	AggregationEvent: {strings.Fields(contextMembers + "action parentID childEPCs childQuantityList"),
		func(c *eventCheck) { c.children(c.e.Action != ActionObserve) }},
	AssociationEvent: {strings.Fields(contextMembers + "action parentID childEPCs childQuantityList"),
		func(c *eventCheck) { c.children(true) }},
	TransactionEvent: {strings.Fields(contextMembers + "action parentID epcList quantityList"), checkTransaction},
	TransformationEvent: {strings.Fields(contextMembers + "inputEPCList inputQuantityList outputEPCList outputQuantityList " +
		"transformationID persistentDisposition ilmd"), checkTransformation},
}

// An eventCheck is the check of one event after it was read: what concerns
// several members, or depends on the type, which may stand anywhere.
type eventCheck struct {
	s    *scanner
	e    *Event
	seen []string // members of the standard that the event has
	base string   // path of the event
}

func (c *eventCheck) has(name string) bool { return slices.Contains(c.seen, name) }

func (c *eventCheck) fault(name string, err error, format string, args ...any) {
	path := c.base
	if name != "" {
		path += "/" + name
	}
	c.s.faultAt(path, err, format, args...)
}

// need asks for a member.
func (c *eventCheck) need(name string) {
	if !c.has(name) {
		c.fault("", ErrMissing, "%s is missing", name)
	}
}

func (s *scanner) checkEvent(e *Event, seen []string, base string) {
	c := &eventCheck{s, e, seen, base}
	c.need("type")
	c.need("eventTime")
	c.need("eventTimeZoneOffset")
	t, known := eventTypes[e.Type]
	switch {
	case known:
		c.membersOf(t)
		t.check(c)
	case e.Type != "" && !isURI(e.Type):
		c.fault("type", ErrValue, "%q is no event type of EPCIS 2.0, nor the URI of another", shorten(e.Type))
	}
	c.identifiers()
}

// membersOf refuses members of other types and members without a prefix.
func (c *eventCheck) membersOf(t eventType) {
	for _, name := range c.seen {
		if !slices.Contains(anyEvent, name) && !slices.Contains(t.members, name) {
			c.fault(name, ErrUnknown, "a %s has no %s", c.e.Type, name)
		}
	}
	for _, m := range c.e.Extensions {
		if !isURI(m.Name) {
			c.fault(pointerToken(m.Name), ErrUnknown, "%q is no member of the standard; a member of one's own has a prefix", shorten(m.Name))
		}
	}
}

// pointerToken escapes a name for a JSON Pointer (RFC 6901 section 3).
func pointerToken(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}
