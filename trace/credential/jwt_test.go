package credential

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

func token(t testing.TB, doc string, s Signer) string {
	t.Helper()
	record := signed(t, doc, s)
	signature, err := SignJWT(context.Background(), record, s)
	if err != nil {
		t.Fatal(err)
	}
	text, err := JWT(record, signature)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestJWT(t *testing.T) {
	s := testSigner()
	text := token(t, testDoc, s)
	parts := strings.Split(text, ".")
	header, err := base64url.DecodeString(parts[0])
	if want := `{"alg":"EdDSA","kid":"` + s.Method() + `","typ":"vc+jwt"}`; err != nil || string(header) != want {
		t.Errorf("header %s, %v, want %s", header, err, want)
	}
	record, err := Verify(signed(t, testDoc, s), keysOf(s))
	if err != nil {
		t.Fatal(err)
	}
	if payload, err := base64url.DecodeString(parts[1]); err != nil || !bytes.Equal(payload, record.Document) {
		t.Errorf("payload %s, %v, want the record without its proof", payload, err)
	}
	v, err := VerifyJWT(text, keysOf(s))
	if err != nil || !bytes.Equal(v.Document, record.Document) || v.Issuer != testDID || v.Method != s.Method() || !v.Created.IsZero() {
		t.Errorf("%+v, %v", v, err)
	}
}

// Another JOSE library verifies our token and finds the same header in it.
func TestJOSEAcceptsOurs(t *testing.T) {
	s := testSigner()
	jws, err := jose.ParseSignedCompact(token(t, testDoc, s), []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil {
		t.Fatal(err)
	}
	payload, err := jws.Verify(s.Public())
	if err != nil {
		t.Fatal(err)
	}
	if want, err := Canonicalize([]byte(testDoc)); err != nil || !bytes.Equal(payload, want) {
		t.Errorf("payload %s", payload)
	}
	h := jws.Signatures[0].Protected
	if h.Algorithm != "EdDSA" || h.KeyID != s.Method() || h.ExtraHeaders[jose.HeaderType] != "vc+jwt" {
		t.Errorf("header %+v", h)
	}
	if _, err := jws.Verify(testKey(2).Public()); err == nil {
		t.Error("verified under another key")
	}
}

// We verify what another JOSE library signs, with a content type too.
func TestOursAcceptsJOSE(t *testing.T) {
	s := testSigner()
	doc, err := Canonicalize([]byte(testDoc))
	if err != nil {
		t.Fatal(err)
	}
	options := &jose.SignerOptions{ExtraHeaders: map[jose.HeaderKey]any{"kid": s.Method(), "typ": "vc+jwt", "cty": "vc"}}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: testKey(1)}, options)
	if err != nil {
		t.Fatal(err)
	}
	jws, err := signer.Sign(doc)
	if err != nil {
		t.Fatal(err)
	}
	text, err := jws.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	if v, err := VerifyJWT(text, keysOf(s)); err != nil || !bytes.Equal(v.Document, doc) {
		t.Errorf("%+v, %v", v, err)
	}
}

// compact signs any header and payload.
func compact(header, payload string) string {
	input := base64url.EncodeToString([]byte(header)) + "." + base64url.EncodeToString([]byte(payload))
	return input + "." + base64url.EncodeToString(ed25519.Sign(testKey(1), []byte(input)))
}

func TestJWTHeaders(t *testing.T) {
	s := testSigner()
	doc, err := Canonicalize([]byte(testDoc))
	if err != nil {
		t.Fatal(err)
	}
	kid := `"kid":"` + s.Method() + `"`
	for header, want := range map[string]error{
		`{"alg":"EdDSA",` + kid + `,"typ":"vc+jwt"}`:                               nil,
		`{"alg":"Ed25519",` + kid + `,"typ":"vc+jwt"}`:                             nil,
		`{"alg":"EdDSA","cty":"vc",` + kid + `,"typ":"vc+jwt"}`:                    nil,
		`{"alg":"Ed25519","cty":"vc",` + kid + `,"typ":"vc+jwt"}`:                  nil,
		`{"alg":"none",` + kid + `,"typ":"vc+jwt"}`:                                ErrProof,
		`{"alg":"HS256",` + kid + `,"typ":"vc+jwt"}`:                               ErrProof,
		`{"alg":"EdDSA",` + kid + `,"typ":"JWT"}`:                                  ErrProof,
		`{"alg":"EdDSA",` + kid + `}`:                                              ErrProof,
		`{"alg":"EdDSA","typ":"vc+jwt"}`:                                           ErrProof,
		`{"alg": "EdDSA",` + kid + `,"typ":"vc+jwt"}`:                              ErrProof,
		`{` + kid + `,"alg":"EdDSA","typ":"vc+jwt"}`:                               ErrProof,
		`{"alg":"EdDSA","crit":["b64"],"b64":false,` + kid + `,"typ":"vc+jwt"}`:    ErrProof,
		`{"alg":"EdDSA",` + kid + `,"jwk":{},"typ":"vc+jwt"}`:                      ErrProof,
		`{"alg":"EdDSA","kid":"` + testDID + `","typ":"vc+jwt"}`:                   ErrProof,
		`{"alg":"EdDSA","kid":"did:web:other.example#1","typ":"vc+jwt"}`:           ErrProof,
		`{"alg":"EdDSA","kid":"` + testDID + `#other","typ":"vc+jwt"}`:             ErrUnknownKey,
		`{"alg":"EdDSA","kid":"` + strings.Repeat("a", 4000) + `","typ":"vc+jwt"}`: ErrProof,
		`{}`: ErrProof,
		``:   ErrProof,
	} {
		if _, err := VerifyJWT(compact(header, string(doc)), keysOf(s)); !errors.Is(err, want) {
			t.Errorf("%.100s: %v", header, err)
		}
	}
}

func TestJWTPayloads(t *testing.T) {
	s := testSigner()
	header := jwtHeaders[0].before + s.Method() + jwtHeaders[0].after
	for payload, want := range map[string]error{
		`{"@context":1,"issuer":"did:web:tx.example.vn"}`:              nil,
		`{"@context":1,"issuer":"did:web:tx.example.vn"} `:             ErrProfile,
		`{"issuer":"did:web:tx.example.vn","@context":1}`:              ErrProfile,
		`{"@context":1.0,"issuer":"did:web:tx.example.vn"}`:            ErrProfile,
		`{"@context":1,"issuer":"did:web:tx.example.vn","proof":{}}`:   ErrProof,
		`{"@context":1,"issuer":"did:web:tx.example.vn","proof":null}`: ErrProof,
		`{"@context":1,"issuer":"did:web:tx.example"}`:                 ErrProof,
		`{"@context":1}`:                     ErrProof,
		`{"issuer":"did:web:tx.example.vn"}`: ErrProof,
		`[]`:                                 ErrProfile,
		``:                                   ErrProfile,
		string(signed(t, testDoc, s)):        ErrProof,
		`"` + strings.Repeat("a", MaxSize):   ErrProof,
	} {
		if _, err := VerifyJWT(compact(header, payload), keysOf(s)); !errors.Is(err, want) {
			t.Errorf("%.100s: %v", payload, err)
		}
	}
}

func TestJWTOfOthers(t *testing.T) {
	s := testSigner()
	record := signed(t, testDoc, s)
	other := foreignSigner{s, testDID + "#other", nil}
	if _, err := SignJWT(context.Background(), record, other); !errors.Is(err, ErrProof) {
		t.Errorf("another signer: %v", err)
	}
	for _, bad := range [][]byte{nil, []byte(testDoc), record[1:]} {
		if _, err := SignJWT(context.Background(), bad, s); err == nil {
			t.Errorf("signed %.40s", bad)
		}
		if _, err := JWT(bad, make([]byte, 64)); err == nil {
			t.Errorf("written for %.40s", bad)
		}
	}
	if _, err := JWT(record, make([]byte, 63)); !errors.Is(err, ErrProof) {
		t.Errorf("63 bytes: %v", err)
	}
	wrong, err := JWT(record, make([]byte, 64))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := VerifyJWT(wrong, keysOf(s)); !errors.Is(err, ErrSignature) {
		t.Errorf("zeros for a signature: %v", err)
	}
	// The signature of the record is not that of its JWT.
	_, p, _, err := open(record)
	if err != nil {
		t.Fatal(err)
	}
	if wrong, err = JWT(record, p.signature); err != nil {
		t.Fatal(err)
	}
	if _, err := VerifyJWT(wrong, keysOf(s)); !errors.Is(err, ErrSignature) {
		t.Errorf("the record's signature: %v", err)
	}
}

func TestEveryBitOfAJWT(t *testing.T) {
	s := testSigner()
	text := []byte(token(t, testDoc, s))
	keys := keysOf(s)
	for i := range text {
		for bit := range 8 {
			changed := bytes.Clone(text)
			changed[i] ^= 1 << bit
			if _, err := VerifyJWT(string(changed), keys); err == nil {
				t.Errorf("bit %d of byte %d changed: verified", bit, i)
			}
		}
		for _, c := range []byte("\n\r =.") {
			if _, err := VerifyJWT(string(slices.Insert(bytes.Clone(text), i, c)), keys); err == nil {
				t.Errorf("%q at %d: verified", c, i)
			}
		}
		if _, err := VerifyJWT(string(text[:i]), keys); err == nil {
			t.Errorf("cut to %d bytes: verified", i)
		}
	}
	for _, end := range []string{"=", "==", "\n", ".", "A"} {
		if _, err := VerifyJWT(string(text)+end, keys); err == nil {
			t.Errorf("%q at the end: verified", end)
		}
	}
}

func FuzzVerifyJWT(f *testing.F) {
	s := testSigner()
	f.Add(token(f, testDoc, s))
	f.Add(compact(`{"alg":"EdDSA","kid":"a#b","typ":"vc+jwt"}`, `{"@context":1,"issuer":"a"}`))
	f.Add("..")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := VerifyJWT(text, anyKey{s.Public()})
		if err != nil {
			if !errors.Is(err, ErrProfile) && !errors.Is(err, ErrProof) && !errors.Is(err, ErrSignature) || v.Document != nil {
				t.Fatalf("%v, %+v", err, v)
			}
			return
		}
		// What verifies is one of the four spellings of header and payload.
		var spellings []string
		for _, h := range jwtHeaders {
			spellings = append(spellings, base64url.EncodeToString([]byte(h.before+v.Method+h.after))+"."+base64url.EncodeToString(v.Document))
		}
		if !slices.Contains(spellings, text[:strings.LastIndex(text, ".")]) {
			t.Fatalf("verified, but not written like it: %s", text)
		}
	})
}
