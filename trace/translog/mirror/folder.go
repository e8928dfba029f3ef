package mirror

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"
)

// A Dir keeps files by their path, with slashes between the names.
type Dir interface {
	// Read returns a file's bytes; fs.ErrNotExist if there is none.
	Read(path string) ([]byte, error)
	// Write creates or replaces a file and what folders it needs. It is durable
	// when Write returns nil; after an error or a crash it is there as it was
	// or as it should be, never in part.
	Write(path string, b []byte) error
	// Remove removes a folder and all in it, or nothing if there is none.
	Remove(path string) error
}

// Folder is a Dir on disk, readable by everybody. It never leaves its folder,
// whatever links are in it.
type Folder struct {
	root   *os.Root
	synced map[string]bool // folders whose names are durable
}

// OpenFolder opens an existing folder. One process at a time may write to it.
func OpenFolder(name string) (*Folder, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &Folder{root, map[string]bool{".": true}}, nil
}

// Close releases the folder.
func (f *Folder) Close() error { return f.root.Close() }

// Read implements Dir.
func (f *Folder) Read(name string) ([]byte, error) { return f.root.ReadFile(name) }

// Remove implements Dir. A crash may bring back what was removed.
func (f *Folder) Remove(name string) error {
	maps.DeleteFunc(f.synced, func(folder string, _ bool) bool {
		return folder == name || strings.HasPrefix(folder, name+"/")
	})
	return f.root.RemoveAll(name)
}

// Write implements Dir by way of a file with .tmp behind its name.
func (f *Folder) Write(name string, b []byte) error {
	folder := path.Dir(name)
	if err := f.makeFolder(folder); err != nil {
		return err
	}
	if err := f.writeSynced(name+".tmp", b); err != nil {
		return err
	}
	if err := f.root.Rename(name+".tmp", name); err != nil {
		return err
	}
	return f.sync(folder)
}

// makeFolder creates a folder and those above it, each durable by the time the
// one below is created. A folder that is there may not have been synced by
// whoever created it, so each is synced once.
func (f *Folder) makeFolder(name string) error {
	if f.synced[name] {
		return nil
	}
	above := path.Dir(name)
	if err := f.makeFolder(above); err != nil {
		return err
	}
	if err := f.root.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := f.sync(above); err != nil {
		return err
	}
	f.synced[name] = true
	return nil
}

func (f *Folder) writeSynced(name string, b []byte) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(b)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

func (f *Folder) sync(name string) error {
	folder, err := f.root.Open(name)
	if err != nil {
		return err
	}
	if err = errors.Join(folder.Sync(), folder.Close()); err != nil {
		err = fmt.Errorf("syncing folder %s: %w", name, err)
	}
	return err
}
