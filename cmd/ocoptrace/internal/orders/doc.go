// Package orders is for programs that act for a producer, such as an ERP: they
// issue batches, order labels and read the ledger with a token of an owner's or
// packer's account. It describes itself in OpenAPI 3.1.
//
//	GET  /api/v1/openapi.json              the description; needs no token
//	POST /api/v1/batches                   issues a batch        scope batch.issue
//	POST /api/v1/runs                      orders labels         scope labels.print
//	GET  /api/v1/runs/RUN/labels?from&to   codes and links       scope labels.print
//	GET  /api/v1/ledger/PRODUCT/LOT        labels of a batch     scope labels.print
//
// # Who may
//
// The token stands in the header Authorization: Bearer oct_… (RFC 6750 section
// 2.1) and nowhere else; a session of a browser is not looked at, so that no other
// site can have one act. Without a token that holds the answer is 401, without the
// scope 403 with insufficient_scope (section 3.1). What is of another entity is
// answered as what is not there, 404.
//
// # Bodies
//
// A body is one JSON object of the members that the description names, 64 KiB at
// most; others are refused, as is more after the object. A batch needs product,
// produced and quantity; lot, end date and unit are filled in where they are absent,
// as the console does. A batch is answered with its fact as it was stated and where
// its record is. Errors are those of package api: problem+json.
//
// # Once
//
// A POST with the header Idempotency-Key, 1 to 100 characters from "!" to "~", is
// done once: sent again with the same body by the same account it is answered with
// what the first did, and "again" is true. Another body under the same key is
// another order. Without the header each POST is a new order; whoever may have to
// send one again sets it.
//
// What is done is in the audit trail under the account's name with origin api,
// before the answer says so.
package orders
