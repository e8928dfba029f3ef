package badger

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/dgraph-io/badger/v4"
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
	newest, err := checkTables(dir, manifest)
	if err == nil && s == nil {
		err = checkStrays(dir, manifest, newest)
	}
	return s, err
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
