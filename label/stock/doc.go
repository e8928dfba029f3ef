// Package stock knows sheets and rolls of blank labels and puts drawings in
// their places on them: which label comes where, from which position of a
// part-used sheet, how often, and shifted by how much for a printer. It uses
// neither files, network nor clock; the same inputs give the same pages.
//
// # File
//
// A catalogue is one JSON object in UTF-8 (RFC 8259) of at most 1 MiB with the
// one member "stocks", a list of at most 1000 objects. Each has these members
// and no others, each once. Lengths are numbers in millimetres from the top left
// corner of the page; what may be left out is 0, false or empty.
//
//	id          1 to 64 of a-z, 0-9 and single hyphens between; no two stocks have the same
//	maker       at most 40 letters                                             may be left out
//	codes       at most 100 texts of at most 40 letters: the maker's numbers   may be left out
//	            for this layout; no two stocks of a maker have the same
//	name        {"vi": ..., "en": ...}, 1 to 100 letters each
//	pageW pageH the page, 5 to 2000
//	labelW labelH  one label, 5 to 2000
//	marginLeft marginTop  page edge to the first label                         may be left out
//	pitchX pitchY  one label's edge to the next one's; at least the label where there are several
//	cols rows   1 to 100
//	roll        true: a page is one row of a roll                              may be left out
//	gap         of a roll: bare liner between rows, 0 to 25.4                  may be left out
//	shape       "rounded", "round", "oval"; empty is a rectangle               may be left out
//	radius      of rounded corners, at most half the shorter side              may be left out
//	insetX insetY  what a layout keeps clear at the label's edges; at least    may be left out
//	            3 mm are left between them
//	source      at most 500 letters: where the measures are from               may be left out
//	uneven      at most 500 letters: why opposite margins differ               may be left out
//
// All labels lie on the page, with 0.01 mm to spare for rounded measures, and do
// not overlap. Texts have no control characters. The page of a roll is as wide
// as its labels and what is between them, is as high as a label, and has one row.
// Numbers are binary64; a number beyond it, and the like of NaN, is no JSON.
//
// # Insets
//
// Many printers leave 4 to 5 mm at the edges of a page blank. So labels that
// reach the edge keep 5 mm clear at their sides and 4 or more above and below;
// labels 4 mm or more away from it keep 1 to 2 mm for what registration misses,
// those of rolls 1.5 or 2, and round ones 0.15 of their diameter, which leaves
// about the square within the circle.
//
// # Order
//
// Position 1 lies in the corner that the job begins in, the next ones beside it
// along the row, row after row, or along the column first. With position p from
// 1, columns C and rows R, before the corner is applied:
//
//	along rows      column (p-1) mod C   row (p-1) div C
//	along columns   row (p-1) mod R      column (p-1) div R
//
// From a corner on the right the column is C-1 less that, from one at the bottom
// the row is R-1 less that. Label n (from 1) of K copies takes the positions
// that follow S-1 + (n-1) K others, S being the job's start on the first page.
//
// # Calibration
//
// A printer that shifts and stretches puts what is meant for x at s x + o. The
// calibration has the scale 1/s and the offset -o/s, so that a label's middle is
// sent to scale x + offset and arrives at x. Labels keep their size: a module of
// a symbol stays a whole number of dots, and what the printer stretches a label
// by is spread evenly to both its sides. [Calibrate] finds both from two rulers
// and a corner of [TestPage], which are not calibrated themselves, whereas the
// outlines of the labels on it are: one page serves to measure and to see
// whether a calibration is right.
package stock
