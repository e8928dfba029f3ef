// Package place knows the administrative units of Viet Nam: the provinces, which
// ship with package ocop, and the communes below them (xã, phường, đặc khu, and
// the thị trấn of older lists), which are imported. It finds places by what a
// person types and puts names into Vietnamese order.
//
// # Lists
//
// ReadCommunes reads CSV (RFC 4180) in UTF-8, with or without a byte order mark.
// The first row is the header, with these columns in this order:
//
//	commune_code     five digits of the General Statistics Office, once in the file
//	commune_name     rank and name in Vietnamese: "Xã Mường Khương"
//	commune_name_en  name without rank in Latin letters; may be empty
//	province_code    two digits, of ocop.Provinces
//	province_name    name of that province, with or without "Tỉnh" or "Thành phố"
//
// Names have 1 to 100 characters: letters, digits, single spaces, and any of
// - ' . ( ). They are stored in NFC; the rank is stored with a capital, as lists
// of the government sometimes lack it. province_name must name the province of
// province_code, up to what Fold ignores, so that shifted columns are noticed:
// official lists differ in it (Thanh Hoá, Thanh Hóa). A list has 1 to 12,000 rows.
//
// # Rows of the store
//
// The owner's prefix is "unit/". Values are JSON.
//
//	unit/c/CODE  a unit as in type Unit; CODE is five digits
//	unit/l/N     an imported list as in type Imported; N counts from 1, 8 bytes
//
// An import never deletes. A unit that the list has not is marked with the day
// of the import (Gone); one whose name, rank or province changed keeps the form
// that it had, with the days from which and until which it was known (Past). A
// code that comes back is in force again, its absence remains in Past. Days are
// those of the imports, not of the laws behind them, which a list does not tell.
// So codes printed or signed long ago keep their names.
//
// # Searching
//
// Fold makes texts alike that people mean alike, see there. A Finder answers a
// query by words: each word of the query must begin a word of the unit's name,
// of a name that it had, or of its province (also of a province that was merged
// into it). A rank before the name ("xã", "P.") is preferred, not demanded.
//
// # Order
//
// Sort and NewCollator use the collation of golang.org/x/text for "vi", made of
// CLDR 23: a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y, each a letter
// of its own, then the tones, ngang < huyền < hỏi < ngã < sắc < nặng, then case.
// That is also the published order of CLDR's newer releases. Words differ by tone
// only if all their letters agree. Hoà and Hòa are neither equal nor neighbours of
// each other in it: the tone counts at the letter that bears it.
package place
