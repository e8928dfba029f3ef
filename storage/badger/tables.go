package badger

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/dgraph-io/badger/v4/table"
	"github.com/dgraph-io/ristretto/v2/z"
)

// checkTables reads the index and the last block of every table. Badger does
// so in goroutines in which a panic cannot be recovered, and passes over a
// table whose index does not have its checksum. It returns the newest version
// (Badger's commit timestamp) that a table holds.
func checkTables(dir string, m badger.Manifest) (newest uint64, err error) {
	for id, t := range m.Tables {
		path := table.NewFilename(id, dir)
		version, err := checkTable(path, t.Compression)
		if err != nil {
			return 0, damaged(dir, "%s: %v", filepath.Base(path), err)
		}
		newest = max(newest, version)
	}
	return newest, nil
}

// checkTable returns the newest version in a table.
func checkTable(path string, c options.CompressionType) (version uint64, err error) {
	if err := checkFooter(path); err != nil {
		return 0, err
	}
	defer recoverRead(&err)
	file, err := z.OpenMmapFile(path, os.O_RDONLY, 0)
	if err != nil {
		return 0, err
	}
	t, err := table.OpenTable(file, table.Options{Compression: c, BlockSize: 4096})
	if err != nil {
		return 0, err
	}
	return t.MaxVersion(), t.Close(-1)
}

// checkFooter checks that the lengths at the end of a table fit into the file;
// Badger ends the process if they do not. From the end backwards, integers of 4
// bytes: length of checksum, checksum, length of index, index.
func checkFooter(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	end := info.Size()
	for range 2 {
		var length [4]byte
		if _, err := f.ReadAt(length[:], end-4); err != nil || end < 4 {
			return fmt.Errorf("its end is cut or damaged")
		}
		end -= 4 + int64(binary.BigEndian.Uint32(length[:]))
	}
	if end < 0 {
		return fmt.Errorf("its end is cut or damaged")
	}
	return nil
}
