package witness

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	f_note "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace/translog"
)

const origin = "log.example/ocop"

var now = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// log is a tree in memory of some branch, all of whose sizes can be signed.
type log struct {
	signer note.Signer
	vkey   string
	stored []tlog.Hash
}

func newLog(t testing.TB, name string) *log {
	t.Helper()
	skey, vkey, err := note.GenerateKey(nil, name)
	must(t, err)
	signer, err := note.NewSigner(skey)
	must(t, err)
	return (&log{signer: signer, vkey: vkey}).grow(t, 20, "")
}

// fork is a log of the same key that differs from leaf at on.
func (l *log) fork(t testing.TB, at int64) *log {
	f := &log{l.signer, l.vkey, l.stored[:tlog.StoredHashCount(at):tlog.StoredHashCount(at)]}
	return f.grow(t, 20-at, "fork")
}

func (l *log) grow(t testing.TB, n int64, leaf string) *log {
	t.Helper()
	var size int64
	for tlog.StoredHashCount(size) < int64(len(l.stored)) {
		size++
	}
	for i := range n {
		hashes, err := tlog.StoredHashes(size+i, fmt.Appendf(nil, "%s%d", leaf, size+i), l)
		must(t, err)
		l.stored = append(l.stored, hashes...)
	}
	return l
}

func (l *log) ReadHashes(numbers []int64) (hashes []tlog.Hash, err error) {
	for _, n := range numbers {
		hashes = append(hashes, l.stored[n])
	}
	return hashes, nil
}

func (l *log) checkpoint(t testing.TB, size int64) []byte {
	t.Helper()
	root, err := tlog.TreeHash(size, l)
	must(t, err)
	return l.sign(t, fmt.Sprintf("%s\n%d\n%s\n", l.signer.Name(), size, root))
}

func (l *log) sign(t testing.TB, text string) []byte {
	t.Helper()
	b, err := note.Sign(&note.Note{Text: text}, l.signer)
	must(t, err)
	return b
}

func (l *log) request(t testing.TB, old, size int64) Request {
	t.Helper()
	r := Request{Old: old, Checkpoint: l.checkpoint(t, size)}
	if 0 < old && old < size {
		var err error
		r.Proof, err = tlog.ProveTree(size, old, l)
		must(t, err)
	}
	return r
}

func newCosigner(t testing.TB, name string) *translog.Cosigner {
	t.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	must(t, err)
	x, err := translog.NewCosigner(name, key)
	must(t, err)
	return x
}

func newWitness(t testing.TB, s storage.Store, x *translog.Cosigner, logs ...*log) *Witness {
	t.Helper()
	c := Config{Store: Keep(s), Cosigners: []*translog.Cosigner{x}, Now: func() time.Time { return now }}
	for _, l := range logs {
		v, err := note.NewVerifier(l.vkey)
		must(t, err)
		c.Logs = append(c.Logs, v)
	}
	w, err := New(c)
	must(t, err)
	return w
}

func memory(t testing.TB) storage.Store {
	s := storagetest.Memory()
	t.Cleanup(func() { s.Close() })
	return s
}

func post(w http.Handler, body []byte) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/add-checkpoint", bytes.NewReader(body)))
	return rec
}

// verified opens an answer as the specification tells clients to, with the
// verifier of transparency-dev.
func verified(t testing.TB, x *translog.Cosigner, checkpoint []byte, answer *httptest.ResponseRecorder) {
	t.Helper()
	v, err := f_note.NewVerifierForCosignatureV1(x.VKey())
	must(t, err)
	n, err := note.Open(append(bytes.Clone(checkpoint), answer.Body.Bytes()...), note.VerifierList(v))
	must(t, err)
	if at, err := f_note.CoSigV1Timestamp(n.Sigs[0]); err != nil || !at.Equal(now) {
		t.Errorf("cosigned at %v, %v", at, err)
	}
}

// TestAnswers goes through the answers of c2sp.org/tlog-witness, each from a
// witness that cosigned 7 leaves last.
func TestAnswers(t *testing.T) {
	l, other := newLog(t, origin), newLog(t, "other.example")
	imposter := newLog(t, origin) // another key under the same name
	fork := l.fork(t, 5)
	x := newCosigner(t, "witness.example")
	with := func(r Request, change func(*Request)) Request { change(&r); return r }
	for _, c := range []struct {
		name   string
		body   []byte
		status int
		size   string
	}{
		{"grows", l.request(t, 7, 12).Marshal(), 200, ""},
		{"same again", l.request(t, 7, 7).Marshal(), 200, ""},
		{"not a request", []byte("hello"), 400, ""},
		{"no checkpoint", []byte("old 7\n\n"), 400, ""},
		{"checkpoint malformed", []byte("old 7\n\nx\n"), 400, ""},
		{"old above the size", l.request(t, 8, 7).Marshal(), 400, ""},
		{"unknown log", other.request(t, 0, 3).Marshal(), 404, ""},
		{"key of another", imposter.request(t, 7, 12).Marshal(), 403, ""},
		{"signature harmed", bytes.Replace(l.request(t, 7, 12).Marshal(), []byte("\n12\n"), []byte("\n13\n"), 1), 403, ""},
		{"from nothing", l.request(t, 0, 12).Marshal(), 409, "7\n"},
		{"from less", l.request(t, 6, 12).Marshal(), 409, "7\n"},
		{"from more", l.request(t, 8, 12).Marshal(), 409, "7\n"},
		{"smaller tree", l.request(t, 3, 6).Marshal(), 409, "7\n"},
		{"empty tree", l.request(t, 0, 0).Marshal(), 409, "7\n"},
		{"fork of the same size", fork.request(t, 7, 7).Marshal(), 409, ""},
		{"larger fork with its proof", fork.request(t, 7, 12).Marshal(), 422, ""},
		{"proof of the fork", with(l.request(t, 7, 12), func(r *Request) { r.Proof = fork.request(t, 7, 12).Proof }).Marshal(), 422, ""},
		{"no proof", with(l.request(t, 7, 12), func(r *Request) { r.Proof = nil }).Marshal(), 422, ""},
		{"proof cut", with(l.request(t, 7, 12), func(r *Request) { r.Proof = r.Proof[1:] }).Marshal(), 422, ""},
		{"proof too long", with(l.request(t, 7, 12), func(r *Request) { r.Proof = append(r.Proof, tlog.Hash{}) }).Marshal(), 422, ""},
		{"proof where none is", with(l.request(t, 7, 7), func(r *Request) { r.Proof = tlog.TreeProof{{}} }).Marshal(), 422, ""},
		{"size that no tree has", []byte("old 7\n\n" + string(l.sign(t, origin+"\n9223372036854775807\n"+tlog.Hash{}.String()+"\n"))), 400, ""},
		{"largest size", append([]byte("old 7\n"+tlog.Hash{}.String()+"\n\n"), l.sign(t, origin+"\n4611686018427387904\n"+tlog.Hash{}.String()+"\n")...), 422, ""},
		{"huge", append(l.request(t, 7, 12).Marshal(), make([]byte, MaxRequest)...), 413, ""},
	} {
		w := newWitness(t, memory(t), x, l)
		if rec := post(w, l.request(t, 0, 7).Marshal()); rec.Code != 200 {
			t.Fatalf("first: %d %s", rec.Code, rec.Body)
		}
		rec := post(w, c.body)
		if rec.Code != c.status {
			t.Errorf("%s: %d %s, want %d", c.name, rec.Code, rec.Body, c.status)
		}
		if kind := rec.Header().Get("Content-Type"); (kind == "text/x.tlog.size") != (c.size != "") || c.size != "" && rec.Body.String() != c.size {
			t.Errorf("%s: %s %q, want size %q", c.name, kind, rec.Body, c.size)
		}
		last := int64(7)
		if rec.Code == 200 {
			r, err := ParseRequest(c.body)
			must(t, err)
			verified(t, x, r.Checkpoint, rec)
			if c.name == "grows" {
				last = 12
			}
		} else if strings.Contains(rec.Body.String(), "— ") {
			t.Errorf("%s: refused with a signature", c.name)
		}
		if rec := post(w, l.request(t, last, 15).Marshal()); rec.Code != 200 {
			t.Errorf("%s: then %d %s", c.name, rec.Code, rec.Body)
		}
	}
}

func TestFirstContact(t *testing.T) {
	l := newLog(t, origin)
	for _, c := range []struct {
		name   string
		r      Request
		status int
	}{
		{"empty tree", l.request(t, 0, 0), 200},
		{"tree", l.request(t, 0, 9), 200},
		{"empty tree with a root", Request{Checkpoint: l.sign(t, origin+"\n0\n"+tlog.Hash{}.String()+"\n")}, 409},
		{"proof from nothing", Request{Proof: tlog.TreeProof{{}}, Checkpoint: l.checkpoint(t, 9)}, 422},
		{"from something", l.request(t, 3, 9), 409},
	} {
		if rec := post(newWitness(t, memory(t), newCosigner(t, "w"), l), c.r.Marshal()); rec.Code != c.status {
			t.Errorf("%s: %d %s, want %d", c.name, rec.Code, rec.Body, c.status)
		}
	}
	rec := httptest.NewRecorder()
	newWitness(t, memory(t), newCosigner(t, "w"), l).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/add-checkpoint", nil))
	if rec.Code != http.StatusMethodNotAllowed || rec.Header().Get("Allow") != "POST" {
		t.Errorf("GET: %d", rec.Code)
	}
}

// Two keys of a log are known while one replaces the other; either may sign.
// Signatures that others add to a checkpoint are not kept.
func TestTwoKeysOfALog(t *testing.T) {
	l, next := newLog(t, origin), newLog(t, origin)
	next.stored = l.stored
	s := memory(t)
	w := newWitness(t, s, newCosigner(t, "w"), l, next)
	junk := append(l.checkpoint(t, 4), "— junk.example AAAAAAAA\n"...)
	for i, r := range []Request{{Checkpoint: junk}, next.request(t, 4, 6), l.request(t, 6, 9)} {
		if rec := post(w, r.Marshal()); rec.Code != 200 {
			t.Fatalf("request %d: %d %s", i, rec.Code, rec.Body)
		}
		must(t, s.View(t.Context(), func(tx storage.Tx) error {
			kept, err := tx.Get([]byte("witness/" + origin))
			if bytes.Contains(kept, []byte("junk")) {
				t.Errorf("kept %q", kept)
			}
			return err
		}))
	}
}

// The example of c2sp.org/tlog-witness, add-checkpoint.
const example = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`

func TestParseExample(t *testing.T) {
	r, err := ParseRequest([]byte(example))
	must(t, err)
	if r.Old != 20852014 || len(r.Proof) != 4 || base64.StdEncoding.EncodeToString(r.Proof[3][:]) != "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=" {
		t.Errorf("read as %+v", r)
	}
	if c, err := translog.ReadCheckpoint(r.Checkpoint); err != nil || c.Size != 20852163 {
		t.Errorf("its checkpoint has %d leaves, %v", c.Size, err)
	}
	for _, bad := range []string{
		"", "old", "old 1", "old 1\n", "old 1\n\n", "old 01\n\nx", "old -1\n\nx", "old +1\n\nx", "old 1 \n\nx", "old  1\n\nx", "Old 1\n\nx",
		"old 9223372036854775808\n\nx", "old 1\nAAAA\n\nx", "old 1\n\r\nx", "\nold 1\n\nx",
		"old 1\n" + strings.Repeat(tlog.Hash{}.String()+"\n", 64) + "\nx",
		strings.Replace(example, "kaw=", "kax=", 1), // unused bits
	} {
		if r, err := ParseRequest([]byte(bad)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%.40q is read as %+v, %v", bad, r, err)
		}
	}
}

func FuzzParseRequest(f *testing.F) {
	f.Add([]byte(example))
	f.Add([]byte("old 0\n\nx"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ParseRequest(b)
		if err != nil {
			if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrTooLarge) {
				t.Errorf("%v", err)
			}
			return
		}
		if !bytes.Equal(r.Marshal(), b) {
			t.Errorf("%q is read as %+v", b, r)
		}
	})
}
