// Package printing turns what is proven about batches into labels, and writes
// them for a printer.
//
// # What a label says
//
// Content is by field; a template of package label/layout takes what it has room
// for. The texts are Vietnamese, whatever language the person who prints reads
// (Decree 37/2026/NĐ-CP, Art. 42); a template in two languages adds those of the
// same name and "En". Nothing is on a label in English alone. Dates are
// dd/mm/yyyy. A text has its caption in front, unless it begins with it.
//
//	code         the code in three groups
//	host         where to type it, and what the page's address has to begin with
//	call         Quét để xem nguồn gốc                          callEn
//	check        Kiểm tra đúng tên miền                         checkEn
//	name         the product's name, on stamps the shorter one  nameEn
//	lot          Lô L261123A
//	produced     NSX 23/11/2026
//	expires      HSD 03/12/2026 of goods that spoil, or Tốt nhất trước 23/11/2027
//	stars        OCOP 4 sao; see below
//	producer     its name; not on full labels                   producerEn
//	address      as the business prints it, or else its commune
//	responsible  Chịu trách nhiệm: the producer
//	origin       Sản xuất tại Việt Nam                          originEn
//	net, ingredients, allergens, storage, usage, warning, standard, alcohol,
//	registration, story                                         ...En of most
//	nutrition    rows of name, tab, amount: Chất đạm 6,5 g      nutritionEn
//	pieces, gross                                               of a carton
//	batches      rows of name, tab, lot, tab, dates             of a gift box
//	point, hours, phone                                         of a poster
//	note         DỮ LIỆU MẪU on labels of samples
//
// A blank label, which is bound to a batch later, says who its producer is in
// place of the product. A poster has no code: it leads to the public page of a
// product or producer.
//
// # Stars
//
// Stars are printed while the recognition is in force on the day of printing
// and lasts as long as the pack: the mark may be used only while it is in force,
// and what is printed cannot be taken back when it ends before the pack is
// eaten. The page that the label leads to shows the stars of the day.
//
// # Before printing
//
// Check tells what a person should know. Some of it keeps a label from being
// printed, some is a warning, and some has to be confirmed: labels for a batch
// that is recalled or on hold, and a label that is to be the full label of the law
// but lacks what is compulsory for its kind of goods (package trace/ocop has the
// lists, with their sources) or has no place for it. A stamp stands beside a
// printed pack, and only mentions what a full label would lack.
//
// # Documents
//
// A document holds the labels of one or several batches, in order, on sheets or
// a roll, as PDF or in the language of a label printer. Labels are made while it
// is written, so that memory does not grow with their number. They are read back
// before they are handed out, see Write. The same parts, options and records give
// the same bytes, if Day and Created are given or the clock stands still.
package printing
