// Package capture takes in EPCIS documents: it keeps each until it is captured,
// captures it in the background, and tells how far it is (EPCIS 2.0 section
// 12.6.1, capture jobs).
//
// # Rows
//
//	cap/job/ ENTITY NUL ID        -> the job, JSON
//	cap/todo/ ID                  -> ENTITY, while the job is not finished
//	cap/body/ ID NUL be64(n)      -> piece n of the document, while it is needed
//
// An ID is the time of its making in microseconds, 16 hexadecimal digits, and 8
// random ones, so that ids sort by time. A job is deleted 30 days after it
// finished. A document is read while it comes and twice more from its rows, one
// event at a time; in memory are at most trace.MaxOrder events and 16 bytes for
// each eventID of a document.
//
// # Error behaviour
//
// rollback: a document with a fault is refused as a whole when it comes, and
// nothing of it is captured if the registry cannot take one of its events. What
// is captured is signed and logged and cannot be taken back, so everything is
// looked at first. A document of more than trace.MaxOrder events is captured in
// several transactions: where another capture takes an eventID of it between
// the look and the capture, the job ends with that error and tells how many
// events are captured.
//
// proceed: faulty events are told in the job, the others are captured.
//
// A job that was cut off by the end of the process begins anew with the next
// one; events that it captured before are not captured twice.
package capture
