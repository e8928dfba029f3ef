// Package tally counts look-ups of label codes, so that a copied label shows: it
// is looked up oftener, on more days and from more places than one pack is.
// Counts are shown as history and as odds. They are never a verdict and change
// no state; a flood of look-ups can make a label look odd and nothing more.
//
// # What is counted
//
// A look-up is a label's page that was answered. A network is the /24 of an IPv4
// address or the /48 of an IPv6 address. On one day of Viet Nam at most 8
// look-ups of one label and 2,000 in all count from one network; what goes
// beyond is not counted. Look-ups by people who are signed in are counted apart,
// without these limits, and weigh three times in signals. A place is a province
// that the person chose in a form, once a network, label and day; it is never
// taken from an address. A channel is the value of "?s=", which says where a
// link stood: one small letter or digit.
//
// Counts are therefore lower bounds: pages kept by caches for 30 s, look-ups
// beyond the limits, and up to one second of them when the program is killed are
// missing. Text about them says "at least".
//
// # What is kept of people
//
// No address, no session and no hash of either is stored. A network becomes a
// number by SHA-256 with a salt that is made at random at the start of the
// program and of each day, lives in memory only and is overwritten then. Numbers
// of the day are in memory, for the limits. Stored is a set of 64 bits for the
// last day on which a label was looked up: each network sets the bit of the last
// six bits of its number. That tells about how many networks there were (linear
// counting, n = -64 ln(z/64) for z zero bits; at most 266), and no more.
//
// # Rows of the store
//
// The owner's prefix is "tly/". Rows are private, and derived from nothing: when
// they are lost, counting begins again. Values are JSON.
//
//	tly/c/CODE              tally of a label, type Tally
//	tly/b/PRODUCT 0 LOT 0 CODE   empty; labels of a batch that have a tally
//	tly/d/DAY 0 PRODUCT     look-ups of a product on a day, type Count
//	tly/p/DAY 0 PROVINCE 0 PRODUCT   places told on a day, type Count; older rows end after PROVINCE
//	tly/f/DAY 0 FINDING 0 PRODUCT    what pages said first on a day, type Count
//
// CODE is the 12 characters, DAY as 2026-11-25, PROVINCE two digits, 0 a zero
// byte. Product is "-" for labels that are on no batch yet.
//
// # Writing
//
// Note keeps counts in memory and writes nothing. Flush adds them to the rows in
// one transaction; Run does so every second. At most 4,000 labels wait for it;
// look-ups of others meanwhile are not counted. A flush that failed is tried
// again with the next one, unless it is not known whether it was stored: then
// it is not, as a count may be too low and never too high.
//
// # Signals
//
// signals.csv says how much oftener a copied label shows a sign than any other,
// as estimates with a day and a reason each. Odds of signs are multiplied only
// between kinds (volume, spread, signedin), of which each gives its strongest, as
// signs of one kind are not independent. See Signals.
package tally
