package badger

import (
	"fmt"

	"golang.org/x/sys/unix"

	"ocoptrace/storage"
)

// space watches the file system of a directory.
type space struct {
	dir     string
	minFree func(total uint64) uint64
	statfs  func(dir string) (free, total uint64, err error)
}

// check returns ErrNoSpace if fewer bytes are free than the watermark divided
// by divisor.
func (s space) check(divisor uint64) error {
	free, total, err := s.statfs(s.dir)
	if err != nil {
		return fmt.Errorf("storage: measure the free space of %s: %w", s.dir, err)
	}
	if least := s.minFree(total) / divisor; free < least {
		return fmt.Errorf("%w: %s has %d MiB, %d MiB are needed; free space on its file system or make it larger",
			storage.ErrNoSpace, s.dir, free>>20, least>>20)
	}
	return nil
}

// statfs returns the bytes that are free for this user and all bytes of the
// file system that holds dir.
func statfs(dir string) (free, total uint64, err error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, 0, err
	}
	size := uint64(s.Bsize)
	return s.Bavail * size, s.Blocks * size, nil
}

// Space returns the bytes that are free for this user and all bytes of the file
// system that holds dir, and the free bytes below which a store opened with
// these options writes nothing (Options.MinFree).
func (o Options) Space(dir string) (free, total, least uint64, err error) {
	o = o.withDefaults()
	free, total, err = o.statfs(dir)
	return free, total, o.MinFree(total), err
}
