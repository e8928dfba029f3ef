package credential

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
	"time"
)

// W3C Data Integrity EdDSA Cryptosuites v1.0, appendix B, "Representation:
// eddsa-jcs-2022".
const (
	w3cPublic    = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
	w3cSecret    = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
	w3cCreated   = "2023-02-24T23:36:38Z"
	w3cContext   = `["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"]`
	w3cMethod    = "did:key:" + w3cPublic + "#" + w3cPublic
	w3cDocument  = `{"@context":` + w3cContext + `,"credentialSubject":{"alumniOf":"The School of Examples","id":"did:example:abcdefgh"},"description":"A minimum viable example of an Alumni Credential.","id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33","issuer":"https://vc.example/issuers/5678","name":"Alumni Credential","type":["VerifiableCredential","AlumniCredential"],"validFrom":"2023-01-01T00:00:00Z"}`
	w3cDocHash   = "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
	w3cConfig    = `{"@context":` + w3cContext + `,"created":"2023-02-24T23:36:38Z","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod","type":"DataIntegrityProof","verificationMethod":"` + w3cMethod + `"}`
	w3cConfHash  = "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
	w3cSignature = "407cd12654b33d718ecbb99179a1506daaa849450bf3fc523cce3e1c96f8b80351da3f253d725c6f00b07c9e5448d50b3ef78012b9ab54255116d069c6dd2808"
	w3cValue     = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
)

// w3cUnsigned is the same credential as the specification prints it.
const w3cUnsigned = `{
  "@context": [
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/ns/credentials/examples/v2"
  ],
  "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
  "type": ["VerifiableCredential", "AlumniCredential"],
  "name": "Alumni Credential",
  "description": "A minimum viable example of an Alumni Credential.",
  "issuer": "https://vc.example/issuers/5678",
  "validFrom": "2023-01-01T00:00:00Z",
  "credentialSubject": {
    "id": "did:example:abcdefgh",
    "alumniOf": "The School of Examples"
  }
}`

// w3cKey decodes the secret Multikey: 80 26 and the seed.
func w3cKey(t testing.TB) ed25519.PrivateKey {
	t.Helper()
	b, ok := decodeBase58(w3cSecret[1:], 2+ed25519.SeedSize)
	if !ok || b[0] != 0x80 || b[1] != 0x26 {
		t.Fatalf("secret key: %x", b)
	}
	return ed25519.NewKeyFromSeed(b[2:])
}

// Every intermediate value of the specification.
func TestW3CVector(t *testing.T) {
	key := w3cKey(t)
	check := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", what, got, want)
		}
	}
	check("public key", EncodeKey(key.Public().(ed25519.PublicKey)), w3cPublic)
	canonical, err := Canonicalize([]byte(w3cUnsigned))
	if err != nil {
		t.Fatal(err)
	}
	check("canonical document", string(canonical), w3cDocument)
	hash := sha256.Sum256(canonical)
	check("document hash", hex.EncodeToString(hash[:]), w3cDocHash)
	p := proof{context: []byte(w3cContext), created: w3cCreated, method: w3cMethod}
	check("proof configuration", string(p.append(nil)), w3cConfig)
	hash = sha256.Sum256(p.append(nil))
	check("proof configuration hash", hex.EncodeToString(hash[:]), w3cConfHash)
	message := p.message(canonical)
	check("hashes combined", hex.EncodeToString(message), w3cConfHash+w3cDocHash)
	p.signature = ed25519.Sign(key, message)
	check("signature", hex.EncodeToString(p.signature), w3cSignature)
	check("proofValue", string(appendBase58([]byte("z"), p.signature)), w3cValue)
	parsed, err := parseProof(p.append(nil), p.context)
	if err != nil {
		t.Fatal(err)
	}
	check("signature read", hex.EncodeToString(parsed.signature), w3cSignature)
}

// The same credential with a method of its issuer, from the working group's
// repository (w3c/vc-di-eddsa, TestVectors/eddsa-jcs-2022/signedJCS.json and
// sigHexJCS.txt, commit 369f0f00ad3d08fb51abafc7935f3b6fa6e693c8). The method of
// the vector above is not the issuer's, so as a record it is refused.
func TestW3CRecord(t *testing.T) {
	const (
		issuer = "https://vc.example/issuers/5678"
		value  = "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4"
		sig    = "fc91dec6565f35fbe185a77352e7fc512f95d1904da305cfef32ab8135469301f5a72d4e7a58368fc6ffc497b44633993bac054e3bc1436e3c846db8f1544503"
	)
	created, err := time.Parse(time.RFC3339, w3cCreated)
	if err != nil {
		t.Fatal(err)
	}
	s := NewSigner(issuer, w3cKey(t))
	record, err := Sign(context.Background(), []byte(w3cUnsigned), s, created)
	if err != nil {
		t.Fatal(err)
	}
	signed := strings.TrimSuffix(w3cUnsigned, "\n}") + `, "proof": {
		"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "` + w3cCreated + `",
		"verificationMethod": "` + issuer + "#" + w3cPublic + `", "proofPurpose": "assertionMethod",
		"@context": ` + w3cContext + `, "proofValue": "` + value + `"}}`
	want, err := Canonicalize([]byte(signed))
	if err != nil {
		t.Fatal(err)
	}
	if string(record) != string(want) {
		t.Errorf("record:\n got %s\nwant %s", record, want)
	}
	_, p, _, err := open(record)
	if err != nil || hex.EncodeToString(p.signature) != sig {
		t.Errorf("signature %x, %v", p.signature, err)
	}
	v, err := Verify(want, KeyMap{s.Method(): s.Public()})
	if err != nil || string(v.Document) != w3cDocument || v.Issuer != issuer || v.Method != s.Method() || !v.Created.Equal(created) {
		t.Errorf("Verify: %+v, %v", v, err)
	}
}

// RFC 8032 section 7.1, TEST 1 to 3 and SHA(abc): our signer's signatures.
func TestRFC8032(t *testing.T) {
	for _, v := range []struct{ seed, public, message, signature string }{
		{
			"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
			"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
			"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
		},
		{
			"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
			"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
			"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
		},
		{
			"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
			"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
			"6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
		},
		{
			"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
			"ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
			"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
			"dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
		},
	} {
		s := NewSigner("did:example:1", ed25519.NewKeyFromSeed(unhex(t, v.seed)))
		if got := hex.EncodeToString(s.Public()); got != v.public {
			t.Errorf("public key %s, want %s", got, v.public)
		}
		got, err := sign(context.Background(), s, unhex(t, v.message))
		if hex.EncodeToString(got) != v.signature || err != nil {
			t.Errorf("signature %x, %v", got, err)
		}
		if err := verify(s.Public(), unhex(t, v.message), unhex(t, v.signature), s.Method()); err != nil {
			t.Error(err)
		}
	}
}

func unhex(t testing.TB, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// RFC 8037 appendix A.4: a JWS with Ed25519. Its header is not one of ours, so
// the parts are compared and the whole is refused.
func TestRFC8037(t *testing.T) {
	const (
		seed  = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
		input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
		sig   = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
	)
	raw, err := base64url.DecodeString(seed)
	if err != nil {
		t.Fatal(err)
	}
	s := NewSigner("did:example:1", ed25519.NewKeyFromSeed(raw))
	got, err := sign(context.Background(), s, []byte(input))
	if err != nil || base64url.EncodeToString(got) != sig {
		t.Errorf("signature %s, %v", base64.RawURLEncoding.EncodeToString(got), err)
	}
	if text := string(base64url.AppendEncode(base64url.AppendEncode(nil, []byte(`{"alg":"EdDSA"}`)), []byte("Example of Ed25519 signing"))); strings.ReplaceAll(input, ".", "") != text {
		t.Errorf("encoded %s", text)
	}
	if _, err := VerifyJWT(input+"."+sig, KeyMap{}); err == nil {
		t.Error("a header that is not ours was taken")
	}
}
