// Package ocop holds what the rules of the OCOP programme (Mỗi xã một sản phẩm,
// One Commune One Product, Viet Nam) and of trace labels say, as dated tables
// with a source each, and the dates and numbers that they are written in. A new
// decision is an edit of a table. The package uses neither clock nor disk: the
// day on which a rule is asked for is an argument.
//
// # Tables
//
// The folder tables has one CSV file (RFC 4180, UTF-8 in NFC, one header line)
// a subject. Days are yyyy-mm-dd, yes and no are truth values, an empty field
// means none. Every row names its source, a row of sources.csv, and the article
// where it is known. from and until are the first and last day of a row, status
// and note say how it is known; where a file has no such columns, those of the
// source hold. Rows of one rule do not overlap in time.
//
//	sources.csv         decisions, decrees, circulars: number, issuer, days, status
//	taxonomies.csv      versions of the product groups
//	groups.csv          groups, sub-groups and criteria sets of each version
//	bodies.csv          ministries that manage a criteria set
//	entity_kinds.csv    who may take part
//	provinces.csv       the 34 provinces, with those merged into them
//	regions.csv         the six socio-economic regions
//	validity.csv        how long a certificate holds, extension, renewal
//	ratings.csv         scores, stars, who decides
//	items.csv           items of a trace record, a product passport
//	label_items.csv     compulsory content of a label by kind of goods
//	nutrition_items.csv lines of a nutrition label
//	letter_heights.csv  least height of letters on a label
//	criteria.csv        criteria of the score that records of traceability can support
//	document_kinds.csv  kinds of documents that accompany a batch
//	diary_activities.csv    activities of a production diary
//	inspection_places.csv   kinds of places where goods are inspected
//	inspection_outcomes.csv what an inspection found
//	sampling.csv            how many packs of a lot are opened, by inspection level
//	withdrawal_grounds.csv  grounds on which a recognition is withdrawn
//
// The status of a source or row says how it is known: "copy" was read in a
// secondary copy, "unverified" is from memory or carried over from an older
// rule, and has to be compared with the gazette. Nothing is "verified" yet.
// English names are translations made for this service.
//
// # Days
//
// A [Date] is a day of the calendar of Viet Nam, which has been at UTC+7 without
// summer time since 1975. It is written 2026-11-23 in records, 23/11/2026 on
// Vietnamese pages and labels, 23 Nov 2026 on English ones and 261123 in GS1
// elements. Terms in months end on the day of the same number in the last
// month, or on its last day (Civil Code 91/2015/QH13, Art. 148.3).
//
// # Numbers
//
// A recognised product has an official number, hyphens between its parts:
//
//	TT-XXXXX-N-YYYY         province, commune, sequence, year (Decision 26/2026)
//	TT-DDD-XXXXX-N-YYYY     with the district, which was abolished on 01/07/2025
//
// Province has 2, district 3 and commune 5 digits, from the state's lists of
// administrative units; the sequence 1 to 6; the year is 2018 to 2099. The number
// is kept as printed, leading zeros of the sequence included.
//
// Everything may be used by several goroutines at once; what is returned is the
// caller's own copy.
package ocop
