// Package report keeps what consumers report about a pack: that it does not
// match what the page says, that it was opened, that it made somebody ill.
// Reports are private rows, never in the log; alone they change no state of any
// label or batch.
//
// # A report
//
// A report names a product, and a lot and a label where they are known, says in
// one of Kinds and in words what is wrong, and may have a photo (package media,
// private) and the province where the pack was seen, both as the person chose.
// A telephone number is optional and kept only with consent, for one purpose:
// calling back about this report. No name, network address or place is kept.
//
// The person gets a reference, ten characters of Crockford's base32 ("7K3M9-QP2XW",
// hyphen and case do not matter), with which the answer can be read by whoever
// has it; the phone number and the photo cannot.
//
// # Its course
//
// New, in hand, closed. Whoever takes it in hand or closes it, and the answer, are
// kept; closed reports can be opened again. A telephone number is deleted
// KeepPhone after the report was closed, the whole report KeepReport after it was
// sent, both by Sweep (Law 91/2025/QH15 on personal data: no longer than its
// purpose needs).
//
// # Keys
//
//	rpt/i/ REFERENCE              -> the report as JSON (type Report)
//	rpt/t/ be64(^TIME) REFERENCE  -> empty: newest first; TIME in milliseconds since 1970
//
// A Book may be used by several goroutines at once. It logs nothing.
package report
