// Package proof reads labels back before they are handed out, and compares what
// the symbols say with what the record says they shall say. It reads with ZXing,
// whose authors are not those of the encoder, so that a fault of the encoder, of
// the drawing, of the order of labels or of the written document stops the job
// rather than the customer's telephone.
//
// # What is looked at
//
// [Drawing] takes the picture of a whole label as a printer of a given resolution
// prints it, with one bit a dot. For each of its symbols
//
//   - all dots of the symbol and its quiet zone lie on the label ([ErrEdge]);
//   - all dots of a module are as dark as the module is, and those of the quiet
//     zone are light ([ErrInk]). The quiet zone is that of the record, of four
//     modules in mm; its outermost dot is not looked at, as neighbours are rounded
//     to whole dots too;
//   - the symbol reads ([ErrUnreadable]) and says the URI of its mark ([ErrDiffers]);
//
// and nothing else on the label reads as a symbol, such as a picture with one
// ([ErrExtra]); where there are no images and fewer than 15 bars nothing can, and a
// picture of more than 200 corners of symbols is not read. A label without a
// symbol is right as it is.
//
// [PDF] takes the bytes of a document, and compares place, size and modules of
// every symbol in it with the record ([ErrMoved], [ErrMissing], [ErrExtra], and
// [ErrInk] for modules that are not those of the record), and what they say.
//
// [Thermal] takes the bytes of a printer's job, draws the pages as the printer
// would, and looks at them as at labels.
//
// # Reading
//
// ZXing finds the three corners and the modules in the picture as with a
// photograph, and misses about one clean symbol in 1,000 at a given size, such as
// one whose modules look like a corner. So a symbol that does not read is tried
// again in whole multiples of its size and turned by quarters, and at last taken
// module by module from its place. It is refused only when none of these reads.
//
// # Sample
//
// Up to [MaxEvery] labels are all read; of more, [MaxEvery] spread evenly with the
// first and the last among them, see [Sample]. Such a sample finds what is wrong
// with all labels or with many, not what is wrong with one of 100,000.
package proof
