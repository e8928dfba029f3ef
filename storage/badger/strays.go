package badger

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/dgraph-io/badger/v4/table"
	"github.com/dgraph-io/badger/v4/y"
)

// checkStrays looks at the tables that MANIFEST does not name, which Badger is
// about to delete. A crash leaves such tables, but what is in them is elsewhere
// too: the table of a flush in a write-ahead log, that of a compaction in the
// tables it was made from. A stray that is newer than all of them shows that
// MANIFEST lost entries. newest is the newest version in the named tables.
//
// A table with a lower number than a named one may be the source of a
// compaction, whose newest version was a deletion that is gone with the key.
func checkStrays(dir string, m badger.Manifest, newest uint64) error {
	files, err := listFiles(dir)
	if err != nil {
		return err
	}
	last := uint64(0)
	for id := range m.Tables {
		last = max(last, id)
	}
	logged := oldestLogged(dir, files)
	for _, name := range files {
		id, ok := table.ParseFileID(name)
		if !ok || id <= last {
			continue
		}
		version, err := checkTable(filepath.Join(dir, name), options.Snappy)
		if err == nil && version > newest && version < logged { // an error: the crash cut its making short
			return damaged(dir, "%s does not name %s, whose content is nowhere else", manifestName, name)
		}
	}
	return nil
}

// oldestLogged returns the oldest version in the write-ahead logs, the largest
// number if they are empty.
func oldestLogged(dir string, files []string) uint64 {
	oldest := uint64(math.MaxUint64)
	for _, name := range files {
		if !strings.HasSuffix(name, ".mem") {
			continue
		}
		if version, err := firstVersion(filepath.Join(dir, name)); err == nil {
			oldest = min(oldest, version)
		}
	}
	return oldest
}

// firstVersion returns the version of the first entry of a write-ahead log:
// behind 20 bytes, two bytes of flags, the lengths of key and value and the
// expiry as varints, then the key, of which the last 8 bytes are the version.
func firstVersion(path string) (uint64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	r := bufio.NewReader(f)
	if _, err := r.Discard(20 + 2); err != nil {
		return 0, err
	}
	var lengths [3]uint64
	for i := range lengths {
		if lengths[i], err = binary.ReadUvarint(r); err != nil {
			return 0, err
		}
	}
	if lengths[0] <= 8 || lengths[0] > math.MaxUint16 {
		return 0, io.ErrUnexpectedEOF
	}
	key := make([]byte, lengths[0])
	if _, err := io.ReadFull(r, key); err != nil {
		return 0, err
	}
	return y.ParseTs(key), nil
}
