// Package job does long work behind pages: a list of thousands of rows that a
// person confirmed goes on when the browser is closed, and after a break of the
// service it is taken up again.
//
// # Keys
//
//	job/ KIND NUL USER NUL SCOPE           -> {"values", "begun", "ended", "total", "done", "left", "failed"}
//	job/ KIND NUL USER NUL SCOPE NUL CHUNK -> bytes of its file
//
// KIND says what is done, USER is the account that asked for it, SCOPE what it
// acts for, such as an entity; together they name a job, of which there is one at
// a time: the newest. CHUNK has 4 bytes, counted from 0, most significant first;
// a chunk has 60,000 bytes, the last one fewer. ended is absent while there is
// something to do. Jobs are kept for Keep after their end, with the file, so that
// what was left out can be told; older ones are deleted by Resume.
//
// # Working
//
// Do says, before anything is started, what is done for a kind. The work gets
// the job as it was started and tells how far it is. It must be able to begin
// anew after it was cut short and then do only what is missing, because that is
// what happens: Resume, called once after Do, takes up each job that has no end.
// Where work returns an error the job ends as failed, and what it did stands;
// where Close ends it, it has no end and is taken up the next time.
//
// At most two jobs run at once, the others wait. Jobs may be used by several
// goroutines at once.
package job
