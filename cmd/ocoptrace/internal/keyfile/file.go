package keyfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"
)

const (
	minPassphrase = 8         // bytes
	maxFile       = 1_000_000 // bytes; thousands of code keys
	sealedPrefix  = "age-encryption.org/v1\n"
)

// workFactor is the logarithm of scrypt's cost. Tests lower it.
var workFactor = 18

// Create writes keys to a new file, sealed with the passphrase, of at least 8
// bytes, or plain if passphrase is nil. When it returns nil, the file and its
// name are on the disk. It never changes a file that is there: ErrExists. After
// another error the path is free again; after a crash there may be the
// beginning of a file, which Open refuses and the operator may delete.
func Create(path string, k Keys, passphrase []byte) error {
	if err := k.check(); err != nil {
		return err
	}
	text, err := encode(k)
	if err != nil {
		return err
	}
	if passphrase != nil {
		if text, err = seal(text, passphrase); err != nil {
			return err
		}
	}
	return writeNew(path, text)
}

func seal(text, passphrase []byte) ([]byte, error) {
	if len(passphrase) < minPassphrase {
		return nil, fmt.Errorf("%w: %d bytes, at least %d", ErrPassphrase, len(passphrase), minPassphrase)
	}
	recipient, err := age.NewScryptRecipient(string(passphrase))
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(workFactor)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	err = w.Close()
	return sealed.Bytes(), err
}

// writeNew writes a file that must not be there yet and syncs it and its folder.
func writeNew(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w: %s", ErrExists, path)
	}
	if err != nil {
		return fmt.Errorf("keyfile: %w", err)
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Chmod(0o600), f.Sync(), f.Close())
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keyfile: %w", err), os.Remove(path))
	}
	return nil
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Open reads keys. It calls passphrase only if the file is sealed, and returns
// its error as it is. Other errors wrap ErrReadable, ErrPassphrase,
// ErrMalformed or what the file system says, such as fs.ErrNotExist.
func Open(path string, passphrase func() ([]byte, error)) (Keys, error) {
	text, err := readOpened(path, passphrase)
	if err != nil {
		return Keys{}, err
	}
	k, err := decode(text)
	if err != nil {
		return Keys{}, fmt.Errorf("%w (%s)", err, path)
	}
	return k, nil
}

// readOpened reads a file and unseals it if it is sealed.
func readOpened(path string, passphrase func() ([]byte, error)) ([]byte, error) {
	text, err := read(path)
	if err != nil || !isSealed(text) {
		return text, err
	}
	secret, err := passphrase()
	if err != nil {
		return nil, err
	}
	if text, err = unseal(text, secret); err != nil {
		return nil, fmt.Errorf("%w (%s)", err, path)
	}
	return text, nil
}

// Sealed reports whether opening the file will ask for a passphrase; errors are
// those of Open.
func Sealed(path string) (bool, error) {
	text, err := read(path)
	return isSealed(text), err
}

func isSealed(text []byte) bool { return bytes.HasPrefix(text, []byte(sealedPrefix)) }

// read reads a file after looking at its mode.
func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("keyfile: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("keyfile: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s is not a regular file", ErrMalformed, path)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%w: %s has mode %04o; run chmod 600 on it, and replace the keys if others may have read them", ErrReadable, path, info.Mode().Perm())
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("keyfile: %w", err)
	}
	if len(text) > maxFile {
		return nil, fmt.Errorf("%w: %s has more than %d bytes", ErrMalformed, path, maxFile)
	}
	return text, nil
}

func unseal(sealed, passphrase []byte) ([]byte, error) {
	identity, err := age.NewScryptIdentity(string(passphrase))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrPassphrase, err)
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, fmt.Errorf("%w: it does not open the file", ErrPassphrase)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	return text, nil
}
