package press

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
)

// spool is the folder of the files of jobs.
type spool struct{ disk disk }

// disk is what the spool needs of a folder. Names have no folders.
type disk interface {
	create(name string) (file, error) // for writing, emptied
	open(name string) (file, error)
	rename(from, to string) error
	remove(name string) error
	size(name string) (int64, error)
	names() ([]string, error)
	sync() error // makes renamings last
	close() error
}

// file is an open file of a disk.
type file interface {
	io.ReadWriteSeeker
	io.Closer
	Sync() error
}

// folder is a disk that is a folder. Nothing outside of it is reached.
type folder struct{ root *os.Root }

func openSpool(dir string) (*spool, error) {
	if dir == "" {
		return nil, fmt.Errorf("%w: none is given", ErrSpool)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSpool, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSpool, err)
	}
	return &spool{folder{root}}, nil
}

func (f folder) create(name string) (file, error) {
	return f.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
}
func (f folder) open(name string) (file, error) { return f.root.Open(name) }
func (f folder) rename(from, to string) error   { return f.root.Rename(from, to) }
func (f folder) remove(name string) error       { return f.root.Remove(name) }
func (f folder) close() error                   { return f.root.Close() }

func (f folder) size(name string) (int64, error) {
	info, err := f.root.Stat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (f folder) names() (names []string, err error) {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

func (f folder) sync() error {
	d, err := f.root.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Files are named JOB-PART.EXT, and JOB-PART.EXT.tmp until they are whole.
var filePattern = regexp.MustCompile(`^([0-9a-v]{16})-[0-9]{4}\.(pdf|zpl|tspl)(\.tmp)?$`)

// jobOf is the job of a file of the spool; "" for a file that is not ours.
func jobOf(name string) string {
	if m := filePattern.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return ""
}

const unfinished = ".tmp"

func (s *spool) close() error { return s.disk.close() }

// has says that a file of this size is there.
func (s *spool) has(name string, size int64) bool {
	n, err := s.disk.size(name)
	return err == nil && n == size
}

// remove removes a file, which need not be there.
func (s *spool) remove(name string) error {
	if err := s.disk.remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrSpool, err)
	}
	return nil
}

// write makes a file of what f writes. It has its name only once it is whole
// and would survive the loss of power. It returns the size and the SHA-256 in
// hexadecimal. ErrSpool for what the disk refuses, else the error of f.
func (s *spool) write(name string, f func(io.Writer) error) (size int64, digest string, err error) {
	tmp := name + unfinished
	size, digest, err = s.fill(tmp, f)
	if err == nil {
		if err = errors.Join(s.disk.rename(tmp, name), s.disk.sync()); err != nil {
			err = fmt.Errorf("%w: %w", ErrSpool, err)
		}
	}
	if err != nil {
		_ = s.disk.remove(tmp) // what remains is removed at the next start
	}
	return size, digest, err
}

func (s *spool) fill(name string, f func(io.Writer) error) (int64, string, error) {
	out, err := s.disk.create(name)
	if err != nil {
		return 0, "", fmt.Errorf("%w: %w", ErrSpool, err)
	}
	w := &summing{out: out, sum: sha256.New()}
	buffer := bufio.NewWriterSize(w, 1<<16)
	err = f(buffer)
	if err == nil {
		_ = buffer.Flush() // w remembers the error
	}
	if err == nil && w.err == nil {
		w.err = out.Sync()
	}
	if closeErr := out.Close(); w.err == nil {
		w.err = closeErr
	}
	if w.err != nil { // before that of f, which may only say that it could not write
		return 0, "", fmt.Errorf("%w: %s: %w", ErrSpool, path.Base(name), w.err)
	}
	return w.size, hex.EncodeToString(w.sum.Sum(nil)), err
}

// summing counts and digests what it writes.
type summing struct {
	out  io.Writer
	sum  hash.Hash
	size int64
	err  error // of out, the first
}

func (w *summing) Write(b []byte) (int, error) {
	n, err := w.out.Write(b)
	w.sum.Write(b[:n])
	w.size += int64(n)
	if w.err == nil {
		w.err = err
	}
	return n, err
}
