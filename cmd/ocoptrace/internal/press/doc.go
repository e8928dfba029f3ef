// Package press is the print shop: what producers keep for printing, the queue
// of labels to print, and the jobs that print them. It knows nothing of how a
// label looks (package printing) or how a printer is reached (package send).
//
// All it keeps are private rows of the store, each of one entity. None of it is
// ever a leaf of the log; only that labels were printed again, and that
// leftovers were voided, is stated, through a Ledger.
//
// # Keys
//
//	prs/guard/    ENTITY                    -> how many changes there were
//	prs/stock/    ENTITY / ID               -> Design: a stock of one's own
//	prs/template/ ENTITY / ID               -> Design: a template of one's own
//	prs/bin/      ENTITY / SHELF / KEY      -> Design that was deleted; SHELF is stock or template
//	prs/printer/  ENTITY / ID               -> Printer
//	prs/position/ ENTITY / STOCK            -> Position
//	prs/queue/    ENTITY / ID               -> Item
//	prs/job/      ENTITY / ID               -> Job
//	prs/design/   ENTITY / JOB              -> the job's template
//	prs/part/     ENTITY / JOB / N          -> {"size", "sha256", "made", "out", "sent", "partial"}
//	prs/key/      ENTITY / KEY              -> id of the job that was ordered under KEY
//	prs/claim/    ENTITY / RUN / FROM JOB N -> {"span", "job", "out"}
//	prs/todo/     ENTITY / JOB              -> id of a job that is unfinished
//	prs/kept/     MADE ENTITY / JOB         -> {"entity", "job", "made"} of a job that has files
//	prs/closing/  ENTITY                    -> Closing
//	prs/closed/   ENTITY / DAY              -> Closed
//
// Values are JSON with the members of the types named (see their tags), times in
// RFC 3339, days YYYY-MM-DD; a design's and a job's template stand in them as
// they were given. FROM (a label's number), N (a part, from 0) and MADE (Unix
// seconds) are 8 bytes, most significant first. Ids that producers choose are 1
// to 64 of a-z, 0-9 and "-". Ids made here are 16 characters of base32 (RFC 4648
// section 7, small letters, no padding): 6 bytes of the time in milliseconds, for
// jobs inverted so that the newest comes first, and 4 random bytes.
//
// Transactions that depend on more than one row of an entity read and write its
// guard, so that they follow one another: a scan alone would not notice what
// another inserts. Each may run again after it was stored and then changes
// nothing more, so that an unknown commit is tried again.
//
// # Stocks, templates, printers
//
// An entity keeps 200 of each. A stock or template that is deleted lies aside for
// 30 days. A job has copies of all it uses, so that later changes do not touch
// it. A printer's target is a name from Config.Targets and never an address:
// where the service connects is the operator's to say.
//
// # Jobs
//
// A job is labels of runs, in an order, on one stock. It is divided into parts
// of at most 2,400 labels, copies counted, each but the last ending with a whole
// sheet, so that parts printed one after another are the job. A part is a file
//
//	JOB-NNNN.pdf (.zpl, .tspl)   NNNN is N+1
//
// in the spool folder. It is written beside (.tmp), synced and renamed, and then
// its row is stored; so whatever row there is, its file was whole. Files are
// removed Config.Keep after the job was made; the job can be made again, and the
// new bytes must have the digests of the old.
//
//	      Submit, Take
//	           |
//	           v    all parts made
//	        waiting ---------------> ready
//	          |  ^                     |
//	an error  |  | Retry               | Retry, once the files are removed
//	          v  |                     v
//	         failed                 waiting
//
// Cancel leads from each to cancelled, unless all parts were handed out. A job
// that the end of the process left waiting is made by the next Run: parts that
// are missing, with the same bytes.
//
// What a job is printed on is a stock.Job. Where its parts break within the
// copies of a label, a part's pieces say how often that label comes in it; so a
// part is put on its stock without copies of its own (Part.On).
//
// A part is handed out when the last byte of it was read by a download, or any
// byte went to a printer. With the last part of a job its items leave the queue
// and the position behind its last label is remembered for its stock, with the
// corner and direction in which it is counted. A job with no start begins there,
// counted likewise; one that asks for another corner or direction must say where.
//
// # The queue
//
// Items have numbers, each one more than the greatest of those that wait, so that
// their order is that in which they were added, whatever the clock does.
//
// A part is partial from before its first byte goes to a printer until all have
// gone, or none could: so what a printer that failed, or the end of the process,
// left half printed is known afterwards.
//
// # First and second printing
//
// A job claims its labels when it is made, and gives back at Cancel what was not
// handed out. A job of labels that another has claimed needs a reason; then it is
// stated for those labels, before anything is made, that they are printed again.
// The same job can be downloaded any number of times.
//
// # The end of the day
//
// An entity may set a closing time. The first call of CloseDay behind it on a
// day has the labels voided that are printed and not on a pack; those that wait
// in the queue or in a job that is not handed out are left alone. Each closed day
// is in a journal.
//
// # Concurrency and memory
//
// A Press may be used by several goroutines. Config.Parallel parts are made at
// once over all jobs, by turns, and beside them one of a job of at most 500
// labels, so that a small job does not wait for a large one. A part is written
// through a buffer of 64 KiB; what a Maker needs comes on top.
package press
