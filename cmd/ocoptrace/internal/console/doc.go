// Package console serves the pages of those who sign in: producers, who issue
// batches and labels, and officers, who extend and withdraw recognitions and
// recall batches. The pages are HTML without scripts, in the frame of the
// public ones.
//
// # Pages
//
//	GET, POST /signin                           ?next=PATH
//	POST /signout                               everywhere=1: all sessions of the user
//	GET  /console                               a producer's products; an officer's search, ?q=
//
//	GET  /console/batches/new                   ?product&produced&quantity: form; check=1: what will be issued
//	POST /console/batches                       issues it
//	GET  /console/batches/PRODUCT/LOT           quantities, label runs, forms
//	POST /console/batches/PRODUCT/LOT/runs      a label run
//	GET  /console/runs/RUN/labels.pdf           ?stock&start&part&from&to
//	GET  /console/runs/RUN/void                 ?from&to&reason: what will be voided
//	POST /console/runs/RUN/status               activates or voids
//
//	GET  /console/products/PRODUCT              recognitions and batches
//	GET  /console/recalls/new                   ?product&lot&action: form; check=1: what will be said
//	POST /console/recalls
//	GET  /console/changes/new                   ?product&number&change: form; check=1: what will be said
//	POST /console/changes
//
// What cannot be undone is shown whole before it is done. A form with something
// wrong in it comes back filled, with status 422 and every problem both at its
// field and in the list above. A POST that succeeds is answered with 303.
//
// # Doing things once
//
// A form that states something carries a random key in a hidden field. Key, user
// and all that was entered name the order (trace.Order), so a form that is sent
// twice states its fact once, and one that is sent again with other content is
// another order.
//
// # Who may do what
//
// A producer sees and changes what belongs to its entity; what is another's does
// not exist (404). The pages of the other role are 403. A request that changes
// something and comes from another site is 403 (http.CrossOriginProtection).
//
// The session is a cookie, HttpOnly and SameSite=Lax; Secure and of the name
// prefix "__Host-" where the service is reached by HTTPS. A second cookie
// remembers the stock of labels that was printed on last. Pages are "no-store".
//
// Dates are typed as the browser offers, or as dd/mm/yyyy; numbers with or
// without separators of thousands.
package console
