package translog

import (
	"crypto"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// A Cosigner signs checkpoints as a witness, c2sp.org/tlog-cosignature with
// Ed25519 (signature type 0x04). It is immutable; its methods may be called
// concurrently if the key's may.
type Cosigner struct {
	key    publicKey
	signer crypto.Signer
}

// NewCosigner returns the cosigner of a name, which should be a URL without
// its scheme. key must hold an Ed25519 key that signs nothing but cosignatures.
func NewCosigner(name string, key crypto.Signer) (*Cosigner, error) {
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok || len(public) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("%w witness key: %T is no Ed25519 key", ErrMalformed, key.Public())
	}
	if !validName(name) {
		return nil, fmt.Errorf("%w witness key: name %.60q is empty or has spaces or a plus sign", ErrMalformed, name)
	}
	k := publicKey{name: name, kind: typeCosignature, public: [ed25519.PublicKeySize]byte(public)}
	k.id = k.sum()
	return &Cosigner{k, key}, nil
}

// VKey is the public key as a policy has it, NAME+ID+BASE64(0x04 || key).
func (c *Cosigner) VKey() string { return c.key.String() }

// Verifier verifies this cosigner's signature of a note.
func (c *Cosigner) Verifier() note.Verifier { return c.key }

// Cosign returns the signature line, with its line end, for the text of a
// checkpoint (what is before the empty line). at is cut to whole seconds and
// must not be before 1970. What it states is that the tree extends every tree
// of the same origin that this key cosigned: the caller has to see to it.
func (c *Cosigner) Cosign(text []byte, at time.Time) ([]byte, error) {
	seconds := at.Unix()
	if seconds < 0 {
		return nil, fmt.Errorf("translog: cosignature at %s, before 1970: set the clock", at.UTC().Format(time.RFC3339))
	}
	signature, err := c.signer.Sign(nil, cosignedMessage(uint64(seconds), text), crypto.Hash(0))
	if err != nil {
		return nil, fmt.Errorf("translog: cosignature by %s: %w", c.key.name, err)
	}
	timed := append(binary.BigEndian.AppendUint64(nil, uint64(seconds)), signature...)
	if !c.key.Verify(text, timed) {
		return nil, fmt.Errorf("translog: the key of %s made a signature that does not verify", c.key.name)
	}
	raw := append(binary.BigEndian.AppendUint32(nil, c.key.id), timed...)
	return fmt.Appendf(nil, "— %s %s\n", c.key.name, base64.StdEncoding.EncodeToString(raw)), nil
}

// CosignedAt returns the time, in whole seconds, that a cosignature of a note states.
func CosignedAt(s note.Signature) (time.Time, error) {
	raw, err := decode64(s.Base64)
	if err != nil || len(raw) != 4+8+ed25519.SignatureSize || raw[4]&0x80 != 0 {
		return time.Time{}, fmt.Errorf("%w: %w", ErrMalformed, errors.New("not a cosignature of "+s.Name))
	}
	return time.Unix(int64(binary.BigEndian.Uint64(raw[4:])), 0).UTC(), nil
}
