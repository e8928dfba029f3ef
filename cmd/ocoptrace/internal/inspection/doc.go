// Package inspection keeps what inspectors find where goods are made, stored and
// sold: findings, which are private, and what they propose to the officer of the
// province. What becomes public is a trace.Inspection, stated when a finding is
// closed; it names an office and never a person.
//
// # A finding
//
// A finding is about a batch, or about one label of it. It says at what kind of
// place it was made, the name of the business, the province, the day, what was
// found as a code of ocop.Outcomes and in words, how many packs were there and
// how many were looked at, and whether a sample was taken. Its photos are private
// ones of package media. It bears the account of the inspector, the time at which
// the service got it and, where it was written on a device without a connection,
// the time of the device's own clock.
//
// It is written once: what is wrong in it is put right by another. ID is the
// first 10 bytes of SHA-256(account NUL key) in base32 (RFC 4648 section 6,
// lower case, 16 characters), where key is the random key of the form: a finding
// that is sent twice is there once.
//
// # Devices
//
// A device without a connection signs each finding with a key that it made
// itself (ECDSA, P-256, SHA-256) and that cannot be taken out of it. The first
// account that sends with a key has it; another's findings with it are refused.
// The signature shows that what arrived is what was written on that device; the
// time is as right as its clock. Photos are bound to it by the digests of their
// files in the text that is signed; a finding with other files is not taken. What
// is kept of a photo is what package media makes of the file. Key, text and
// signature stay with the finding.
//
// # How many packs
//
// Level says by which level of ISO 2859-1 (package ocop, SampleOf) the inspector
// chose how many packs to open; what that plan asks follows from the day, the level
// and the packs found. It is told beside the number that was opened, whatever that
// is.
//
// # Its course
//
// Open; then closed, with the id of the statement, the number of the minutes, their
// file and its digest. Beside that, where it proposes a hold or a recall:
// asked, then followed (with the statement by which an officer stopped the batch)
// or refused, with the reason.
//
// # Keys
//
//	ins/f/ ID                             -> the finding as JSON (type Finding)
//	ins/t/ be64(^TIME) ID                 -> empty: newest first
//	ins/b/ PRODUCT "/" LOT NUL be64(^TIME) ID -> empty: of a batch
//	ins/d/ DEVICE                         -> the account that has the device
//	ins/m/ ID n                           -> part n (one byte, from 0) of the minutes, 60,000 bytes each
//	ins/p/ be64(^TIME) ID                 -> empty: proposals not yet decided
//
// TIME is that of the service, in milliseconds since 1970. Findings are kept
// until their batch is of no concern any more; nothing deletes them by itself.
//
// A Book may be used by several goroutines at once. It logs nothing.
package inspection
