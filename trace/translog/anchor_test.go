package translog

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAnchorFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "anchor")
	a := AnchorFile(path)
	if b, err := a.Load(t.Context()); b != nil || err != nil {
		t.Fatalf("no file: %q %v", b, err)
	}
	must(t, os.WriteFile(path+".tmp", []byte("left behind by a crash, and longer"), 0o600))
	for _, text := range []string{"one", "two"} {
		must(t, a.Store(t.Context(), []byte(text)))
		b, err := a.Load(t.Context())
		must(t, err)
		if string(b) != text {
			t.Fatalf("loaded %q, want %q", b, text)
		}
	}
	files, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(files) != 1 {
		t.Errorf("%d files left", len(files))
	}
	if b, err := AnchorFile(filepath.Dir(path)).Load(t.Context()); err == nil {
		t.Errorf("loaded a directory: %q", b)
	}
	if err := AnchorFile(filepath.Join(path, "missing", "anchor")).Store(t.Context(), nil); err == nil {
		t.Error("stored in a directory that does not exist")
	}
}

func TestLogWithAnchorFile(t *testing.T) {
	w := newWorld(t)
	c := w.config()
	c.Anchor = AnchorFile(filepath.Join(t.TempDir(), "anchor"))
	for _, id := range []string{"a", "b"} {
		l, err := Open(t.Context(), c)
		must(t, err)
		_, err = l.Append(t.Context(), entry(id))
		must(t, err)
		must(t, l.Close())
	}
	r, err := Check(t.Context(), w.store, w.verifier, c.Anchor, eachID, nil)
	must(t, err)
	if len(r.Findings) > 0 || r.Anchor.Size != 2 {
		t.Errorf("report %+v", r)
	}
}
