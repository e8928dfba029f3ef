// Package badger is the engine of package storage on Badger v4, for one process
// and one directory. It finds damage that Badger would pass over in silence.
//
// # Values
//
// A value is stored as the CRC-32C of key and value (4 bytes, most significant
// first) and the value, and checked at each read (storage.ErrCorrupt).
//
// # The directory
//
//	OCOPTRACE      the marker: "ocoptrace data directory", "engine badger", "format 1", one a line
//	SEAL           digests of all files; there only while the store is closed
//	SEAL-OPENED    the seal of the last close, while Open is under way
//	LOCK           Badger's, while the store is open
//	MANIFEST       Badger's list of tables
//	KEYREGISTRY, DISCARD, *.sst, *.mem, *.vlog
//	               Badger's registry, statistics, tables, write-ahead logs and value logs
//
// Other files are not touched. The marker is created empty and locked (flock),
// then Badger and the layout key are created, then the marker is filled and
// synced. So an empty marker is a creation that was cut short, in which nothing
// can have been acknowledged, and with Create it goes on.
//
// # Opening
//
// In this order, and nothing is written before step 5:
//
//  1. A directory that is not empty has a marker (storage.ErrNotOurs) that is
//     readable and of this engine and format.
//  2. Nobody else holds the lock on the marker (storage.ErrHeld).
//  3. Every file can be written (storage.ErrPermission), and free space is at
//     least half the watermark (storage.ErrNoSpace).
//  4. With a seal: exactly the sealed files are there, with their sizes, and
//     MANIFEST has its digest. Without one, as after a crash: MANIFEST consists
//     of whole entries with their checksums, and no table that it does not name
//     holds what is nowhere else. In both cases each table that it names is
//     there and its index has its checksum; Badger would pass over the table or
//     end the process. Else storage.ErrDamaged.
//  5. The seal becomes SEAL-OPENED, so that a crash from here on does not leave
//     a seal that no longer fits. If Badger fails without changing a file, it
//     becomes SEAL again. Without a seal, the newest write-ahead log and the
//     newest value log are deleted if they have no byte: a crash cut them off
//     at their birth, nothing was in them, and Badger does not open them.
//  6. Badger opens the directory; a panic is storage.ErrDamaged.
//  7. The layout version is one that this program reads (storage.ErrLayout).
//  8. SEAL-OPENED is removed.
//
// A MANIFEST whose last entry is cut is refused, although a crash might in
// theory cut one: an entry is shorter than a page, and file systems that order
// data before sizes do not show half of it. Badger would drop the entry and
// delete the tables that it names.
//
// What a seal cannot show is a directory that was replaced by an older copy, or
// lost the end of its write-ahead log after a crash. Whoever must notice that
// keeps an anchor elsewhere, as trace/translog does.
//
// # The seal
//
// Lines end in a newline. Digests are SHA-256 in lower-case hexadecimal; the
// files are those of the table above but SEAL, SEAL-OPENED and LOCK, sorted by
// name:
//
//	ocoptrace seal 1
//	DIGEST SIZE NAME      for each file, SIZE in decimal
//	DIGEST                of all bytes above
//
// It is written to SEAL.new, synced and renamed. Tables never change, so at
// Close the digest of a table that was sealed before is taken from that seal:
// damage that happened meanwhile is not sealed in.
//
// # Writing
//
// Commits are synced (SyncWrites). An error of a commit leaves its outcome
// unknown; the store then refuses all further calls. A transaction that
// conflicts runs again after 0.2 ms, then twice as long each time up to 20 ms,
// until its context ends. Badger syncs each transaction: to write much, put
// many records into one.
package badger
