package assets

import "embed"

// Sample is a registry to look at: fictional producers in real places, their
// products, recognitions, batches and label runs, one at least for each state
// that a scan can meet. It is one JSON object in UTF-8:
//
//	entities      Entity facts
//	products      Product facts
//	recognitions  Recognition facts; without "expires" the legal term applies
//	changes       RecognitionChange facts
//	batches       product, lot, produced, quantity, unit, expires or bestBefore, inputs, documents
//	runs          product, lot, stock, count, activate, void
//	recalls       Recall facts
//	points        Point facts
//	diary         DiaryEntry facts
//	inspections   Inspection facts
//	drawings      of, file, alt, altEn: pictures of entities and products
//
// Facts have the JSON members of package trace less "type". They are stated
// list by list in this order and in the order of each list; a run is printed,
// then its labels activated, then voided.
//
// "of" is the id of an entity or a product, "file" one of SampleDrawings. Each
// becomes a photo of it, in the order of the list, when the sample is loaded where
// photos are kept.
//
// A batch takes name, producer and GTIN from its product; without "lot" it gets
// the next free lot of its day, and without an end date the one that the
// product's shelf life makes. "stock" is the ID of a stock of package label,
// "count" the number of labels. "activate" lists pairs [from, to] and
// "void" objects {"from", "to", "reason"} of labels of the run, counted from 1,
// both included; no label is named twice and the others stay open.
//
// A date is either a day, "2022-12-20", or reckoned from the day in Viet Nam on
// which the sample is loaded:
//
//	date = "today" *( ("+" / "-") 1*DIGIT ("d" / "m") )
//
// The terms are applied from left to right, "d" being days and "m" months; a
// month that lacks the day of the month ends on its last day, as in
// ocop.Date.AddMonths. So every case holds on whatever day the sample is loaded,
// from 21/07/2026 on. Only the years inside recognition numbers and the names of
// authorities are fixed; they fit a day in late 2026.
//
// GTINs have the prefix 952, which GS1 keeps for demonstrations; telephone
// numbers are 0900 000 0xx, sequence numbers of recognitions 90 to 99. One
// product stands in the file in NFD on purpose and must come out in NFC.
// Treat the bytes as read-only.
//
//go:embed sample/sample.json
var Sample []byte

// SampleDrawings are pictures for the sample, JPEG of 800 by 600 pixels. They are
// drawn, and say so in the picture; beside each lies the SVG that it was made from.
//
//go:embed sample/drawings/*.jpg
var SampleDrawings embed.FS
