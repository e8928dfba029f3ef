package credential

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"time"
)

// Sign returns the record of a document: its canonical form with one
// eddsa-jcs-2022 proof by s. The document must keep to the profile, have an
// @context, the issuer whose key s holds and no proof, else the error wraps
// ErrProfile or ErrProof; the record has at most MaxSize bytes. created is
// written in UTC and cut to whole seconds.
func Sign(ctx context.Context, doc []byte, s Signer, created time.Time) (record []byte, err error) {
	f, err := parseAny(doc)
	if err != nil {
		return nil, err
	}
	if f.proof != nil {
		return nil, fmt.Errorf("%w: the document already has one", ErrProof)
	}
	p, err := f.newProof(s.Method(), created)
	if err != nil {
		return nil, err
	}
	if p.signature, err = sign(ctx, s, p.message(f.text)); err != nil {
		return nil, err
	}
	record = f.withProof(p)
	if len(record) > MaxSize {
		return nil, fmt.Errorf("%w: the record has %d bytes, at most %d", ErrProfile, len(record), MaxSize)
	}
	return record, nil
}

// newProof is the proof of a document, without a signature.
func (f fields) newProof(method string, created time.Time) (p proof, err error) {
	issuer, err := f.issuerID()
	if err != nil {
		return p, err
	}
	if err := checkMethod(method); err != nil {
		return p, err
	}
	if err := checkIssuer(method, issuer); err != nil {
		return p, err
	}
	p.context, p.method = f.context, method
	p.created, err = formatCreated(created)
	return p, err
}

// Verified is what a verified record or token says. Only Document is signed
// content: show nothing else of a record.
type Verified struct {
	Document []byte    // canonical, without the proof
	Issuer   string    // of the document
	Method   string    // verification method: the issuer, "#" and a fragment
	Created  time.Time // of the proof, in UTC; zero for a JWT, which has none
}

// Verify checks a record and returns what it says. The record must be exactly
// what Sign writes for some document: canonical bytes, one proof. The error
// wraps ErrProfile, ErrProof, ErrSignature, or what keys returned. Whether the
// key was valid when the record entered the log is for the caller to decide.
func Verify(record []byte, keys Keys) (Verified, error) {
	f, p, v, err := open(record)
	if err != nil {
		return Verified{}, err
	}
	key, err := keys.Key(p.method)
	if err != nil {
		return Verified{}, err
	}
	message := p.message(f.text[:f.head], f.text[f.tail:])
	if err := verify(key, message, p.signature, p.method); err != nil {
		return Verified{}, err
	}
	v.Document = f.document()
	return v, nil
}

// open reads a record and checks everything but its signature.
func open(record []byte) (f fields, p proof, v Verified, err error) {
	if f, err = parse(record); err != nil {
		return f, p, v, err
	}
	if f.proof == nil {
		return f, p, v, fmt.Errorf("%w: the record has none", ErrProof)
	}
	if p, err = parseProof(f.proof, f.context); err != nil {
		return f, p, v, err
	}
	if v.Issuer, err = f.issuerID(); err != nil {
		return f, p, v, err
	}
	if err = checkIssuer(p.method, v.Issuer); err != nil {
		return f, p, v, err
	}
	v.Method = p.method
	v.Created, err = parseCreated(p.created)
	return f, p, v, err
}

// signatureSize is the length of every signature here, in bytes.
const signatureSize = ed25519.SignatureSize
