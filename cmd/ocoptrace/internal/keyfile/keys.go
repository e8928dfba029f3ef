package keyfile

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

var (
	// ErrExists says that Create found something at the path; it was left as it is.
	ErrExists = errors.New("keyfile: there is a file already")
	// ErrReadable says that the file's group or others may read or write it.
	ErrReadable = errors.New("keyfile: open to other users")
	// ErrPassphrase says that a passphrase is too short or does not open the file.
	ErrPassphrase = errors.New("keyfile: passphrase")
	// ErrMalformed says that a file or keys are not as the package comment wants.
	ErrMalformed = errors.New("keyfile: malformed")
)

// Keys are the secrets of a service.
type Keys struct {
	Issuer      ed25519.PrivateKey
	Log         string // signer key of sumdb/note; its name is the log's origin
	LogVerifier string // the verifier key of Log, public
	Codes       []CodeKey
}

// A CodeKey is a key of label codes, as trace/code.NewKey takes it.
type CodeKey struct {
	ID     string
	Secret [32]byte
}

const (
	formatName  = "ocoptrace keys v1"
	firstCodeID = "k1"
)

// Generate makes new keys, with one code key "k1", for the log with this
// origin, a note name: not empty, no spaces, no plus sign.
func Generate(random io.Reader, origin string) (Keys, error) {
	var issuer, log, secret [32]byte
	for _, b := range []*[32]byte{&issuer, &log, &secret} {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return Keys{}, fmt.Errorf("keyfile: random bytes: %w", err)
		}
	}
	k := Keys{
		Issuer: ed25519.NewKeyFromSeed(issuer[:]),
		Codes:  []CodeKey{{ID: firstCodeID, Secret: secret}},
	}
	var err error
	if k.LogVerifier, err = verifierKey(origin, log[:]); err != nil {
		return Keys{}, err
	}
	k.Log = signerKey(k.LogVerifier, log[:])
	return k, k.check()
}

const (
	signerPrefix = "PRIVATE+KEY+"
	typeEd25519  = 1
)

// verifierKey writes the verifier key of an Ed25519 seed.
func verifierKey(origin string, seed []byte) (string, error) {
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	key, err := note.NewEd25519VerifierKey(origin, public)
	if err != nil {
		return "", fmt.Errorf("%w: log key: %v", ErrMalformed, err)
	}
	return key, nil
}

// signerKey writes the signer key that goes with a verifier key: the same name
// and hash, then the seed instead of the public key.
func signerKey(verifier string, seed []byte) string {
	fields := strings.SplitN(verifier, "+", 3) // name, hash, key; only the key may have a plus sign
	return signerPrefix + fields[0] + "+" + fields[1] + "+" + base64.StdEncoding.EncodeToString(append([]byte{typeEd25519}, seed...))
}

// check holds keys against the package comment. No error text shows a secret.
func (k Keys) check() error {
	if len(k.Issuer) != ed25519.PrivateKeySize {
		return fmt.Errorf("%w: issuer key has %d bytes, not %d", ErrMalformed, len(k.Issuer), ed25519.PrivateKeySize)
	}
	if !bytes.Equal(k.Issuer, ed25519.NewKeyFromSeed(k.Issuer.Seed())) {
		return fmt.Errorf("%w: issuer key does not match its public half", ErrMalformed)
	}
	verifier, err := logVerifier(k.Log)
	if err != nil {
		return err
	}
	if k.LogVerifier != verifier {
		return fmt.Errorf("%w: log verifier is %q, the log key's is %q", ErrMalformed, k.LogVerifier, verifier)
	}
	return checkCodes(k.Codes)
}

func checkCodes(codes []CodeKey) error {
	if len(codes) == 0 {
		return fmt.Errorf("%w: no code key", ErrMalformed)
	}
	seen := make(map[string]bool)
	for i, c := range codes {
		if c.ID == "" {
			return fmt.Errorf("%w: code key %d has no id", ErrMalformed, i+1)
		}
		if seen[c.ID] {
			return fmt.Errorf("%w: two code keys have the id %q", ErrMalformed, c.ID)
		}
		seen[c.ID] = true
	}
	return nil
}

// logVerifier computes the verifier key of a signer key.
func logVerifier(signer string) (string, error) {
	if _, err := note.NewSigner(signer); err != nil {
		return "", fmt.Errorf("%w: log is not a note signer key", ErrMalformed)
	}
	fields := strings.SplitN(strings.TrimPrefix(signer, signerPrefix), "+", 3)
	key, err := base64.StdEncoding.DecodeString(fields[2])
	if err != nil || len(key) != 1+ed25519.SeedSize {
		return "", fmt.Errorf("%w: log is not an Ed25519 note signer key", ErrMalformed)
	}
	verifier, err := verifierKey(fields[0], key[1:])
	if err == nil && signerKey(verifier, key[1:]) != signer {
		return "", fmt.Errorf("%w: log is not written as a note signer key", ErrMalformed)
	}
	return verifier, err
}

// content is the JSON of the package comment.
type content struct {
	Format string        `json:"format"`
	Issuer []byte        `json:"issuer"`
	Log    string        `json:"log"`
	Codes  []codeContent `json:"codes"`
	Sum    []byte        `json:"sum"`
}

type codeContent struct {
	ID     string `json:"id"`
	Secret []byte `json:"secret"`
}

func encode(k Keys) ([]byte, error) {
	c := content{Format: formatName, Issuer: k.Issuer.Seed(), Log: k.Log}
	for _, code := range k.Codes {
		c.Codes = append(c.Codes, codeContent{code.ID, code.Secret[:]})
	}
	sum := sha256.Sum256(c.write())
	c.Sum = sum[:]
	return c.write(), nil
}

// write is the file of the content; nothing in it can fail to be written.
func (c content) write() []byte {
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		panic("keyfile: " + err.Error())
	}
	return append(text, '\n')
}

// checkSum finds a damaged plain file; age does so for a sealed one. A secret
// with another bit is a secret too, and would be used.
func (c content) checkSum(text []byte) error {
	if !bytes.Equal(c.write(), text) {
		return fmt.Errorf("%w: not as it was written", ErrMalformed)
	}
	sum := c.Sum
	c.Sum = nil
	if want := sha256.Sum256(c.write()); !bytes.Equal(sum, want[:]) {
		return fmt.Errorf("%w: damaged, its sum does not match", ErrMalformed)
	}
	return nil
}

func decode(text []byte) (k Keys, err error) {
	var c content
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return k, fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return k, fmt.Errorf("%w: something follows the keys", ErrMalformed)
	}
	if c.Format != formatName {
		return k, fmt.Errorf("%w: format is %.40q, not %q", ErrMalformed, c.Format, formatName)
	}
	if err := c.checkSum(text); err != nil {
		return k, err
	}
	if len(c.Issuer) != ed25519.SeedSize {
		return k, fmt.Errorf("%w: issuer has %d bytes, not %d", ErrMalformed, len(c.Issuer), ed25519.SeedSize)
	}
	k.Issuer, k.Log = ed25519.NewKeyFromSeed(c.Issuer), c.Log
	if k.LogVerifier, err = logVerifier(c.Log); err != nil {
		return Keys{}, err
	}
	for _, code := range c.Codes {
		if len(code.Secret) != 32 {
			return Keys{}, fmt.Errorf("%w: the secret of code key %.40q has %d bytes, not 32", ErrMalformed, code.ID, len(code.Secret))
		}
		k.Codes = append(k.Codes, CodeKey{code.ID, [32]byte(code.Secret)})
	}
	return k, k.check()
}
