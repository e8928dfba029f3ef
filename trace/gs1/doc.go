// Package gs1 reads and writes GS1 identification: trade item numbers, lots,
// serials, locations, the application identifiers (AI) with the form of their
// values, and GS1 Digital Link URIs. It is a set of pure functions on text: no
// clock, no network, no state; everything may be called from several goroutines
// at once.
//
// Sources: GS1 Syntax Dictionary ([Release], which states the rules of the
// General Specifications 26.0 for machines), GS1 Digital Link Standard: URI
// Syntax (the grammar of 1.4.1; 1.7.0 is current), RFC 3986.
//
// # Numbers
//
// A [GTIN] has 14 digits: a GTIN-13 of a Vietnamese company, 893..., is stored
// as 0893.... [ParseGTIN] takes that form alone and [NormalizeGTIN] what a
// person types. A right check digit proves neither that GS1 issued the number
// nor to whom; no table of that is published.
//
// # Digital Link
//
//	link      = scheme "://" host [ ":" port ] stem "/" key "/" value *( "/" qualifier "/" value ) [ "?" query ] [ "#" fragment ]
//	scheme    = "https" / "http" / "HTTPS" / "HTTP"
//	stem      = *( "/" segment )
//	query     = param *( "&" param )
//	param     = attribute "=" value / name [ "=" text ]
//
// For example https://example.com/01/09521234543213/10/AB-1?17=261231.
//
// Key, qualifier and attribute are AIs, written as digits. The path is read from
// its end in pairs until a pair has a primary key; the segments before are the
// stem and may look like anything, even like AIs. Primary keys and their
// qualifiers, of which a link has some in this order:
//
//	00 SSCC          -              417 party GLN   7040
//	01 GTIN          22, 10, 21     8003 GRAI       -
//	              or 235            8004 GIAI       7040
//	253 GDTI         -              8006 ITIP       22, 10, 21
//	255 GCN          -              8010 CPID       8011
//	401 GINC         -              8013 GMN        -
//	402 GSIN         -              8017 GSRN       8019
//	414 GLN          254 or 7040    8018 GSRN       8019
//	415 pay-to GLN   8020 (a must)
//
// A value is percent-encoded; it is decoded before it is checked against the
// table of AIs. In the path "+" is a plus sign, in the query it is a space,
// which no value has.
//
// A parameter whose name is all digits is a data attribute: an AI that the
// table lets stand there and that could not stand in the path. Other names are
// free extensions; linkType and context mean something to resolvers and may be
// given once each. Empty parameters are skipped.
//
// No AI is given twice. Every AI has beside it those that it requires and none
// that it excludes, as far as the URI shows: a net weight needs a GTIN, the
// subdivision of the origin (427) its country (422). ITIP with 22 is therefore
// refused, though the grammar of the path has it: 22 requires 01.
//
// # Strictness
//
// Readers of these links differ, so a link that some take and some do not, or
// that two would understand differently, is refused: a GTIN of 8, 12 or 13
// digits after /01/, names instead of digits (/gtin/, withdrawn in 1.3), a
// trailing slash, an all-digit parameter that is no AI or has no value, a raw
// ";" in an attribute (older grammars separate parameters with it), percent
// signs without two hexadecimal digits, %00, characters no URI has, "." and ".."
// as values or segments, a scheme in mixed case, user names in the host,
// parameters without a name, more than [MaxURI] bytes as given or as written,
// more than 64 AIs in path or query, and restricted or all-zero numbers as GTIN
// (see [ParseGTIN]) or GLN.
//
// What a link allows is kept: one with the scheme in capitals stays so, for its
// QR symbol may be smaller.
//
// # Writing
//
// [DigitalLink.String] percent-encodes all but letters, digits and "-._~" and
// sorts attributes by AI; [DigitalLink.Canonical] is the same under
// https://id.gs1.org without stem and extensions (URI Syntax section 4.12).
// Two valid links name the same thing with the same attributes if and only if
// their canonical forms are equal.
//
// Compressed links (EPC binary strings, /eh... and /ex...) are not read.
package gs1
