package pack

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"ocoptrace/trace/credential"
)

// First lines of files.
const (
	magic      = "ocoptrace-pack-1"
	magicDelta = "ocoptrace-pack-delta-1"
)

// Errors of Open.
var (
	ErrMalformed = errors.New("pack: malformed")
	ErrSignature = errors.New("pack: the signature is not that of a key of the service")
	ErrTooLarge  = errors.New("pack: too large; choose fewer provinces or producers")
)

// Seal writes a pack as a file, signed. The same pack gives the same file.
// ErrTooLarge, and errors of the signer.
func Seal(ctx context.Context, p *Pack, s credential.Signer) ([]byte, error) {
	return seal(ctx, magic, p, s)
}

// SealDelta is Seal for a delta.
func SealDelta(ctx context.Context, d *Delta, s credential.Signer) ([]byte, error) {
	return seal(ctx, magicDelta, d, s)
}

func seal(ctx context.Context, magic string, object any, s credential.Signer) ([]byte, error) {
	var body bytes.Buffer
	z, err := gzip.NewWriterLevel(&body, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(z).Encode(object); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	signature, err := s.Sign(ctx, message(magic, s.Method(), body.Bytes()))
	if err != nil {
		return nil, err
	}
	head := magic + "\n" + s.Method() + "\n" + base64.StdEncoding.EncodeToString(signature) + "\n"
	if len(head)+body.Len() > MaxFile {
		return nil, fmt.Errorf("%w: %d bytes; at most %d are possible", ErrTooLarge, len(head)+body.Len(), MaxFile)
	}
	return append([]byte(head), body.Bytes()...), nil
}

// message is what is signed.
func message(magic, method string, body []byte) []byte {
	return append([]byte(magic+"\n"+method+"\n"), body...)
}

// Open verifies a file and reads it. ErrMalformed, ErrSignature, ErrTooLarge.
func Open(file []byte, keys credential.Keys) (*Pack, error) {
	var p Pack
	if err := open(magic, file, keys, &p); err != nil {
		return nil, err
	}
	return &p, p.check()
}

// OpenDelta is Open for a delta.
func OpenDelta(file []byte, keys credential.Keys) (*Delta, error) {
	var d Delta
	if err := open(magicDelta, file, keys, &d); err != nil {
		return nil, err
	}
	return &d, nil
}

func open(magic string, file []byte, keys credential.Keys, object any) error {
	if len(file) > MaxFile {
		return fmt.Errorf("%w: %d bytes", ErrTooLarge, len(file))
	}
	parts := bytes.SplitN(file, []byte("\n"), 4)
	if len(parts) != 4 || string(parts[0]) != magic {
		return fmt.Errorf("%w: it does not begin with %q and two lines", ErrMalformed, magic)
	}
	method, body := string(parts[1]), parts[3]
	signature, err := base64.StdEncoding.Strict().DecodeString(string(parts[2]))
	if err != nil || len(signature) != ed25519.SignatureSize || base64.StdEncoding.EncodeToString(signature) != string(parts[2]) {
		return fmt.Errorf("%w: the third line is no signature", ErrMalformed)
	}
	key, err := keys.Key(method)
	if err != nil || !ed25519.Verify(key, message(magic, method, body), signature) {
		return fmt.Errorf("%w: %.100q", ErrSignature, method)
	}
	return read(body, object)
}

// read unpacks a body whose signature was verified.
func read(body []byte, object any) error {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	text, err := io.ReadAll(io.LimitReader(z, MaxBody+1))
	if err != nil {
		return fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	if len(text) > MaxBody {
		return fmt.Errorf("%w: more than %d bytes unpacked", ErrTooLarge, MaxBody)
	}
	if err := json.Unmarshal(text, object); err != nil {
		return fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	return nil
}

// check says whether all that counts in lists is in them.
func (p *Pack) check() error {
	for i, product := range p.Products {
		if product.Entity < 0 || product.Entity >= len(p.Entities) {
			return fmt.Errorf("%w: product %d is of entity %d of %d", ErrMalformed, i, product.Entity, len(p.Entities))
		}
	}
	for i, b := range p.Batches {
		if b.Product < 0 || b.Product >= len(p.Products) {
			return fmt.Errorf("%w: batch %d is of product %d of %d", ErrMalformed, i, b.Product, len(p.Products))
		}
	}
	for i, t := range p.Tags {
		if t.Batch < 0 || t.Batch >= len(p.Batches) {
			return fmt.Errorf("%w: tags %d are of batch %d of %d", ErrMalformed, i, t.Batch, len(p.Batches))
		}
		if _, whole := t.list(); !whole {
			return fmt.Errorf("%w: tags %d are damaged", ErrMalformed, i)
		}
	}
	return nil
}
