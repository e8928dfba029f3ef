package credential

import (
	"errors"
	"strconv"
	"unicode/utf8"
)

var (
	// ErrProfile says that a document is not JSON in the profile, or a record
	// not in its canonical form.
	ErrProfile = errors.New("credential: outside the record profile")
	// ErrProof says that a proof, a JWT or the issuer is not as the format wants.
	ErrProof = errors.New("credential: malformed proof")
	// ErrSignature says that a well-formed signature does not verify.
	ErrSignature = errors.New("credential: signature does not verify")
	// ErrUnknownKey says that the named verification method is not known.
	ErrUnknownKey = errors.New("credential: unknown verification method")
	// ErrKey says that a text is not the Multikey of an Ed25519 public key.
	ErrKey = errors.New("credential: not an Ed25519 Multikey")
	// ErrDID says that a URL or text gives no DID, or a DID document is malformed.
	ErrDID = errors.New("credential: malformed DID")
)

// maxShown is how many bytes of a foreign value an error shows.
const maxShown = 60

// shown quotes a value for an error text, cut after maxShown bytes.
func shown[T ~string | ~[]byte](value T) string {
	if len(value) <= maxShown {
		return strconv.QuoteToASCII(string(value))
	}
	end := maxShown
	for end > maxShown-utf8.UTFMax && !utf8.RuneStart(value[end]) {
		end--
	}
	return strconv.QuoteToASCII(string(value[:end])) + "..."
}
