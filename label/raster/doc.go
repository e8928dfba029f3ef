// Package raster draws labels and pages as dots: one-bit pictures such as a
// printer puts on paper, and coloured ones for screens. It is the one place
// where millimetres become dots, so that what is proofed, what is sent to a
// label printer and what is saved as a picture are the same picture.
//
// # Dots
//
// With k = dpi / 25.4 dots in a millimetre a picture of w by h mm has round(k w)
// by round(k h) dots, at least one each way. Dot (i, j) covers the square from
// (i, j) to (i+1, j+1). Round is half away from zero. What lies outside the
// picture is cut off. On a page the corner of a label is added in millimetres,
// before anything is rounded.
//
// # One bit
//
// All inks are dark; marks only darken, so their order has no effect.
//
// Bars: from dot round(k x) to round(k (x+w)), at least one dot each way.
//
// Images: the same rectangle, at least one dot each way; each dot takes the
// pixel of the image under its centre.
//
// Symbols: a module is a square of whole dots, all of one size: round(k m) where
// that differs from k m by no more than 2 % of it, otherwise the whole part of
// k m, so that a symbol never grows into its quiet zone. The symbol keeps its
// centre, and its first module begins at a whole dot. Modules that are not whole
// dots would be printed some half as wide again as others, and scan badly
// (docs/qr-drawing.md). A module under one dot is an error.
//
// Text: the outline of a glyph, scaled to round(64 s) / 64 dots in an em where s
// = size in points * dpi / 72, with its origin on a corner of the dot grid. A dot
// is dark where the outline covers at least half (128 of 255) of it. The baseline
// is row round(k y). Each origin is round(k x + s times the advances before it),
// so that the same letter always has the same dots, and the line is as long as
// its advances say. There is no kerning and there are no ligatures, as in the PDF
// writer.
//
// Marks of Vietnamese letters are strokes of about one dot at 203 dpi, which lie
// across the grid as it happens: half a dot each would leave a single dot of the
// acute and of the grave accent alike. So in the parts of a glyph that lie apart
// from its highest part the share that makes a dot dark is lowered from 128, to
// the highest that makes at least as many dots dark as the part has area, but not
// below 64. At 6.5 points and 203 dpi any two letters of the
// Vietnamese alphabet then differ by two dots or more.
//
// # Colour
//
// Inks as in [label.Palette] on white. Bars and images as above, but an image's
// dot is as dark as the part of its pixels that are. Symbols and letters are
// smoothed: a dot is as dark as the part of it that is covered. Letters stand at
// quarters of a dot, symbols exactly where the drawing has them. Images come
// first, then bars, texts, and symbols on top.
package raster
