package trace_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A forger makes bundles of whatever records it is given: it holds all keys, so
// it can say what no registry would.
type forger struct {
	t      testing.TB
	origin string
	skey   string
	vkey   string
	signer credential.Signer
	extra  func(checkpoint []byte) []byte // changes the signed checkpoint; nil: as it is
}

const forgedDID = "did:web:tx.example.vn"

func newForger(t testing.TB) *forger {
	t.Helper()
	f := &forger{t: t, origin: "tx.example.vn/log", signer: credential.NewSigner(forgedDID, ed25519.NewKeyFromSeed(make([]byte, 32)))}
	var err error
	if f.skey, f.vkey, err = note.GenerateKey(rand.NewChaCha8([32]byte{7}), f.origin); err != nil {
		t.Fatal(err)
	}
	return f
}

// document is an unsigned statement of a subject.
func (f *forger) document(kind, subject string) string {
	return `{"@context":["https://www.w3.org/ns/credentials/v2","https://tx.example.vn/ns/v1"],"credentialSubject":` + subject +
		`,"id":"urn:uuid:00000000-0000-4000-8000-000000000000","issuer":"` + forgedDID + `","type":["VerifiableCredential","` + kind +
		`Statement"],"validFrom":"2026-11-23T05:00:00Z"}`
}

// sign is the record of a document.
func (f *forger) sign(document string) []byte {
	return f.signBy(f.signer, document, "2026-11-23T05:00:00Z")
}

func (f *forger) signBy(s credential.Signer, document, created string) []byte {
	f.t.Helper()
	at, err := time.Parse(time.RFC3339, created)
	if err != nil {
		f.t.Fatal(err)
	}
	record, err := credential.Sign(context.Background(), []byte(document), s, at)
	if err != nil {
		f.t.Fatalf("%v: %s", err, document)
	}
	return record
}

func (f *forger) state(kind, subject string) []byte { return f.sign(f.document(kind, subject)) }

// service is the statement that leaf 0 has to be.
func (f *forger) service(methods ...string) []byte {
	if methods == nil {
		methods = []string{f.signer.Method()}
	}
	keys, _ := json.Marshal(methods) // strings always can be
	return f.state("Service", `{"baseUrl":"https://tx.example.vn","issuerKeys":`+string(keys)+
		`,"logKey":"`+f.vkey+`","origin":"`+f.origin+`","type":"Service"}`)
}

func (f *forger) product(id string) []byte {
	return f.state("Product", `{"entity":"htx","group":"I.2a","name":"Gạo","product":"`+id+`","taxonomy":"26/2026","type":"Product"}`)
}

// log proves some leaves of the log of all records.
func (f *forger) log(records [][]byte, leaves ...int64) []trace.BundleEntry {
	f.t.Helper()
	var hashes []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = hashes[x]
		}
		return out, nil
	})
	for i, r := range records {
		grown, err := tlog.StoredHashes(int64(i), r, read)
		if err != nil {
			f.t.Fatal(err)
		}
		hashes = append(hashes, grown...)
	}
	size := int64(len(records))
	root, err := tlog.TreeHash(size, read)
	if err != nil {
		f.t.Fatal(err)
	}
	checkpoint := f.checkpoint(size, root)
	var entries []trace.BundleEntry
	for _, i := range leaves {
		proof, err := tlog.ProveRecord(size, i, read)
		if err != nil {
			f.t.Fatal(err)
		}
		p := translog.Proof{Index: i, Hashes: proof, Checkpoint: checkpoint}
		entries = append(entries, trace.BundleEntry{Record: records[i], Proof: p.Marshal()})
	}
	return entries
}

func (f *forger) checkpoint(size int64, root tlog.Hash) []byte {
	f.t.Helper()
	signer, err := note.NewSigner(f.skey)
	if err != nil {
		f.t.Fatal(err)
	}
	text := f.origin + "\n" + string(tlog.FormatTree(tlog.Tree{N: size, Hash: root}))[len("go.sum database tree\n"):]
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		f.t.Fatal(err)
	}
	if f.extra != nil {
		signed = f.extra(signed)
	}
	return signed
}

// bundle is the file of a bundle about a product whose log is exactly records.
func (f *forger) bundle(product string, records ...[]byte) string {
	leaves := make([]int64, len(records))
	for i := range leaves {
		leaves[i] = int64(i)
	}
	return marshal(f.t, trace.Bundle{Product: product, Entries: f.log(records, leaves...)})
}

// with is a bundle whose third record is the one to be judged.
func (f *forger) with(record []byte) string {
	return f.bundle("gao", f.service(), f.product("gao"), record)
}

func marshal(t testing.TB, b trace.Bundle) string {
	t.Helper()
	data, err := b.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
