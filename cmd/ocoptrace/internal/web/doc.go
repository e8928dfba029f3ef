// Package web serves the public pages: what a scan of a label says, batches,
// products, producers, the form for a code typed by hand, and the page of every
// error. Pages are HTML with one stylesheet and nothing from other hosts, and without
// scripts but for that on which the reader's device checks.
//
// # Pages
//
//	/                          what this is, the form, products
//	/code?c=TYPED              303 to /x/CODE, or the form again with what is wrong (400)
//	/x/CODE                    a label; 308 to the canonical code where it is written otherwise
//	/x/CODE/place              a form: in which province the label was found
//	/batches/PRODUCT/LOT       a batch
//	PATH/check                 of a label's or batch's path: the reader's device checks its bundle
//	/products/PRODUCT          a product with its newest batches
//	/entities/ENTITY           a producer with its products
//	/points                    where goods are sold and visitors received: "?province=15", "?tourism=1"
//	/static/NAME.HASH.EXT      stylesheet, scripts and mark, unchanging under their names
//	/static/verify.js          the verifier of bundles, for others to link to
//
// All answer GET and HEAD, the form of a place POST too; another method is 405 with Allow. "?lang=vi" or
// "?lang=en" chooses the language and is kept in links; without it the
// Accept-Language header does.
//
// # Verdicts
//
// The verdict of a label or batch is the first of trace.Scan.Findings, each of
// the others has a line of its own below it, and the stars stand apart. A
// finding is told by a sentence, an icon and the icon's shape (octagon, triangle,
// circle, diamond), and only then by colour.
//
// Errors of a scan are pages too, never with status 200:
//
//	unknown      404
//	malformed    400
//	unproven     500  the store holds something that is not what was signed and
//	                  logged: the server's fault, and nothing that a gateway did
//	unavailable  503  with Retry-After
//
// # Caching
//
// A page of a label, batch, product or producer was verified at most a minute
// ago: answers are kept in memory, plain and compressed, under the size of the
// published log and the minute, so a new statement shows as soon as it is
// published. They carry an ETag, "Cache-Control: public, max-age=30" and
// "Vary: Accept, Accept-Encoding, Accept-Language". Everything else but the
// static files is "no-store".
//
// A Web is immutable but for that memory; its methods may be called
// concurrently.
package web
