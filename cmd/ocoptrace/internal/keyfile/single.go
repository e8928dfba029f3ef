package keyfile

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"fmt"
)

const pemType = "PRIVATE KEY"

// CreateSingle writes one Ed25519 key to a new file, as Create does: in PEM of
// PKCS #8 (RFC 7468, RFC 8410), in an age file if there is a passphrase.
func CreateSingle(path string, key ed25519.PrivateKey, passphrase []byte) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: der})
	if passphrase != nil {
		if text, err = seal(text, passphrase); err != nil {
			return err
		}
	}
	return writeNew(path, text)
}

// OpenSingle reads a key that CreateSingle wrote; errors as of Open.
func OpenSingle(path string, passphrase func() ([]byte, error)) (ed25519.PrivateKey, error) {
	text, err := readOpened(path, passphrase)
	if err != nil {
		return nil, err
	}
	block, rest := pem.Decode(text)
	if block == nil || block.Type != pemType || len(rest) > 0 || !bytes.Equal(pem.EncodeToMemory(block), text) {
		return nil, fmt.Errorf("%w: not a %s in PEM (%s)", ErrMalformed, pemType, path)
	}
	any, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%w: %v (%s)", ErrMalformed, err, path)
	}
	key, ok := any.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%w: a %T, not an Ed25519 key (%s)", ErrMalformed, any, path)
	}
	return key, nil
}
