// Package console is the frame of the pages of those who sign in. What the
// pages are about stands in rooms below it (signin, producer, packing, officer),
// which know the frame and not each other. The pages are HTML in the frame of
// the public ones, and complete without scripts.
//
//	GET  /console                               the first page of the user's role, ?q= for an officer's search
//
// # A room
//
// A room is made with the Console, to which it adds itself:
//
//	Add    its pages, with their paths
//	Home   what a role sees at /console
//	Nav    links that all pages show to some roles, in the order of the calls
//	Parse  its templates
//
// Its own visit embeds the frame's, and says what else the room works with.
// Open and Signed answer requests: without a session, and of signed-in users of
// some roles. Every page's body embeds Common.
//
// # Forms
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
// not exist (404). The pages of other roles are 403. A request that changes
// something and comes from another site is 403 (http.CrossOriginProtection).
//
// The session is a cookie, HttpOnly and SameSite=Lax; Secure and of the name
// prefix "__Host-" where the service is reached by HTTPS. Pages are
// "no-store".
//
// Dates are typed as the browser offers, or as dd/mm/yyyy; numbers with or
// without separators of thousands.
package console
