// Package printing turns what is proven about a batch into labels and writes
// the labels of a run as a document.
//
// # What a label says
//
// The texts of a label are Vietnamese, whatever language the person who prints
// reads (Decree 43/2017/ND-CP art. 7); the English name of the product is added
// where the stock has room.
//
//	URI     the link of the label, as Registry.Labels has it
//	Code    the code in three groups
//	Host    where to type it: the host of the service's links
//	Name    the product's name, the shorter one where there is one
//	NameEN  its English name
//	Lot     Lô L261123A
//	Dates   NSX 23/11/2026, then HSD 03/12/2026 for goods that spoil or
//	        Tốt nhất trước 23/11/2027 for a date of quality, in two rows
//	        where one would make the symbol small
//	Stars   OCOP 4 sao; see below
//	Lines   producer and place, net quantity, storage, warning, allergens,
//	        ingredients
//	Call    Quét để xem nguồn gốc
//	Note    DỮ LIỆU MẪU on labels of samples
//
// Everything but the lines is always there, or the label is not printed. The
// lines stand in the order of their weight for whoever holds the pack; those
// that do not fit whole are left out from the last one on, and Compose says so.
// The label is a trace label beside the printed pack, not the label that the
// law asks for.
//
// # Stars
//
// Stars are printed while the recognition is in force on the day of printing
// and lasts as long as the pack: the mark may be used only while it is in force,
// and what is printed cannot be taken back when it ends before the pack is
// eaten. The page that the label leads to shows the stars of the day.
//
// # Documents
//
// One document has at most label.MaxLabels labels. A longer run is several
// documents, each beginning on a new page but the first, which may begin on a
// sheet that has been used. Labels are made while the document is written, so
// that memory is bounded by one document.
package printing
