package translog

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Signature types of c2sp.org/signed-note.
const (
	typeEd25519     = 0x01
	typeCosignature = 0x04
)

// publicKey is an Ed25519 key of a log or a witness; it is a note.Verifier.
type publicKey struct {
	name   string
	id     uint32
	kind   byte // typeEd25519 or typeCosignature
	public [ed25519.PublicKeySize]byte
}

// parseKey reads a vkey, NAME+ID+BASE64(type || key), in its one encoding.
func parseKey(vkey string, kind byte) (publicKey, error) {
	k := publicKey{kind: kind}
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 || !validName(parts[0]) {
		return k, errors.New("a key is written NAME+ID+BASE64, the name without spaces")
	}
	k.name = parts[0]
	raw, err := decode64(parts[2])
	if err != nil || len(raw) == 0 {
		return k, fmt.Errorf("key of %s is not canonical base64", k.name)
	}
	if raw[0] != kind || len(raw) != 1+len(k.public) {
		return k, fmt.Errorf("key of %s has signature type %#02x and %d bytes; only Ed25519 of type %#02x is supported here", k.name, raw[0], len(raw)-1, kind)
	}
	copy(k.public[:], raw[1:])
	k.id = k.sum()
	if vkey != k.String() {
		return k, fmt.Errorf("key of %s has ID %s, not %08x", k.name, parts[1], k.id)
	}
	return k, nil
}

// raw is the key with its type before it.
func (k publicKey) raw() []byte { return append([]byte{k.kind}, k.public[:]...) }

// sum is the key's ID.
func (k publicKey) sum() uint32 {
	sum := sha256.Sum256([]byte(k.name + "\n" + string(k.raw())))
	return binary.BigEndian.Uint32(sum[:])
}

// String returns the vkey.
func (k publicKey) String() string {
	return fmt.Sprintf("%s+%08x+%s", k.name, k.id, base64.StdEncoding.EncodeToString(k.raw()))
}

func (k publicKey) Name() string    { return k.name }
func (k publicKey) KeyHash() uint32 { return k.id }

// Verify checks a signature over a note's text. A cosignature is a be64 time
// and a signature over a text that begins with that time.
func (k publicKey) Verify(text, signature []byte) bool {
	if k.kind == typeEd25519 {
		return ed25519.Verify(k.public[:], text, signature)
	}
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(signature)
	if seconds >= 1<<63 {
		return false
	}
	return ed25519.Verify(k.public[:], cosignedMessage(seconds, text), signature[8:])
}

// cosignedMessage is what a cosignature signs.
func cosignedMessage(seconds uint64, text []byte) []byte {
	return fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", seconds, text)
}

// validName is the rule of c2sp.org/signed-note for key names.
func validName(name string) bool {
	return name != "" && utf8.ValidString(name) && !strings.Contains(name, "+") && strings.IndexFunc(name, unicode.IsSpace) < 0
}
