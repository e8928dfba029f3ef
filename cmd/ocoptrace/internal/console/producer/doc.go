// Package producer serves a producer's first page, with the products and their
// newest batches, and the form of a new batch. What is done with the labels of a
// batch is in package packing.
//
//	POST /console/guide                         hides the guide to the first label for as long as a draft is kept
//	GET  /console/reported                      reports about the user's goods, ?after; …/{reference}/photo
//	GET  /console/lookups                       labels of the user's goods by how unusually they are looked up
//	GET  /console/batches/new                   choice of a product; ?product: form, ?draft=1: with the draft; check=1&produced&quantity: what will be issued
//	POST /console/batches/new                   keeps what was typed as a draft; what will be issued, or the form with its problems
//	POST /console/batches/preview               the page that buyers will see, of the batch of the form
//	POST /console/batches                       issues it; then=labels leads to its labels, else to its page
//	GET  /console/batches/{product}/{lot}/diary      diary of the batch, ?before
//	GET, POST …/diary/new                       form of an entry, ?replaces: of a correction; what will be stated
//	POST …/diary                                states it
//	GET, POST /console/import                   form for a file of batches, and how far the one before is; what its columns are
//	POST /console/import/check                  what would become of it, by row
//	POST /console/import/errors                 the rows that are wrong, as CSV
//	POST /console/import/state                  has the batches of the others issued
//	…    /console/import/goods…                 the same for a file of new products
//	GET, POST /console/entity                   form of the business, and what will be stated of it
//	POST /console/entity/state                  states it
//	GET  /console/points                        the user's places to buy and visit
//	GET, POST /console/points/new, /console/points/{point}      form of one, and what will be stated
//	POST /console/points, /console/points/{point}/state         states it
//	GET, POST /console/goods/new                form of a new product, and what will be stated
//	POST /console/goods                         states it
//	GET, POST /console/goods/{product}          form of a product, and what of it will be stated anew
//	POST /console/goods/{product}/state         states it
//
// # The form of a batch
//
// Three entries are enough: product, day of production, number of packs. The lot
// and the end date are computed where they are left empty, the unit, the inputs
// and the documents are those of the product's last batch. Rows of the two lists
// are fields LIST.N.MEMBER, such as inputs.0.name; a button add=LIST gives one
// more, drop=LIST.N takes one away, and a row in which nothing is typed is none.
//
// # The forms of business and products
//
// Only those who may change products see them (account.ProductChange). A form is
// sent with begun=1, which says that its fields count; what has no field stays as
// it stands. Stars are an officer's, as are name, kind, place and registration of
// a business. A photo is kept when it is sent, without what the camera wrote
// into it (package media), and public once a fact that names it is stated.
//
// # Batches and products from a file
//
// A file has one batch, or one new product, a row (package table), up to 10,000.
// It is kept as drafts are until it is confirmed; then it is a job (package job),
// which goes on when the browser is closed or the service was. A product that a
// batch is of is named by its id, GTIN or name. Each row is an order of its own,
// named by the entity, the cells that count and how many rows above have the
// same; so a row is stated once, whatever file it comes in. A file never changes
// a product that is there. Nutrition, photos and links are entered on the page of
// the product.
package producer
