// Package epcis reads, checks, writes, names and selects events of EPCIS 2.0:
// what happened to which goods, when, where and why. It is a set of pure
// functions: no clock, no network, no state; an Event may be read by several
// goroutines at once as long as none changes it.
//
// Sources: EPCIS 2.0 and CBV 2.0 (GS1, June 2022), the EPCIS JSON Schema and
// REST bindings of 2.0.0, GS1 Tag Data Standard 2.0 for EPC URIs, and package
// gs1 for GS1 Digital Link.
//
// # Documents
//
// A bare event is a JSON object with its own @context; an EPCISDocument or
// EPCISQueryDocument has one @context, a header and a list of events.
// [ParseEvent] reads the first, [ParseDocument] the second, and [Reader] a
// document of any length, holding one event at a time:
//
//	r := epcis.NewReader(body)
//	for e, err := range r.Events() {
//		// err has the faults of this event; the next ones come all the same
//	}
//	if err := r.Err(); err != nil { ... }
//
// Names are unique in an object, text is UTF-8, an event has at most [MaxEvent]
// bytes, a number at most 100 characters and an exponent within 100, and members
// of the user are at most [MaxDepth] deep.
//
// # Lossless
//
// Writing what was read gives the same content: values as they were given,
// times and numbers letter by letter, and byte for byte what is not the
// standard's (members with a prefix, ilmd, sensorElementList, certificationInfo,
// @context). [Event.AppendJSON] writes without space between members, in this
// order, absent ones left out:
//
//	@context type eventTime eventTimeZoneOffset recordTime eventID
//	certificationInfo errorDeclaration epcList parentID childEPCs inputEPCList
//	outputEPCList quantityList childQuantityList inputQuantityList
//	outputQuantityList action transformationID bizStep disposition
//	persistentDisposition readPoint bizLocation bizTransactionList sourceList
//	destinationList sensorElementList ilmd, then members of the user
//
// Empty texts are as absent ones. Members that a document has in its epcisBody
// beside the list of events are not kept; nor is where the header stood.
//
// # Faults
//
// A document is read to its end and every fault told with its JSON Pointer, such
// as /epcisBody/eventList/3/action. Refused is what the JSON Schema refuses:
// members missing, of the wrong kind, unknown without a prefix, or of another
// event type; words that are not of the vocabulary, and words of the vocabulary
// as URNs, which JSON writes bare; items twice in epcList, inputEPCList and
// outputEPCList; ilmd on an ObjectEvent that does not ADD; and so on. Refused
// are further, by the text of the standards:
//
//   - a parent that is missing from an aggregation or disaggregation
//     (EPCIS 7.4.3), not only from an association;
//   - an EPC URI or GS1 Digital Link with a wrong check digit or form, and any
//     other web address on id.gs1.org; addresses on other hosts are taken for
//     Digital Links where they can be read as such;
//   - a product or lot where single objects stand (epcList, childEPCs, parentID,
//     inputs and outputs) and a single object where classes stand (CBV 8.2, 8.3).
//
// Event types of others (a URI) are read by the same members, and their own
// members need no prefix, as in the schema. Whether a prefix is declared in the
// context is not asked, for the schema does not.
//
// # Words and identifiers
//
// Words of the vocabulary are compared as Web URIs, whichever way they are
// written: "shipping", urn:epcglobal:cbv:bizstep:shipping and
// https://ref.gs1.org/cbv/BizStep-shipping are the same ([ExpandBizStep]).
// Identifiers are compared in the form of [Normalize]: an EPC URI and a Digital
// Link on any host are the same where they name the same thing.
//
// # Event hash
//
// [Event.Hash] is ni:///sha-256;<64 hexadecimal digits>?ver=CBV2.0 (RFC 6920) of
// the text of [Event.PreHash], which is put together by CBV 2.0 section 8.9 as
// the reference implementation states and tests it
// (github.com/RalphTro/epcis-event-hash-generator, README of 2026). Without
// anything between them stand, absent ones left out:
//
//	eventType= eventTime= eventTimeZoneOffset= epcList{epc=} parentID=
//	inputEPCList{epc=} childEPCs{epc=} quantityList{quantityElement{epcClass=
//	quantity= uom=}} childQuantityList inputQuantityList outputEPCList
//	outputQuantityList action= transformationID= bizStep= disposition=
//	persistentDisposition{set= unset=} readPoint{id=} bizLocation{id=}
//	bizTransactionList{type= bizTransaction=} sourceList{type= source=}
//	destinationList{type= destination=}
//	sensorElement{sensorMetadata{...} sensorReport{...}} ilmd{...}
//	members of the user in readPoint, bizLocation and sensor elements, under
//	the names of what they stand in; then those of the event
//
// Braces here only show what stands in what. The items of a list are sorted by
// their bytes, and so are members of the user and of ilmd, whose names are
// written {URI of the prefix}local. The members of sensors come in the order of
// the table in sensor.go. Not in the hash are recordTime, eventID, errorDeclaration
// (so that a declaration of error has the hash of what it declares wrong) and
// certificationInfo.
//
// Values: no space around; times of the standard in UTC with three decimals,
// rounded half up; whatever reads as a number, also in quotes, without needless
// zeros, sign + or exponent ("007" becomes 7: a lot number in ilmd that differs
// from another by zeros in front makes no other hash); words of the vocabulary
// as Web URIs; compact URIs of the prefixes of GS1 in full; identifiers in the
// form of [Normalize]. Times in members of the user stay as written.
//
// What no public source settles, and what is done here: certificationInfo was
// hashed behind eventTimeZoneOffset by earlier versions of the reference
// implementation and is left out since, following the table of CBV 2.0; it is
// left out. Digital Links whose values are percent-encoded stay unchanged in the
// reference implementation; here they are normalised, as the rule says. It drops
// members of readPoint whose prefix stands for a URI that does not end in a
// slash; here they count. It takes a bare word of the vocabulary anywhere in the
// event for a word of it; here only where the standard has such a word. null is a
// member without value.
//
// # Queries
//
// [ParseQuery] reads the parameters of a SimpleEventQuery (EPCIS 2.0 section
// 8.2.7.1) from a query string ([QueryValues] from JSON) and [Query.Match] asks
// them of an event:
//
//	eventType, GE_ LT_ of eventTime recordTime errorDeclarationTime
//	EQ_ of action bizStep disposition persistentDisposition_set
//	  persistentDisposition_unset transformationID eventID errorReason
//	  correctiveEventID
//	EQ_ WD_ of readPoint bizLocation
//	EQ_bizTransaction_type EQ_source_type EQ_destination_type
//	MATCH_ of epc parentID inputEPC outputEPC anyEPC epcClass inputEPCClass
//	  outputEPCClass anyEPCClass
//	EQ_ GT_ GE_ LT_ LE_quantity, EXISTS_errorDeclaration
//	EQ_ GT_ GE_ LT_ LE_ EXISTS_ of [INNER_] [ILMD_ | ERROR_DECLARATION_] prefix:name
//	HASATTR_field EQATTR_field_attribute
//	orderBy orderDirection eventCountLimit maxEventCount perPage nextPageToken
//
// An event meets a query that it meets in every parameter, and a parameter in
// any of its values. Parameters on sensor data are refused, and so are unknown
// ones: a filter that is silently ignored would give away too much.
//
// A pattern (urn:epc:idpat:, last components "*") in MATCH_ meets EPC URIs
// component by component, and Digital Links where only its last component is
// "*". EQ_ of a user's member compares text with text and JSON numbers by value;
// GT_ and the like take numbers, also in quotes, and times. INNER_ looks below
// the top-level members and not at these.
package epcis
