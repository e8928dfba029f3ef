// Package draft keeps what somebody has typed into a form and not sent to its
// end, so that a lost connection or a closed browser loses nothing, and files
// that are sent in one step of a form and used in a later one.
//
// # Keys
//
//	dra/ USER NUL FORM           -> {"at": TIME, "values": {NAME: [VALUE, …]}, "done": [KEY, …]}
//	dra/ USER NUL FORM NUL CHUNK -> bytes of the file of the form
//
// USER is an account name, FORM 1 to 200 of A-Z, a-z, 0-9, ".", "_", "-" and
// "/", CHUNK 4 bytes counted from 0, most significant first. A chunk has 60,000
// bytes, the last one fewer. values are absent where there is no draft, at is
// the time of the last change.
//
// # Done
//
// Every form on a page has a random key of its own (KeyField). Dropping a draft
// because its form has done its work notes the key, and a draft with that key is
// not kept again: what a browser held back while it had no connection does not
// bring back what is done. The last 20 keys are remembered.
//
// # Limits
//
// A draft has up to MaxBytes as it is stored, a file up to MaxFile. Both are
// kept for Keep after the last change and then deleted; nobody but their user
// sees them. Drafts hold what was typed, which may be of people: they are never
// in the log. Drafts may be used by several goroutines at once.
package draft
