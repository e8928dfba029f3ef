package badger

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

const (
	manifestName = "MANIFEST"
	tableSuffix  = ".sst"
)

// sealable tells whether the seal covers a file of this name. Files of other
// names are none of the engine's.
func sealable(name string) bool {
	switch name {
	case markerName, manifestName, "KEYREGISTRY", "DISCARD":
		return true
	}
	return strings.HasSuffix(name, tableSuffix) || strings.HasSuffix(name, ".mem") || strings.HasSuffix(name, ".vlog")
}

// listFiles returns the sealable names in dir, sorted.
func listFiles(dir string) ([]string, error) {
	names, err := listNames(dir)
	if err != nil {
		return nil, err
	}
	var files []string
	for name := range names {
		if sealable(name) {
			files = append(files, name)
		}
	}
	slices.Sort(files)
	return files, nil
}

// checkAccess returns ErrPermission unless dir and its files can be written.
// Badger would report this as an error without a cause, or half way through.
func checkAccess(dir string, files []string) error {
	if err := unix.Faccessat(unix.AT_FDCWD, dir, unix.R_OK|unix.W_OK|unix.X_OK, unix.AT_EACCESS); err != nil {
		return explain(dir, err)
	}
	for _, name := range files {
		path := filepath.Join(dir, name)
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return explain(path, err)
		}
		f.Close()
	}
	return nil
}

// syncDir makes the entries of dir durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return explain(dir, err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return explain(dir, err)
	}
	return nil
}
