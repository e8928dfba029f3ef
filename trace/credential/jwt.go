package credential

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
)

// What stands around the verification method in the protected headers: the one
// that JWT writes, then the others that VerifyJWT takes.
var jwtHeaders = [...]struct{ before, after string }{
	{`{"alg":"EdDSA","kid":"`, `","typ":"vc+jwt"}`},
	{`{"alg":"EdDSA","cty":"vc","kid":"`, `","typ":"vc+jwt"}`},
	{`{"alg":"Ed25519","kid":"`, `","typ":"vc+jwt"}`},
	{`{"alg":"Ed25519","cty":"vc","kid":"`, `","typ":"vc+jwt"}`},
}

// maxHeader is the longest protected header that VerifyJWT decodes, in base64.
const maxHeader = 4096

var base64url = base64.RawURLEncoding.Strict()

// SignJWT returns the 64 bytes of the signature of a record's vc+jwt form. s
// must be the signer of the record. Keep it beside the record: with it JWT
// writes the token.
func SignJWT(ctx context.Context, record []byte, s Signer) (signature []byte, err error) {
	f, p, _, err := open(record)
	if err != nil {
		return nil, err
	}
	if p.method != s.Method() {
		return nil, fmt.Errorf("%w: the record is signed under %s, not %s", ErrProof, shown(p.method), shown(s.Method()))
	}
	return sign(ctx, s, signingInput(p.method, f.document()))
}

// JWT returns the vc+jwt form of a record (W3C Securing Verifiable Credentials
// using JOSE and COSE, section 3.1.1; media type application/vc+jwt): a compact
// JWS whose payload is the record without its proof, byte by byte. It does not
// verify the record or the signature.
func JWT(record, signature []byte) (string, error) {
	f, p, _, err := open(record)
	if err != nil {
		return "", err
	}
	if len(signature) != signatureSize {
		return "", fmt.Errorf("%w: a signature of %d bytes, not %d", ErrProof, len(signature), signatureSize)
	}
	token := append(signingInput(p.method, f.document()), '.')
	return string(base64url.AppendEncode(token, signature)), nil
}

// signingInput is the part of a JWS that is signed (RFC 7515 section 5.1).
func signingInput(method string, payload []byte) []byte {
	header := jwtHeaders[0].before + method + jwtHeaders[0].after
	size := base64url.EncodedLen(len(header)) + base64url.EncodedLen(len(payload)) + 2 + base64url.EncodedLen(signatureSize)
	input := base64url.AppendEncode(make([]byte, 0, size), []byte(header))
	return base64url.AppendEncode(append(input, '.'), payload)
}

// VerifyJWT checks a token in the vc+jwt form and returns what it says; Created
// is zero. The protected header must be one of the texts of the package
// comment, so nothing is negotiated. Errors are those of Verify.
func VerifyJWT(token string, keys Keys) (Verified, error) {
	method, doc, signature, err := splitJWT(token)
	if err != nil {
		return Verified{}, err
	}
	f, err := parse(doc)
	if err != nil {
		return Verified{}, err
	}
	if f.proof != nil {
		return Verified{}, fmt.Errorf("%w: the payload has an embedded one", ErrProof)
	}
	issuer, err := f.issuerID()
	if err != nil {
		return Verified{}, err
	}
	if err := checkIssuer(method, issuer); err != nil {
		return Verified{}, err
	}
	key, err := keys.Key(method)
	if err != nil {
		return Verified{}, err
	}
	input := token[:strings.LastIndexByte(token, '.')]
	if err := verify(key, []byte(input), signature, method); err != nil {
		return Verified{}, err
	}
	return Verified{Document: doc, Issuer: issuer, Method: method}, nil
}

func splitJWT(token string) (method string, doc, signature []byte, err error) {
	header, rest, _ := strings.Cut(token, ".")
	payload, last, ok := strings.Cut(rest, ".")
	if !ok || len(header) > maxHeader || len(payload) > base64url.EncodedLen(MaxSize) || len(last) != base64url.EncodedLen(signatureSize) {
		return "", nil, nil, fmt.Errorf("%w: %s is not a compact JWS within the limits", ErrProof, shown(token))
	}
	if method, err = parseHeader(header); err != nil {
		return "", nil, nil, err
	}
	if doc, err = decodeBase64("payload", payload); err != nil {
		return "", nil, nil, err
	}
	signature, err = decodeBase64("signature", last)
	return method, doc, signature, err
}

// parseHeader returns the verification method of a protected header.
func parseHeader(encoded string) (method string, err error) {
	header, err := decodeBase64("header", encoded)
	if err != nil {
		return "", err
	}
	for _, h := range jwtHeaders {
		method, ok := strings.CutPrefix(string(header), h.before)
		if !ok {
			continue
		}
		if method, ok = strings.CutSuffix(method, h.after); ok {
			return method, checkMethod(method)
		}
	}
	return "", fmt.Errorf("%w: protected header %s", ErrProof, shown(header))
}

// decodeBase64 refuses padding, line breaks and unused bits that are not zero.
func decodeBase64(part, text string) ([]byte, error) {
	if strings.ContainsAny(text, "\r\n") {
		return nil, fmt.Errorf("%w: line break in the %s", ErrProof, part)
	}
	b, err := base64url.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %s %s: %v", ErrProof, part, shown(text), err)
	}
	return b, nil
}
