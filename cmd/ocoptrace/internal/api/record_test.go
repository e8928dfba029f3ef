package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ocoptrace/trace/credential"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"

	"github.com/go-jose/go-jose/v4"
)

// batchRecord is the record of lot ST-01 and its path.
func (w *world) batchRecord(t *testing.T) (path string, record []byte) {
	t.Helper()
	s, err := w.ScanBatch(t.Context(), rice, "ST-01")
	if err != nil {
		t.Fatal(err)
	}
	return recordPath(s.Batch.ID), s.Batch.Record
}

func TestRecordForms(t *testing.T) {
	w := newWorld(t)
	path, record := w.batchRecord(t)
	for _, c := range []struct{ accept, want string }{
		{"", typeVC},
		{"*/*", typeVC},
		{"application/*", typeVC},
		{"application/vc", typeVC},
		{"application/json", typeJSON},
		{"application/ld+json", typeLD},
		{`application/ld+json; profile="http://www.w3.org/ns/json-ld#compacted"; q=0.9`, typeLD},
		{"application/vc+jwt", typeJWT},
		{"application/vc;q=0.2, application/vc+jwt;q=0.3", typeJWT},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", typeJSON}, // a browser shows it
		{"image/avif,image/webp,*/*;q=0.1", typeVC},
	} {
		answer := ok(t, w, path, "Accept: "+c.accept)
		if got := answer.Header().Get("Content-Type"); got != c.want {
			t.Errorf("Accept %q: %s, want %s", c.accept, got, c.want)
		}
		if c.want != typeJWT && !bytes.Equal(answer.Body.Bytes(), record) {
			t.Errorf("Accept %q: not the record's bytes", c.accept)
		}
		if got := answer.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Errorf("Accept %q: Cache-Control %q", c.accept, got)
		}
	}
	for _, accept := range []string{"image/png", "text/plain", "application/vc;q=0", "*/*;q=0"} {
		p := failed(t, get(t, w, path, "Accept: "+accept), http.StatusNotAcceptable)
		if !slices.Equal(p.Available, recordTypes) {
			t.Errorf("Accept %q: available %v", accept, p.Available)
		}
	}
}

func TestRecordCaching(t *testing.T) {
	w := newWorld(t)
	path, record := w.batchRecord(t)
	tags := map[string]string{}
	for _, accept := range []string{typeVC, typeJSON, typeLD, typeJWT} {
		answer := ok(t, w, path, "Accept: "+accept)
		tag := answer.Header().Get("ETag")
		if before, twice := tags[tag]; twice || strings.HasPrefix(tag, "W/") {
			t.Errorf("%s has the tag of %s, or a weak one: %s", accept, before, tag)
		}
		tags[tag] = accept
		again := get(t, w, path, "Accept: "+accept, "If-None-Match: W/"+tag)
		if again.Code != http.StatusNotModified || again.Body.Len() > 0 || again.Header().Get("ETag") != tag {
			t.Errorf("%s again: %d, %d bytes", accept, again.Code, again.Body.Len())
		}
	}
	head := do(t, w, http.MethodHead, path)
	if head.Code != 200 || head.Body.Len() > 0 || head.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD: %d, %d bytes, length %q of %d", head.Code, head.Body.Len(), head.Header().Get("Content-Length"), len(record))
	}
}

// What is served verifies with the keys and the policy that are served.
func TestRecordVerifies(t *testing.T) {
	w := newWorld(t)
	path, record := w.batchRecord(t)
	did, methods, err := credential.ParseDIDDocument(ok(t, w, "/.well-known/did.json").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	keys := credential.KeyMap{}
	for _, m := range methods {
		keys[m.ID] = m.Key
	}
	verified, err := credential.Verify(ok(t, w, path).Body.Bytes(), keys)
	if err != nil {
		t.Fatal(err)
	}
	if verified.Issuer != did || did != "did:web:tx.example.vn" {
		t.Errorf("issuer %s, DID document of %s", verified.Issuer, did)
	}
	policy, err := translog.ParsePolicy(ok(t, w, "/log/policy").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	text := ok(t, w, path+"/proof").Body.Bytes()
	proof, err := translog.ParseProof(text)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := proof.Verify(record, policy)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := proof.Verify(bytes.Replace(record, []byte("ST-01"), []byte("ST-02"), 1), policy); err == nil {
		t.Error("the proof verifies another record")
	}
	newest, err := translog.ParseCheckpoint(ok(t, w, "/log/checkpoint").Body.Bytes(), w.Verifier)
	if err != nil {
		t.Fatal(err)
	}
	if newest.Root != shown.Root || newest.Size != shown.Size {
		t.Errorf("proof of size %d, checkpoint of %d", shown.Size, newest.Size)
	}
	if got := ok(t, w, "/log/vkey").Body.String(); got != w.VKey+"\n" {
		t.Errorf("vkey %q, want %q", got, w.VKey)
	}
}

// Another implementation accepts the token; its payload is the record without
// its proof.
func TestJWT(t *testing.T) {
	w := newWorld(t)
	path, record := w.batchRecord(t)
	answer := ok(t, w, path+"/jwt")
	if got := answer.Header().Get("Content-Type"); got != typeJWT {
		t.Errorf("Content-Type %s", got)
	}
	token, err := jose.ParseSignedCompact(answer.Body.String(), []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil {
		t.Fatal(err)
	}
	payload, err := token.Verify(w.Config.Signer.Public())
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(record, &members); err != nil {
		t.Fatal(err)
	}
	delete(members, "proof")
	text, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	if want, err := credential.Canonicalize(text); err != nil || !bytes.Equal(payload, want) {
		t.Errorf("payload %s, want %s (%v)", payload, want, err)
	}
}

func TestRecordErrors(t *testing.T) {
	w := newWorld(t)
	path, record := w.batchRecord(t)
	if got := ok(t, w, "/records/"+strings.ToUpper(strings.TrimPrefix(path, "/records/"))).Body.Bytes(); !bytes.Equal(got, record) {
		t.Error("a UUID in capitals is another record")
	}
	for _, uuid := range []string{
		"00000000-0000-4000-8000-000000000000", "x", "..", "%2e%2e", "%00", "urn:uuid:" + path[9:],
		strings.Repeat("a", 5000), path[9:] + "%20",
	} {
		for _, suffix := range []string{"", "/jwt", "/proof"} {
			if p := failed(t, get(t, w, "/records/"+uuid+suffix), http.StatusNotFound); p.Type != tracetest.BaseURL+"/ns/problems#unknown" {
				t.Errorf("%.60s%s: type %s", uuid, suffix, p.Type)
			}
		}
	}
}
