package credential

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"strings"
)

// A Signer holds an issuer's key or reaches one in a key store. It may be used
// by several goroutines at once.
type Signer interface {
	// Method is the verification method, a DID URL: issuer, "#", fragment.
	Method() string
	// Public is the key that the signatures verify under.
	Public() ed25519.PublicKey
	// Sign returns the 64 bytes of a PureEdDSA signature (RFC 8032, Ed25519) of
	// the message: 64 bytes for a record, up to about 81,000 for its vc+jwt form.
	Sign(ctx context.Context, message []byte) ([]byte, error)
}

// keySigner signs with a key in memory.
type keySigner struct {
	method string
	key    ed25519.PrivateKey
}

// NewSigner returns the signer of a key in memory. Its method is the DID, "#"
// and the key's Multikey, so that [KeyOf] reads the key out of the method.
// It panics if the key does not have 64 bytes.
func NewSigner(did string, key ed25519.PrivateKey) Signer {
	if len(key) != ed25519.PrivateKeySize {
		panic(fmt.Sprintf("credential: private key of %d bytes, not %d", len(key), ed25519.PrivateKeySize))
	}
	s := &keySigner{key: key}
	s.method = did + "#" + EncodeKey(s.Public())
	return s
}

func (s *keySigner) Method() string { return s.method }

func (s *keySigner) Public() ed25519.PublicKey { return s.key.Public().(ed25519.PublicKey) }

func (s *keySigner) Sign(_ context.Context, message []byte) ([]byte, error) {
	return ed25519.Sign(s.key, message), nil
}

// sign asks a signer for a signature. What a signer outside this process
// returns is verified, because a wrong record could not be taken out of the log.
func sign(ctx context.Context, s Signer, message []byte) ([]byte, error) {
	signature, err := s.Sign(ctx, message)
	if err != nil {
		return nil, fmt.Errorf("credential: sign with %s: %w", shown(s.Method()), err)
	}
	if _, local := s.(*keySigner); local {
		return signature, nil
	}
	return signature, verify(s.Public(), message, signature, s.Method())
}

func verify(key ed25519.PublicKey, message, signature []byte, method string) error {
	if len(key) != ed25519.PublicKeySize {
		return fmt.Errorf("%w: the key of %s has %d bytes", ErrUnknownKey, shown(method), len(key))
	}
	if len(signature) != ed25519.SignatureSize || !ed25519.Verify(key, message, signature) {
		return fmt.Errorf("%w: under %s", ErrSignature, shown(method))
	}
	return nil
}

// Keys finds the public key of a verification method.
type Keys interface {
	// Key returns the key that method, a DID URL, names; an error that wraps
	// ErrUnknownKey if there is none.
	Key(method string) (ed25519.PublicKey, error)
}

// A KeyMap is Keys from verification method to key.
type KeyMap map[string]ed25519.PublicKey

// Key implements [Keys].
func (m KeyMap) Key(method string) (ed25519.PublicKey, error) {
	key, ok := m[method]
	if !ok {
		return nil, fmt.Errorf("%w %s", ErrUnknownKey, shown(method))
	}
	return key, nil
}

// multikeySize is the two bytes that say Ed25519 and the key.
const multikeySize = 2 + ed25519.PublicKeySize

// EncodeKey writes a public key as a Multikey (W3C Controlled Identifiers 1.0,
// section 2.2.2): "z" and in base58btc the bytes ed 01 and the key, 48
// characters that begin with z6Mk. It panics if the key does not have 32 bytes.
func EncodeKey(pub ed25519.PublicKey) string {
	if len(pub) != ed25519.PublicKeySize {
		panic(fmt.Sprintf("credential: public key of %d bytes, not %d", len(pub), ed25519.PublicKeySize))
	}
	return string(appendBase58([]byte{'z'}, append([]byte{0xed, 0x01}, pub...)))
}

// ParseKey reads what EncodeKey writes; errors wrap ErrKey.
func ParseKey(multikey string) (ed25519.PublicKey, error) {
	digits, ok := strings.CutPrefix(multikey, "z")
	if !ok {
		return nil, fmt.Errorf("%w: %s does not begin with z", ErrKey, shown(multikey))
	}
	b, ok := decodeBase58(digits, multikeySize)
	if !ok {
		return nil, fmt.Errorf("%w: %s is not %d bytes in base58btc", ErrKey, shown(multikey), multikeySize)
	}
	if b[0] != 0xed || b[1] != 0x01 {
		return nil, fmt.Errorf("%w: %s is a key of type %x, not ed01", ErrKey, shown(multikey), b[:2])
	}
	return ed25519.PublicKey(b[2:]), nil
}

// KeyOf returns the key that the fragment of a method made by [NewSigner]
// spells; errors wrap ErrKey.
func KeyOf(method string) (ed25519.PublicKey, error) {
	_, fragment, ok := strings.Cut(method, "#")
	if !ok {
		return nil, fmt.Errorf("%w: method %s has no fragment", ErrKey, shown(method))
	}
	return ParseKey(fragment)
}
