// Package officer serves the pages of officers, who find products, extend and
// withdraw recognitions, and hold and recall batches.
//
//	GET  /console/products/PRODUCT              recognitions and batches
//	GET  /console/recalls/new                   ?product&lot&action: form; check=1: what will be said
//	POST /console/recalls
//	GET  /console/changes/new                   ?product&number&change: form; check=1: what will be said
//	POST /console/changes
package officer
