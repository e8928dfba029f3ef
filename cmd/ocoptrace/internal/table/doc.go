// Package table reads and writes the tables that people keep in spreadsheets:
// lists of batches, of a province's products, of what is to be renewed.
//
// # Reading
//
// Read tells the format by the first bytes. A ZIP file is XLSX (ECMA-376,
// first visible worksheet); everything else is CSV (RFC 4180) in UTF-8, with or
// without a byte order mark, separated by commas, semicolons or tabs, whichever
// the header has most of. Cells are texts, trimmed and in NFC:
//
//   - a cell that a worksheet shows as a day is that day in ISO 8601
//     (2026-11-23), whatever the language of the spreadsheet; with a time of
//     day, the time is left out;
//   - another number is written without exponent and grouping, a point before
//     its fraction;
//   - a formula is what the spreadsheet computed last;
//   - a text that begins with an apostrophe before =, +, - or @ is that text
//     without the apostrophe.
//
// The first row that is not empty is the header; empty rows after it are left
// out. Every row keeps the number that the spreadsheet shows beside it (in CSV
// the line on which it begins). Limits are those of Limits, and are met before
// memory is spent: an XLSX that unpacks to more is refused.
//
// # Columns
//
// A Schema lists what is wanted: a key, and the names by which a header is
// recognised, compared without case, tones and punctuation ("Ngày SX" is
// "ngay sx"). Guess proposes a Mapping from keys to columns, a person may change
// it, and Check says what it lacks.
//
// # Writing
//
// WriteCSV writes UTF-8 with a byte order mark, which spreadsheets need to know
// it, CRLF and commas; WriteXLSX one worksheet with typed cells, the header fixed.
// A text that a spreadsheet would run as a formula gets an apostrophe in CSV and
// is a text cell in XLSX, so that what a stranger typed stays text.
//
// Everything may be used by several goroutines at once.
package table
