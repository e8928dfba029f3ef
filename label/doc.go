// Package label is what the rooms below it share: the vocabulary of a trace label
// ("tem truy xuất") that is laid out, its QR symbol, and the measures of letters.
// It knows nothing of products or records, lays nothing out and writes nothing;
// it uses neither files, network nor clock.
//
// # Vocabulary
//
// A [Drawing] is one label: marks at places in millimetres. A [Page] is what a
// printer prints at once, with drawings in their places. A [Field] names a text,
// a [Problem] what is wrong with one and by how much, a [Colour] an ink of the
// [Palette]. Between the rooms goes nothing else, so that each can be replaced:
//
//	layout    template, size of the label, texts  ->  a Drawing, or Problems
//	stock     Drawings, sheet or roll, job        ->  Pages
//	pdf       Pages                               ->  a PDF document
//	thermal   Pages                               ->  a job for a label printer
//	picture   a Drawing, a Page, a Symbol         ->  SVG, PNG
//	raster    a Drawing, a Page                   ->  dots of a printer
//	proof     what was drawn or written           ->  agrees with the record, or not
//	labeltest renderers and readers of others, for tests
//
// # Symbol
//
// A QR Code (ISO/IEC 18004) of the label's URI, printable ASCII only, since no
// ECI is written. Its version is the least that holds the URI at level M; the
// level is then raised to Q or H where that costs no larger version. The quiet
// zone of 4 modules ([Quiet]) on every side is kept free of ink. Modules are at
// least 0.33 mm ([MinModule]); below 0.396 mm ([RetailModule], the GS1 minimum
// for retail) a label is printed with a warning. How a symbol is best drawn was
// measured: docs/qr-drawing.md.
//
// # Letters
//
// Measures are in em, the size of the letters, and come from the font's own
// tables (advance widths and glyph bounds), without hinting and kerning, so that
// they hold at every size and resolution. Beside the advance an [Extent] has the
// ink: stacked Vietnamese marks (Ễ, Ậ) reach far above capitals, and a line that
// follows the ink stays clear of them. A character is one code point in NFC; the
// font has it or has not, and nothing is put in its stead.
//
// Every function may be called from several goroutines at once, but for the
// methods of [Faces].
package label
