// Package paper sets documents for officials on A4 paper: minutes of an
// inspection, the dossier of a batch, evidence for an OCOP dossier.
//
// # Page
//
// A4 upright, 210 x 297 mm. The text stands between margins of 25 mm on the
// left, where papers are filed, 15 mm on the right and 20 mm above and below, in
// Noto Sans 10 points with lines of 5 mm. The foot of each page, in the lower
// margin, has the document's own line on the left and the number of the page of
// how many on the right.
//
// # Blocks
//
// A Document is a list of blocks, set one below the other: headings, paragraphs,
// facts (a name and what it is), tables, lines to sign on, and a QR symbol with
// words beside it. Nothing is cut off: a long text is broken at spaces, a word
// longer than the line between any two letters, a table between its rows, whose
// header is then repeated, and a row higher than a page between its lines. A
// heading is never the last thing on a page, and a place to sign is never torn.
//
// Texts are set in NFC. A character that the fonts lack, emoji for one, is set as
// its code point, "[U+1F600]", so that a reader knows that something stood there;
// control characters are spaces, but for line feeds, which end lines.
//
// What is written is a function of the arguments. A Document is not changed and
// may be written by several goroutines at once.
package paper
