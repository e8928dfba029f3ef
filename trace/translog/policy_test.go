package translog

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	f_note "github.com/transparency-dev/formats/note"
	f_witness "github.com/transparency-dev/formats/witness"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// witness is one of transparency-dev's signers of cosignature/v1.
type witness struct {
	signer note.Signer
	vkey   string
}

func newWitness(t testing.TB, name string) witness {
	t.Helper()
	skey, vkey, err := note.GenerateKey(nil, name)
	must(t, err)
	signer, err := f_note.NewSignerForCosignatureV1(skey)
	must(t, err)
	vkey, err = f_note.VKeyToCosignatureV1(vkey)
	must(t, err)
	return witness{signer, vkey}
}

func cosigned(t testing.TB, w *world, by ...witness) []byte {
	t.Helper()
	signers := []note.Signer{w.signer}
	for _, x := range by {
		signers = append(signers, x.signer)
	}
	b, err := note.Sign(&note.Note{Text: formatCheckpoint(origin, 1, tlog.RecordHash([]byte("x")))}, signers...)
	must(t, err)
	return b
}

// TestQuorums compares each policy with each set of cosigners, and with the
// policy implementation of transparency-dev.
func TestQuorums(t *testing.T) {
	w := newWorld(t)
	var all []witness
	lines := "# comment\n\nlog " + w.vkey + "\n"
	for i := range 5 {
		x := newWitness(t, fmt.Sprint("witness.example/", i))
		all = append(all, x)
		lines += fmt.Sprintf("\twitness w%d %s  https://witness.example/%d\n", i, x.vkey, i)
	}
	groups := "group X 2 w0 w1 w2\ngroup Y any w3 w4\ngroup Z all X Y\n"
	count := func(set, mask int) (n int) {
		for b := set & mask; b > 0; b &= b - 1 {
			n++
		}
		return n
	}
	for quorum, met := range map[string]func(set int) bool{
		"quorum none\n":        func(int) bool { return true },
		"quorum w2\n":          func(set int) bool { return set&4 != 0 },
		groups + "quorum X\n":  func(set int) bool { return count(set, 7) >= 2 },
		groups + "quorum Y\n":  func(set int) bool { return count(set, 24) >= 1 },
		groups + "quorum Z \n": func(set int) bool { return count(set, 7) >= 2 && count(set, 24) >= 1 },
	} {
		policy, err := ParsePolicy([]byte(lines + quorum))
		must(t, err)
		theirs, err := f_witness.ParsePolicy([]byte(lines + quorum))
		must(t, err)
		for set := range 32 {
			var by []witness
			for i := range all {
				if set>>i&1 == 1 {
					by = append(by, all[i])
				}
			}
			b := cosigned(t, w, by...)
			_, err := policy.Open(b)
			if err != nil {
				mustBe(t, err, ErrUnverified)
			}
			if (err == nil) != met(set) || theirs.Satisfied(b) != met(set) {
				t.Errorf("%q with cosigners %05b: %v, they say %t, want %t", quorum, set, err, theirs.Satisfied(b), met(set))
			}
		}
	}
}

func TestFlippedCosignature(t *testing.T) {
	w := newWorld(t)
	x := newWitness(t, "witness.example")
	policy, err := ParsePolicy([]byte("log " + w.vkey + "\nwitness w " + x.vkey + "\nquorum w\n"))
	must(t, err)
	b := cosigned(t, w, x)
	_, err = policy.Open(b)
	must(t, err)
	for i := range 8 * len(b) {
		flipped := bytes.Clone(b)
		flipped[i/8] ^= 1 << (i % 8)
		if _, err := policy.Open(flipped); err == nil {
			t.Errorf("bit %d of byte %d: opened", i%8, i/8)
		}
	}
}

// TestCosignatureTime: a time of 2^63 or more is refused, though well signed.
func TestCosignatureTime(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	must(t, err)
	k := publicKey{kind: typeCosignature, public: [32]byte(public)}
	for seconds, want := range map[uint64]bool{0: true, 1679315147: true, 1<<63 - 1: true, 1 << 63: false, 1<<64 - 1: false} {
		signed := ed25519.Sign(private, fmt.Appendf(nil, "cosignature/v1\ntime %d\ntext\n", seconds))
		signature := append(binary.BigEndian.AppendUint64(nil, seconds), signed...)
		if got := k.Verify([]byte("text\n"), signature); got != want {
			t.Errorf("time %d: %t", seconds, got)
		}
		if k.Verify([]byte("text\n"), signature[:71]) || k.Verify([]byte("text\n"), nil) {
			t.Error("cut signature verified")
		}
	}
}

// TestWhoSigned: only a log of the policy, under its own origin, is believed.
func TestWhoSigned(t *testing.T) {
	w, stranger := newWorld(t), newWorld(t)
	x := newWitness(t, origin) // a witness that bears the log's name
	b := cosigned(t, w)
	for name, c := range map[string]struct {
		policy string
		note   []byte
	}{
		"stranger's key": {string(LogPolicy(stranger.vkey)), b},
		"no log":         {"quorum none\n", b},
		"witness only":   {"log " + stranger.vkey + "\nwitness w " + x.vkey + "\nquorum w\n", cosigned(t, w, x)},
		"other origin":   {string(LogPolicy(w.vkey)), signedText(t, w, strings.Replace(formatCheckpoint(origin, 1, tlog.Hash{}), "log", "lag", 1))},
	} {
		policy, err := ParsePolicy([]byte(c.policy))
		must(t, err)
		if _, err := policy.Open(c.note); !errors.Is(err, ErrUnverified) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (Policy{}).Open(b); !errors.Is(err, ErrUnverified) {
		t.Errorf("zero policy: %v", err)
	}
	both, err := ParsePolicy([]byte("log " + stranger.vkey + "\n" + string(LogPolicy(w.vkey))))
	must(t, err)
	_, err = both.Open(b)
	must(t, err)
}

func TestParsePolicyRefuses(t *testing.T) {
	w := newWorld(t)
	x, y := newWitness(t, "x.example"), newWitness(t, "y.example")
	xy := "witness x " + x.vkey + "\nwitness y " + y.vkey + "\n"
	_, mldsa, err := f_note.GenerateMLDSAKey("pq.example")
	must(t, err)
	// The same key under another name.
	k, err := parseKey(w.vkey, typeEd25519)
	must(t, err)
	renamed, err := note.NewEd25519VerifierKey("other.example", k.public[:])
	must(t, err)
	for name, text := range map[string]string{
		"no quorum":              "log " + w.vkey + "\n",
		"empty":                  "",
		"no final newline":       "log " + w.vkey + "\nquorum none",
		"two quorums":            "quorum none\nquorum none\n",
		"undefined quorum":       "quorum x\n",
		"quorum before":          "quorum x\n" + xy,
		"quorum without name":    "quorum\n",
		"quorum of two":          xy + "quorum x y\n",
		"unknown keyword":        "Log " + w.vkey + "\nquorum none\n",
		"log without key":        "log\nquorum none\n",
		"log with more":          "log " + w.vkey + " url more\nquorum none\n",
		"log twice":              "log " + w.vkey + "\nlog " + w.vkey + "\nquorum none\n",
		"log renamed":            "log " + w.vkey + "\nlog " + renamed + "\nquorum none\n",
		"log with witness key":   "log " + x.vkey + "\nquorum none\n",
		"witness with log key":   "witness w " + w.vkey + "\nquorum none\n",
		"ML-DSA witness":         "witness w " + mldsa + "\nquorum none\n",
		"ML-DSA log":             "log " + mldsa + "\nquorum none\n",
		"witness twice":          "witness x " + x.vkey + "\nwitness z " + x.vkey + "\nquorum none\n",
		"name twice":             "witness x " + x.vkey + "\nwitness x " + y.vkey + "\nquorum none\n",
		"witness none":           "witness none " + x.vkey + "\nquorum none\n",
		"group named none":       xy + "group none any x\nquorum none\n",
		"group named x":          xy + "group x any y\nquorum none\n",
		"group without member":   xy + "group g any\nquorum none\n",
		"group of none":          xy + "group g any none\nquorum none\n",
		"undefined member":       xy + "group g any z\nquorum none\n",
		"group in itself":        xy + "group g any g\nquorum none\n",
		"member twice":           xy + "group g any x x\nquorum none\n",
		"member of two groups":   xy + "group g any x\ngroup h any x\nquorum none\n",
		"threshold 0":            xy + "group g 0 x\nquorum none\n",
		"threshold 2 of 1":       xy + "group g 2 x\nquorum none\n",
		"threshold 01":           xy + "group g 01 x\nquorum none\n",
		"threshold some":         xy + "group g some x\nquorum none\n",
		"carriage return":        "quorum none\r\n",
		"NUL":                    "# \x00\nquorum none\n",
		"DEL":                    "# \x7f\nquorum none\n",
		"key ID in capitals":     "log " + strings.Replace(exampleKey, "530d903a", "530D903A", 1) + "\nquorum none\n",
		"key ID wrong":           "log " + strings.Replace(w.vkey, "+", "+0", 1) + "\nquorum none\n",
		"key without name":       "log " + w.vkey[len(origin):] + "\nquorum none\n",
		"key not base64":         "log " + w.vkey + "!\nquorum none\n",
		"key with Unicode space": "log a\u00a0b" + w.vkey[len(origin):] + "\nquorum none\n",
		"huge":                   strings.Repeat("#\n", maxPolicy/2) + "quorum none\n",
	} {
		if _, err := ParsePolicy([]byte(text)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPolicySpelling(t *testing.T) {
	w := newWorld(t)
	x := newWitness(t, "x.example")
	plain := "log " + w.vkey + "\nwitness \xff\u00a0 " + x.vkey + "\ngroup any all \xff\u00a0\nquorum any\n"
	want, err := ParsePolicy([]byte(plain))
	must(t, err)
	fancy := "\t # comment \xe2\n\n" + strings.ReplaceAll(strings.ReplaceAll(plain, " ", " \t "), "\n", " \n \n")
	got, err := ParsePolicy([]byte(fancy))
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q and %q differ", plain, fancy)
	}
}

// FuzzParsePolicy: an accepted policy means the same without its comments,
// blank lines, spare whitespace and URLs of logs.
func FuzzParsePolicy(f *testing.F) {
	w := newWorld(f)
	x, y := newWitness(f, "x.example"), newWitness(f, "y.example")
	f.Add(LogPolicy(w.vkey))
	f.Add([]byte("# c\nlog " + w.vkey + " u\nwitness x " + x.vkey + " u\nwitness y\t" + y.vkey + "\ngroup g 2 x y\nquorum g\n"))
	f.Add([]byte("quorum none\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ParsePolicy(b)
		if err != nil {
			mustBe(t, err, ErrMalformed)
			return
		}
		again, err := ParsePolicy(canonicalPolicy(b))
		if err != nil || !reflect.DeepEqual(p, again) {
			t.Fatalf("%q: %v\n%+v\n%+v", b, err, p, again)
		}
	})
}

func canonicalPolicy(b []byte) []byte {
	var out []byte
	for line := range strings.Lines(string(b)) {
		fields := strings.FieldsFunc(line, func(c rune) bool { return strings.ContainsRune(" \t\n", c) })
		switch {
		case len(fields) == 0 || fields[0][0] == '#':
			continue
		case fields[0] == "log":
			fields = fields[:2]
		}
		out = append(out, strings.Join(fields, " ")+"\n"...)
	}
	return out
}
