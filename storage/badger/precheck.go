package badger

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/table"
	"github.com/dgraph-io/ristretto/v2/z"
)

// precheck looks for damage that Badger would not report, without changing
// anything, and returns the seal, nil if there is none.
func precheck(dir string, fresh bool) (seal, error) {
	s, err := readSeal(dir)
	if err != nil {
		return nil, err
	}
	if s != nil {
		if err := s.quickCheck(dir); err != nil {
			return nil, err
		}
	}
	manifest, err := readManifest(dir)
	if os.IsNotExist(err) {
		return nil, checkUnborn(dir, fresh)
	}
	if err != nil {
		return nil, damaged(dir, "%s: %v", manifestName, err)
	}
	return s, checkTables(dir, manifest)
}

// quickCheck compares what is cheap to compare with the seal.
func (s seal) quickCheck(dir string) error {
	if err := s.checkSizes(dir); err != nil {
		return err
	}
	return s.checkDigest(dir, manifestName, io.Discard)
}

// checkUnborn accepts a missing MANIFEST only where Badger has stored nothing
// yet: it would open empty and delete all tables.
func checkUnborn(dir string, fresh bool) error {
	files, err := listFiles(dir)
	if err != nil {
		return err
	}
	if !fresh || len(files) > 1 { // one is the marker
		return damaged(dir, "%s is missing", manifestName)
	}
	return nil
}

// readManifest reads the list of tables and insists on its last byte, where
// Badger would cut the file behind the last whole entry.
func readManifest(dir string) (m badger.Manifest, err error) {
	defer recoverRead(&err)
	f, err := os.Open(filepath.Join(dir, manifestName))
	if err != nil {
		return m, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return m, err
	}
	m, end, err := badger.ReplayManifestFile(f, 0, badger.DefaultOptions(dir).WithLogger(nil))
	if err == nil && end != info.Size() {
		err = fmt.Errorf("its last entry is cut at byte %d", info.Size())
	}
	return m, err
}

// checkTables reads the index and the last block of every table. Badger does
// so in goroutines in which a panic cannot be recovered, and passes over a
// table whose index does not have its checksum.
func checkTables(dir string, m badger.Manifest) error {
	for id, t := range m.Tables {
		path := table.NewFilename(id, dir)
		if err := checkTable(path, t); err != nil {
			return damaged(dir, "%s: %v", filepath.Base(path), err)
		}
	}
	return nil
}

func checkTable(path string, m badger.TableManifest) (err error) {
	if err := checkFooter(path); err != nil {
		return err
	}
	defer recoverRead(&err)
	file, err := z.OpenMmapFile(path, os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	t, err := table.OpenTable(file, table.Options{Compression: m.Compression, BlockSize: 4096})
	if err != nil {
		return err
	}
	return t.Close(-1)
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
