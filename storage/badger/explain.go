package badger

import (
	"errors"
	"fmt"
	"io/fs"

	"golang.org/x/sys/unix"

	"ocoptrace/storage"
)

// explain gives an error of the file system the sentinel that it deserves.
func explain(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %s; create it or choose another directory (%w)", storage.ErrMissing, path, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, unix.EROFS):
		return fmt.Errorf("%w: %s must be readable and writable for the user of this program (%w)", storage.ErrPermission, path, err)
	case errors.Is(err, unix.ENOTDIR):
		return fmt.Errorf("%w: %s is not a directory (%w)", storage.ErrNotOurs, path, err)
	case errors.Is(err, unix.ENOSPC):
		return fmt.Errorf("%w: %s; free space on its file system (%w)", storage.ErrNoSpace, path, err)
	}
	return fmt.Errorf("storage: %s: %w", path, err)
}

// damaged says what is wrong with dir, of which nothing was changed.
func damaged(dir, format string, args ...any) error {
	return fmt.Errorf("%w: %s: %s; nothing was changed; restore a backup into another directory", storage.ErrDamaged, dir, fmt.Sprintf(format, args...))
}
