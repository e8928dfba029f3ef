package badger

import (
	"io"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/sys/unix"
)

// Report is the result of CheckFiles.
type Report struct {
	Sealed bool  // false after a crash: then nothing was compared
	Files  int   // compared
	Bytes  int64 // compared
}

// CheckFiles compares every byte of the files of dir with the seal that the
// last Close left, without opening the store or changing anything. It returns
// storage.ErrDamaged naming the first file that differs, storage.ErrHeld while
// a process has the store open. progress, if not nil, is called with the bytes
// compared and all bytes.
func CheckFiles(dir string, progress func(done, total int64)) (Report, error) {
	if err := prepare(dir, false); err != nil {
		return Report{}, err
	}
	m, err := lockMarker(dir, os.O_RDONLY, unix.LOCK_SH)
	if err != nil {
		return Report{}, err
	}
	defer m.release()
	s, err := readSeal(dir)
	if s == nil || err != nil {
		return Report{}, err
	}
	if err := s.checkSizes(dir); err != nil {
		return Report{Sealed: true}, err
	}
	return s.checkDigests(dir, progress)
}

// checkSizes compares the names and sizes of the files of dir with the seal.
func (s seal) checkSizes(dir string) error {
	files, err := listFiles(dir)
	if err != nil {
		return err
	}
	for name := range s {
		if !slices.Contains(files, name) {
			return damaged(dir, "%s is missing", name)
		}
	}
	for _, name := range files {
		e, ok := s[name]
		if !ok {
			return damaged(dir, "%s was added after the store was closed", name)
		}
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			return explain(filepath.Join(dir, name), err)
		}
		if info.Size() != e.size {
			return damaged(dir, "%s has %d bytes, not %d", name, info.Size(), e.size)
		}
	}
	return nil
}

// checkDigest compares the content of one file with the seal.
func (s seal) checkDigest(dir, name string, w io.Writer) error {
	e, err := digestFile(filepath.Join(dir, name), w)
	if err != nil {
		return err
	}
	if e != s[name] {
		return damaged(dir, "%s was changed after the store was closed", name)
	}
	return nil
}

func (s seal) checkDigests(dir string, progress func(done, total int64)) (Report, error) {
	m := meter{progress: progress}
	for _, e := range s {
		m.total += e.size
	}
	r := Report{Sealed: true}
	for name, e := range s {
		if err := s.checkDigest(dir, name, &m); err != nil {
			return r, err
		}
		r.Files++
		r.Bytes += e.size
	}
	return r, nil
}

// meter reports what is written to it.
type meter struct {
	done, total int64
	progress    func(done, total int64)
}

func (m *meter) Write(p []byte) (int, error) {
	m.done += int64(len(p))
	if m.progress != nil {
		m.progress(m.done, m.total)
	}
	return len(p), nil
}
