package credential

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
)

// What stands between the variable parts of a canonical proof. Its members are
// in the order of their names, so that a proof is written and read as text.
const (
	proofOpen    = `{"@context":`
	proofCreated = `,"created":"`
	proofSuite   = `","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod"`
	proofValue   = `,"proofValue":"z`
	proofValued  = `"` // end of proofValue
	proofType    = `,"type":"DataIntegrityProof","verificationMethod":"`
	proofEnd     = `"}`

	createdLayout = "2006-01-02T15:04:05Z"
)

// A proof is a parsed eddsa-jcs-2022 proof.
type proof struct {
	context   []byte // raw JSON
	created   string
	signature []byte // 64 bytes
	method    string
}

// append writes the proof as canonical JSON; without a signature it is the
// proof configuration that is hashed (vc-di-eddsa section 3.3.5).
func (p proof) append(dst []byte) []byte {
	dst = append(append(dst, proofOpen...), p.context...)
	dst = append(append(dst, proofCreated...), p.created...)
	dst = append(dst, proofSuite...)
	if p.signature != nil {
		dst = append(appendBase58(append(dst, proofValue...), p.signature), proofValued...)
	}
	dst = append(append(dst, proofType...), p.method...)
	return append(dst, proofEnd...)
}

// parseProof reads a canonical proof whose @context is the document's.
func parseProof(raw, context []byte) (proof, error) {
	text, ok := bytes.CutPrefix(raw, []byte(proofOpen))
	if ok {
		text, ok = bytes.CutPrefix(text, context)
	}
	if !ok {
		return proof{}, fmt.Errorf("%w: %s does not begin with the document's @context", ErrProof, shown(raw))
	}
	p := proof{context: context}
	created, rest, ok := cutField(text, proofCreated, proofSuite)
	value, rest, ok2 := cutField(rest, proofValue, proofValued)
	method, rest, ok3 := cutField(rest, proofType, proofEnd)
	if !ok || !ok2 || !ok3 || rest != "" {
		return proof{}, fmt.Errorf("%w: after @context found %s, want the members of an eddsa-jcs-2022 assertion proof", ErrProof, shown(text))
	}
	p.created, p.method = created, method
	if p.signature, ok = decodeBase58(value, ed25519.SignatureSize); !ok {
		return proof{}, fmt.Errorf("%w: proofValue %s is not z and 64 bytes in base58btc", ErrProof, shown("z"+value))
	}
	return p, checkMethod(method)
}

// cutField returns what stands between before, with which text begins, and the
// next after.
func cutField[T ~string | ~[]byte](text T, before, after string) (field, rest string, ok bool) {
	s, ok := strings.CutPrefix(string(text), before)
	if !ok {
		return "", "", false
	}
	return strings.Cut(s, after)
}

// checkMethod refuses characters that no DID URL has and JSON would escape.
func checkMethod(method string) error {
	for i := range len(method) {
		if c := method[i]; c <= ' ' || c > '~' || c == '"' || c == '\\' {
			return fmt.Errorf("%w: character %q in verification method %s", ErrProof, c, shown(method))
		}
	}
	return nil
}

// checkIssuer reports that method is not the issuer, "#" and a fragment.
func checkIssuer(method, issuer string) error {
	rest, ok := strings.CutPrefix(method, issuer)
	if !ok || issuer == "" || len(rest) < 2 || rest[0] != '#' || strings.Contains(rest[1:], "#") {
		return fmt.Errorf("%w: verification method %s is not a key of issuer %s", ErrProof, shown(method), shown(issuer))
	}
	return nil
}

func formatCreated(t time.Time) (string, error) {
	text := t.UTC().Format(createdLayout)
	if _, err := parseCreated(text); err != nil {
		return "", err
	}
	return text, nil
}

func parseCreated(text string) (time.Time, error) {
	t, err := time.Parse(createdLayout, text)
	if err != nil || t.Format(createdLayout) != text {
		return time.Time{}, fmt.Errorf("%w: created %s is not like %s", ErrProof, shown(text), createdLayout)
	}
	return t, nil
}

// message is what an eddsa-jcs-2022 proof signs (vc-di-eddsa section 3.3.4):
// SHA-256 of the proof configuration, then SHA-256 of the document, which is
// given in parts.
func (p proof) message(document ...[]byte) []byte {
	p.signature = nil
	config := sha256.Sum256(p.append(nil))
	h := sha256.New()
	for _, part := range document {
		h.Write(part)
	}
	return h.Sum(append(make([]byte, 0, 2*sha256.Size), config[:]...))
}
