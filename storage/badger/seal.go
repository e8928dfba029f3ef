package badger

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	sealName   = "SEAL"
	openedName = "SEAL-OPENED"
	sealTitle  = "ocoptrace seal 1\n"
)

// sealed is what the seal says of a file.
type sealed struct {
	digest [sha256.Size]byte
	size   int64
}

// seal maps names to what they held at the last close.
type seal map[string]sealed

// readSeal returns the seal of dir, nil if there is none.
func readSeal(dir string) (seal, error) {
	path := filepath.Join(dir, sealName)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, explain(path, err)
	}
	s, err := parseSeal(text)
	if err != nil {
		return nil, damaged(dir, "%s %v", sealName, err)
	}
	return s, nil
}

// parseSeal accepts exactly what format writes.
func parseSeal(text []byte) (seal, error) {
	s := seal{}
	for line := range strings.Lines(strings.TrimPrefix(string(text), sealTitle)) {
		var e sealed
		var digest []byte
		var name string
		if n, _ := fmt.Sscanf(line, "%x %d %s\n", &digest, &e.size, &name); n == 3 && len(digest) == sha256.Size {
			copy(e.digest[:], digest)
			s[name] = e
		}
	}
	if !bytes.Equal(s.format(), text) {
		return nil, errors.New("is damaged")
	}
	return s, nil
}

func (s seal) format() []byte {
	var b bytes.Buffer
	b.WriteString(sealTitle)
	for _, name := range slices.Sorted(maps.Keys(s)) {
		fmt.Fprintf(&b, "%x %d %s\n", s[name].digest, s[name].size, name)
	}
	fmt.Fprintf(&b, "%x\n", sha256.Sum256(b.Bytes()))
	return b.Bytes()
}

// takeSeal digests the files of dir, but for tables that known already has.
func takeSeal(dir string, known seal) (seal, error) {
	files, err := listFiles(dir)
	if err != nil {
		return nil, err
	}
	s := seal{}
	for _, name := range files {
		if e, ok := known[name]; ok && strings.HasSuffix(name, tableSuffix) {
			s[name] = e
		} else if s[name], err = digestFile(filepath.Join(dir, name), io.Discard); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// digestFile reads a file to its end, and copies it to w.
func digestFile(path string, w io.Writer) (sealed, error) {
	f, err := os.Open(path)
	if err != nil {
		return sealed{}, explain(path, err)
	}
	defer f.Close()
	h := sha256.New()
	size, err := io.Copy(io.MultiWriter(h, w), f)
	if err != nil {
		return sealed{}, explain(path, err)
	}
	return sealed{[sha256.Size]byte(h.Sum(nil)), size}, nil
}

// write stores the seal durably, whole or not at all.
func (s seal) write(dir string) error {
	path := filepath.Join(dir, sealName)
	if err := writeSynced(path+".new", s.format()); err != nil {
		return explain(path, err)
	}
	return renameIn(dir, sealName+".new", sealName)
}

func writeSynced(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

// renameIn renames a file of dir durably.
func renameIn(dir, from, to string) error {
	if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
		return explain(filepath.Join(dir, from), err)
	}
	return syncDir(dir)
}
