package badger

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/dgraph-io/badger/v4"
	"golang.org/x/sys/unix"

	"ocoptrace/storage"
)

// lowWater lets tests run on a nearly full disk.
var lowWater = Options{Create: true, MinFree: func(uint64) uint64 { return 256 << 20 }}

func create(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, lowWater)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// write stores pairs, given as key and value in turn, in one transaction.
func write(t testing.TB, s *Store, pairs ...string) {
	t.Helper()
	must(t, s.Update(t.Context(), func(tx storage.Tx) error {
		for i := 0; i < len(pairs); i += 2 {
			if err := tx.Set([]byte(pairs[i]), []byte(pairs[i+1])); err != nil {
				return err
			}
		}
		return nil
	}))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantError(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) || got == nil && want != nil {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// sealedDir returns a closed store that holds some tables.
func sealedDir(t testing.TB) string {
	dir := filepath.Join(t.TempDir(), "data")
	for _, value := range []string{"1", "2", "3"} {
		s := create(t, dir)
		write(t, s, "reg/"+value, value, "reg/latest", value)
		must(t, s.Close())
	}
	return dir
}

func writeFile(t testing.TB, dir, name, content string) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
}

// refused opens dir, which must fail and change nothing.
func refused(t *testing.T, what, dir string, o Options, want error) {
	t.Helper()
	before := contents(t, dir)
	s, err := Open(dir, o)
	wantError(t, what, err, want)
	if err == nil {
		s.Close()
	}
	if after := contents(t, dir); after != before {
		t.Errorf("%s: the directory was changed from\n%s to\n%s", what, before, after)
	}
}

func TestOpenRefuses(t *testing.T) {
	type prepared func(t *testing.T, dir string)
	file := func(name, content string) prepared {
		return func(t *testing.T, dir string) { writeFile(t, dir, name, content) }
	}
	for _, c := range []struct {
		name    string
		prepare prepared
		create  bool
		want    error
	}{
		{"absent", func(t *testing.T, dir string) { must(t, os.Remove(dir)) }, false, storage.ErrMissing},
		{"empty", func(*testing.T, string) {}, false, storage.ErrMissing},
		{"only lost+found", func(t *testing.T, dir string) { must(t, os.Mkdir(filepath.Join(dir, "lost+found"), 0o700)) }, false, storage.ErrMissing},
		{"other files", file("notes.txt", "x"), true, storage.ErrNotOurs},
		{"a bare Badger", file(manifestName, "Bdgr"), true, storage.ErrNotOurs},
		{"a file", func(t *testing.T, dir string) { must(t, os.Remove(dir)); writeFile(t, filepath.Dir(dir), "x", "") }, true, storage.ErrNotOurs},
		{"another engine", file(markerName, "ocoptrace data directory\nengine postgres\nformat 1\n"), true, storage.ErrNotOurs},
		{"a newer format", file(markerName, "ocoptrace data directory\nengine badger\nformat 2\n"), true, storage.ErrLayout},
		{"a damaged marker", file(markerName, "ocoptrace data dirECTORY\nengine badger\nformat 1\n"), true, storage.ErrDamaged},
		{"creation cut short", file(markerName, ""), false, storage.ErrMissing},
		{"a marker alone", file(markerName, markerText), true, storage.ErrDamaged},
		{"tables alone", func(t *testing.T, dir string) {
			writeFile(t, dir, markerName, "")
			writeFile(t, dir, "000001.sst", "x")
		}, true, storage.ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "x")
			must(t, os.Mkdir(dir, 0o700))
			c.prepare(t, dir)
			o := lowWater
			o.Create = c.create
			refused(t, c.name, dir, o, c.want)
		})
	}
}

func TestOpenCreates(t *testing.T) {
	for name, prepare := range map[string]func(dir string) error{
		"absent":     func(string) error { return nil },
		"empty":      func(dir string) error { return os.MkdirAll(dir, 0o700) },
		"lost+found": func(dir string) error { return os.MkdirAll(filepath.Join(dir, "lost+found"), 0o700) },
		"cut at marker": func(dir string) error {
			return errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, markerName), nil, 0o600))
		},
		"cut after it":    func(dir string) error { return cutCreation(dir, false) },
		"cut at its mark": func(dir string) error { return cutCreation(dir, true) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "a", "b")
			must(t, prepare(dir))
			s := create(t, dir)
			write(t, s, "reg/a", "1")
			must(t, s.Close())
			s, err := Open(dir, Options{MinFree: lowWater.MinFree})
			must(t, err)
			must(t, s.VerifyChecksums(t.Context()))
			must(t, s.Close())
		})
	}
}

// cutCreation leaves what a crash leaves between the creation of Badger, or of
// the layout key, and the filling of the marker.
func cutCreation(dir string, layout bool) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	db, err := badger.Open(lowWater.withDefaults().engine(dir))
	if err != nil {
		return err
	}
	if layout {
		err = db.Update(func(txn *badger.Txn) error {
			return txn.Set([]byte(storage.LayoutKey), encode([]byte(storage.LayoutKey), []byte("1")))
		})
	}
	return errors.Join(err, db.Close(), os.WriteFile(filepath.Join(dir, markerName), nil, 0o600))
}

func TestHeld(t *testing.T) {
	dir := sealedDir(t)
	s := create(t, dir)
	_, err := Open(dir, lowWater)
	wantError(t, "a second Open", err, storage.ErrHeld)
	_, err = CheckFiles(dir, nil)
	wantError(t, "CheckFiles of an open store", err, storage.ErrHeld)
	must(t, s.Close())

	// Somebody who knows of Badger's lock alone comes behind our own checks.
	d, err := os.Open(dir)
	must(t, err)
	defer d.Close()
	must(t, unix.Flock(int(d.Fd()), unix.LOCK_EX|unix.LOCK_NB))
	refused(t, "Badger's lock", dir, lowWater, storage.ErrHeld)
}

func TestLayout(t *testing.T) {
	dir := sealedDir(t)
	s := create(t, dir)
	write(t, s, storage.LayoutKey, "2")
	must(t, s.Close())
	_, err := Open(dir, lowWater)
	wantError(t, "a newer layout", err, storage.ErrLayout)
	r, err := CheckFiles(dir, nil)
	if err != nil || !r.Sealed {
		t.Errorf("after a refusal: %+v, %v", r, err)
	}
}

// TestPermission drops root's right to pass over permission bits for the
// thread, as a service user would lack it.
func TestPermission(t *testing.T) {
	dir := sealedDir(t)
	for _, c := range []struct {
		what, path string
		mode       os.FileMode
	}{
		{"directory that cannot be written", dir, 0o500},
		{"directory that cannot be read", dir, 0o300},
		{"marker that cannot be written", filepath.Join(dir, markerName), 0o400},
		{"manifest that cannot be written", filepath.Join(dir, manifestName), 0o400},
		{"table that cannot be read", filepath.Join(dir, "000001.sst"), 0o200},
	} {
		info, err := os.Stat(c.path)
		must(t, err)
		must(t, os.Chmod(c.path, c.mode))
		withoutPrivilege(t, dir, func() {
			_, err := Open(dir, lowWater)
			wantError(t, c.what, err, storage.ErrPermission)
		})
		must(t, os.Chmod(c.path, info.Mode()))
	}
	must(t, create(t, dir).Close())
}

// withoutPrivilege runs f as an owner of dir who is not root.
func withoutPrivilege(t *testing.T, dir string, f func()) {
	if os.Getuid() != 0 {
		f()
		return
	}
	const nobody = 65534
	must(t, filepath.Walk(dir, func(path string, _ os.FileInfo, _ error) error { return os.Chown(path, nobody, nobody) }))
	for up := filepath.Dir(dir); up != os.TempDir() && up != "/"; up = filepath.Dir(up) {
		must(t, os.Chmod(up, 0o711))
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if _, err := unix.SetfsuidRetUid(nobody); err != nil {
		t.Fatal(err)
	}
	defer unix.SetfsuidRetUid(0)
	f()
}

func TestReadOnlyFileSystem(t *testing.T) {
	wantError(t, "EROFS", explain("x", &os.PathError{Op: "open", Path: "x", Err: unix.EROFS}), storage.ErrPermission)
	dir := sealedDir(t)
	err := unix.Mount(dir, dir, "", unix.MS_BIND, "")
	if err == nil {
		defer unix.Unmount(dir, unix.MNT_DETACH)
		err = unix.Mount(dir, dir, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, "")
	}
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("a read-only mount needs a privilege: ", err)
	}
	if err != nil {
		t.Skip("a read-only mount needs a privilege: ", err)
	}
	refused(t, "read-only mount", dir, lowWater, storage.ErrPermission)
	if r, err := CheckFiles(dir, nil); err != nil || !r.Sealed {
		t.Errorf("CheckFiles on a read-only mount: %+v, %v", r, err)
	}
}

func TestFreeSpace(t *testing.T) {
	dir := sealedDir(t)
	free := uint64(1000)
	o := Options{MinFree: func(total uint64) uint64 { return total / 10 }}
	o.statfs = func(string) (uint64, uint64, error) { return free, 10000, nil }
	s, err := Open(dir, o)
	must(t, err)
	write(t, s, "reg/a", "1")
	free = 999
	err = s.Update(t.Context(), func(storage.Tx) error { t.Error("f ran without space"); return nil })
	wantError(t, "Update below the watermark", err, storage.ErrNoSpace)
	must(t, s.View(t.Context(), func(tx storage.Tx) error { _, err := tx.Get([]byte("reg/a")); return err }))
	free = 1000
	write(t, s, "reg/b", "1")
	must(t, s.Close())
	free = 499
	refused(t, "below half the watermark", dir, o, storage.ErrNoSpace)
	free = 500
	s, err = Open(dir, o)
	must(t, err)
	must(t, s.Close())
}

func TestDefaultWatermark(t *testing.T) {
	o := Options{}.withDefaults()
	for total, want := range map[uint64]uint64{1 << 30: 2 << 30, 40 << 30: 2 << 30, 100 << 30: 5 << 30} {
		if got := o.MinFree(total); got != want {
			t.Errorf("of %d bytes %d must be free, want %d", total, got, want)
		}
	}
	free, total, err := o.statfs(t.TempDir())
	if err != nil || free == 0 || free > total {
		t.Errorf("statfs: %d of %d free, %v", free, total, err)
	}
}
