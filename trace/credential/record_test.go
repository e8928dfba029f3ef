package credential

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

const testDID = "did:web:tx.example.vn"

var testTime = time.Date(2026, 11, 23, 12, 0, 0, 999, time.FixedZone("ICT", 7*3600))

func testKey(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
}

func testSigner() Signer { return NewSigner(testDID, testKey(1)) }

func keysOf(signers ...Signer) KeyMap {
	m := make(KeyMap)
	for _, s := range signers {
		m[s.Method()] = s.Public()
	}
	return m
}

const testDoc = `{"@context":["https://www.w3.org/ns/credentials/v2"],"issuer":"did:web:tx.example.vn","type":["VerifiableCredential"],
	"credentialSubject":{"name":"Gạo Séng Cù","lot":"ST-01","packs":100,"empty":{},"list":[]},"validFrom":"2026-11-23T05:00:00Z"}`

func signed(t testing.TB, doc string, s Signer) []byte {
	t.Helper()
	record, err := Sign(context.Background(), []byte(doc), s, testTime)
	if err != nil {
		t.Fatal(err)
	}
	return record
}

func TestSignVerify(t *testing.T) {
	s := testSigner()
	for _, doc := range []string{
		testDoc,
		`{"@context":null,"issuer":"did:web:tx.example.vn"}`,
		`{"@context":"a","issuer":{"id":"did:web:tx.example.vn","name":"HTX"}}`,
		`{"@context":{"proof":1},"issuer":"did:web:tx.example.vn","proof0":1,"prooe":{"proof":2},"prop":3,"é":4,"😀":5,"\ue000":6,"\n":7,"\"":8}`,
		`{"@context":"a","issuer":"did:web:tx.example.vn","pr\\":1,"proo":2,"proof\u0000":3}`,
	} {
		record := signed(t, doc, s)
		want, err := Canonicalize([]byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		v, err := Verify(record, keysOf(s))
		if err != nil || !bytes.Equal(v.Document, want) {
			t.Errorf("%s:\n got %s, %v", doc, v.Document, err)
		}
		if v.Issuer != testDID || v.Method != s.Method() || v.Created != time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC) {
			t.Errorf("%s: %+v", doc, v)
		}
		if again, err := Canonicalize(record); err != nil || !bytes.Equal(again, record) {
			t.Errorf("%s: the record is not canonical: %v", doc, err)
		}
	}
}

// The record as encoding/json sees it: a proof put together member by member.
func TestSignAgainstModel(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	s := testSigner()
	for range 500 {
		members := append(randomMembers(r, 3), `"@context":`+randomJSON(r, 2), `"issuer":"`+testDID+`"`)
		r.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
		record := signed(t, "{"+strings.Join(members, ",")+"}", s)
		var m map[string]json.RawMessage
		var p map[string]any
		if err := json.Unmarshal(record, &m); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(m["proof"], &p); err != nil {
			t.Fatal(err)
		}
		signature, ok := decodeBase58(p["proofValue"].(string)[1:], 64)
		delete(p, "proofValue")
		delete(m, "proof")
		message := append(modelHash(t, p), modelHash(t, m)...)
		if !ok || len(p) != 6 || !ed25519.Verify(s.Public(), message, signature) {
			t.Fatalf("the signature is not over the model's hashes: %s", record)
		}
		if v, err := Verify(record, keysOf(s)); err != nil || sha256.Sum256(v.Document) != [32]byte(message[32:]) {
			t.Fatalf("%s: %v", record, err)
		}
	}
}

func modelHash(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	canonical, err := canonicalize(text)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha256.Sum256(canonical)
	return hash[:]
}

func TestSignRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		doc  string
		want error
	}{
		"number":               {`{"@context":1,"issuer":"did:web:tx.example.vn","n":1.5}`, ErrProfile},
		"array":                {`[]`, ErrProfile},
		"text":                 {`"@context"`, ErrProfile},
		"no context":           {`{"issuer":"did:web:tx.example.vn"}`, ErrProof},
		"no issuer":            {`{"@context":1}`, ErrProof},
		"issuer of no text":    {`{"@context":1,"issuer":1}`, ErrProof},
		"issuer without id":    {`{"@context":1,"issuer":{"name":"a"}}`, ErrProof},
		"issuer's id in depth": {`{"@context":1,"issuer":{"a":{"id":"did:web:tx.example.vn"}}}`, ErrProof},
		"empty issuer":         {`{"@context":1,"issuer":""}`, ErrProof},
		"another issuer":       {`{"@context":1,"issuer":"did:web:tx.example.vn:p:a"}`, ErrProof},
		"beginning of issuer":  {`{"@context":1,"issuer":"did:web:tx.example"}`, ErrProof},
		"with proof":           {`{"@context":1,"issuer":"did:web:tx.example.vn","proof":null}`, ErrProof},
		"no room for proof":    {`{"@context":1,"issuer":"did:web:tx.example.vn","z":"` + strings.Repeat("a", MaxSize-100) + `"}`, ErrProfile},
	} {
		if record, err := Sign(context.Background(), []byte(c.doc), testSigner(), testTime); !errors.Is(err, c.want) || record != nil {
			t.Errorf("%s: %.60s, %v", name, record, err)
		}
	}
	for _, year := range []int{-1, 10_000} {
		at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		if _, err := Sign(context.Background(), []byte(testDoc), testSigner(), at); !errors.Is(err, ErrProof) {
			t.Errorf("year %d: %v", year, err)
		}
	}
}

// foreignSigner stands for a key store that may fail.
type foreignSigner struct {
	Signer
	method string
	sign   func(message []byte) ([]byte, error)
}

func (s foreignSigner) Method() string { return s.method }
func (s foreignSigner) Sign(_ context.Context, message []byte) ([]byte, error) {
	return s.sign(message)
}

func TestForeignSigner(t *testing.T) {
	right := func(message []byte) ([]byte, error) { return ed25519.Sign(testKey(1), message), nil }
	down := errors.New("down")
	for name, c := range map[string]struct {
		method string
		sign   func([]byte) ([]byte, error)
		want   error
	}{
		"right":           {testDID + "#key-1", right, nil},
		"down":            {testDID + "#key-1", func([]byte) ([]byte, error) { return nil, down }, down},
		"another key":     {testDID + "#key-1", func(m []byte) ([]byte, error) { return ed25519.Sign(testKey(2), m), nil }, ErrSignature},
		"short":           {testDID + "#key-1", func([]byte) ([]byte, error) { return make([]byte, 63), nil }, ErrSignature},
		"no fragment":     {testDID, right, ErrProof},
		"empty fragment":  {testDID + "#", right, ErrProof},
		"two fragments":   {testDID + "#a#b", right, ErrProof},
		"quotation mark":  {testDID + `#"`, right, ErrProof},
		"backslash":       {testDID + `#\`, right, ErrProof},
		"space":           {testDID + `# `, right, ErrProof},
		"letter":          {testDID + `#é`, right, ErrProof},
		"another issuer":  {"did:web:tx.example#1", right, ErrProof},
		"more than issue": {testDID + ".vn#1", right, ErrProof},
	} {
		s := foreignSigner{testSigner(), c.method, c.sign}
		record, err := Sign(context.Background(), []byte(testDoc), s, testTime)
		if !errors.Is(err, c.want) || (record == nil) != (c.want != nil) {
			t.Errorf("%s: %s, %v", name, record, err)
		}
	}
}

func TestVerifyKeys(t *testing.T) {
	s := testSigner()
	record := signed(t, testDoc, s)
	if _, err := Verify(record, KeyMap{}); !errors.Is(err, ErrUnknownKey) || !strings.Contains(err.Error(), s.Method()[:50]) {
		t.Errorf("no key: %v", err)
	}
	if _, err := Verify(record, KeyMap{s.Method(): testKey(2).Public().(ed25519.PublicKey)}); !errors.Is(err, ErrSignature) {
		t.Errorf("another key: %v", err)
	}
	if _, err := Verify(record, KeyMap{s.Method(): s.Public()[:31]}); !errors.Is(err, ErrUnknownKey) {
		t.Errorf("short key: %v", err)
	}
}

// Everything that is well-formed JSON but another record is refused.
func TestVerifyRefuses(t *testing.T) {
	s := testSigner()
	record := string(signed(t, testDoc, s))
	_, p, _, err := open([]byte(record))
	if err != nil {
		t.Fatal(err)
	}
	proofText := string(p.append(nil))
	value := string(appendBase58(nil, p.signature))
	without := func(member string) string { return strings.Replace(proofText, member, "", 1) }
	for name, c := range map[string]struct {
		old, new string
		want     error
	}{
		"space":                 {`{`, `{ `, ErrProfile},
		"escape":                {`issuer`, `\u0069ssuer`, ErrProfile},
		"order":                 {`{"@context"`, `{"z":1,"@context"`, ErrProfile},
		"two proofs":            {`"proof":`, `"proof":{},"proof":`, ErrProfile},
		"set of proofs":         {proofText, `[` + proofText + `]`, ErrProof},
		"no proof":              {`,"proof":` + proofText, ``, ErrProof},
		"proof null":            {proofText, `null`, ErrProof},
		"proof empty":           {proofText, `{}`, ErrProof},
		"context appended":      {`{"@context":["https://www.w3.org/ns/credentials/v2"]`, `{"@context":["https://www.w3.org/ns/credentials/v2","https://other.example/"]`, ErrProof},
		"context of proof less": {`"proof":{"@context":["https://www.w3.org/ns/credentials/v2"]`, `"proof":{"@context":[]`, ErrProof},
		"no context of proof":   {proofText, strings.Replace(proofText, `"@context":["https://www.w3.org/ns/credentials/v2"],`, ``, 1), ErrProof},
		"no created":            {proofText, without(`"created":"2026-11-23T05:00:00Z",`), ErrProof},
		"created with offset":   {`"created":"2026-11-23T05:00:00Z"`, `"created":"2026-11-23T12:00:00+07:00"`, ErrProof},
		"created in fractions":  {`"created":"2026-11-23T05:00:00Z"`, `"created":"2026-11-23T05:00:00.0Z"`, ErrProof},
		"created on no day":     {`"created":"2026-11-23T05:00:00Z"`, `"created":"2026-11-31T05:00:00Z"`, ErrProof},
		"created later":         {`"created":"2026-11-23T05:00:00Z"`, `"created":"2026-11-23T05:00:01Z"`, ErrSignature},
		"another suite":         {`eddsa-jcs-2022`, `eddsa-rdfc-2022`, ErrProof},
		"another purpose":       {`assertionMethod`, `authentication`, ErrProof},
		"another type":          {`DataIntegrityProof`, `Ed25519Signature2020`, ErrProof},
		"expires":               {`,"proofPurpose"`, `,"expires":"2027-01-01T00:00:00Z","proofPurpose"`, ErrProof},
		"domain":                {`,"proofPurpose"`, `,"domain":"a","proofPurpose"`, ErrProof},
		"id at the end":         {p.method + `"}`, p.method + `","z":1}`, ErrProof},
		"another method":        {p.method, testDID + "#other", ErrUnknownKey},
		"another issuer's":      {p.method, "did:web:other.example#" + EncodeKey(s.Public()), ErrProof},
		"a path of the issuer":  {p.method, testDID + ":p#" + EncodeKey(s.Public()), ErrProof},
		"no multibase":          {`"z` + value, `"u` + value, ErrProof},
		"one more zero":         {`"z` + value, `"z1` + value, ErrProof},
		"two digits less":       {value, value[2:], ErrProof},
		"no base58":             {value, "0" + value[1:], ErrProof},
		"empty value":           {value, ``, ErrProof},
		"escaped value":         {value, `\n` + value, ErrProof},
		"very long value":       {value, strings.Repeat("z", 50_000), ErrProof},
		"another content":       {`"packs":100`, `"packs":101`, ErrSignature},
		"more content":          {`"validFrom":`, `"until":1,"validFrom":`, ErrSignature},
	} {
		changed := strings.Replace(record, c.old, c.new, 1)
		if changed == record {
			t.Errorf("%s: nothing changed", name)
		}
		if v, err := Verify([]byte(changed), keysOf(s)); !errors.Is(err, c.want) || v.Document != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A signature that the scalar's other representative would also fit (RFC 8032
// section 5.1.7 wants it below the group's order).
func TestVerifyRefusesLargeScalar(t *testing.T) {
	s := testSigner()
	f, p, _, err := open(signed(t, testDoc, s))
	if err != nil {
		t.Fatal(err)
	}
	order := unhex(t, "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
	carry := 0
	p.signature = slices.Clone(p.signature)
	for i, b := range order {
		carry += int(p.signature[32+i]) + int(b)
		p.signature[32+i], carry = byte(carry), carry>>8
	}
	plain, err := parse(f.document())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(plain.withProof(p), keysOf(s)); !errors.Is(err, ErrSignature) {
		t.Errorf("%v", err)
	}
}

func TestEveryBitOfARecord(t *testing.T) {
	s := testSigner()
	record := signed(t, testDoc, s)
	keys := keysOf(s)
	for i := range record {
		for bit := range 8 {
			changed := bytes.Clone(record)
			changed[i] ^= 1 << bit
			if _, err := Verify(changed, keys); err == nil {
				t.Errorf("bit %d of byte %d changed: verified", bit, i)
			}
		}
		if _, err := Verify(record[:i], keys); err == nil {
			t.Errorf("cut to %d bytes: verified", i)
		}
		if _, err := Verify(slices.Delete(bytes.Clone(record), i, i+1), keys); err == nil {
			t.Errorf("without byte %d: verified", i)
		}
		if _, err := Verify(slices.Insert(bytes.Clone(record), i, record[i]), keys); err == nil {
			t.Errorf("byte %d twice: verified", i)
		}
	}
}

// anyKey makes the fuzzed records reach the signature.
type anyKey struct{ ed25519.PublicKey }

func (k anyKey) Key(string) (ed25519.PublicKey, error) { return k.PublicKey, nil }

func FuzzVerify(f *testing.F) {
	s := testSigner()
	f.Add(signed(f, testDoc, s))
	f.Add(signed(f, `{"@context":1,"issuer":{"id":"did:web:tx.example.vn"},"\n":2,"z":3}`, s))
	f.Add([]byte(`{"@context":1,"issuer":{"id":"a"},"proof":{"@context":1,"created":""}}`))
	f.Fuzz(func(t *testing.T, record []byte) {
		v, err := Verify(record, anyKey{s.Public()})
		if err != nil {
			if !errors.Is(err, ErrProfile) && !errors.Is(err, ErrProof) && !errors.Is(err, ErrSignature) || v.Document != nil {
				t.Fatalf("%v, %+v", err, v)
			}
			return
		}
		again, err := Sign(context.Background(), v.Document, s, v.Created)
		if err != nil || v.Method == s.Method() && !bytes.Equal(again, record) {
			t.Fatalf("the document is signed as %s, %v", again, err)
		}
	})
}
