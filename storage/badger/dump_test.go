package badger

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

// TestDumpBetweenEngines goes from Badger to memory and back.
func TestDumpBetweenEngines(t *testing.T) {
	from := create(t, sealedDir(t))
	defer from.Close()
	for i := range 40 {
		write(t, from, fmt.Sprintf("log/leaf/%d", i), strings.Repeat("x", storage.MaxValue-i))
	}
	memory := storagetest.Memory()
	to := create(t, filepath.Join(t.TempDir(), "data"))
	defer to.Close()
	first := copyStore(t, from, memory)
	second := copyStore(t, memory, to)
	if !bytes.Equal(first, second) {
		t.Error("the dumps of the same pairs differ between engines")
	}
	must(t, to.VerifyChecksums(t.Context()))
}

func copyStore(t *testing.T, from, to storage.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	want, err := storage.Dump(t.Context(), from, &b, nil)
	must(t, err)
	got, err := storage.Load(t.Context(), to, bytes.NewReader(b.Bytes()), nil)
	must(t, err)
	if got != want {
		t.Errorf("loaded %+v of %+v", got, want)
	}
	return b.Bytes()
}

// TestCutLoad: what a load that was cut short left must not be served.
func TestCutLoad(t *testing.T) {
	from := create(t, sealedDir(t))
	defer from.Close()
	var b bytes.Buffer
	_, err := storage.Dump(t.Context(), from, &b, nil)
	must(t, err)
	dir := filepath.Join(t.TempDir(), "data")
	to := create(t, dir)
	_, err = storage.Load(t.Context(), to, bytes.NewReader(b.Bytes()[:b.Len()-1]), nil)
	wantError(t, "Load of a cut dump", err, storage.ErrDamaged)
	must(t, to.Close())
	_, err = Open(dir, lowWater)
	wantError(t, "Open afterwards", err, storage.ErrDamaged)
}
