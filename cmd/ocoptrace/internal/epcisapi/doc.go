// Package epcisapi is the REST binding of EPCIS 2.0 (section 12, OpenAPI 2.0.0)
// over the registry, under /epcis. docs/epcis.md has examples.
//
//	/epcis/                          what there is
//	/epcis/capture[/ID]              POST a document; GET jobs
//	/epcis/events[/ID]               POST an event; GET by a query, or by eventID
//	/epcis/queries[/NAME[/events|/subscriptions[/ID]]]
//	/epcis/{eventTypes,epcs,bizSteps,bizLocations,readPoints,dispositions}[/VALUE[/events]]
//	/epcis/nextPageToken/TOKEN       DELETE does nothing: tokens hold no state
//
// Every address answers OPTIONS. A VALUE is written as in a path, a URI with
// %2F for its slashes.
//
// # Who may
//
// Whoever sends a token (RFC 6750) with the scope events.capture captures for
// the entity of its account; who sends one with events.query, or is signed in
// with that permission, queries all events: they stand in the public log anyway.
// Without either, everything but OPTIONS is answered 401, unless the service lets
// everybody query.
//
// # What is answered
//
// Events come in an EPCISQueryDocument as they were captured, identifiers and
// words untouched (GS1-EPC-Format: Never_Translates), with two members that the
// registry gives: recordTime, and eventID where it had none. If all of a
// document came with the same @context, the document has it; otherwise each event
// has its own. The document's member ocoptrace:statements lists, in the order
// of events, who captured each and where its signed record is.
//
// Errors are application/problem+json with the standard's exception types; errors
// lists what is wrong with single places.
package epcisapi
