package epcis

import "github.com/go-json-experiment/json/jsontext"

// The event types of EPCIS 2.0 (section 7.4). An event of another type, whose
// name is a URI, is read as far as its members are those of the standard.
const (
	ObjectEvent         = "ObjectEvent"
	AggregationEvent    = "AggregationEvent"
	TransactionEvent    = "TransactionEvent"
	TransformationEvent = "TransformationEvent"
	AssociationEvent    = "AssociationEvent"
)

// The actions (EPCIS 2.0 section 7.3.2).
const (
	ActionAdd     = "ADD"
	ActionObserve = "OBSERVE"
	ActionDelete  = "DELETE"
)

// An Event is one EPCIS 2.0 event: what, when, where, why and how. Values are
// as they were given; nothing is normalised. A nil list is absent, an empty one
// was given empty. Which members belong to which type is checked when an event
// is read, and by [Event.Check].
type Event struct {
	Type    string
	Context jsontext.Value // @context of the event itself, which only bare events need

	EventTime           Timestamp
	EventTimeZoneOffset string // "+07:00"
	RecordTime          Timestamp
	EventID             string
	CertificationInfo   jsontext.Value // a URI or a list of URIs
	ErrorDeclaration    *ErrorDeclaration

	EPCList            []string
	ParentID           string
	ChildEPCs          []string
	InputEPCList       []string
	OutputEPCList      []string
	QuantityList       []Quantity
	ChildQuantityList  []Quantity
	InputQuantityList  []Quantity
	OutputQuantityList []Quantity

	Action                string
	TransformationID      string
	BizStep               string
	Disposition           string
	PersistentDisposition *PersistentDisposition
	ReadPoint             *Location
	BizLocation           *Location
	BizTransactionList    []Typed
	SourceList            []Typed
	DestinationList       []Typed

	SensorElementList jsontext.Value // a list of objects, byte for byte
	ILMD              jsontext.Value // an object, byte for byte

	Extensions []Member // members of the user, in their order
}

// A Quantity is a number of objects of a class (EPCIS 2.0 section 7.3.3.3).
type Quantity struct {
	EPCClass string
	Quantity Decimal // "" where it is not stated
	UOM      string  // UN/CEFACT Recommendation 20 code such as "KGM"; "" counts items
}

// A Location is a read point or business location.
type Location struct {
	ID         string
	Extensions []Member
}

// A Typed is a business transaction, a source or a destination: an identifier
// with its type, which only a business transaction may lack.
type Typed struct{ Type, ID string }

// A PersistentDisposition tells which conditions begin and which end with an
// event (EPCIS 2.0 section 7.3.5.6). nil means absent.
type PersistentDisposition struct{ Set, Unset []string }

// An ErrorDeclaration says that an event with the same content was wrong (EPCIS
// 2.0 section 7.4.1.3).
type ErrorDeclaration struct {
	DeclarationTime    Timestamp
	Reason             string // "" where none is given
	CorrectiveEventIDs []string
	Extensions         []Member
}
