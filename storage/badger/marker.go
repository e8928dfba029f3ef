package badger

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"ocoptrace/storage"
)

const (
	markerName = "OCOPTRACE"
	markerText = "ocoptrace data directory\nengine badger\nformat 1\n"
)

// marker is the locked marker file of a data directory.
type marker struct {
	file  *os.File
	fresh bool // empty: the store has not been created to the end
}

// claim opens or, with create, makes the marker of dir and locks it.
func claim(dir string, create bool) (*marker, error) {
	if err := prepare(dir, create); err != nil {
		return nil, err
	}
	flag := os.O_RDWR
	if create {
		flag |= os.O_CREATE
	}
	m, err := lockMarker(dir, flag, unix.LOCK_EX)
	if err != nil {
		return nil, err
	}
	if err := m.read(dir, create); err != nil {
		m.release()
		return nil, err
	}
	return m, nil
}

// prepare checks that dir is ours or, with create, absent or empty, and makes it.
func prepare(dir string, create bool) error {
	names, err := listNames(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && create:
		return makeDir(dir)
	case err != nil:
		return err
	case names[markerName]:
		return nil
	case len(names) > 0:
		return fmt.Errorf("%w: %s holds other files and no %s; choose another directory", storage.ErrNotOurs, dir, markerName)
	case !create:
		return fmt.Errorf("%w: %s is empty; create a store there first, or choose another directory", storage.ErrMissing, dir)
	}
	return nil
}

// listNames returns the names in dir without lost+found, which a new file
// system has.
func listNames(dir string) (map[string]bool, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, explain(dir, err)
	}
	names := map[string]bool{}
	for _, e := range entries {
		if e.Name() != "lost+found" {
			names[e.Name()] = true
		}
	}
	return names, nil
}

// makeDir creates dir durably, for its owner alone.
func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return explain(dir, err)
	}
	return syncDir(filepath.Dir(filepath.Clean(dir)))
}

// lockMarker opens the marker and locks it without waiting.
func lockMarker(dir string, flag, lock int) (*marker, error) {
	file, err := os.OpenFile(filepath.Join(dir, markerName), flag, 0o600)
	if err != nil {
		return nil, explain(filepath.Join(dir, markerName), err)
	}
	err = unix.Flock(int(file.Fd()), lock|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = fmt.Errorf("%w: %s; stop the program that uses it, or ask that program", storage.ErrHeld, dir)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return &marker{file: file}, nil
}

// read checks the text of the marker.
func (m *marker) read(dir string, create bool) error {
	content, err := io.ReadAll(io.LimitReader(m.file, 4096))
	text := string(content)
	switch {
	case err != nil:
		return explain(m.file.Name(), err)
	case text == "" && !create:
		return fmt.Errorf("%w: the creation of %s was cut short; create it again", storage.ErrMissing, dir)
	case text == "":
		m.fresh = true
	case text != markerText:
		return strange(dir, text)
	}
	return nil
}

// strange explains a marker that is not the one of this format.
func strange(dir, text string) error {
	title, rest, _ := strings.Cut(text, "\n")
	engine, _, _ := strings.Cut(rest, "\n")
	switch {
	case !strings.HasPrefix(markerText, title+"\n"):
		return damaged(dir, "%s is not readable", markerName)
	case !strings.Contains(markerText, "\n"+engine+"\n"):
		return fmt.Errorf("%w: %s says %.40q, not engine badger; choose another directory", storage.ErrNotOurs, dir, engine)
	}
	return fmt.Errorf("%w: the format in %s is not 1; start the newer version", storage.ErrLayout, filepath.Join(dir, markerName))
}

// complete fills the marker of a store that was just created.
func (m *marker) complete(dir string) error {
	if _, err := m.file.WriteAt([]byte(markerText), 0); err != nil {
		return explain(m.file.Name(), err)
	}
	if err := m.file.Sync(); err != nil {
		return explain(m.file.Name(), err)
	}
	return syncDir(dir)
}

// release gives up the lock.
func (m *marker) release() error { return m.file.Close() }
