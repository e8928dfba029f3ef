package translog

import (
	"bytes"
	"strings"
	"testing"

	f_log "github.com/transparency-dev/formats/log"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The example of c2sp.org/signed-note.
const (
	exampleKey  = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
	exampleNote = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)

func TestSignedNoteExample(t *testing.T) {
	k, err := parseKey(exampleKey, typeEd25519)
	must(t, err)
	n, err := note.Open([]byte(exampleNote), note.VerifierList(k))
	must(t, err)
	if n.Text != "This is an example message.\n" {
		t.Errorf("text %q", n.Text)
	}
	_, err = ParseCheckpoint([]byte(exampleNote), k)
	mustBe(t, err, ErrMalformed) // signed, but no checkpoint
}

func signedText(t testing.TB, w *world, text string) []byte {
	t.Helper()
	b, err := note.Sign(&note.Note{Text: text}, w.signer)
	must(t, err)
	return b
}

func TestParseCheckpoint(t *testing.T) {
	w := newWorld(t)
	const root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
	for _, c := range []struct {
		text string
		want error
	}{
		{origin + "\n20852163\n" + root + "\n", nil},
		{origin + "\n0\n" + root + "\n", nil},
		{origin + "\n4611686018427387904\n" + root + "\n", nil},
		{origin + "\n4611686018427387905\n" + root + "\n", ErrMalformed}, // above 2^62
		{origin + "\n9223372036854775807\n" + root + "\n", ErrMalformed},
		{origin + "\n1\n" + root + "\nextension\n", nil},
		{"other\n1\n" + root + "\n", ErrUnverified},
		{origin + "\n9223372036854775808\n" + root + "\n", ErrMalformed},
		{origin + "\n01\n" + root + "\n", ErrMalformed},
		{origin + "\n+1\n" + root + "\n", ErrMalformed},
		{origin + "\n-1\n" + root + "\n", ErrMalformed},
		{origin + "\n 1\n" + root + "\n", ErrMalformed},
		{origin + "\n1\n" + root[:43] + "\n", ErrMalformed},
		{origin + "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", ErrMalformed}, // unused bits
		{origin + "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2JA\n", ErrMalformed}, // 33 bytes
		{origin + "\n1\n", ErrMalformed},
		{origin + "\n1\n\n" + root + "\n", ErrMalformed},
		{origin + "\n1\n" + root + "\n\nextension\n", ErrMalformed},
		{"\n1\n" + root + "\n", ErrMalformed},
	} {
		got, err := ParseCheckpoint(signedText(t, w, c.text), w.verifier)
		if c.want != nil || err != nil {
			mustBe(t, err, c.want)
			continue
		}
		lines := strings.SplitN(c.text, "\n", 4)
		head := strings.TrimSuffix(c.text, lines[3]) // without extension lines
		if formatCheckpoint(got.Origin, got.Size, got.Root) != head {
			t.Errorf("%q parsed as %+v", c.text, got)
		}
	}
}

// TestCheckpointForOthers: the parser of transparency-dev agrees.
func TestCheckpointForOthers(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"), entry("b"))
	must(t, err)
	c, err := l.Publish(t.Context())
	must(t, err)
	theirs, _, n, err := f_log.ParseCheckpoint(c.Note, origin, w.verifier)
	must(t, err)
	if theirs.Origin != c.Origin || theirs.Size != uint64(c.Size) || !bytes.Equal(theirs.Hash, c.Root[:]) || len(n.Sigs) != 1 {
		t.Errorf("they read %+v, we %+v", theirs, c)
	}
}

func TestEveryFlippedBitOfACheckpoint(t *testing.T) {
	w := newWorld(t)
	l := w.open(t)
	_, err := l.Append(t.Context(), entry("a"))
	must(t, err)
	c, err := l.Publish(t.Context())
	must(t, err)
	policy, err := ParsePolicy(LogPolicy(w.vkey))
	must(t, err)
	for i := range 8 * len(c.Note) {
		b := bytes.Clone(c.Note)
		b[i/8] ^= 1 << (i % 8)
		if _, err := ParseCheckpoint(b, w.verifier); err == nil {
			t.Errorf("bit %d of byte %d: parsed", i%8, i/8)
		}
		if _, err := policy.Open(b); err == nil {
			t.Errorf("bit %d of byte %d: opened", i%8, i/8)
		}
	}
}

// FuzzParseCheckpoint signs arbitrary texts: what is accepted has one form.
func FuzzParseCheckpoint(f *testing.F) {
	w := newWorld(f)
	f.Add(formatCheckpoint(origin, 0, tlog.Hash{}))
	f.Add(formatCheckpoint(origin, 1<<62, tlog.Hash{1}) + "extension\n")
	f.Add(formatCheckpoint("other", 7, tlog.Hash{2}))
	f.Fuzz(func(t *testing.T, text string) {
		signed, err := note.Sign(&note.Note{Text: text}, w.signer)
		if err != nil {
			return
		}
		for _, b := range [][]byte{signed, []byte(text)} {
			c, err := ParseCheckpoint(b, w.verifier)
			if err != nil {
				continue
			}
			if !strings.HasPrefix(text, formatCheckpoint(c.Origin, c.Size, c.Root)) || c.Origin != origin || !bytes.Equal(c.Note, b) {
				t.Errorf("%q parsed as %+v", text, c)
			}
		}
	})
}
