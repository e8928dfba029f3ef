package badger

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"ocoptrace/storage"
)

// TestSyncWrites looks at the option: a test that kills a process cannot see
// whether the disk was told to sync.
func TestSyncWrites(t *testing.T) {
	s := create(t, filepath.Join(t.TempDir(), "data"))
	defer s.Close()
	o := s.db.Opts()
	if !o.SyncWrites || !o.DetectConflicts || o.InMemory || o.ReadOnly {
		t.Errorf("SyncWrites %t, DetectConflicts %t, InMemory %t, ReadOnly %t", o.SyncWrites, o.DetectConflicts, o.InMemory, o.ReadOnly)
	}
	if o.ValueThreshold <= storage.MaxValue+digestSize {
		t.Errorf("values from %d bytes on go to the value log, whose sync errors Badger swallows", o.ValueThreshold)
	}
}

// TestValueLogStaysEmpty writes the largest values there can be.
func TestValueLogStaysEmpty(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := create(t, dir)
	large := strings.Repeat("x", storage.MaxValue)
	for _, key := range []string{"reg/a", "reg/b", "reg/c"} {
		write(t, s, key, large)
	}
	must(t, s.Close())
	logs, err := filepath.Glob(filepath.Join(dir, "*.vlog"))
	must(t, err)
	for _, path := range logs {
		if info, err := os.Stat(path); err != nil || info.Size() > 20 {
			t.Errorf("%s has %d bytes, more than its header (%v)", path, info.Size(), err)
		}
	}
}

// TestCommitFails makes a commit fail after it has happened.
func TestCommitFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := create(t, dir)
	write(t, s, "reg/a", "1")
	disk := errors.New("input/output error")
	s.commit = func(txn *badger.Txn) error { return errors.Join(disk, txn.Commit()) }
	err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.Set([]byte("reg/b"), nil) })
	wantError(t, "the commit", err, storage.ErrCommitUnknown)
	wantError(t, "the commit", err, disk)
	s.commit = (*badger.Txn).Commit
	never := func(storage.Tx) error { t.Error("f ran"); return nil }
	wantError(t, "Update afterwards", s.Update(t.Context(), never), storage.ErrClosed)
	wantError(t, "View afterwards", s.View(t.Context(), never), storage.ErrClosed)
	wantError(t, "VerifyChecksums afterwards", s.VerifyChecksums(t.Context()), storage.ErrClosed)
	must(t, s.Close())
	if r, err := CheckFiles(dir, nil); err != nil || r.Sealed {
		t.Errorf("a store whose commit failed was sealed: %+v, %v", r, err)
	}
	s = create(t, dir)
	must(t, s.View(t.Context(), func(tx storage.Tx) error { _, err := tx.Get([]byte("reg/b")); return err }))
	must(t, s.Close())
}

func TestCommitErrors(t *testing.T) {
	s := create(t, filepath.Join(t.TempDir(), "data"))
	defer s.Close()
	for _, c := range []struct{ got, want error }{
		{badger.ErrTxnTooBig, storage.ErrTooLarge},
		{badger.ErrBlockedWrites, storage.ErrClosed},
	} {
		s.commit = func(*badger.Txn) error { return c.got }
		err := s.Update(t.Context(), func(storage.Tx) error { return nil })
		wantError(t, "Update", err, c.want)
	}
	s.commit = (*badger.Txn).Commit
	write(t, s, "reg/a", "1") // neither left the store in doubt
}

func TestConflictsEndWithContext(t *testing.T) {
	s := create(t, filepath.Join(t.TempDir(), "data"))
	defer s.Close()
	s.commit = func(*badger.Txn) error { return badger.ErrConflict }
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	runs := 0
	err := s.Update(ctx, func(storage.Tx) error { runs++; return nil })
	wantError(t, "Update", err, context.DeadlineExceeded)
	if runs < 3 || runs > 30 {
		t.Errorf("f ran %d times in 50 ms", runs)
	}
}

// TestCorruptValue plants values that lack their digest.
func TestCorruptValue(t *testing.T) {
	for name, stored := range map[string][]byte{
		"short":             {1, 2, 3},
		"empty":             {},
		"wrong digest":      append([]byte{0, 0, 0, 0}, "value"...),
		"wrong value":       append(encode([]byte("reg/x"), []byte("value")), '!'),
		"another key's":     encode([]byte("reg/y"), []byte("value")),
		"split differently": encode([]byte("reg/xv"), []byte("alue")),
	} {
		s := create(t, filepath.Join(t.TempDir(), "data"))
		write(t, s, "reg/x", "value")
		must(t, s.VerifyChecksums(t.Context()))
		must(t, s.db.Update(func(txn *badger.Txn) error { return txn.Set([]byte("reg/x"), stored) }))
		must(t, s.View(t.Context(), func(tx storage.Tx) error {
			_, err := tx.Get([]byte("reg/x"))
			if name == "split differently" { // the same bytes: the digest cannot tell
				return nil
			}
			wantError(t, name+": Get", err, storage.ErrCorrupt)
			_, err = tx.GetMany([]byte("reg/x"))
			wantError(t, name+": GetMany", err, storage.ErrCorrupt)
			wantError(t, name+": Scan", tx.Scan(nil, nil, func(_, _ []byte) error { return nil }), storage.ErrCorrupt)
			return nil
		}))
		if name != "split differently" {
			wantError(t, name+": VerifyChecksums", s.VerifyChecksums(t.Context()), storage.ErrCorrupt)
		}
		must(t, s.Close())
	}
}

func TestVerifyChecksumsIsCancelled(t *testing.T) {
	s := create(t, sealedDir(t))
	defer s.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wantError(t, "VerifyChecksums", s.VerifyChecksums(ctx), context.Canceled)
}

// TestGarbageCollection lets it run often and beside writes.
func TestGarbageCollection(t *testing.T) {
	for _, interval := range []time.Duration{time.Millisecond, -1} {
		o := lowWater
		o.GCInterval = interval
		s, err := Open(filepath.Join(t.TempDir(), "data"), o)
		must(t, err)
		for end := time.Now().Add(30 * time.Millisecond); time.Now().Before(end); {
			write(t, s, "reg/a", "1")
		}
		must(t, s.Close())
	}
}

// TestSealSurvivesReopening: tables keep the digest that they were first
// sealed with, other files are sealed anew.
func TestSealSurvivesReopening(t *testing.T) {
	dir := sealedDir(t)
	before, err := readSeal(dir)
	must(t, err)
	s := create(t, dir)
	for _, name := range []string{sealName, openedName} {
		if _, err := os.Stat(filepath.Join(dir, name)); !os.IsNotExist(err) {
			t.Errorf("an open store has %s (%v)", name, err)
		}
	}
	write(t, s, "reg/more", "1")
	must(t, s.Close())
	after, err := readSeal(dir)
	must(t, err)
	for name, e := range before {
		if strings.HasSuffix(name, tableSuffix) && after[name] != e {
			t.Errorf("%s was sealed as %v, then as %v", name, e, after[name])
		}
	}
	if len(after) <= len(before) || after[manifestName] == before[manifestName] {
		t.Errorf("%d files sealed, before %d", len(after), len(before))
	}
}

// TestCrashWhileOpening leaves the seal of the close before, which no longer
// fits; it must not be taken for damage.
func TestCrashWhileOpening(t *testing.T) {
	dir := sealedDir(t)
	must(t, os.Rename(filepath.Join(dir, sealName), filepath.Join(dir, openedName)))
	if r, err := CheckFiles(dir, nil); err != nil || r.Sealed {
		t.Errorf("CheckFiles: %+v, %v", r, err)
	}
	s := create(t, dir)
	write(t, s, "reg/more", "1")
	must(t, s.Close())
	if r, err := CheckFiles(dir, nil); err != nil || !r.Sealed {
		t.Errorf("CheckFiles after closing: %+v, %v", r, err)
	}
}

func FuzzSeal(f *testing.F) {
	dir := sealedDir(f)
	text, err := os.ReadFile(filepath.Join(dir, sealName))
	must(f, err)
	f.Add(text)
	f.Add(seal{}.format())
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := parseSeal(text)
		if err == nil && string(s.format()) != string(text) {
			t.Errorf("accepted %q", text)
		}
	})
}
