// Package thermal prints pages on label printers, in ZPL II and TSPL, and reads
// such jobs back. A page is a label, or a row of a roll with several across.
//
// # Dots
//
// Pages become dots as in label/raster, whose pictures a printer repeats exactly.
// A resolution of 203 stands for 203.2 dpi (8 dots/mm); 300 dpi are 11.81 dots/mm
// and 600 dpi 23.62; printers that have 12 and 24 dots/mm want 304.8 and 609.6.
// X runs to the right and y downwards from the page's top left corner, which is
// printed first. A page has 8 to 32,000 dots each way.
//
// Symbols and bars are drawn by the printer's commands, everything else is a
// picture: its ink cut into rectangles at gaps, so that white costs nothing.
//
// # Symbols
//
// What a label is for is its symbol, so the printer's own command is used only
// where its symbol has the place that the layout kept free:
//
//   - The command says level and mode: the whole text is one segment of bytes
//     ("manual input", mode B with the number of bytes). The printer then has to
//     take the least version that holds them at this level, and this is the version
//     of ours: so it is with symbols of [label.EncodeBytes].
//   - A module is 1 to 10 dots wide, and the symbol lies on the page.
//   - The text is printable ASCII. In TSPL it has no quotation mark and no
//     backslash, whose escapes may count as one byte or as several, and no
//     exclamation mark, which may change the mode or begin a command.
//
// Other symbols are pictures, which scan as well and take 0.5 to 2 kB more: among
// them those of [label.Encode] that are smaller than bytes alone allow.
// [Printer.SymbolAsImage] makes all symbols pictures, for printers without the
// command.
//
// Documented by the makers are the two commands, the letters for level and input,
// mode B with exactly four decimal digits for the number of bytes and the bytes
// behind them, and that ^FH stands for the characters it names. Assumed is what
// ISO/IEC 18004 suggests and no manual says: that the least version is taken; that
// no header for the character set (ECI) is added, for which 12 bits more could need
// the next version; that the digits count what ^FH stands for, and that a comma is
// a byte as any other. The mask is the printer's own: both manuals have 7 as the
// default, without saying what it stands for, and readers take any. A printer that
// proves otherwise is to be given pictures.
//
// # Text
//
// Text is a picture, the letters those of label/raster. With ZPL, text of a style
// for which the printer has a font ([Faces]) is sent as text instead: the em is
// points * dpi / 72 dots, rounded down, so that it is never wider than laid out.
// [Upload] stores the fonts that labels are laid out with.
//
// With TSPL text is always a picture. Printers of TSPL2 store a font (DOWNLOAD) and
// print with it (TEXT x,y,"NAME.TTF",...), but the manual leaves open what a layout
// has to know. X, y is the upper left corner of a box, without a word on how far
// below it the baseline is, so that a line could run into the next. Sizes are whole
// points, while lines are laid out in quarters: 6 for 6.5 would be letters smaller
// than is legible or lawful, 7 wider than their room. The width is ignored for some fonts
// and demanded for others. Text in UTF-8 (CODEPAGE) is not in every firmware, and
// what stands for a character that is missing is not said. A picture has none of
// this, in the printer's own dots.
//
// # ZPL II
//
// Commands as in Zebra's ZPL II Programming Guide. A label is, a line each, with
// what is in brackets as needed:
//
//	[~SDdd]                                  darkness, two digits
//	^XA^CI28^PWw^LLh^LH0,0^MNm[^PRs]^PON     m: Y gaps, M marks, N continuous; ^POI if turned
//	^FOx,y^GFA,n,n,s,data^FS                 pictures
//	^FOx,y^GBw,h,t^FS                        bars; t the lesser of w, h
//	^FTx,y^A@N,h,h,E:font^FH^FDtext^FS       texts; x, y on the baseline
//	^BY2,3,10^FOx,y^BQN,2,m^FH^FDlM,Bnnnntext^FS  symbols; l the level, m dots in a module, nnnn bytes
//	^PQn^XZ                                  n copies
//
// In pictures n is the number of bytes, s those of a row, the data hexadecimal in
// the alternative compression of ~DG: G to Y stand for 1 to 19 and g to z for 20,
// 40, ... 400 times the next digit, added where they follow one another; a comma
// fills the row with 0 and an exclamation mark with F; a colon repeats the row
// before. A picture has at most 99,999 bytes. In texts _ ^ ~ are _5F _5E _7E.
//
// Firmware draws a QR symbol below its ^FO by the bar height of ^BY, whose default
// is 10 and which outlasts a label; so ^BY is sent, and y is 10 less than meant.
// A symbol nearer to the top than that is a picture.
//
// # TSPL
//
// Commands as in TSC's TSPL/TSPL2 Programming manual, each ended by CR LF:
//
//	SIZE w mm,h mm              at most two decimals
//	GAP g mm,0 mm               BLINE for marks; 0 for continuous media
//	[DENSITY n]  [SPEED n]
//	DIRECTION 0                 1 if turned
//	REFERENCE 0,0
//	CLS
//	BITMAP x,y,s,rows,0,bytes   pictures; s bytes in a row, a bit of 0 is black
//	BAR x,y,w,h
//	QRCODE x,y,l,m,M,0,M2,S7,"Bnnnntext"   symbols; l the level, m dots in a module, nnnn bytes
//	PRINT 1,n
//
// # Reading
//
// [Read] takes exactly these commands in this order and refuses all others, draws
// them as the printer would, and checks level, count and place of symbols. Modules
// of a symbol are those of [label.EncodeBytes]: a printer's symbol has other modules
// in the same place. What is read is compared with label/raster and decoded by the
// tests, also with another encoder's symbols in byte mode in their place, and by
// label/proof before release.
//
// Functions may be called from several goroutines at once; the same arguments give
// the same bytes.
package thermal
