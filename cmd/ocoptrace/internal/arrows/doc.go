// Package arrows holds no program text: its tests prove which package of this
// module may import which other, so that the rooms keep apart what was planned
// apart.
//
// # Rooms
//
// A room is a package, named by its folder. The arrows of import run one way,
//
//	cmd/ocoptrace → web, api, account → trace → storage
//
// and label, assets, trace/gs1, trace/code, trace/ocop and trace/credential
// stand apart: they import no other room, so that each can be read, tested and
// replaced alone. The table "rooms" in rooms_test.go is the exact list. A room
// that is not in it fails the test; so does a folder whose name says nothing of
// what it provides (utils, common and the like).
//
// Rooms that help tests (storage/storagetest, trace/tracetest) are imported by
// tests and by one another only.
//
// # Libraries
//
// docs/dependencies.md has one row for each module that ours imports directly:
// its version, which is that of go.mod, and the rooms that may import it. The
// test reads that table, so that it stays true: a row whose rooms are there and
// do not use it fails too. Tests may import any library of the page; what only
// tests may import must not come into a program, nor by way of another module.
//
// # Papers
//
// README and docs name the tests that show what they claim, and each other; the
// test proves that what they name is there.
package arrows
