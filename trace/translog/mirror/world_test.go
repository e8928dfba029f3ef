package mirror

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/trace/translog"
)

const origin = "log.example/ocop"

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustBe(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
}

// world is a log's key and the policy that trusts it.
type world struct {
	signer note.Signer
	policy translog.Policy
	vkey   string
}

func newWorld(t testing.TB, name string) *world {
	t.Helper()
	skey, vkey, err := note.GenerateKey(nil, name)
	must(t, err)
	signer, err := note.NewSigner(skey)
	must(t, err)
	policy, err := translog.ParsePolicy(translog.LogPolicy(vkey))
	must(t, err)
	return &world{signer, policy, vkey}
}

// leafOf is what a log of some branch holds: branches differ from 300 on.
func leafOf(branch string, index int64) []byte {
	if index < 300 {
		branch = ""
	}
	return fmt.Appendf(nil, "%s%d%s", branch, index, strings.Repeat(".", int(index%7)))
}

// files is a log as it is served; as a Dir it is a copy.
type files map[string][]byte

func (f files) Read(path string) ([]byte, error) {
	b, ok := f[path]
	if !ok {
		return nil, fmt.Errorf("%s: %w", path, fs.ErrNotExist)
	}
	return bytes.Clone(b), nil
}

func (f files) Write(path string, b []byte) error {
	f[path] = bytes.Clone(b)
	return nil
}

func (f files) Remove(path string) error {
	maps.DeleteFunc(f, func(name string, _ []byte) bool { return strings.HasPrefix(name, path+"/") })
	return nil
}

// served is a Source from files.
type served struct {
	files
	reads []string
}

func (s *served) Read(ctx context.Context, path string, limit int64) ([]byte, error) {
	s.reads = append(s.reads, path)
	b, err := s.files.Read(path)
	if int64(len(b)) > limit {
		return nil, ErrTooLarge
	}
	return b, errors.Join(err, ctx.Err())
}

// serve makes the files of a tree as the specification of tiles says, without
// the code under test.
func (w *world) serve(t testing.TB, branch string, size int64) files {
	t.Helper()
	f := files{}
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(numbers []int64) (hashes []tlog.Hash, err error) {
		for _, n := range numbers {
			hashes = append(hashes, stored[n])
		}
		return hashes, nil
	})
	for i := range size {
		hashes, err := tlog.StoredHashes(i, leafOf(branch, i), reader)
		must(t, err)
		stored = append(stored, hashes...)
	}
	for _, tile := range tlog.NewTiles(8, 0, size) {
		data, err := tlog.ReadTileData(tile, reader)
		must(t, err)
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		f[path] = data
		if tile.L > 0 {
			continue
		}
		var bundle []byte
		for i := range tile.W {
			leaf := leafOf(branch, tile.N*256+int64(i))
			bundle = append(bundle, byte(len(leaf)>>8), byte(len(leaf)))
			bundle = append(bundle, leaf...)
		}
		f[strings.Replace(path, "tile/0/", "tile/entries/", 1)] = bundle
	}
	root, err := tlog.TreeHash(size, reader)
	must(t, err)
	f["checkpoint"] = w.sign(t, fmt.Sprintf("%s\n%d\n%s\n", w.signer.Name(), size, root))
	return f
}

func (w *world) sign(t testing.TB, text string) []byte {
	t.Helper()
	b, err := note.Sign(&note.Note{Text: text}, w.signer)
	must(t, err)
	return b
}

// check fails the test unless the copy is sound and has the leaves of a branch.
func (w *world) check(t testing.TB, d Dir, branch string, size int64) {
	t.Helper()
	next := int64(0)
	c, err := Check(t.Context(), d, w.policy, func(index int64, leaf []byte) error {
		if index != next || !bytes.Equal(leaf, leafOf(branch, index)) {
			return fmt.Errorf("leaf %d is %q after %d leaves", index, leaf, next)
		}
		next++
		return nil
	})
	must(t, err)
	if next != size || c.Size != size {
		t.Fatalf("%d leaves, checkpoint of %d, want %d", next, c.Size, size)
	}
}
