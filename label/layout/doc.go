// Package layout puts what a label says in its place: from a [Template], a
// [Media] and a [Content] to a [label.Drawing] in millimetres, or to problems
// that name the field and how much is too long. Nothing overlaps, nothing is
// cut, and a run of labels looks alike. It uses neither files, network nor
// clock; the same inputs give the same drawing.
//
// # Template
//
// A template is data (JSON, see [ReadTemplate]): where the symbol stands, and
// items in order in three parts.
//
//	+--------------------------------+   +--------------------------------+
//	| ####### beside                 |   |            #######             |
//	| # QR  #                        |   |            # QR  #             |
//	| #######                        |   |            #######             |
//	| wide                           |   |             beside             |
//	| foot                     right |   |              foot              |
//	+--------------------------------+   +--------------------------------+
//	           place left                           place top
//
// An item shows all values of a field, or a table, the logo, or a rule. Two
// items share a row where there is room and take two otherwise. [Template.Check]
// says what every template carries: above all the host in clear with words that
// tell people to check it, and a symbol large enough for its purpose.
//
// # Dots
//
// A dot is 25.4/DPI mm. Modules are whole dots, and every baseline, corner and
// the beginning of every text lies on a whole dot from the label's corner. The
// quiet zone of 4 modules is kept free; it may use the inset, never a neighbour.
//
// # Room
//
// Ordinary letters are min(Template.Letters, 0.2 sqrt(W H)) points, W and H in
// mm; items are larger or smaller by their Size. Letters are never smaller than
// Media.MinPoint (a code: Media.MinCode), than an x-height of Media.MinXHeight in any of the fonts, or
// than [LeastPoint]. Room is sought in this order, the first layout that fits is
// taken:
//
//  1. letters down to 0.8 of their preferred size, a symbol of Good mm and more
//     with modules of at least 0.396 mm ([label.RetailModule])
//  2. letters down to the least, the same symbol
//  3. letters down to the least, a symbol of Least mm and more with modules of
//     at least 0.33 mm ([label.MinModule])
//
// and within each from the largest module down, which with its quiet zone takes
// at most Share of the label's width; at each module all letters shrink together
// in steps of 5 %, and a single item further where its width demands it. Where
// nothing fits, the item with the lowest Priority is left out, of equals the last,
// and room is sought again; once there is a layout the items left out come back in
// the opposite order, each where there is still a layout. Items of priority 1 to 3
// are left out before step 3 is taken at all. What is left out, a module under
// 0.396 mm and a symbol under Good mm are warnings; with no layout at all the
// problem is that of the tightest attempt.
//
// # Symbols
//
// The symbol is that of [label.Encode]. With Media.OwnSymbols it is that of
// [label.EncodeBytes], so that a printer which encodes by itself makes one of the
// same size. Where such a symbol leaves no layout, or one with more warnings than
// the smaller symbol of Encode does, the smaller one is taken, and a warning of
// [label.KindPicture] says so.
//
// # Rows
//
// A row holds at least 0.74 em above its baseline and 0.30 em below, and as much
// more as the ink of its letters needs: stacked Vietnamese marks (Ễ, Ậ) stay clear
// of the row above. Height to spare is spread between rows, at most 0.3 em each.
// Kerning and ligatures are not used. Letters of one width are given the room of
// the largest printable ASCII character, so that the layout of one code holds
// for all of its length and is found once for a run.
//
// # Text
//
// Of every value each character must be one that the font has. Refused are, by
// kind of problem: control and formatting characters, scripts written from right
// to left, characters above U+FFFF, combining marks (text in NFC has none in
// Vietnamese), values over [label.MaxText] letters, fields of more than
// [MaxValues] values, labels of more than [MaxAll] letters. Text that needs more
// area than the label has is refused without a search.
package layout
