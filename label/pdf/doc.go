// Package pdf writes pages of labels as one PDF document, of any length in
// bounded memory, and reads the symbols of such a document back for a check.
//
// # Document
//
// PDF 1.6 (ISO 32000-1), without raster images, scripts or links:
//
//   - The catalogue has the language and the viewer preference /PrintScaling
//     /None, since a sheet shrunk to "fit the page" misses its labels.
//   - The page tree has two levels: a node for each part, below it the pages.
//     Each page has its own /MediaBox from 0 0, in points with four decimals.
//   - Fonts are subsets with /ToUnicode, so that text can be found and copied.
//     Each part has its own subset; objects with equal bytes, such as equal
//     subsets, are written once.
//   - The cross-reference table is a plain one. /ID is the first half of the
//     SHA-256 of all bytes before the table, twice. Dates are those of [Options].
//
// The bytes are a function of the arguments alone.
//
// # Page
//
// A page is drawn label by label, in each label bars first, then images, texts
// and symbols, so that nothing covers a symbol. Black is the colour that fills
// by itself; other inks are RGB.
//
//   - A symbol is one filled path of rectangles in whole modules, y downwards,
//     under a matrix that makes a module the unit (docs/qr-drawing.md shows why):
//     "q s 0 0 -s x y cm", "x y w h re" and so on, "f Q".
//   - An image is a form of such a path in whole pixels, drawn under a matrix
//     that stretches it over its box; equal images share a form.
//   - A bar is one filled rectangle in points with four decimals.
//   - A text begins at points with two decimals (0.004 mm).
//
// # Long documents
//
// The PDF library (gofpdf) holds a document in memory until it ends. So pages are
// drawn in parts of some 480 labels, each as a small document on a goroutine of
// its own; what of it is needed, page contents and fonts, is taken over into the
// one document and renumbered. Only the library's own regular output is
// understood: anything else is [ErrLibrary], not a guess. As many parts are held
// as there are cores, and 8 bytes for each object.
//
// # Reading back
//
// [Read] interprets the operators above and knows nothing of how they came
// about. With Options.Verify a job reads each part before it is written.
//
// Every function may be called from several goroutines at once.
package pdf
