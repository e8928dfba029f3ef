// Package audit keeps who did what, to what, when and from where: signing in,
// changes of accounts, and everything that is stated or changed through the
// console or the command line. It complements the log of statements, which
// says what is true of goods and never names a person.
//
// # Keys
//
//	aud/ TIME SEQ -> entry
//
// TIME is the moment in milliseconds since 1970 (UTC), 8 bytes, SEQ 4 bytes
// that tell entries of one millisecond apart, both most significant byte first:
// the order of keys is that of time. An entry is the JSON object
//
//	{"who": NAME, "from": ORIGIN, "did": ACTION, "to": SUBJECT}
//
// NAME is the login name of who acted, for the command line that of the
// machine's user; absent where nobody is signed in. ORIGIN is "console", "command" or "api". ACTION is a name such as
// "signin" or "batch.issue"; SUBJECT what it was done to: another login name,
// a batch as PRODUCT/LOT, an id; absent where there is nothing to name. No
// address of a client, no secret and nothing that was typed in vain is kept.
//
// # Append only
//
// Nothing changes an entry, and nothing but age deletes one: entries older than
// Config.Keep (two years if it is not set) go, 1,000 at a time, when Sweep is
// called, and at most once a day when something is recorded. Whoever holds the
// machine can of course change its disk; what was stated about goods stands in
// the public log regardless.
//
// # In a transaction
//
// Append writes an entry in the transaction of what it tells of, so that one is
// there if and only if the other is. Record has a transaction of its own, for
// acts that do not happen in the store.
//
// Who acts travels in the context (As, Of), so that the places between the
// request and the store need not know of it.
//
// A Trail may be used by several goroutines at once. It logs nothing.
package audit
