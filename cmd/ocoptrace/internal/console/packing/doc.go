// Package packing serves the pages about labels: how they are printed, bound,
// activated and voided, and how they are counted. Officers allow labels beyond
// the packs of a batch.
//
//	GET  /console/batches/PRODUCT/LOT           the ledger of its labels, and who did what
//	GET  /console/runs/RUN/void                 ?at&from&to&reason: what will be voided
//	POST /console/runs/RUN/status               activates or voids
//	GET  /console/leftovers                     open labels of all batches; the closing time
//	GET  /console/leftovers/void                ?batch=PRODUCT/LOT: what will be voided
//	POST /console/leftovers                     voids it, as long as it is what was shown
//	POST /console/closing                       time=HH:MM, empty for never
//	GET, POST /console/blank                    blank rolls; makes one
//	GET  /console/claim                         ?batch&first&last: form; check=1: what will be bound
//	POST /console/claims                        binds it
//	GET, POST /console/templates                templates of labels; takes one in as a file
//	GET  /console/templates/ID                  form to change it, or to make another of it
//	GET  /console/templates/ID/picture.svg, /file
//	POST /console/templates/edit                do: "save", "show", "up:LINE", "down:LINE"
//	POST /console/templates/preview             the preview alone
//	POST /console/templates/ID/remove, /console/templates/restore
//	GET  /console/labels                        what is to be printed, by steps; see below
//	GET  /console/labels/label.svg, /page.png   the first label, the first sheet of it
//	POST /console/labels                        do: "print" makes a job, "queue" has the labels wait
//	GET  /console/posters                       ?product&stock&template&pointName: the sign of a place
//	GET  /console/posters/poster.png, /poster.pdf
//	GET  /console/jobs, /console/jobs/ID        print jobs; progress, files, what to do next
//	GET  /console/jobs/ID/parts/N               a file, whole or in ranges
//	POST /console/jobs/ID/send, /cancel, /retry
//	GET  /console/queue, POST /console/queue/remove
//	GET, POST /console/stocks                   ?q: catalogue and own stocks; keeps one
//	GET  /console/stocks/new, /console/stocks/ID    ?of=ID: form with a picture
//	GET, POST /console/stocks/file              own stocks as a file
//	POST /console/stocks/ID/remove, /console/stocks/restore
//	GET, POST /console/printers                 printers; keeps one
//	GET  /console/printers/new, /console/printers/ID
//	POST /console/printers/ID/remove
//	GET, POST /console/printers/ID/calibrate    ?stock: what is read off a test page
//	GET  /console/printers/ID/testpage          ?stock
//	GET  /console/allowances/new                ?product&lot&extra&reason: form; check=1: what will be said
//	POST /console/allowances                    labels beyond the packs of a batch
//
// Labels that are bound from a blank run are named in forms by "at", the first of
// them in their run.
//
// # Printing
//
// What is to be printed stands in the query of /console/labels until it is sent,
// and nothing is made or reserved before:
//
//	product, lot, count   new labels of a batch, several times for several batches;
//	                      no count is one for each pack without a label
//	run, from, to         labels there are, to be printed again; no from and to is all
//	item                  labels of the queue
//	stock                 that of the last time if absent
//	start, or cell        the first label's position in the job's order, or where it
//	                      lies counted row by row; absent, where the last job ended
//	corner, down, copies, cut
//	template, printer, and what the template asks for (press.TextPieces and so on)
//	reason                for printing again
//	step                  "what", "stock", "place" or "design" asks for that; absent,
//	                      all is shown with the preview
//
// New labels of a job that then cannot be made wait in the queue.
//
// A cookie remembers the stocks that were printed on last.
//
// # Templates being changed
//
// The form of a template carries all of it (base, as package label/layout has it)
// beside what can be changed in it, so that nothing is kept until it is saved. A
// logo may come as PNG or JPEG, up to 1 MB and 4 million pixels; it is one bit a
// pixel from then on, and nothing else of the file is kept.
package packing
