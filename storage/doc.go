// Package storage is the contract of an ordered, transactional key-value store
// and the keyspace of the program. It holds no engine: each has a folder of its
// own, and storage/storagetest proves an engine against this text.
//
// # Pairs
//
// A pair is a key of 1 to 1,024 bytes and a value of 0 to 65,535 bytes. Any
// byte may stand in either, except that no key begins with '!' (0x21), which
// engines keep for rows of their own (ErrBadKey). Keys are ordered as unsigned
// bytes, a key before all its extensions. Longer keys and values are
// ErrTooLarge.
//
// A transaction may write 20,000 pairs of together 4.5 MiB, keys and values
// counted, a key written twice counting once. An engine may accept more;
// beyond its own limit Set, Delete or Update answers ErrTooLarge and nothing is
// stored. The limit on values keeps each in the part of an engine that it syncs
// and checks.
//
// # Transactions
//
// View gives f one snapshot: what was committed when it began, unmoved by later
// commits. Update gives f a snapshot with its own writes laid over it, and
// commits them together once f returns nil. If f returns an error, panics or
// ctx has ended before the commit begins, nothing is stored and Update returns
// that error; a ctx that ends during the commit no longer matters, so the
// answer is the truth.
//
// Update returns nil only when the writes would survive the loss of power.
// ErrCommitUnknown means that they may or may not be stored: read before
// retrying, and let every transaction that must not happen twice look up an
// idempotency key of its own first. An engine that answered it may refuse all
// later calls with ErrClosed until it is opened again; if it answers, then only
// from what is durable.
//
// f may run again after a conflict, any number of times, concurrently with the
// closures of other calls: it must have no effect but on its Tx, and start
// from scratch each time it is called. A Tx belongs to one goroutine and is
// dead when f returns (ErrClosed). f must not call Update or Close of the same
// store, which may wait for f for ever.
//
// # What is serialisable
//
// Two transactions do not both commit if one wrote a key that the other, which
// did not see that write, had read: by Get or GetMany, present or absent, or as
// a pair given to the f of Scan. So there is no lost update and no write skew
// on such keys. A key that another transaction inserts into a scanned range
// need not be noticed (a phantom), nor need one behind the pair at which a scan
// was stopped. What must be unique therefore has a key that is made from the
// unique thing, and is looked up with Get before it is set; then of two
// transactions that scan, find nothing and insert, one runs again and sees the
// other's. Writing a key without reading it conflicts with nothing.
//
// # Scans
//
// Scan visits the pairs whose key begins with prefix (all for an empty prefix)
// in ascending order, strictly behind after if that is not nil; after need not
// be present nor begin with prefix. A scan in an Update sees what the
// transaction had written when the scan began, not what its f writes. Scans
// may be nested, and Get may be called within.
//
// # Keyspace
//
// A key is an owner's prefix and a rest whose meaning the owner specifies:
//
//	log/        package trace/translog: leaves, ids, nodes and head of the Merkle log
//	reg/        package trace: indexes derived from statements; may be deleted and rebuilt
//	jws/        package trace: signatures of the records' vc+jwt forms
//	by/         package trace: who asked for a record; private, derived from nothing
//	acc/        package account: users, sessions, passkeys, invitations and tokens
//	cap/        package capture: EPCIS documents that wait to be captured, and jobs; private
//	sub/        package subscription: named queries of events and who subscribed; private
//	aud/        package audit: who did what, kept for two years
//	med/        package media: photos
//	dos/        package dossier: what an office knows of the people behind entities
//	dra/        package draft: what is typed into forms, for 30 days
//	job/        package job: long work that goes on behind pages, for 30 days after its end
//	prs/        package press: what is kept for printing, the queue and the jobs
//	tly/        package tally: how often labels were looked up; private, derived from nothing
//	unit/       package trace/place: communes and the lists that they are from
//	rpt/        package report: what consumers report; private
//	ins/        package inspection: what inspectors find and propose; private
//	witness/    package trace/translog/witness: the checkpoint cosigned last of each log
//	key/layout  this package: the version of this keyspace, decimal ASCII, now "1"
//
// Integers in keys are unsigned, 8 bytes, most significant first, so that their
// order is the keys' order. Whoever needs a prefix adds it here. The layout
// version grows when a program of the version before would misread a key; an
// engine's Open refuses a newer one (ErrLayout, see OpenLayout).
//
// # Dumps
//
// Dump, VerifyDump and Load carry the pairs of one snapshot between engines and
// into backups; see Dump for the format.
package storage
