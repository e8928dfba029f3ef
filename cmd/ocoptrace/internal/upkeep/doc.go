// Package upkeep says how a service does, for those who run it: what a page, the
// command line and metrics show is one Status.
//
// # Looking
//
// Look reads; it changes nothing and needs no secret. It is used by the running
// service and, while none runs, by a command that opened the store. What cannot
// be learnt stands in the Status as absent, not as zero.
//
// # Backups
//
// That a backup was made is kept in the store, with the act in the audit trail,
// in one transaction:
//
//	opr/backup/ TIME -> {"bytes": N}
//
// TIME is the moment in milliseconds since 1970 (UTC), 8 bytes, most significant
// first. The newest 50 are kept. A backup does not hold the row that tells of
// itself. The owner's prefix is "opr/".
//
// # Warnings
//
// A Warning is a key of a text ("operate.warn." + Key, with what to do next) and
// how grave it is:
//
//	notReady     stop  the service cannot answer
//	diskFull     stop  free space is below the watermark: nothing is written
//	diskLow      care  free space is below twice the watermark
//	logBehind    stop  records wait for a checkpoint longer than Behind
//	noAdmin      stop  nobody may manage accounts
//	noBackup     stop  no backup is known
//	backupOld    care  the newest backup is older than OldBackup
//	keysPlain    care  the key file is not sealed with a passphrase
//	anchorBeside care  the anchor lies in the data directory, so that one old copy rolls both back
//	noHTTPS      care  links do not begin with https
package upkeep
