package keyfile

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestSingle(t *testing.T) {
	workFactor = 10
	_, key, _ := ed25519.GenerateKey(rand.Reader)
	for name, passphrase := range map[string][]byte{"plain": nil, "sealed": []byte("a long phrase")} {
		path := filepath.Join(t.TempDir(), name)
		if err := CreateSingle(path, key, passphrase); err != nil {
			t.Fatal(err)
		}
		got, err := OpenSingle(path, func() ([]byte, error) { return passphrase, nil })
		if err != nil || !got.Equal(key) {
			t.Errorf("%s: %v", name, err)
		}
		if err := CreateSingle(path, key, passphrase); !errors.Is(err, ErrExists) {
			t.Errorf("%s: over a file: %v", name, err)
		}
		if _, err := Open(path, func() ([]byte, error) { return passphrase, nil }); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: taken for the keys of a service: %v", name, err)
		}
	}
}

func TestSingleDamaged(t *testing.T) {
	_, key, _ := ed25519.GenerateKey(rand.Reader)
	der, _ := x509.MarshalPKCS8PrivateKey(key)
	whole := string(pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: der}))
	other, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	der, _ = x509.MarshalPKCS8PrivateKey(other)
	cases := map[string]string{
		"empty": "", "cut": whole[:60], "more behind": whole + "x", "more before": "x\n" + whole,
		"another curve": string(pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: der})),
		"another type":  string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})),
		"no key":        string(pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: []byte("x")})),
	}
	for name, text := range cases {
		path := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenSingle(path, nil); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
