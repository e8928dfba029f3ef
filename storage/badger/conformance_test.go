package badger

import (
	"path/filepath"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

func TestConformance(t *testing.T) {
	storagetest.Run(t, openEmpty, reopen)
}

// openEmpty creates a store that is closed when the test ends.
func openEmpty(t *testing.T) storage.Store {
	s := create(t, filepath.Join(t.TempDir(), "data"))
	t.Cleanup(func() { s.Close() }) // an error if the test has closed it
	return s
}

func reopen(t *testing.T, old storage.Store) storage.Store {
	dir := old.(*Store).dir
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := CheckFiles(dir, nil)
	if err != nil || !r.Sealed || r.Files < 4 {
		t.Fatalf("CheckFiles after Close: %+v, %v", r, err)
	}
	s, err := Open(dir, lowWater)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
