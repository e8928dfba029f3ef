package trace

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"ocoptrace/storage"
)

const backupMagic = "ocoptrace backup 1\n"

// maxCheckpoint bounds the checkpoint in a backup, in bytes.
const maxCheckpoint = 1 << 14

// ErrBackup says that a file is not a backup, or not as it was written.
var ErrBackup = errors.New("backup: damaged or not a backup")

// WriteBackup writes a backup of the registry to w while others go on stating
// facts. It holds the newest checkpoint and then a snapshot that extends it;
// private keys are not in it. progress, if not nil, is called with the pairs
// written so far.
//
//	"ocoptrace backup 1\n"
//	2 bytes   length of the checkpoint, most significant byte first
//	the checkpoint, a signed note
//	the dump, as package storage specifies it
//	32 bytes  SHA-256 of all bytes above
//	nothing more
func (r *Registry) WriteBackup(ctx context.Context, w io.Writer, progress func(pairs int)) error {
	cp, err := r.log.Publish(ctx)
	if err != nil {
		return err
	}
	digest := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(w, digest), 1<<16)
	head := append([]byte(backupMagic), 0, 0)
	binary.BigEndian.PutUint16(head[len(backupMagic):], uint16(len(cp.Note)))
	out.Write(head)
	out.Write(cp.Note)
	if _, err := storage.Dump(ctx, r.store, out, progress); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	_, err = w.Write(digest.Sum(nil))
	return err
}

// A Backup is a verified backup file.
type Backup struct {
	Checkpoint []byte // the signed note that was newest when it was made
	Dump       *io.SectionReader
}

// OpenBackup reads a backup of size bytes to its end and verifies that it is,
// byte for byte, what WriteBackup wrote. Error: ErrBackup.
func OpenBackup(f io.ReaderAt, size int64) (*Backup, error) {
	if err := checkDigest(f, size); err != nil {
		return nil, err
	}
	head := make([]byte, len(backupMagic)+2)
	if _, err := f.ReadAt(head, 0); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrBackup, err)
	}
	if !bytes.HasPrefix(head, []byte(backupMagic)) {
		return nil, fmt.Errorf("%w: it does not begin with %q", ErrBackup, backupMagic)
	}
	n := int64(binary.BigEndian.Uint16(head[len(backupMagic):]))
	start := int64(len(head)) + n
	if n == 0 || n > maxCheckpoint || start > size-sha256.Size {
		return nil, fmt.Errorf("%w: checkpoint of %d bytes", ErrBackup, n)
	}
	b := &Backup{make([]byte, n), io.NewSectionReader(f, start, size-sha256.Size-start)}
	if _, err := f.ReadAt(b.Checkpoint, int64(len(head))); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrBackup, err)
	}
	if _, err := storage.VerifyDump(b.Dump); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBackup, err)
	}
	_, err := b.Dump.Seek(0, io.SeekStart)
	return b, err
}

func checkDigest(f io.ReaderAt, size int64) error {
	body := size - sha256.Size
	if body < int64(len(backupMagic)+2) {
		return fmt.Errorf("%w: %d bytes", ErrBackup, size)
	}
	digest := sha256.New()
	if _, err := io.Copy(digest, io.NewSectionReader(f, 0, body)); err != nil {
		return err
	}
	var want [sha256.Size]byte
	if _, err := f.ReadAt(want[:], body); err != nil {
		return fmt.Errorf("%w: %v", ErrBackup, err)
	}
	if !bytes.Equal(digest.Sum(nil), want[:]) {
		return fmt.Errorf("%w: its digest does not match", ErrBackup)
	}
	return nil
}
