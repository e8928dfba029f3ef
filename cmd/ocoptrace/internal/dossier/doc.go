// Package dossier keeps what an office knows of the people behind an entity, and
// of its business, that is not public: who represents it, how to reach that
// person, and what the form of Decision 26/2026 (Mẫu 02) asks about them for
// the score and for statistics. None of it is ever stated in the log, shown to
// anybody but officers, or written to logs.
//
// # Rows
//
// The owner's prefix is "dos/". Values are JSON.
//
//	dos/ENTITY  a Dossier, members without a value absent
//
// A row is kept only while the person agrees (Consented); without it Put refuses
// whatever else was entered, and Delete erases the row for good. Both are kept
// in the audit trail in the transaction that does them, as "dossier.save" and
// "dossier.delete" with the id of the entity, but not what was entered.
//
// # Shares
//
// Shares counts how many entities have stated a thing, and how many of those
// said yes. Where fewer than Fewest did, the number is withheld: few women in
// a small province could be told apart. So it is where fewer than Fewest said
// no, because the rest would be told by the difference. Bands of revenue are told by
// the same rule: see Shares.Bands.
//
// Dossiers may be used by several goroutines at once.
package dossier
