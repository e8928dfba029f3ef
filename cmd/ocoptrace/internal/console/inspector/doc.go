// Package inspector serves the pages of those who check goods where they are
// made, stored and sold.
//
//	GET  /console/dossiers                           ?q: a code, a link, a lot, a product, a producer
//	GET  /console/dossiers/PRODUCT/LOT               all that is known of a batch
//	GET  /console/dossiers/PRODUCT/LOT/dossier.pdf   the same on A4 paper
//	GET  /console/findings                           newest first
//	GET  /console/findings/new                       ?product&lot&code: form
//	POST /console/findings
//	GET  /console/findings/FINDING                   and /photos/N, /minutes.pdf to be signed
//	GET  /console/findings/FINDING/close             form; check=1: what will be said
//	POST /console/findings/FINDING/close             states the trace.Inspection
//	POST /console/inspector/sync                     a finding that a device signed
//	GET  /console/inspector/sync/FINDING             that it is kept, as JSON
//	GET  /inspector/                                 the application for devices; worker.js, manifest.webmanifest, icon-*.png
//	GET  /console/proposals                          what officers are asked to stop
//	GET  /console/inspector/pack                     ?province=CODE,… or ?entities=ID,…: a signed pack;
//	                                                 with &since=SIZE&day=DAY&state=STATE a delta (package pack)
//	POST /console/findings/FINDING/refusal           an officer does not follow it, and says why
//
// # Whom it is for
//
// Inspectors, officers and auditors. A market sells goods of all provinces, so
// every batch has a dossier for them; all of it is in the public log. Who of a
// producer's people asked for a statement about labels is not, and is shown to
// those alone whose concern the producer is (account.User.Over).
//
// # Dossier
//
// A Dossier is a list of sections, each of facts, a table or items; the page and
// the paper are two settings of the same list, so that they cannot differ. What a
// statement says bears the number of its place in the log, so that it can be
// checked by others. What is counted (labels by state) has none: it follows from
// all statements about the runs of the batch.
//
// Look-ups (package tally) are counts of this service and of no statement: their
// section says so, and gives odds, never a verdict. Reports (package report) come
// without telephone numbers; their texts are for those whose concern the producer
// is.
//
// # Findings
//
// A finding (package inspection) is private: its inspector, the inspectors and
// the officers of the province in which it was made see it. Its minutes are set
// in Vietnamese whatever the language of the page, so that their digest, which
// the public statement has, is that of one file. A proposal is followed when an
// officer states a hold or recall of the batch, on the officer's own page; it is
// seen here by that statement.
package inspector
