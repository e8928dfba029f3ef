// Package translog keeps a transparency log: a Merkle tree of RFC 9162
// section 2.1 (the tree of RFC 6962) whose leaves, look-ups and hashes are
// written in the same transactions as the records they belong to.
//
// # Keys
//
// All keys start with log/ and nothing else may be stored there. be64 is an
// unsigned 64-bit integer, most significant byte first.
//
//	log/id/ ID            -> be64 index of the leaf that was appended under ID (1 to 128 bytes)
//	log/leaf/ be64(index) -> the leaf, 1 to 60,000 bytes
//	log/node/ be64(n)     -> 32 bytes: the hash that golang.org/x/mod/sumdb/tlog calls stored hash n
//	log/tree              -> be64 size, then the 32 bytes of the root at that size; absent while empty
//
// A leaf's hash is SHA-256(0x00 || leaf), an inner node's SHA-256(0x01 || left
// || right). Stored hashes are numbered in the order in which leaves complete
// them: a leaf's own hash, then each complete subtree that it closes, smallest
// first. Only complete subtrees are stored, so a node never changes. A tree of
// n leaves has leaves 0 to n-1, n ids and tlog.StoredHashCount(n) nodes, no more.
//
// # Appending
//
// Append hands a group of entries to one goroutine, the sequencer, which puts
// all that is queued (up to 1,024 entries and 4 MiB) into one transaction. No
// timer is involved: while one transaction is being synced the next fills.
//
// The order within a transaction: read log/tree, the tree's right edge and the
// ids of the batch; refuse to go on if the edge does not hash to the root
// (ErrCorrupt). Then for each entry in order: a known ID gives its old index;
// otherwise Admit, leaf, id, nodes, Apply. Last, log/tree. During Admit and
// Apply the functions Leaf and IndexOf already see the entries before; Head,
// Prove and ProveConsistency see the tree as it was before the transaction.
//
// A group is stored whole or not at all. If Admit, Apply or an ID conflict
// rejects a group before it wrote, the sequencer passes it over. If it had
// written, the transaction is abandoned; the groups before it are committed,
// the group is answered, and the groups after it follow in another
// transaction. So each group is judged on committed state, and is executed a
// bounded number of times whatever the others do. The store may run a
// transaction twice: Admit and Apply must have no effect but on their Tx.
//
// # Commit order
//
//  1. One store transaction makes leaves, ids, nodes, root and the caller's
//     derived keys durable together, so that no index can disagree with the tree.
//  2. Append returns. What was acknowledged is durable and keeps its index.
//  3. At publication the leaves appended since the last checkpoint are read
//     back in a fresh view and hashed again onto the edge of the tree last
//     published; the result must be the stored root. A checkpoint over a leaf
//     that was damaged on its way to the disk could never be taken back.
//  4. The checkpoint is signed and opened again with the verifier.
//  5. The anchor is stored, outside the store, and synced. Only then
//  6. are witnesses asked to cosign, if there are any: from here on others know
//     the checkpoint. What they add is anchored too.
//  7. The checkpoint is shown to everybody, cosigned or not.
//
// So whatever was shown is at most as new as the anchor, and the anchor is at
// most as new as the store. A store that lost its tail (a damaged write-ahead
// log, an old copy of the directory) opens without an error in some engines,
// and signing on from there would fork the log. Open therefore refuses a store
// that does not extend the anchor (ErrRollback). Opening an empty store writes
// an anchor for size 0, so that from the first leaf on a missing anchor is a
// fault (ErrAnchor) and not a new log.
//
// # Tiles
//
// A Tile is a piece of the log as c2sp.org/tlog-tiles names it, of height 8.
// Tiles are not stored: hashes are read from the nodes and entry bundles from
// the leaves, so that partial tiles of every size stay readable for ever.
//
// # Errors that stop the log
//
// After storage.ErrCommitUnknown the sequencer reads the ids of the batch back.
// All there: acknowledged. All absent: the batch is run again, which is safe
// because every transaction looks its ids up first. If the store does not
// answer, or it stays unknown three times, those callers get ErrCommitUnknown
// and the log stops: every later Append returns ErrStopped. The store must
// answer a View after ErrCommitUnknown only from what is durable. The log also
// stops when the anchor cannot be stored (after a failed fsync its content is
// unknown) and when what is read back does not hash to the root. To go on,
// find the cause and call Open again. Any other error of a transaction means
// that nothing was stored, and the log goes on.
//
// # Formats
//
// A checkpoint is a c2sp.org/tlog-checkpoint (a c2sp.org/signed-note whose text
// is origin, size and root): the origin is the signer's key name and there are
// no extension lines. Proof is c2sp.org/tlog-proof@v1 and Policy is
// c2sp.org/tlog-policy with Ed25519 logs (signature type 0x01) and
// cosignature/v1 witnesses (type 0x04, c2sp.org/tlog-cosignature); Cosigner
// makes their signatures. Sizes are at most 2^62. Parsing is strict: one value
// has one encoding, base64 included.
package translog
