// Package mirror follows a transparency log that others keep, over its
// c2sp.org/tlog-tiles, and keeps a copy of all of it that can be checked without
// a network and that any web server can hand out in the log's place.
//
// # The copy
//
// A Dir holds the files of the log under the paths that tlog-tiles gives them,
// byte for byte:
//
//	checkpoint           the newest one that was accepted, with all its signatures
//	tile/L/N[.p/W]       hash tiles, levels 0 to 7
//	tile/entries/N[.p/W] entry bundles
//
// There is no other state. The copy is a log: serve the folder under some URL
// (checkpoint as text/plain and short-lived, all else as
// application/octet-stream and immutable), and a client of the log, or another
// mirror, can use it unmodified.
//
// # Following
//
//  1. The kept checkpoint is opened with the policy, and the kept tiles must
//     hash to it (ErrDamaged).
//  2. The offered checkpoint is opened with the policy: the log's signature,
//     the origin, and the cosignatures the quorum asks for. Its origin must be
//     the kept one's (ErrOrigin).
//  3. A smaller tree is refused as ErrRollback, or as ErrFork if it is not even
//     what the kept one was at that size. So is a tree of the same size with
//     another root, and a larger one whose own tiles show another tree at the
//     kept size. These come as a Conflict, which has both checkpoints: two that
//     the log signed and that contradict each other prove its fault to anybody.
//  4. Tiles are fetched that the kept tree has not, and the few on the right
//     edge that join them to the root. Where a partial tile is no longer
//     served, its full tile is fetched and cut. A tile is used only after its
//     hashes were shown to lead to the offered root, and an entry bundle only
//     if all its entries hash to the level 0 tile (ErrUnverified). What is on
//     disk already from an attempt that was cut short is verified likewise and
//     not fetched again.
//  5. Each file is stored whole and synced, bundles and tiles first.
//  6. Last, the checkpoint is stored. Until then the copy is the old tree, with
//     files of the new one that nobody refers to.
//  7. Partial tiles whose full tile is now there are removed, as tlog-tiles
//     permits; other partial tiles stay for those who hold older checkpoints.
//
// Follow may be cut off or fail anywhere; calling it again goes on from there.
// It needs memory for one bundle and the hash tiles above level 0, about 32
// bytes for 256 new leaves. Answers longer than their format allows are not
// read to their end (ErrTooLarge). Time limits are those of ctx and of the
// http.Client. A Dir must have one Follow at a time.
//
// # What a mirror does not show
//
// A copy is what one reader was served. That others are served the same tree
// is what the policy's witnesses state. That leaves are what they should be
// has to be judged by whoever Check and Leaves call.
package mirror
