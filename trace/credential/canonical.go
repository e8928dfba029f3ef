package credential

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/unicode/norm"
)

const (
	// MaxSize is the largest document or record, in bytes. An entry of a
	// tlog-tiles bundle has at most 65,535.
	MaxSize = 60_000
	// MaxDepth is how deep arrays and objects may stand in each other; the
	// outermost counts.
	MaxDepth = 16
)

// Canonicalize returns the canonical form (RFC 8785, JCS) of a JSON document
// that keeps to the profile of the package comment. The result is a new slice.
// An error wraps ErrProfile and names the place as a JSON Pointer (RFC 6901).
func Canonicalize(doc []byte) ([]byte, error) {
	if len(doc) > MaxSize {
		return nil, fmt.Errorf("%w: %d bytes, at most %d", ErrProfile, len(doc), MaxSize)
	}
	if isCanonical(doc) {
		return bytes.Clone(doc), nil
	}
	return canonicalize(doc)
}

// canonicalize is Canonicalize for any document of at most MaxSize bytes.
func canonicalize(doc []byte) ([]byte, error) {
	if err := checkProfile(doc); err != nil {
		return nil, err
	}
	v := jsontext.Value(bytes.Clone(doc))
	if err := v.Canonicalize(); err != nil {
		return nil, syntaxError(err)
	}
	return v, nil
}

// checkProfile reads a document token by token. Syntax, UTF-8, surrogates and
// unique names are checked by the decoder, the rest here.
func checkProfile(doc []byte) error {
	d := jsontext.NewDecoder(bytes.NewBuffer(doc))
	for {
		token, err := d.ReadToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return syntaxError(err)
		}
		if d.StackDepth() > MaxDepth {
			return profileError(d, "nested more than %d deep", MaxDepth)
		}
		if err := checkToken(d, token); err != nil {
			return err
		}
	}
}

func checkToken(d *jsontext.Decoder, token jsontext.Token) error {
	switch token.Kind() {
	case '0':
		if n := token.String(); !isInteger(n) {
			return profileError(d, "number %s is not a plain integer between -(2^53-1) and 2^53-1; write decimals and long numbers as strings", shown(n))
		}
	case '"':
		if s := token.String(); !norm.NFC.IsNormalString(s) {
			return profileError(d, "text %s is not in Unicode normalization form C", shown(s))
		}
	}
	return nil
}

func profileError(d *jsontext.Decoder, format string, args ...any) error {
	return fmt.Errorf("%w: at %s: %s", ErrProfile, shown(d.StackPointer()), fmt.Sprintf(format, args...))
}

// syntaxError words an error of jsontext.
func syntaxError(err error) error {
	if s := new(jsontext.SyntacticError); errors.As(err, &s) {
		return fmt.Errorf("%w: at %s, byte %d: %v", ErrProfile, shown(s.JSONPointer), s.ByteOffset, s.Err)
	}
	return fmt.Errorf("%w: %v", ErrProfile, err)
}

// maxInteger is 2^53-1, the largest integer up to which all are exact in the
// numbers of ECMAScript and so of RFC 8785.
const maxInteger = "9007199254740991"

// isInteger reports whether a JSON number is the canonical text of an integer n
// with |n| <= 2^53-1: no fraction, exponent or minus zero.
func isInteger[T ~string | ~[]byte](number T) bool {
	digits := string(number)
	if len(digits) > 1 && digits[0] == '-' {
		digits = digits[1:]
	}
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return false
		}
	}
	switch {
	case digits == "" || digits[0] == '0':
		return string(number) == "0"
	case len(digits) != len(maxInteger):
		return len(digits) < len(maxInteger)
	}
	return digits <= maxInteger
}

// canonicalError says why a text that isCanonical refuses is refused.
func canonicalError(record []byte) error {
	canonical, err := Canonicalize(record)
	if err != nil {
		return err
	}
	at := 0
	for at < len(record) && at < len(canonical) && record[at] == canonical[at] {
		at++
	}
	return fmt.Errorf("%w: not in canonical form (RFC 8785) from byte %d: found %s, canonical is %s",
		ErrProfile, at, shown(record[at:]), shown(canonical[at:]))
}
