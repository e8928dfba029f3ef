// Package reporting serves the pages on which anybody reports a pack ("Báo vấn
// đề"), without signing in, a cookie or a script.
//
//	GET  /report?product=ID&lot=LOT   the form; also ?code=CODE of a label
//	POST /report                      sends it, as multipart/form-data
//	GET  /report/{reference}          where it stands, for whoever has the reference
//
// Officers and inspectors read the reports about goods of their province, take
// them in hand and answer them; that they read a telephone number is kept in the
// audit trail.
//
//	GET  /console/reports             those that are open; ?all=1: all
//	GET  /console/reports/{reference}, /photo
//	POST /console/reports/{reference}/answer
//
// A photo is kept, privately, as soon as it is found good, and its digest
// stands in the form that comes back, so that it is not lost when something
// else has to be mended. What is reported is told to the producer of the goods and
// to the officers and inspectors of its province; see package report for what is
// kept and how long.
package reporting
