// Package api serves everything of the service that is not a page: scans in
// JSON, bundles, signed records, the log's checkpoint, key and policy, the DID document and the JSON-LD context. All of it
// is public and for reading. docs/http.md has an example of each.
//
// # Addresses
//
//	/x/CODE            by Accept: application/json is as /x/CODE/json;
//	                   application/vc and application/vc+jwt lead (303) to the
//	                   batch's record, of a blank label to its run's. Everything else is left to the pages.
//	/x/CODE/json       what a scan of the label says
//	/x/CODE/bundle     the file to check it without a network, CODE.bundle.json
//	/batches/PRODUCT/LOT   the same three for a batch
//	/products/PRODUCT      the same three for a product
//	/records/UUID          a record, byte for byte as it was signed and logged
//	/records/UUID/jwt      its vc+jwt form
//	/records/UUID/proof    its c2sp.org/tlog-proof@v1 under the newest checkpoint
//	/.well-known/did.json  DID document of the issuer
//	/ns/v1                 JSON-LD context of the records' terms
//	/ns/problems           what the types of problems mean
//	/log/checkpoint        c2sp.org/tlog-checkpoint, the newest
//	/log/tile/LEVEL/N      hash tiles, and entry bundles under /log/tile/entries/N,
//	                       as c2sp.org/tlog-tiles has them; not gzipped
//	/log/vkey              the log's key, as c2sp.org/signed-note writes keys
//	/log/policy            c2sp.org/tlog-policy that trusts this log
//
// All answer GET and HEAD, with Access-Control-Allow-Origin: *, so that a program
// in a browser can verify. A CODE may be written as people type it.
//
// # Scan
//
// The JSON object of a scan has these members; those with a "?" may be absent.
// Words are those of package trace: no texts for people are in it.
//
//	at           time of the check, RFC 3339
//	day          the same as a day in Viet Nam; states below are of this day
//	page         URL of the page
//	bundle       URL of the bundle
//	verdict?     first of findings; absent for a product alone
//	findings?    gravest first: recalled, voided, pastUseBy, onHold, unbound,
//	             inactive, pastBestBefore, intact
//	label?       code, uri (what the QR symbol holds), number (in the run, from
//	             1), state (open, active, voided), run, claim? (that binds a
//	             blank label to the batch), changes (newest first)
//	batch?       a stated fact
//	end?         date, kind (expires, best_before), past
//	stopped?     true while a recall or hold is in force, the first of recalls
//	recalls?     stated facts, newest first
//	diary?       shown: stated facts, newest first; more: how many older ones
//	inspections? the same
//	product?     a stated fact; absent for a blank label that is not bound
//	points?      where the product is offered, as diary
//	entity       a stated fact
//	stars?       of the product today
//	starsAtProduction?  those that counted on the day of production
//	service      a stated fact: leaf 0 of the log
//	checkpoint   origin, size, root (base64), under which all was proven
//
// A stated fact is {"fact": the record's credentialSubject, "record": {"id",
// "index" in the log, "issued", "issuer", "method", "url"}}. Stars are count,
// state (of package ocop), inForce, until?, extended?, withdrawn?, recognition
// and changes, both stated facts. Members may be added, none renamed.
//
// # Errors
//
// An error is a page if the client would rather have HTML, else
// application/problem+json (RFC 9457) with type, title, status, detail and,
// where there are any, finding (malformed, unknown, unproven, unavailable),
// problems (what is wrong with single fields: field, and detail or key and args)
// and available (media types, with 406). Never is an error answered with 200.
//
//	400  malformed: a code with a typing error, a link that breaks the syntax
//	404  unknown: nothing is stated about it, or its parts do not belong together
//	406  the client accepts no form that there is
//	500  unproven: what is stored is not what was signed and logged
//	503  unavailable, with Retry-After
//
// # Caching
//
// A record, its JWT and a tile never change ("immutable", a year). Scans, bundles, proofs
// and redirects may be kept for 30 s, documents about keys and terms for an hour,
// the checkpoint for a second. ETags are of the bytes, but a scan's is weak and
// leaves out the member at.
//
// An API is immutable; its methods may be called concurrently.
package api
