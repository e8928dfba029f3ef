package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile writes a file by way of PATH.tmp, synced, so that PATH never holds
// a part. It replaces a file only if force is set.
func writeFile(path string, mode fs.FileMode, force bool, write func(io.Writer) error) error {
	if err := absent(path, force); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".tmp*")
	if err != nil {
		return err
	}
	err = write(f)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = put(f.Name(), path, force)
	}
	if err != nil {
		return errors.Join(err, ignoreAbsent(os.Remove(f.Name())))
	}
	return syncDirectory(filepath.Dir(path))
}

// put gives a finished file its name. Without force a file that has appeared
// there meanwhile is not replaced: a link, unlike a rename, fails then.
func put(from, to string, force bool) error {
	if force {
		return os.Rename(from, to)
	}
	if err := os.Link(from, to); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return absent(to, false)
		}
		return os.Rename(from, to) // a file system without links
	}
	return os.Remove(from)
}

// absent refuses a path where there is something, unless force is set.
func absent(path string, force bool) error {
	if force {
		return nil
	}
	_, err := os.Lstat(path)
	if err == nil {
		return withHint(fmt.Errorf("%s exists", path), "name another file, or add --force to replace it")
	}
	return ignoreAbsent(err)
}

// writeSynced writes a small file that must not be there yet.
func writeSynced(path string, content []byte, mode fs.FileMode) error {
	return writeFile(path, mode, false, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

func ignoreAbsent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func syncDirectory(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// readInput reads a file of at most limit bytes, or standard input for "-".
func (p *program) readInput(path string, limit int64) ([]byte, error) {
	r := p.stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s has more than %d bytes", path, limit)
	}
	return data, err
}

// trimLine is a one-line file's text.
func trimLine(text []byte) string { return string(bytes.TrimSpace(text)) }
