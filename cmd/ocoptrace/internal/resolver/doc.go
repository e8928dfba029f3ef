// Package resolver serves GS1 Digital Links: a GS1-Conformant Resolver (1.2) for
// trade items (01), places (414) and parties (417). What a link identifies is
// read from the registry; the links are those that the service has pages and
// records for, and those that producers state (trace.ResolverLink). All of it is
// public and for reading; every answer lets programs in browsers read it (CORS).
//
// # Addresses
//
//	/01/GTIN[/22/CPV][/10/LOT][/21/CODE]   also /01/GTIN/235/TPX
//	/414/GLN[/254/EXTENSION]               also with /7040/UIC
//	/417/GLN[/7040/UIC]
//	/.well-known/gs1resolver               what this resolver supports, in JSON
//
// They answer GET, HEAD and OPTIONS. The path is read as package gs1 does,
// strictly, after one slash at its end is taken off; the host is not looked at.
//
// # What is answered
//
//	400   the link breaks the syntax, or a number in it cannot be right
//	404   nothing is stated about what it names, or there is no link of the type
//	307   to the one link that is asked for
//	300   several links fit as well: they are listed
//	200   the linkset
//
// An error is never 200. 307 has the query behind its target as it came, byte
// for byte, before the target's fragment.
//
// A query parameter linkType asks for a type: "gs1:pip", "pip", or the URL of the
// term in the GS1 Web Vocabulary. Without one, or with gs1:defaultLink, the
// answer is the default link, which is the service's own page of the finest thing
// named. linkType=linkset, and linkType=all, which is deprecated, ask for the
// linkset; so does an Accept that would rather have application/linkset+json or
// application/json than text/html, without linkType. A client that would rather
// have HTML gets the list as a page.
//
// # Walking up
//
// A level is the key with some of its qualifiers, in the order of the path. Links
// of a type are those of the finest level that has any; so is the default link.
// Nothing is stated here of variants (22), additions of others (235), importers'
// indexes (7040) and unknown extensions of places (254): they have what the level
// above has. Lots and serial numbers that the registry does not know are 404 and
// not their product's: whoever holds a pack with an invented lot must not be led to
// a page of stars.
//
// # Choosing
//
// Of the links of the type, those of a media type that Accept refuses, or gives
// less weight than another, are dropped (a link without one fits all); then, in
// the order of Accept-Language, those that do not speak the first language that
// any of them does (RFC 4647 lookup). If that leaves different targets, the
// answer is 300.
//
// # Linkset
//
// RFC 9264 in the form of GS1's schema: an object for each level, the finest
// first, with its anchor (scheme, host and path of the level), itemDescription
// and, by the URL of their type, arrays of {href, title, hreflang, type}. Each
// level has one gs1:defaultLink, which has href and title alone and stands under a
// descriptive type as well. Titles are in the language of Accept-Language, or of a
// parameter lang.
//
// The header Link of every answer names the linkset and, beside a linkset, the
// JSON-LD context that makes it RDF.
//
// Compressed links (EPC binary strings, /eh… and /ex…) are not read.
package resolver
