// Package inspector serves the pages of those who check goods where they are
// made, stored and sold.
//
//	GET  /console/dossiers                           ?q: a code, a link, a lot, a product, a producer
//	GET  /console/dossiers/PRODUCT/LOT               all that is known of a batch
//	GET  /console/dossiers/PRODUCT/LOT/dossier.pdf   the same on A4 paper
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
package inspector
