// Package witness is a witness of transparency logs, c2sp.org/tlog-witness, and
// what asks witnesses for their cosignatures.
//
// # What a witness states
//
// A cosignature (c2sp.org/tlog-cosignature, cosignature/v1) says: at this time
// this tree was the largest that I had seen of this log, and it extends every
// tree of it that I cosigned before. A log that shows two trees to two readers
// cannot get both cosigned by the same witness. A witness knows nothing of what
// the leaves say.
//
// # Answers
//
// POST PREFIX/add-checkpoint takes a Request, at most 128 KiB:
//
//	old SIZE           of the tree that the witness cosigned last
//	HASH               at most 63 lines: the consistency proof, RFC 9162 section 2.1.4
//	                   an empty line
//	CHECKPOINT         c2sp.org/tlog-checkpoint
//
// and answers, what comes first in this list:
//
//	413  longer than 128 KiB
//	400  not in that format
//	404  the origin is of no log that the witness follows
//	403  none of the log's keys signed
//	400  old is above the checkpoint's size
//	409  old is not the size cosigned last (0 for a new log); the body is that
//	     size and a line end, of type text/x.tlog.size
//	409  the size is the one cosigned last, the root another; of type text/plain
//	422  the proof does not lead from the tree cosigned last to this one, or has
//	     hashes where old is 0 or the checkpoint's size
//	500  it could not be stored or signed
//	200  the cosignatures, a line each
//
// A smaller tree than the one cosigned last comes out as 400 or 409, a tree
// that does not extend it as 409 or 422. The same tree is cosigned again, with
// the new time. Of the checkpoint's signatures only the log's is kept.
//
// # Order
//
// Store.Update compares and replaces what was cosigned last in one step, so
// that no two requests can both follow the same tree with different ones. Only
// after it returned nil, which means durable, the cosignatures are made. When
// the outcome is unknown or signing fails, nothing was answered that is not
// kept: the log asks again, is told the size by a 409 if it was kept, and gets
// the cosignature of the same tree.
//
// # Asking
//
// A Collector submits a checkpoint to all witnesses of a policy at once, with a
// proof from the size each cosigned last; a 409 with a size corrects what it
// takes for that, up to three requests. It verifies each cosignature with the
// key in the policy before it adds it to the note, ignores all others, and says
// whether the quorum is there. What a witness answers can neither spoil the
// note nor take more than 64 KiB.
package witness
