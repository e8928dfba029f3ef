package credential

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

const multikeyType = "Multikey"

// didContexts define the terms of a DID document and of a Multikey.
var didContexts = []string{"https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"}

// A Revocation says from when on a verification method no longer makes valid
// proofs. What it signed before stays valid.
type Revocation struct {
	Method string
	At     time.Time
}

// A Method is a verification method of a DID document.
type Method struct {
	ID      string // DID URL
	Key     ed25519.PublicKey
	Revoked time.Time // zero if it is not
	Expires time.Time // zero if it does not
}

// didDocument has its members in canonical order.
type didDocument struct {
	Context            jsontext.Value `json:"@context"`
	AssertionMethod    []string       `json:"assertionMethod"`
	ID                 string         `json:"id"`
	VerificationMethod []methodJSON   `json:"verificationMethod"`
}

type methodJSON struct {
	Controller         string `json:"controller"`
	Expires            string `json:"expires,omitempty"`
	ID                 string `json:"id"`
	PublicKeyMultibase string `json:"publicKeyMultibase"`
	Revoked            string `json:"revoked,omitempty"`
	Type               string `json:"type"`
}

// DIDDocument returns the DID document (DID Core 1.0, with the Multikey of
// Controlled Identifiers 1.0) of an issuer in canonical JSON: each method, made
// by [NewSigner] for this DID, as a Multikey for assertions. List every method
// that ever signed and name the revoked ones, in whole seconds, also in revoked:
// a method that is missing counts as revoked for everything it signed. Serve it
// as application/did+ld+json or application/json. Errors wrap ErrDID or ErrKey.
func DIDDocument(did string, methods []string, revoked ...Revocation) ([]byte, error) {
	if !strings.HasPrefix(did, "did:") || strings.Trim(did, idChars+":") != "" {
		return nil, fmt.Errorf("%w: %s", ErrDID, shown(did))
	}
	context, err := json.Marshal(didContexts)
	if err != nil {
		return nil, err
	}
	doc := didDocument{Context: context, AssertionMethod: methods, ID: did}
	for _, method := range methods {
		m, err := newMethod(did, method)
		if err != nil {
			return nil, err
		}
		doc.VerificationMethod = append(doc.VerificationMethod, m)
	}
	for _, r := range revoked {
		if err := doc.revoke(r); err != nil {
			return nil, err
		}
	}
	text, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	return Canonicalize(text)
}

func newMethod(did, method string) (methodJSON, error) {
	key, err := KeyOf(method)
	if err != nil {
		return methodJSON{}, err
	}
	multikey := EncodeKey(key)
	if method != did+"#"+multikey {
		return methodJSON{}, fmt.Errorf("%w: method %s is not of %s", ErrDID, shown(method), shown(did))
	}
	return methodJSON{Controller: did, ID: method, PublicKeyMultibase: multikey, Type: multikeyType}, nil
}

func (d *didDocument) revoke(r Revocation) error {
	i := slices.IndexFunc(d.VerificationMethod, func(m methodJSON) bool { return m.ID == r.Method })
	if i < 0 {
		return fmt.Errorf("%w: revoked method %s is not listed", ErrDID, shown(r.Method))
	}
	at, err := formatCreated(r.At)
	if err != nil {
		return fmt.Errorf("%w: revocation of %s at %s", ErrDID, shown(r.Method), r.At)
	}
	d.VerificationMethod[i].Revoked = at
	return nil
}

// ParseDIDDocument returns the DID of a document, ours or another's, and its
// Ed25519 Multikeys for assertions; methods of other types, embedded methods
// and methods that another DID controls are left out. The document must keep
// to the record profile. Errors wrap ErrProfile, ErrDID or ErrKey.
func ParseDIDDocument(text []byte) (did string, methods []Method, err error) {
	canonical, err := Canonicalize(text)
	if err != nil {
		return "", nil, err
	}
	var doc struct {
		ID                 string           `json:"id"`
		AssertionMethod    []jsontext.Value `json:"assertionMethod"`
		VerificationMethod []methodJSON     `json:"verificationMethod"`
	}
	if err := json.Unmarshal(canonical, &doc); err != nil {
		return "", nil, fmt.Errorf("%w: document: %v", ErrDID, err)
	}
	if !strings.HasPrefix(doc.ID, "did:") {
		return "", nil, fmt.Errorf("%w: the document's id is %s", ErrDID, shown(doc.ID))
	}
	for _, m := range doc.VerificationMethod {
		if m.Type != multikeyType || m.Controller != doc.ID || !asserts(doc.AssertionMethod, doc.ID, m.ID) || !isEd25519(m.PublicKeyMultibase) {
			continue
		}
		method, err := m.parse(doc.ID)
		if err != nil {
			return "", nil, err
		}
		methods = append(methods, method)
	}
	return doc.ID, methods, nil
}

// isEd25519 reports whether a Multikey has the prefix of Ed25519 public keys.
func isEd25519(multikey string) bool { return strings.HasPrefix(multikey, "z6Mk") }

// asserts reports whether a method's id, relative or absolute, is in the list.
func asserts(list []jsontext.Value, did, id string) bool {
	return slices.ContainsFunc(list, func(v jsontext.Value) bool {
		listed, err := jsontext.AppendUnquote(nil, bytes.TrimSpace(v))
		return err == nil && absolute(did, string(listed)) == absolute(did, id)
	})
}

// absolute resolves a relative DID URL, "#key".
func absolute(did, id string) string {
	if strings.HasPrefix(id, "#") {
		return did + id
	}
	return id
}

func (m methodJSON) parse(did string) (method Method, err error) {
	method.ID = absolute(did, m.ID)
	if err := checkIssuer(method.ID, did); err != nil {
		return method, fmt.Errorf("%w: %v", ErrDID, err)
	}
	if method.Key, err = ParseKey(m.PublicKeyMultibase); err != nil {
		return method, err
	}
	if method.Revoked, err = parseDate(m.Revoked); err != nil {
		return method, err
	}
	method.Expires, err = parseDate(m.Expires)
	return method, err
}

// parseDate reads an XML Schema dateTimeStamp, which has a zone; "" is the zero time.
func parseDate(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, fmt.Errorf("%w: time %s", ErrDID, shown(text))
	}
	return t.UTC(), nil
}
