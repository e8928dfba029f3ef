// Package officer serves the pages of officers, who state entities and
// recognitions, extend and withdraw these, and hold and recall batches. An
// officer of a province sees and does only what is of its entities; the rest
// does not exist (404).
//
//	GET  /console/entities                      ?q&page: entities, found without marks, in Vietnamese order
//	GET  /console/entities/new                  form; check=1: what will be said
//	POST /console/entities
//	GET  /console/entities/ENTITY               with its products
//	GET  /console/entities/ENTITY/change        form; check=1: what will be said
//	POST /console/entities/ENTITY
//	GET  /console/entities/ENTITY/dossier       private facts (package dossier); a look is kept in the audit trail
//	POST /console/entities/ENTITY/dossier
//	GET  /console/entities/ENTITY/dossier/delete
//	POST /console/entities/ENTITY/dossier/delete
//	GET  /console/entities/ENTITY/products/new  ?draft=1: form of a product; POST: what will be said
//	POST /console/entities/ENTITY/products      states it
//	GET  /console/products/PRODUCT              recognitions and batches
//	GET  /console/products/PRODUCT/evidence.pdf what the records prove, on A4 for the OCOP dossier
//	GET  /console/recognitions/new              ?product: form; check=1: what will be said
//	POST /console/recognitions
//	GET  /console/renewals                      ?due&q&page: by the time to file; .csv and .xlsx in the columns of offices
//	GET  /console/statistics                    ?province; .csv: package statistics, and shares of package dossier
//	GET  /statistics                            ?province; .csv: without a session, from public statements alone
//	GET  /console/communes                      entities of merged communes; check=1: which, and where they are from now on
//	POST /console/communes
//	GET  /console/lists                         import of the province's list (package roster): file, progress
//	POST /console/lists                         keeps the file for the next steps
//	GET  /console/lists/check                   columns, and what would be stated
//	GET  /console/lists/errors.csv              the rows with problems; blank.csv: the columns alone
//	POST /console/lists/start                   goes on when the browser is closed
//	GET  /console/recalls/new                   ?product&lot&action: form; check=1: what will be said
//	POST /console/recalls
//	GET  /console/changes/new                   ?product&number&change: form; check=1: what will be said
//	POST /console/changes
package officer
