// Package picture writes labels, pages and symbols as SVG and PNG: for previews,
// for a printing house, or to put a symbol on a poster. The same inputs give the
// same bytes; the compressed bytes of PNG may change with the version of Go.
//
// # SVG
//
// SVG 1.1 of millimetres: width and height in mm, and a view box of as many
// units, so that one unit is one millimetre. Nothing outside the file is
// referred to: no font, no style sheet, no script. In this order, on white:
//
//   - per label of a page <g transform="translate(x y)">, none where it is a label alone;
//   - images: a path of whole pixels, scaled to the image's rectangle;
//   - bars: a rect each;
//   - texts: a path each, the outlines of its glyphs as [raster.Glyph] has them, filled by the
//     nonzero rule, with role img and the text as aria-label;
//   - symbols: a path of whole modules, scaled, with role img and its URI as aria-label.
//
// Runs of dark modules or pixels in a row are one rectangle, and so are equal
// runs in the rows below: nothing is filled twice and no edge is rounded, so no
// renderer shows seams (docs/qr-drawing.md). They are drawn with crispEdges.
// Lengths are rounded to 1/10,000 mm, scales to 1e-9.
//
// # PNG
//
// The picture of package raster: one bit a dot, black and white, or RGB in the
// inks. The pHYs chunk gives the resolution, so that programs print it at its
// size.
package picture
