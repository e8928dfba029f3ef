package inspection

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"time"

	"ocoptrace/storage"
)

// Errors of what a device sends.
var (
	ErrDevice    = errors.New("inspection: the device is that of another account")
	ErrSignature = errors.New("inspection: not signed by the device's key")
	ErrText      = errors.New("inspection: not a finding in JSON")
	ErrPhotos    = errors.New("inspection: not the photos that the finding names")
)

// MaxSent is how long the text of a Sent may be, in bytes.
const MaxSent = 32 << 10

const devicePrefix = "ins/d/"

// Sent is a finding as a device sends it: what was written, and its signature
// by the key that the device made and keeps.
type Sent struct {
	Key       []byte `json:"key"`       // public key: a point of P-256, not compressed (SEC 1, 2.3.3), 65 bytes
	Text      []byte `json:"text"`      // the finding as JSON, with the form's key as "key", the label's code as "code", and digests of files as "photos"
	Signature []byte `json:"signature"` // ECDSA with SHA-256 of Text: r and s, 32 bytes each (IEEE P1363)
}

// Written is what the text of a Sent says.
type Written struct {
	Finding
	Key  string `json:"key"`
	Code string `json:"code,omitempty"` // of the label, to be looked up

	Files []string `json:"-"` // digests of the photos as the device has them, "sha256-" and hexadecimal digits
}

// Device is the name of the key: the first 8 bytes of its SHA-256 in hexadecimal
// digits.
func (s Sent) Device() string {
	sum := sha256.Sum256(s.Key)
	return hex.EncodeToString(sum[:8])
}

// Open checks the signature and reads the text. What only the service can know
// (ID, At, By, Photos, Decision, Closing) is left out. ErrSignature, ErrText.
func (s Sent) Open() (w Written, err error) {
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), s.Key)
	if err != nil || len(s.Signature) != 64 {
		return w, ErrSignature
	}
	sum := sha256.Sum256(s.Text)
	if !ecdsa.Verify(public, sum[:], new(big.Int).SetBytes(s.Signature[:32]), new(big.Int).SetBytes(s.Signature[32:])) {
		return w, ErrSignature
	}
	if len(s.Text) > MaxSent {
		return w, fmt.Errorf("%w: %d bytes", ErrText, len(s.Text))
	}
	d := json.NewDecoder(bytes.NewReader(s.Text))
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return w, fmt.Errorf("%w: %v", ErrText, err)
	}
	if _, err := d.Token(); err != io.EOF || len(w.Key) < 20 {
		return w, ErrText
	}
	w.Files = w.Photos
	w.ID, w.At, w.By, w.Device, w.Decision, w.Closing, w.Photos, w.Sent = "", time.Time{}, "", s.Device(), nil, nil, nil, &s
	return w, nil
}

// Digest names a file as the text of a Sent does.
func Digest(file []byte) string {
	sum := sha256.Sum256(file)
	return "sha256-" + hex.EncodeToString(sum[:])
}

// Belong says whether files are those that the text names, each once, in its
// order. ErrPhotos.
func (w *Written) Belong(files [][]byte) error {
	if len(files) != len(w.Files) {
		return fmt.Errorf("%w: %d came, %d are named", ErrPhotos, len(files), len(w.Files))
	}
	for i, file := range files {
		if Digest(file) != w.Files[i] {
			return fmt.Errorf("%w: number %d is another file", ErrPhotos, i+1)
		}
	}
	return nil
}

// Register notes that a key is that of an account's device; the first account
// that sends with it has it. ErrDevice.
func (b *Book) Register(ctx context.Context, s Sent, account string) error {
	key := []byte(devicePrefix + s.Device())
	return b.Store.Update(ctx, func(tx storage.Tx) error {
		value, err := tx.Get(key)
		if errors.Is(err, storage.ErrNotFound) {
			return tx.Set(key, []byte(account))
		}
		if err == nil && string(value) != account {
			err = fmt.Errorf("%w: %s", ErrDevice, s.Device())
		}
		return err
	})
}
