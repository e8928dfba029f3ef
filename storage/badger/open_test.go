package badger

import (
	"testing"

	"ocoptrace/storage"
)

// create makes a store in dir with a low watermark.
func create(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, Options{Create: true, MinFree: func(uint64) uint64 { return 1 << 20 }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOpenCreates(t *testing.T) {
	dir := t.TempDir() + "/a/b"
	s := create(t, dir)
	if err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.Set([]byte("reg/a"), []byte("1")) }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.VerifyChecksums(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.View(t.Context(), func(tx storage.Tx) error { _, err := tx.Get([]byte("reg/a")); return err }); err != nil {
		t.Fatal(err)
	}
}
