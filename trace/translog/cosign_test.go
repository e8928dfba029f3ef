package translog

import (
	"bytes"
	"crypto/ed25519"
	"testing"
	"time"

	f_note "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// What a Cosigner signs, the verifier of transparency-dev and our policies accept.
func TestCosignerAgainstFormats(t *testing.T) {
	w := newWorld(t)
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	x, err := NewCosigner("witness.example/1", key)
	must(t, err)
	theirs, err := f_note.NewVerifierForCosignatureV1(x.VKey())
	must(t, err)
	if theirs.Name() != x.Verifier().Name() || theirs.KeyHash() != x.Verifier().KeyHash() {
		t.Errorf("key %s+%08x, they say %s+%08x", x.Verifier().Name(), x.Verifier().KeyHash(), theirs.Name(), theirs.KeyHash())
	}
	policy, err := ParsePolicy([]byte("log " + w.vkey + "\nwitness w " + x.VKey() + " https://witness.example/1\nquorum w\n"))
	must(t, err)
	if all := policy.Witnesses(); len(all) != 1 || all[0].Prefix != "https://witness.example/1" || all[0].Verifier != x.Verifier() {
		t.Errorf("witnesses of the policy: %v", all)
	}
	signed := signedText(t, w, formatCheckpoint(origin, 3, tlog.Hash{1})+"extension\n")
	c, err := ReadCheckpoint(signed)
	must(t, err)
	at := time.Date(2026, 3, 1, 8, 0, 0, 999, time.UTC)
	line, err := x.Cosign(c.Text(), at)
	must(t, err)
	n, err := note.Open(append(signed, line...), note.VerifierList(theirs))
	must(t, err)
	if n.Text != string(c.Text()) || len(n.Sigs) != 1 {
		t.Fatalf("they open %q with %d signatures", n.Text, len(n.Sigs))
	}
	for name, read := range map[string]func(note.Signature) (time.Time, error){"ours": CosignedAt, "theirs": f_note.CoSigV1Timestamp} {
		if got, err := read(n.Sigs[0]); err != nil || !got.Equal(at.Truncate(time.Second)) {
			t.Errorf("%s: cosigned at %v, %v", name, got, err)
		}
	}
	_, err = policy.Open(append(signed, line...))
	must(t, err)
	_, err = policy.Open(signed)
	mustBe(t, err, ErrUnverified)
}

func TestCosignerRefuses(t *testing.T) {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	for _, name := range []string{"", "a b", "a+b", "\xff"} {
		_, err := NewCosigner(name, key)
		mustBe(t, err, ErrMalformed)
	}
	x, err := NewCosigner("w", key)
	must(t, err)
	if line, err := x.Cosign([]byte("text\n"), time.Unix(-1, 0)); err == nil {
		t.Errorf("cosigned before 1970: %q", line)
	}
	_, err = CosignedAt(note.Signature{Name: "w", Base64: "AAAA"})
	mustBe(t, err, ErrMalformed)
}

// ReadCheckpoint and ParseCheckpoint read the same, except that the former
// needs no signature that verifies.
func TestReadCheckpoint(t *testing.T) {
	w := newWorld(t)
	signed := signedText(t, w, formatCheckpoint(origin, 1, tlog.Hash{1}))
	want, err := ParseCheckpoint(signed, w.verifier)
	must(t, err)
	got, err := ReadCheckpoint(signed)
	must(t, err)
	if got.Origin != want.Origin || got.Size != want.Size || got.Root != want.Root || !bytes.Equal(got.Note, want.Note) {
		t.Errorf("%+v, want %+v", got, want)
	}
	for _, bad := range [][]byte{nil, got.Text(), signed[:len(signed)-1], bytes.Repeat([]byte("a"), maxNote+1)} {
		_, err := ReadCheckpoint(bad)
		mustBe(t, err, ErrMalformed)
	}
}
