// Package export gives what the registry holds to other systems: the items that
// the law asks for of a batch, a UNTP Digital Product Passport, and tables.
//
// # Items
//
// A JSON object says of each item of a law, from the dated tables of package ocop,
// whether the records of a batch state it, and what they state:
//
//	format   "ocoptrace-items-1"
//	list     "passport" (Decree 37/2026/NĐ-CP, Article 32) or "trace" (the ten
//	         items of Circular 02/2024/TT-BKHCN)
//	source   document, article?, status of the text that was read
//	page     URL of the batch's page; record: URL of its record
//	stated   how many items are stated; asked: how many must be
//	items    id, name, nameEn, ifAny (asked only where there is such a thing),
//	         stated, value? (what is stated)
//
// All values come from records that were proven; nothing is made up for an item
// that is not stated. Members may be added, none renamed.
//
// # UNTP
//
// A Digital Product Passport as the JSON schema of UNTP DPP 0.6.1 has it (context
// https://test.uncefact.org/vocabulary/untp/dpp/0.6.1/), at the granularity of a
// batch, as vc+jwt. It is signed with the issuer's key and is not a statement of the
// log: it says in another form what the records say to which it links. Its id is
// made of the batch's record, so the same batch has one id.
//
// # Tables
//
// Batches, label runs and statements as CSV and XLSX (package table). Label codes
// are in none of them: who has a code has a label.
//
// # Addresses
//
//	/batches/PRODUCT/LOT/passport   the items of the passport
//	/batches/PRODUCT/LOT/items      the ten items
//	/batches/PRODUCT/LOT/untp       application/vc+jwt
package export
