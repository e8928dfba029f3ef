package badger

import (
	"os"
	"path/filepath"
	"testing"

	"ocoptrace/storage"
)

// A crash between the making of a log's file and its first byte keeps nobody
// from opening the store, with all that is in it.
func TestUnborn(t *testing.T) {
	for _, name := range []string{"000099.vlog", "00099.mem"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			s := create(t, dir)
			must(t, s.Update(t.Context(), func(tx storage.Tx) error { return tx.Set([]byte("k"), []byte("v")) }))
			must(t, s.db.Close()) // as a crash would: without a seal
			must(t, s.marker.release())
			must(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
			s = create(t, dir)
			must(t, s.View(t.Context(), func(tx storage.Tx) error {
				_, err := tx.Get([]byte("k"))
				return err
			}))
			must(t, s.Close())
		})
	}
}

// An empty log that is not the newest was emptied: it is not taken for one that
// was never written.
func TestEmptiedIsNotUnborn(t *testing.T) {
	dir := t.TempDir()
	for name, size := range map[string]int{"000001.vlog": 0, "000002.vlog": 20, "00001.mem": 0} {
		must(t, os.WriteFile(filepath.Join(dir, name), make([]byte, size), 0o600))
	}
	must(t, removeUnborn(dir))
	for name, there := range map[string]bool{"000001.vlog": true, "000002.vlog": true, "00001.mem": false} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != there {
			t.Errorf("%s: %v", name, err)
		}
	}
}
