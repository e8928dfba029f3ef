package translog

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"reflect"
	"strings"
	"testing"

	f_proof "github.com/transparency-dev/formats/proof"
	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
)

// proofOf appends leaves and proves one of them.
func proofOf(t testing.TB, w *world, index, size int64) (Proof, []byte) {
	t.Helper()
	l := w.open(t)
	for i := range size {
		_, err := l.Append(t.Context(), entry(fmt.Sprint(i)))
		must(t, err)
	}
	c, err := l.Publish(t.Context())
	must(t, err)
	p := Proof{Index: index, Checkpoint: c.Note}
	var leaf []byte
	view(t, w.store, func(tx storage.Tx) (err error) {
		leaf, err = Leaf(tx, index)
		must(t, err)
		p.Hashes, err = Prove(tx, index, size)
		return err
	})
	return p, leaf
}

func TestEveryFlippedBitOfAProof(t *testing.T) {
	for _, size := range []int64{1, 6} {
		w := newWorld(t)
		proof, leaf := proofOf(t, w, size/2, size)
		policy, err := ParsePolicy(LogPolicy(w.vkey))
		must(t, err)
		text := proof.Marshal()
		for i := range 8 * len(text) {
			b := bytes.Clone(text)
			b[i/8] ^= 1 << (i % 8)
			p, err := ParseProof(b)
			if err != nil {
				continue
			}
			if _, err := p.Verify(leaf, policy); err == nil {
				t.Errorf("size %d: bit %d of byte %d: verified", size, i%8, i/8)
			}
		}
	}
}

// TestProofsOfOthers: formats/proof reads what we write and the reverse.
func TestProofsOfOthers(t *testing.T) {
	p, _ := proofOf(t, newWorld(t), 3, 7)
	for _, extra := range [][]byte{nil, []byte("extra data")} {
		p.Extra = extra
		var theirs f_proof.TLogProof
		must(t, theirs.Unmarshal(p.Marshal()))
		if theirs.Index != 3 || !bytes.Equal(theirs.ExtraData, extra) || !bytes.Equal(theirs.Checkpoint, p.Checkpoint) || len(theirs.Hashes) != len(p.Hashes) {
			t.Errorf("they read %+v", theirs)
		}
		back, err := ParseProof(theirs.Marshal())
		must(t, err)
		if !reflect.DeepEqual(back, p) {
			t.Errorf("we read %+v, wrote %+v", back, p)
		}
	}
}

func TestParseProof(t *testing.T) {
	h := tlog.Hash(sha256.Sum256(nil)).String()
	good := []string{
		"c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n",
		"c2sp.org/tlog-proof@v1\nextra YWdl\nindex 73894\n" + h + "\n" + h + "\n\ncheckpoint\n",
		"c2sp.org/tlog-proof@v1\nindex 9223372036854775807\n\ncheck\n\npoint\n",
	}
	for _, text := range good {
		p, err := ParseProof([]byte(text))
		must(t, err)
		if string(p.Marshal()) != text {
			t.Errorf("%q became %q", text, p.Marshal())
		}
	}
	swap := func(old, new string) string { return strings.Replace(good[1], old, new, 1) }
	for name, text := range map[string]string{
		"nothing":           "",
		"header":            swap("@v1", "@v2"),
		"no final part":     "c2sp.org/tlog-proof@v1\nindex 0\n",
		"no checkpoint":     "c2sp.org/tlog-proof@v1\nindex 0\n\n",
		"only a header":     "c2sp.org/tlog-proof@v1\n\ncheckpoint\n",
		"only extra":        "c2sp.org/tlog-proof@v1\nextra YWdl\n\ncheckpoint\n",
		"empty extra":       swap("extra YWdl", "extra "),
		"extra not base64":  swap("YWdl", "YWd"),
		"extra unused bits": swap("YWdl", "YWc9"[:2]+"d="),
		"two extras":        swap("extra YWdl\n", "extra YWdl\nextra YWdl\n"),
		"extra after index": swap("index 73894\n", "index 73894\nextra YWdl\n"),
		"no index":          swap("index 73894\n", ""),
		"leading zero":      swap("index ", "index 0"),
		"sign":              swap("index ", "index +"),
		"two spaces":        swap("index ", "index  "),
		"trailing space":    swap("73894", "73894 "),
		"too large":         swap("73894", "9223372036854775808"),
		"carriage return":   swap("73894\n", "73894\r\n"),
		"hash with CR":      swap(h+"\n", h+"\r\n"),
		"short hash":        swap(h, "YWdl"),
		"hash unused bits":  swap(h, h[:42]+"V="),
		"64 hashes":         swap(h+"\n", strings.Repeat(h+"\n", 63)),
		"huge":              good[1] + strings.Repeat("x", maxProof),
	} {
		if p, err := ParseProof([]byte(text)); err == nil {
			t.Errorf("%s: parsed as %+v", name, p)
		}
	}
}

func FuzzParseProof(f *testing.F) {
	p, _ := proofOf(f, newWorld(f), 2, 5)
	f.Add(p.Marshal())
	p.Extra = []byte{0, 255}
	f.Add(p.Marshal())
	f.Add([]byte("c2sp.org/tlog-proof@v1\nindex 0\n\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ParseProof(b)
		if err != nil {
			return
		}
		if !bytes.Equal(p.Marshal(), b) {
			t.Fatalf("%q became %q", b, p.Marshal())
		}
		var theirs f_proof.TLogProof
		if err := theirs.Unmarshal(b); err == nil && (theirs.Index != uint64(p.Index) || len(theirs.Hashes) != len(p.Hashes)) {
			t.Fatalf("%q: they read %+v, we %+v", b, theirs, p)
		}
	})
}
