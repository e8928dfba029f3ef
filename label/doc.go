// Package label lays out and prints trace labels ("tem truy xuất"): a QR symbol
// with the facts a shopper compares with the pack, on sheets of blank labels
// or on a thermal roll. It knows nothing of products or records: it is given
// text, a URI and fonts, and uses neither files, network nor clock.
//
// # Symbol
//
// A QR Code (ISO/IEC 18004) of the label's URI, printable ASCII only, since no
// ECI is written. Its version is the least that holds the URI at level M; the
// level is then raised to Q or H where that costs no larger version. The quiet
// zone of 4 modules on every side is kept free of ink; it may use the label's
// inset, never a neighbour. A module is a whole number of printer dots, so that
// all are printed equally wide: as many as the stock allows, fewer when the
// text needs the room, at least 0.33 mm ([MinModule]). Below 0.396 mm
// ([RetailModule], the GS1 minimum for retail) a label is printed with a warning.
//
// # Layout
//
//	+--------------------------------+
//	| ####### Name, bold, 1-3 lines  |
//	| # QR  # English name           |
//	| ####### Lot                    |
//	|         Dates                  |
//	|         Stars                  |
//	| Lines, full width              |
//	| CODE-CODE-CODE            host |
//	| Call to scan              Note |
//	+--------------------------------+
//
// A pair in the foot shares a row when there is room and takes two otherwise.
// The English name and the lines are drawn on stocks with room for them
// (Stock.English, Stock.Lines) and left out elsewhere. Empty fields take no
// room. All letters shrink together, and a single field further where its width
// demands it, down to the stock's least letter height; text that does not fit
// then is a [Problem] that names the field and the excess, never an overlap and
// never cut. The leading of a line follows the ink of its letters, so that
// stacked Vietnamese marks (Ễ, Ậ) stay clear of the line above. The code is set
// in letters of one width, so that the labels of a run look alike. Everything is
// black on nothing.
//
// # Document
//
// [WritePDF] writes PDF 1.6 with a page for each sheet, or for each label of a
// roll; boxes in millimetres become points with two decimals. A symbol is one
// filled path in whole module units under a transformation matrix: renderers
// leave hairlines between separately filled rectangles (docs/qr-drawing.md
// shows the measurements). There are no raster images. Viewer preferences ask
// for no print scaling. The bytes are a function of the arguments alone.
//
// Every function may be called from several goroutines at once.
package label
