package trace_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"testing"
	"unicode/utf8"

	"ocoptrace/trace"
	"ocoptrace/trace/translog"
)

var updateVectors = flag.Bool("update-vectors", false, "make testdata/verify.json anew")

const vectorFile = "testdata/verify.json"

// vectors are bundles and policies with what has to become of them, for every
// verifier: the one of this package and assets/scripts/verify.js.
type vectors struct {
	About    string            `json:"about"`
	Policies map[string]string `json:"policies"`
	Bundles  map[string]string `json:"bundles"`
	Cases    []vector          `json:"cases"`
	Flips    []flips           `json:"flips"`
}

// A vector is a bundle under a policy. The bundle is that of a name, of which
// Cut bytes at At are replaced by Put, or by Put64 where that is not UTF-8.
type vector struct {
	Name     string   `json:"name"`
	Policy   string   `json:"policy"`
	Bundle   string   `json:"bundle"`
	At       int      `json:"at"`
	Cut      int      `json:"cut"`
	Put      string   `json:"put,omitempty"`
	Put64    []byte   `json:"put64,omitempty"` // base64 in the file
	Verified bool     `json:"verified"`
	Steps    []string `json:"steps"`           // before it failed, or all
	Error    string   `json:"error,omitempty"` // as this package words it
}

// flips says which of the policies or bundles that differ in one byte verify:
// with bit (i mod 8) of byte i flipped, with byte i left out, with byte i twice.
type flips struct {
	What    string `json:"what"` // "bundle" or "policy"
	Policy  string `json:"policy"`
	Bundle  string `json:"bundle"`
	Flipped []int  `json:"flipped"`
	Left    []int  `json:"left"`
	Twice   []int  `json:"twice"`
}

func (v *vectors) changed(c vector) []byte {
	b := []byte(v.Bundles[c.Bundle])
	put := append([]byte(c.Put), c.Put64...)
	return slices.Concat(b[:c.At], put, b[c.At+c.Cut:])
}

// judge says what this package makes of a bundle under a policy.
func judge(policy, bundle []byte) (ok bool, steps []string, err error) {
	p, err := translog.ParsePolicy(policy)
	if err != nil {
		return false, nil, err
	}
	b, err := trace.ParseBundle(bundle)
	if err != nil {
		return false, nil, err
	}
	_, err = b.Verify(p, func(name string, _ *trace.Evidence) { steps = append(steps, name) })
	return err == nil, steps, err
}

// What is in the file is what this package says today.
func TestVerifyVectors(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	if *updateVectors {
		writeVectors(t)
	}
	data, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	verified := 0
	for _, c := range v.Cases {
		ok, steps, err := judge([]byte(v.Policies[c.Policy]), v.changed(c))
		if ok != c.Verified || !slices.Equal(steps, c.Steps) {
			t.Errorf("%s: verified %v after %v (%v); the file says %v after %v", c.Name, ok, steps, err, c.Verified, c.Steps)
		}
		if ok {
			verified++
		}
	}
	if verified < 10 || len(v.Cases)-verified < 80 {
		t.Errorf("%d cases, %d verified: too few", len(v.Cases), verified)
	}
	for _, f := range v.Flips {
		if got := v.flip(f); !slices.Equal(got.Flipped, f.Flipped) || !slices.Equal(got.Left, f.Left) || !slices.Equal(got.Twice, f.Twice) {
			t.Errorf("flips of the %s %s: %v", f.What, f.Bundle, got)
		}
	}
}

// flip finds out which changes of one byte verify.
func (v *vectors) flip(f flips) flips {
	policy, bundle := []byte(v.Policies[f.Policy]), []byte(v.Bundles[f.Bundle])
	what := bundle
	if f.What == "policy" {
		what = policy
	}
	accepted := func(change func(b []byte, i int) []byte) []int {
		all := []int{}
		for i := range what {
			p, b := policy, bundle
			if f.What == "policy" {
				p = change(bytes.Clone(what), i)
			} else {
				b = change(bytes.Clone(what), i)
			}
			if ok, _, _ := judge(p, b); ok {
				all = append(all, i)
			}
		}
		return all
	}
	f.Flipped = accepted(func(b []byte, i int) []byte { b[i] ^= 1 << (i % 8); return b })
	f.Left = accepted(func(b []byte, i int) []byte { return slices.Delete(b, i, i+1) })
	f.Twice = accepted(func(b []byte, i int) []byte { return slices.Insert(b, i, b[i]) })
	return f
}

// add judges a bundle and notes it as a change of the bundle of a name.
func (v *vectors) add(name, policy, base, bundle string) {
	b := v.Bundles[base]
	at := 0
	for at < len(b) && at < len(bundle) && b[at] == bundle[at] {
		at++
	}
	for at > 0 && at < len(b) && !utf8.RuneStart(b[at]) {
		at--
	}
	tail := 0
	for tail < min(len(b), len(bundle))-at && b[len(b)-1-tail] == bundle[len(bundle)-1-tail] {
		tail++
	}
	for tail > 0 && !utf8.RuneStart(b[len(b)-tail]) {
		tail--
	}
	c := vector{Name: name, Policy: policy, Bundle: base, At: at, Cut: len(b) - at - tail}
	if put := bundle[at : len(bundle)-tail]; utf8.ValidString(put) {
		c.Put = put
	} else {
		c.Put64 = []byte(put)
	}
	var err error
	if c.Verified, c.Steps, err = judge([]byte(v.Policies[policy]), []byte(bundle)); err != nil {
		c.Error = err.Error()
	}
	v.Cases = append(v.Cases, c)
}

func writeVectors(t *testing.T) {
	v := &vectors{
		About:    "Bundles and policies with what a verifier has to make of them; see verifyvectors_test.go. All keys in it are for tests.",
		Policies: make(map[string]string), Bundles: make(map[string]string),
	}
	v.make(t)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectorFile, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
