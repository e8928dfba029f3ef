// Package roster takes in the list that a province keeps of its OCOP products:
// a table with a row for each recognition, from which entities, products and
// recognitions are stated.
//
// # Rows
//
// Columns are those of Schema; read by package table, whose first row names
// them. A row needs the names of the entity and the product, the legal form,
// the commune (by code, or by name where the list of communes was imported), the
// criteria set, the stars, and number, authority, decision and day of the
// recognition. Legal form, stars and criteria set may be written as code or as
// name. Days are dd/mm/yyyy or ISO 8601.
//
// # What is the same
//
// The same entity is one of the same registration number, or else of the same
// name and commune; the same product one of the same entity and name; names are
// compared without case, tones and marks (place.Fold). The same recognition is
// one of the same number. What is there is not stated again, and never changed:
// a row whose recognition is known with the same stars and day is counted as
// known, with others it has a problem. So a list may be taken in any number of
// times, also after a break, and only what is missing is stated.
//
// A new entity or product gets an id of its name; the next free one of "-2",
// "-3" and so on where that is taken.
//
// # Orders
//
// A Plan holds the facts in orders of at most trace.MaxOrder, all of an entity in
// the same, each order whole by itself. Rehearsing finds the problems of a row
// before anything is stated; rows with problems are left out, with those facts
// of theirs that no other row needs.
//
// A Plan belongs to one goroutine at a time.
package roster
