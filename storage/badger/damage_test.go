package badger

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ocoptrace/storage"
)

// contents describes every file of dir, its name and digest, "" if absent.
func contents(t testing.TB, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) || err != nil && strings.Contains(err.Error(), "not a directory") {
		return ""
	}
	must(t, err)
	var b strings.Builder
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		d, err := digestFile(filepath.Join(dir, e.Name()), io.Discard)
		must(t, err)
		fmt.Fprintf(&b, "%s %d %x\n", e.Name(), d.size, d.digest)
	}
	return b.String()
}

// offsets gives places all over a file of n bytes.
func offsets(n, count int) (all []int) {
	for i := 0; i < n; i += max(1, n/count) {
		all = append(all, i)
	}
	return append(all, n-1)
}

// damage runs f on dir with one file changed, and mends the file.
func damage(t *testing.T, dir, name string, change func([]byte) []byte, f func()) {
	t.Helper()
	path := filepath.Join(dir, name)
	whole, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, change(bytes.Clone(whole)), 0o600))
	f()
	must(t, os.WriteFile(path, whole, 0o600))
}

func flip(at int) func([]byte) []byte {
	return func(b []byte) []byte { b[at] ^= 1 << (at % 8); return b }
}

func cut(n int) func([]byte) []byte { return func(b []byte) []byte { return b[:n] } }

// TestCheckFilesFindsEveryByte flips bytes of every file of a closed store,
// all of them where the file is small, and cuts, adds and removes files.
func TestCheckFilesFindsEveryByte(t *testing.T) {
	dir := sealedDir(t)
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		name := e.Name()
		found := func() {
			t.Helper()
			_, err := CheckFiles(dir, nil)
			wantError(t, name, err, storage.ErrDamaged)
			if err != nil && !strings.Contains(err.Error(), name) {
				t.Errorf("the error does not name %s: %v", name, err)
			}
		}
		info, err := e.Info()
		must(t, err)
		places := 500
		if info.Size() > 1<<16 {
			places = 20
		}
		for _, at := range offsets(int(info.Size()), places) {
			damage(t, dir, name, flip(at), found)
		}
		damage(t, dir, name, cut(int(info.Size())-1), found)
		damage(t, dir, name, func(b []byte) []byte { return append(b, 0) }, found)
	}
	writeFile(t, dir, "000099.sst", "x")
	_, err = CheckFiles(dir, nil)
	wantError(t, "an added table", err, storage.ErrDamaged)
	refused(t, "an added table", dir, lowWater, storage.ErrDamaged)
	must(t, os.Remove(filepath.Join(dir, "000099.sst")))
	writeFile(t, dir, "notes.txt", "not ours")
	if r, err := CheckFiles(dir, nil); err != nil || r.Files != len(entries)-1 {
		t.Errorf("after all is mended: %+v, %v", r, err)
	}
}

func TestCheckFilesProgress(t *testing.T) {
	dir := sealedDir(t)
	var last, all int64
	r, err := CheckFiles(dir, func(done, total int64) {
		if done < last || done > total {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last, all = done, total
	})
	if err != nil || last != all || last != r.Bytes || r.Bytes == 0 {
		t.Errorf("%d of %d, %+v, %v", last, all, r, err)
	}
}

// TestOpenSealedDamage damages what Open looks at before Badger does.
func TestOpenSealedDamage(t *testing.T) {
	dir := sealedDir(t)
	entries, err := os.ReadDir(dir)
	must(t, err)
	no := func(name string) func() {
		return func() { t.Helper(); refused(t, name, dir, lowWater, storage.ErrDamaged) }
	}
	for _, e := range entries {
		info, err := e.Info()
		must(t, err)
		if e.Name() != markerName {
			damage(t, dir, e.Name(), cut(int(info.Size())-1), no(e.Name()+" cut"))
		}
		if e.Name() != sealName && e.Name() != markerName {
			removed(t, dir, e.Name(), no(e.Name()+" removed"))
		}
	}
	for _, name := range []string{manifestName, sealName} {
		whole, err := os.ReadFile(filepath.Join(dir, name))
		must(t, err)
		for _, at := range offsets(len(whole), 40) {
			damage(t, dir, name, flip(at), no(fmt.Sprintf("%s flipped at %d", name, at)))
		}
	}
	s := create(t, dir)
	must(t, s.VerifyChecksums(t.Context()))
	must(t, s.Close())
}

func removed(t *testing.T, dir, name string, f func()) {
	t.Helper()
	aside := filepath.Join(t.TempDir(), name)
	must(t, os.Rename(filepath.Join(dir, name), aside))
	f()
	must(t, os.Rename(aside, filepath.Join(dir, name)))
}

// TestOpenUnsealedDamage does the same to a directory as a crash leaves it.
func TestOpenUnsealedDamage(t *testing.T) {
	dir := sealedDir(t)
	must(t, os.Remove(filepath.Join(dir, sealName)))
	no := func(what string) func() {
		return func() { t.Helper(); refused(t, what, dir, lowWater, storage.ErrDamaged) }
	}
	manifest, err := os.ReadFile(filepath.Join(dir, manifestName))
	must(t, err)
	removed(t, dir, manifestName, no("MANIFEST removed"))
	for n := range manifest {
		damage(t, dir, manifestName, cut(n), no(fmt.Sprintf("MANIFEST cut at %d", n)))
		damage(t, dir, manifestName, flip(n), no(fmt.Sprintf("MANIFEST flipped at %d", n)))
	}
	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	must(t, err)
	for _, path := range tables {
		name := filepath.Base(path)
		info, err := os.Stat(path)
		must(t, err)
		removed(t, dir, name, no(name+" removed"))
		for _, n := range offsets(int(info.Size()), 60) {
			damage(t, dir, name, cut(n), no(fmt.Sprintf("%s cut at %d", name, n)))
		}
	}
	if r, err := CheckFiles(dir, nil); err != nil || r.Sealed {
		t.Errorf("CheckFiles without a seal: %+v, %v", r, err)
	}
	must(t, create(t, dir).Close())
}

// TestTableDamage flips bytes of a table. Open must find what would end the
// process; what it lets pass, VerifyChecksums finds, and Close does not seal it.
func TestTableDamage(t *testing.T) {
	dir := sealedDir(t)
	const name = "000001.sst"
	table, err := os.ReadFile(filepath.Join(dir, name))
	must(t, err)
	atOpen, later := 0, 0
	for _, at := range offsets(len(table), 80) {
		copied := filepath.Join(t.TempDir(), "data")
		copyDir(t, dir, copied)
		table := bytes.Clone(table)
		must(t, os.WriteFile(filepath.Join(copied, name), flip(at)(table), 0o600))
		s, err := Open(copied, lowWater)
		if err != nil {
			wantError(t, fmt.Sprintf("flipped at %d", at), err, storage.ErrDamaged)
			atOpen++
			continue
		}
		later++
		if err := s.VerifyChecksums(t.Context()); !errors.Is(err, storage.ErrDamaged) && !errors.Is(err, storage.ErrCorrupt) {
			t.Errorf("flipped at %d: VerifyChecksums: %v", at, err)
		}
		must(t, s.Close())
		_, err = CheckFiles(copied, nil)
		wantError(t, fmt.Sprintf("flipped at %d, opened and closed", at), err, storage.ErrDamaged)
	}
	t.Logf("%d found by Open, %d by VerifyChecksums", atOpen, later)
	if atOpen == 0 || later == 0 {
		t.Error("the damage was not all over the table")
	}
}

// TestStrays gives a directory as a crash leaves it the tables that a crash can
// leave beside it: the table of a flush whose log is still there, the same cut
// short, and a source of a compaction.
func TestStrays(t *testing.T) {
	dir, crashed := sealedDir(t), filepath.Join(t.TempDir(), "data")
	s := create(t, dir)
	write(t, s, "reg/logged", "1")
	copyDir(t, dir, crashed)
	must(t, s.Close())
	const flushed = "000004.sst"
	whole, err := os.ReadFile(filepath.Join(dir, flushed))
	must(t, err)
	for _, stray := range [][]byte{whole, whole[:len(whole)/2], make([]byte, len(whole))} {
		again := filepath.Join(t.TempDir(), "data")
		copyDir(t, crashed, again)
		must(t, os.WriteFile(filepath.Join(again, flushed), stray, 0o600))
		s := create(t, again)
		must(t, s.View(t.Context(), func(tx storage.Tx) error { _, err := tx.Get([]byte("reg/logged")); return err }))
		must(t, s.Close())
	}

	// Without its log the same table is all that is left of the transaction.
	logs, err := filepath.Glob(filepath.Join(crashed, "*.mem"))
	must(t, err)
	for _, path := range logs {
		must(t, os.Remove(path))
	}
	must(t, os.WriteFile(filepath.Join(crashed, flushed), whole, 0o600))
	refused(t, "a stray without its log", crashed, lowWater, storage.ErrDamaged)
}

// copyDir copies the files of a directory, holes as holes: an open store has
// files of many megabytes that are nearly empty.
func copyDir(t testing.TB, from, to string) {
	t.Helper()
	must(t, os.MkdirAll(to, 0o700))
	entries, err := os.ReadDir(from)
	must(t, err)
	for _, e := range entries {
		must(t, copyFile(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())))
	}
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	buffer, zeros := make([]byte, 1<<16), make([]byte, 1<<16)
	for at := int64(0); ; {
		n, err := io.ReadFull(in, buffer)
		if n > 0 && !bytes.Equal(buffer[:n], zeros[:n]) {
			if _, err := out.WriteAt(buffer[:n], at); err != nil {
				return err
			}
		}
		if at += int64(n); err != nil {
			return out.Truncate(at)
		}
	}
}
