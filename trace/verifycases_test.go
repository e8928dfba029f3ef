package trace_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/note"
)

// make fills the vectors.
func (v *vectors) make(t *testing.T) {
	f := newForger(t)
	v.policies(t, f)
	v.honest(t)
	v.files(t)
	v.proofs(t)
	v.subjects(t)
	v.checkpoints(t, f)
	v.statements(t, f)
	v.services(t, f)
	v.Bundles["small"] = f.bundle("gao", f.service(), f.product("gao"))
	v.add("small", "forger", "small", v.Bundles["small"])
	v.Flips = append(v.Flips, v.flip(flips{What: "bundle", Policy: "forger", Bundle: "small"}),
		v.flip(flips{What: "policy", Policy: "commented", Bundle: "small"}))
}

func (v *vectors) policies(t *testing.T, f *forger) {
	w := tracetest.New(t)
	_, stranger, err := note.GenerateKey(rand.NewChaCha8([32]byte{9}), tracetest.Origin)
	if err != nil {
		t.Fatal(err)
	}
	v.Policies["log"] = string(translog.LogPolicy(w.VKey))
	v.Policies["forger"] = string(translog.LogPolicy(f.vkey))
	v.Policies["commented"] = "# một nhật ký\nlog\t" + f.vkey + "  https://tx.example.vn/log \n\nquorum none\n"
	v.Policies["other key"] = string(translog.LogPolicy(stranger))
	v.Policies["two logs"] = "log " + stranger + "\nlog " + w.VKey + "\nquorum none\n"
	a, b, c := cosigner(t, 1).VKey(), cosigner(t, 2).VKey(), cosigner(t, 3).VKey()
	three := "log " + f.vkey + "\nwitness a " + a + "\nwitness b " + b + " https://b.example/\nwitness c " + c + "\n"
	for name, tail := range map[string]string{
		"all of three": "group g all a b c\nquorum g\n", "any of three": "group g any a b c\nquorum g\n",
		"two of three": "group g 2 a b c\nquorum g\n", "nested": "group g any a b\ngroup h all g c\nquorum h\n",
		"quorum a": "quorum a\n", "four of three": "group g 4 a b c\nquorum g\n", "none of three": "group g 0 a b c\nquorum g\n",
		"member twice": "group g any a a\nquorum g\n", "name twice": "group a any b c\nquorum a\n",
		"unknown member": "group g any a d\nquorum g\n", "unknown quorum": "quorum d\n", "no quorum": "", "two quorums": "quorum a\nquorum none\n",
		"no line end": "quorum a", "unknown keyword": "peer a\nquorum a\n", "leading zero": "group g 02 a b c\nquorum g\n",
		"control character": "quorum a\r\n", "member none": "group g any none a\nquorum g\n",
	} {
		v.Policies[name] = three + tail
	}
	v.Policies["key twice"] = "log " + f.vkey + "\nlog " + f.vkey + "\nquorum none\n"
	v.Policies["wrong id"] = "log " + regexp.MustCompile(`\+[0-9a-f]{8}\+`).ReplaceAllString(f.vkey, "+00000000+") + "\nquorum none\n"
	v.Policies["witness as log"] = "log " + a + "\nquorum none\n"
	v.Policies["empty"] = ""
}

// inOrder goes through a map in the order of its keys, so that the file stays
// as it is.
func inOrder[V any](m map[string]V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if !yield(name, m[name]) {
				return
			}
		}
	}
}

func cosigner(t *testing.T, seed byte) *translog.Cosigner {
	t.Helper()
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32))
	c, err := translog.NewCosigner(fmt.Sprintf("witness.example/%d", seed), key)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// honest bundles, as a service hands them out.
func (v *vectors) honest(t *testing.T) {
	label, _ := bundle(t)
	v.Bundles["label"] = string(label)
	w, run, labels := rolled(t)
	w.State(t, claim(t, run, 1, 5))
	scan := func(name string, s *trace.Scan, err error) {
		if err != nil {
			t.Fatal(err)
		}
		v.Bundles[name] = marshal(t, s.Bundle())
	}
	ctx := context.Background()
	s, err := w.ScanCode(ctx, string(labels[1].Code))
	scan("claimed", s, err)
	s, err = w.ScanCode(ctx, string(labels[9].Code))
	scan("blank", s, err)
	s, err = w.ScanBatch(ctx, "gao-seng-cu", "ST-01")
	scan("batch", s, err)
	s, err = w.ScanProduct(ctx, "gao-seng-cu")
	scan("product", s, err)
	for _, name := range []string{"label", "claimed", "blank", "batch", "product"} {
		v.add(name, "log", name, v.Bundles[name])
	}
	for _, policy := range []string{"other key", "two logs", "forger", "empty", "key twice", "wrong id"} {
		v.add("label, policy "+policy, policy, "label", v.Bundles["label"])
	}
}

// replace adds a case for each change of a text of a bundle, of its first place.
func (v *vectors) replace(t *testing.T, base string, changes [][3]string) {
	t.Helper()
	for _, c := range changes {
		if !strings.Contains(v.Bundles[base], c[1]) {
			t.Fatalf("%s: no %q in bundle %s", c[0], c[1], base)
		}
		v.add(c[0], "log", base, strings.Replace(v.Bundles[base], c[1], c[2], 1))
	}
}

// files that are not as the service writes them.
func (v *vectors) files(t *testing.T) {
	whole := v.Bundles["label"]
	for i := range 8 {
		v.add(fmt.Sprintf("cut after %d eighths", i), "log", "label", whole[:len(whole)*i/8])
	}
	for name, text := range inOrder(map[string]string{
		"without its line end": strings.TrimSuffix(whole, "\n"), "two line ends": whole + "\n", "another value behind it": whole + "{}",
		"byte order mark": "\ufeff" + whole, "space in front": " " + whole, "an array": "[" + strings.TrimSuffix(whole, "\n") + "]\n",
		"nested": strings.Repeat("[", 12_000), "nested and closed": strings.Repeat("[", 12_000) + strings.Repeat("]", 12_000),
		"not UTF-8 in a record": strings.Replace(whole, "HTX G", "HTX \xff", 1), "not UTF-8 outside": strings.Replace(whole, "tlog-proof", "tlog-pr\xffof", 1),
	}) {
		v.add(name, "log", "label", text)
	}
	v.replace(t, "label", [][3]string{
		{"another format", `ocoptrace-bundle-1`, `ocoptrace-bundle-2`},
		{"member twice", `"product":"gao-seng-cu"`, `"product":"gao-seng-cu","product":"gao-seng-cu"`},
		{"unknown member", `"product":`, `"note":"","product":`},
		{"product empty", `"product":"gao-seng-cu"`, `"product":""`},
		{"product null", `"product":"gao-seng-cu"`, `"product":null`},
		{"product a number", `"product":"gao-seng-cu"`, `"product":7`},
		{"product escaped", `"product":"gao-seng-cu"`, `"product":"\u0067ao-seng-cu"`},
		{"product a lone surrogate", `"product":"gao-seng-cu"`, `"product":"\ud800"`},
		{"product a line separator", `"product":"gao-seng-cu"`, `"product":"\u2028"`},
		{"product a raw line separator", `"product":"gao-seng-cu"`, "\"product\":\"\u2028\""},
		{"product with a backspace", `"product":"gao-seng-cu"`, `"product":"\b\f<&>"`},
		{"capital member", `"lot":`, `"Lot":`},
		{"members exchanged", `"product":"gao-seng-cu","lot":"ST-01"`, `"lot":"ST-01","product":"gao-seng-cu"`},
		{"space outside", `"lot":`, ` "lot":`},
		{"space in a record", `"credentialSubject":`, `"credentialSubject": `},
		{"line end in a record", `"credentialSubject":`, "\"credentialSubject\":\n"},
		{"slash escaped in a record", `https://www`, `https:\/\/www`},
		{"letter escaped in a record", `"VerifiableCredential"`, `"\u0056erifiableCredential"`},
		{"member of a record twice", `"id":"urn`, `"id":"","id":"urn`},
		{"number with a fraction", `"quantity":100`, `"quantity":100.0`},
		{"number with an exponent", `"quantity":100`, `"quantity":1e2`},
		{"number changed", `"quantity":100`, `"quantity":101`},
		{"stars changed", `"stars":4`, `"stars":5`},
		{"text decomposed", `"HTX Gạo`, "\"HTX Ga\u0323o"},
		{"record a number", `"record":{`, `"record":1,"record":{`},
		{"record null", `,"record":{"@context"`, `,"record":null,"x":{"@context"`},
	})
	v.add("no records", "log", "label", `{"format":"ocoptrace-bundle-1","product":"gao-seng-cu","entries":null}`+"\n")
	v.add("empty list of records", "log", "label", `{"format":"ocoptrace-bundle-1","product":"gao-seng-cu","entries":[]}`+"\n")
	for _, name := range []string{"label", "blank"} {
		b, _ := trace.ParseBundle([]byte(v.Bundles[name])) // ours
		code := string(b.Code)
		other := code[:11] + string("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(strings.IndexByte("0123456789ABCDEFGHJKMNPQRSTVWXYZ", code[11])+1)%32])
		v.replace(t, name, [][3]string{
			{name + ": check character", code, other}, {name + ": code in small letters", code, strings.ToLower(code)}, {name + ": code in groups", code, b.Code.Groups()},
		})
	}
}

// proofs that are changed, in every record or in one.
func (v *vectors) proofs(t *testing.T) {
	whole := v.Bundles["label"]
	// In a bundle the line ends of a proof are written \n.
	for _, c := range [][3]string{
		{"tree size", `log\\n\d+\\n`, `log\n9\n`}, {"size with a zero in front", `log\\n(\d+)\\n`, `log\n0${1}\n`},
		{"origin", `\\n\\ntx\.example`, `\n\nty.example`}, {"root", `(log\\n\d+\\n).`, `${1}A`},
		{"signer's name", `— tx\.example`, `— ty.example`}, {"no signature", `— tx[^"]*\\n"`, `"`}, {"signature cut", `(— tx[^"]*)....\\n"`, `${1}\n"`},
		{"empty line in the text", `log\\n(\d+)\\n`, `log\n${1}\n\n`}, {"extension line", `(log\\n\d+\\n[^\\]*\\n)`, `${1}more\n`},
		{"no line end", `=\\n"`, `="`}, {"carriage return", `=\\n"`, `=\r\n"`},
	} {
		changed := regexp.MustCompile(c[1]).ReplaceAllString(whole, c[2])
		if changed == whole {
			t.Fatalf("%s: %s changes nothing", c[0], c[1])
		}
		v.add("checkpoint: "+c[0], "log", "label", changed)
	}
	v.replace(t, "label", [][3]string{
		{"proof: header", `tlog-proof@v1`, `tlog-proof@v2`}, {"proof: index", `index 1\n`, `index 2\n`}, {"proof: index 0", `index 0\n`, `index 00\n`},
		{"proof: extra", `index 0\n`, `extra AA==\nindex 0\n`}, {"proof: no index", `index 0\n`, ``}, {"proof: negative index", `index 0\n`, `index -1\n`},
		{"proof: huge index", `index 0\n`, `index 9223372036854775808\n`},
		{"proof: empty line missing", `\n\ntx.example`, `\ntx.example`},
	})
	b, err := trace.ParseBundle([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	edit := func(name string, change func(p *translog.Proof)) {
		for _, i := range []int{0, 2} {
			p, err := translog.ParseProof(b.Entries[i].Proof)
			if err != nil {
				t.Fatal(err)
			}
			change(&p)
			other := b
			other.Entries = append([]trace.BundleEntry(nil), b.Entries...)
			other.Entries[i].Proof = p.Marshal()
			v.add(fmt.Sprintf("proof: %s of record %d", name, i+1), "log", "label", marshal(t, other))
		}
	}
	edit("last hash missing", func(p *translog.Proof) { p.Hashes = p.Hashes[:len(p.Hashes)-1] })
	edit("no hashes", func(p *translog.Proof) { p.Hashes = nil })
	edit("hash twice", func(p *translog.Proof) { p.Hashes = append(p.Hashes, p.Hashes[0]) })
	edit("64 hashes", func(p *translog.Proof) {
		for len(p.Hashes) < 64 {
			p.Hashes = append(p.Hashes, p.Hashes[0])
		}
	})
	edit("hashes exchanged", func(p *translog.Proof) { p.Hashes[0], p.Hashes[1] = p.Hashes[1], p.Hashes[0] })
	edit("hash changed", func(p *translog.Proof) { p.Hashes[0][31] ^= 1 })
	edit("another index", func(p *translog.Proof) { p.Index += 7 })
}

// subjects: bundles that lack a record or claim something else.
func (v *vectors) subjects(t *testing.T) {
	for _, name := range []string{"label", "claimed", "blank"} {
		b, err := trace.ParseBundle([]byte(v.Bundles[name]))
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.Entries {
			less, twice := b, b
			less.Entries = append(append([]trace.BundleEntry(nil), b.Entries[:i]...), b.Entries[i+1:]...)
			v.add(fmt.Sprintf("%s without record %d", name, i+1), "log", name, marshal(t, less))
			twice.Entries = append(append([]trace.BundleEntry(nil), b.Entries[:i+1]...), b.Entries[i:]...)
			v.add(fmt.Sprintf("%s, record %d twice", name, i+1), "log", name, marshal(t, twice))
			if i > 1 {
				swapped := b
				swapped.Entries = append([]trace.BundleEntry(nil), b.Entries...)
				swapped.Entries[i], swapped.Entries[i-1] = swapped.Entries[i-1], swapped.Entries[i]
				v.add(fmt.Sprintf("%s, records %d and %d exchanged", name, i, i+1), "log", name, marshal(t, swapped))
				mixed := b
				mixed.Entries = append([]trace.BundleEntry(nil), b.Entries...)
				mixed.Entries[i].Record = b.Entries[i-1].Record
				v.add(fmt.Sprintf("%s, record %d with the proof of %d", name, i, i+1), "log", name, marshal(t, mixed))
			}
		}
		for claim, change := range inOrder(map[string]func(b *trace.Bundle){
			"another product":  func(b *trace.Bundle) { b.Product, b.Entity = "gao-khac", "" },
			"another lot":      func(b *trace.Bundle) { b.Lot = "ST-02" },
			"no lot":           func(b *trace.Bundle) { b.Lot = "" },
			"no code":          func(b *trace.Bundle) { b.Code = "" },
			"an entity":        func(b *trace.Bundle) { b.Entity = "htx-gao-ruong-mau" },
			"another entity":   func(b *trace.Bundle) { b.Product, b.Lot, b.Entity = "", "", "htx-khac" },
			"the entity alone": func(b *trace.Bundle) { b.Product, b.Lot, b.Entity = "", "", "htx-gao-ruong-mau" },
			"nothing":          func(b *trace.Bundle) { b.Product, b.Lot, b.Entity, b.Code = "", "", "", "" },
		}) {
			other := b
			change(&other)
			v.add(name+" about "+claim, "log", name, marshal(t, other))
		}
	}
}

// checkpoints with the signatures of others.
func (v *vectors) checkpoints(t *testing.T, f *forger) {
	at := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	line := func(signed []byte, seed byte, at time.Time) []byte {
		text, _, _ := bytes.Cut(signed, []byte("\n\n"))
		l, err := cosigner(t, seed).Cosign(append(text, '\n'), at)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	add := func(name string, policies []string, extra func(signed []byte) []byte) {
		f.extra = extra
		b := f.bundle("gao", f.service(), f.product("gao"))
		f.extra = nil
		for _, policy := range policies {
			if _, ok := v.Policies[policy]; !ok {
				t.Fatalf("no policy %q", policy)
			}
			v.add("checkpoint "+name+", policy "+policy, policy, "cosigned", b)
		}
	}
	both := func(signed []byte) []byte {
		return append(append(signed, line(signed, 1, at)...), line(signed, 3, at.AddDate(80, 0, 0))...)
	}
	f.extra = both
	v.Bundles["cosigned"] = f.bundle("gao", f.service(), f.product("gao"))
	f.extra = nil
	add("cosigned by a and c", slices.Sorted(maps.Keys(v.Policies)), both)
	few := []string{"forger", "quorum a"}
	add("cosigned by b", append(few, "two of three", "any of three"), func(s []byte) []byte { return append(s, line(s, 2, at)...) })
	add("with a wrong cosignature", append(few, "any of three"), func(s []byte) []byte {
		l := line(s, 1, at)
		l[len(l)-10] ^= 1
		return append(s, l...)
	})
	raw := func(s []byte, change func(raw []byte) []byte) []byte {
		l := strings.Fields(string(line(s, 1, at)))
		b, err := base64.StdEncoding.DecodeString(l[2])
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Appendf(s, "— %s %s\n", l[1], base64.StdEncoding.EncodeToString(change(b)))
	}
	add("cosigned at another time", few, func(s []byte) []byte { return raw(s, func(b []byte) []byte { b[11]++; return b }) })
	add("cosigned after 2^63", few, func(s []byte) []byte { return raw(s, func(b []byte) []byte { b[4] |= 0x80; return b }) })
	add("cosignature too short", few, func(s []byte) []byte { return raw(s, func(b []byte) []byte { return b[:len(b)-1] }) })
	add("cosignature of a key unknown", few, func(s []byte) []byte { return raw(s, func(b []byte) []byte { b[0]++; return b }) })
	add("signature of four bytes", few, func(s []byte) []byte { return raw(s, func(b []byte) []byte { return b[:4] }) })
	for name, l := range inOrder(map[string]string{
		"unknown signer": "— x AAAAAAA=\n", "unused bits of an unknown signer": "— x AAAAAAB=\n", "hyphen": "- x AAAAAAA=\n", "name with a plus sign": "— x+y AAAAAAA=\n",
		"no-break space": "— x\u00a0y AAAAAAA=\n", "next line": "— x\u0085y AAAAAAA=\n", "zero-width space": "— x\ufeffy AAAAAAA=\n", "two spaces": "— x  AAAAAAA=\n", "no padding": "— x AAAAAAA\n",
		"words behind": "— x AAAAAAA= y\n", "no name": "—  AAAAAAA=\n", "99 more": strings.Repeat("— x AAAAAAA=\n", 99), "100 more": strings.Repeat("— x AAAAAAA=\n", 100), "a tab": "— x\tAAAAAAA=\n",
	}) {
		add("signature line: "+name, few[:1], func(s []byte) []byte { return append(s, l...) })
	}
	add("signed twice", few[:1], func(s []byte) []byte {
		_, l, _ := bytes.Cut(s, []byte("\n\n"))
		return append(s, l...)
	})
	add("unused bits of the log's signature", few[:1], func(s []byte) []byte {
		n := bytes.LastIndexByte(s, '=')
		for s[n] == '=' {
			n--
		}
		s[n]++
		return s
	})
	f2 := *f
	f2.origin = "tx.example.vn/other"
	v.add("checkpoint of another origin, signed by the log", "forger", "cosigned", f2.bundle("gao", f.service(), f.product("gao")))
}

// statements that no registry would make.
func (v *vectors) statements(t *testing.T, f *forger) {
	run := `{"codeKey":"k1","count":5,"first":0,"product":"gao","run":"k1-0","type":"LabelRun"}`
	v.Bundles["statement"] = f.with(f.state("LabelRun", run))
	v.add("a record of a run", "forger", "statement", v.Bundles["statement"])
	batch := func(member string) string {
		return `{"entity":"htx","entityName":"H","lot":"L",` + member + `"product":"gao","productName":"G","quantity":1,"type":"Batch","unit":"u"}`
	}
	for name, subject := range inOrder(map[string][2]string{
		"kind unknown":          {"Promise", `{"type":"Promise"}`},
		"kind of another":       {"Batch", run},
		"inherited kind":        {"constructor", `{"type":"constructor"}`},
		"inner shape as a kind": {"Nutrition", `{"type":"Nutrition"}`},
		"kind a number":         {"LabelRun", `{"type":5}`},
		"subject a text":        {"LabelRun", `"LabelRun"`},
		"subject null":          {"LabelRun", `null`},
		"subject a list":        {"LabelRun", `[]`},
		"unknown member":        {"LabelRun", `{"surprise":1,"type":"LabelRun"}`},
		"prototype as a member": {"LabelRun", `{"__proto__":{},"type":"LabelRun"}`},
		"all members absent":    {"LabelRun", `{"type":"LabelRun"}`},
		"member null":           {"LabelRun", `{"count":null,"type":"LabelRun"}`},
		"number as a text":      {"LabelRun", `{"count":"5","type":"LabelRun"}`},
		"text as a number":      {"LabelRun", `{"run":5,"type":"LabelRun"}`},
		"text as a list":        {"LabelRun", `{"run":[],"type":"LabelRun"}`},
		"largest number":        {"LabelRun", `{"count":9007199254740991,"type":"LabelRun"}`},
		"smallest number":       {"LabelRun", `{"count":-9007199254740991,"type":"LabelRun"}`},
		"flag as a number":      {"Batch", batch(`"sample":1,`)},
		"flag":                  {"Batch", strings.Replace(batch(""), `"type":"Batch"`, `"sample":true,"type":"Batch"`, 1)},
		"day":                   {"Batch", batch(`"expires":"2026-02-28",`)},
		"no such day":           {"Batch", batch(`"expires":"2026-02-30",`)},
		"year 0":                {"Batch", batch(`"expires":"0000-01-01",`)},
		"day empty":             {"Batch", batch(`"expires":"",`)},
		"day with a time":       {"Batch", batch(`"expires":"2026-02-28T00:00:00Z",`)},
		"nutrition":             {"Product", `{"nutrition":{"energyKcal":5,"sugarsMg":null},"product":"gao","type":"Product"}`},
		"nutrition a list":      {"Product", `{"nutrition":[],"product":"gao","type":"Product"}`},
		"nutrition null":        {"Product", `{"nutrition":null,"product":"gao","type":"Product"}`},
		"unknown nutrient":      {"Product", `{"nutrition":{"joy":5},"product":"gao","type":"Product"}`},
		"text with a tab":       {"LabelRun", `{"run":"\t\u0001\"\\","type":"LabelRun"}`},
		"text beyond UTF-16":    {"LabelRun", "{\"run\":\"😀\ufffd\u2028\",\"type\":\"LabelRun\"}"},
	}) {
		v.add("statement: "+name, "forger", "statement", f.with(f.state(subject[0], subject[1])))
	}
	v.envelopes(f, f.document("LabelRun", run))
	v.signatures(t, f, f.document("LabelRun", run))
}

// envelopes: what stands around the subject.
func (v *vectors) envelopes(f *forger, doc string) {
	for _, c := range [][3]string{
		{"types", `["VerifiableCredential","LabelRunStatement"]`, `["LabelRunStatement"]`}, {"three types", `LabelRunStatement"]`, `LabelRunStatement","X"]`},
		{"types exchanged", `["VerifiableCredential","LabelRunStatement"]`, `["LabelRunStatement","VerifiableCredential"]`},
		{"other first type", `["VerifiableCredential"`, `["Credential"`}, {"id a number", `"id":"urn:uuid:00000000-0000-4000-8000-000000000000"`, `"id":1`},
		{"no id", `"id":"urn:uuid:00000000-0000-4000-8000-000000000000",`, ``}, {"more members", `"id":`, `"credentialStatus":{"id":"x"},"id":`},
		{"a member spelt otherwise", `"@context"`, `"Type":5,"@context"`}, {"issuer an object", `"issuer":"did:web:tx.example.vn"`, `"issuer":{"id":"did:web:tx.example.vn"}`},
		{"context a text", `["https://www.w3.org/ns/credentials/v2","https://tx.example.vn/ns/v1"]`, `"https://www.w3.org/ns/credentials/v2"`},
		{"context with an object", `"https://tx.example.vn/ns/v1"]`, `{"a":"b"}]`}, {"no validFrom", `,"validFrom":"2026-11-23T05:00:00Z"`, ``},
		{"validFrom a day", `T05:00:00Z`, ``}, {"validFrom no such day", `2026-11-23T`, `2026-11-31T`}, {"validFrom in another century", `2026-11-23T`, `2199-11-23T`},
		{"validFrom a leap second", `T05:00:00Z`, `T23:59:60Z`},
	} {
		v.add("envelope: "+c[0], "forger", "statement", f.with(f.sign(strings.Replace(doc, c[1], c[2], 1))))
	}
}

// signatures: records whose proof or canonical form is not right, in the log.
func (v *vectors) signatures(t *testing.T, f *forger, doc string) {
	record := string(f.sign(doc))
	stranger := credential.NewSigner(forgedDID, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{5}, 32)))
	v.add("proof by a key that leaf 0 does not name", "forger", "statement", f.with(f.signBy(stranger, doc, "2026-11-23T05:00:00Z")))
	v.add("proof made in the future", "forger", "statement", f.with(f.signBy(f.signer, doc, "2099-01-01T00:00:00Z")))
	v.add("proof made before the log", "forger", "statement", f.with(f.signBy(f.signer, doc, "1971-01-01T00:00:00Z")))
	v.add("not signed", "forger", "statement", f.with([]byte(canonical(t, doc))))
	for _, c := range [][3]string{
		{"created", `"created":"2026-11-23T05:00:00Z"`, `"created":"2026-11-23T05:00:01Z"`}, {"created with a fraction", `"created":"2026-11-23T05:00:00Z"`, `"created":"2026-11-23T05:00:00.0Z"`},
		{"created no such day", `"created":"2026-11-23`, `"created":"2026-02-29`}, {"created with hour 24", `"created":"2026-11-23T05`, `"created":"2026-11-23T24`},
		{"cryptosuite", `eddsa-jcs-2022`, `eddsa-rdfc-2022`}, {"purpose", `assertionMethod`, `authentication`}, {"type", `DataIntegrityProof`, `Ed25519Signature2020`},
		{"value", `"proofValue":"z`, `"proofValue":"z1`}, {"value in base64", `"proofValue":"z`, `"proofValue":"m`}, {"value changed", `"proofValue":"z3j`, `"proofValue":"z3k`},
		{"context", `"proof":{"@context":["https://www.w3.org/ns/credentials/v2","https://tx.example.vn/ns/v1"]`, `"proof":{"@context":["https://www.w3.org/ns/credentials/v2"]`},
		{"no context", `"proof":{"@context":["https://www.w3.org/ns/credentials/v2","https://tx.example.vn/ns/v1"],`, `"proof":{`},
		{"another member", `"proofPurpose"`, `"expires":"2026-11-23T05:00:00Z","proofPurpose"`},
		{"two proofs", `"proof":{`, `"proof":[{`}, {"method of another", `"verificationMethod":"did:web:tx.`, `"verificationMethod":"did:web:ty.`},
		{"method without a fragment", `tx.example.vn#`, `tx.example.vn/`}, {"method with two fragments", `tx.example.vn#`, `tx.example.vn##`},
		{"issuer", `"issuer":"did:web:tx.`, `"issuer":"did:web:ty.`}, {"issuer empty", `"issuer":"did:web:tx.example.vn"`, `"issuer":""`}, {"subject", `"count":5`, `"count":6`},
		{"member added", `"id":`, `"evidence":[],"id":`}, {"members out of order", `"codeKey":"k1","count":5`, `"count":5,"codeKey":"k1"`}, {"member twice", `"count":5`, `"count":5,"count":5`},
		{"minus zero", `"first":0`, `"first":-0`}, {"too large", `"count":5`, `"count":9007199254740992`},
		{"fraction", `"count":5`, `"count":5.0`}, {"capital escape", `"run":"k1-0"`, `"run":"\u000B"`}, {"long escape", `"run":"k1-0"`, `"run":"\u000a"`}, {"escape for nothing", `"run":"k1-0"`, `"run":"\u006b"`},
		{"decomposed", `"run":"k1-0"`, "\"run\":\"a\u0301\""}, {"raw control", `"run":"k1-0"`, "\"run\":\"\u007f\""}, {"deep", `"run":"k1-0"`, `"run":` + strings.Repeat("[", 15) + strings.Repeat("]", 15)},
		{"many marks", `"run":"k1-0"`, "\"run\":\"x" + strings.Repeat("\u0315", 31) + "\""},
	} {
		changed := strings.Replace(record, c[1], c[2], 1)
		if changed == record {
			t.Fatalf("%s: %s changes nothing", c[0], c[1])
		}
		if c[0] == "two proofs" {
			changed = strings.Replace(changed, `"},"type":["Ver`, `"}],"type":["Ver`, 1)
		}
		v.add("proof: "+c[0], "forger", "statement", f.with([]byte(changed)))
	}
	big := strings.Replace(record, `"run":"k1-0"`, `"run":"`+strings.Repeat("x", 60_000)+`"`, 1)
	v.add("record over 60,000 bytes", "forger", "statement", f.with([]byte(big)))
	for _, text := range []string{"null", "5", `"x"`, "[]", "{}", "true", `{"proof":{}}`} {
		v.add("record "+text, "forger", "statement", f.with([]byte(text)))
	}
}

func canonical(t *testing.T, doc string) string {
	t.Helper()
	c, err := credential.Canonicalize([]byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	return string(c)
}

// services: leaf 0.
func (v *vectors) services(t *testing.T, f *forger) {
	second := credential.NewSigner(forgedDID, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{6}, 32)))
	add := func(name, bundle string) { v.add("leaf 0: "+name, "forger", "statement", bundle) }
	add("a product", f.bundle("gao", f.product("gao"), f.service()))
	add("two keys, both used", f.bundle("gao", f.service(f.signer.Method(), second.Method()), f.product("gao"),
		f.signBy(second, f.document("LabelRun", `{"run":"k1-0","type":"LabelRun"}`), "2026-11-23T05:00:00Z")))
	add("no keys", f.bundle("gao", f.state("Service", `{"issuerKeys":[],"type":"Service"}`), f.product("gao")))
	add("a key not its own", f.bundle("gao", f.service(second.Method()), f.product("gao")))
	add("a method that is no key", f.bundle("gao", f.service(f.signer.Method(), forgedDID+"#key-1"), f.product("gao")))
	add("a method without a fragment", f.bundle("gao", f.service(f.signer.Method(), forgedDID), f.product("gao")))
	add("a key of another type", f.bundle("gao", f.service(f.signer.Method(), forgedDID+"#z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"), f.product("gao")))
	add("signed by nobody", f.bundle("gao", []byte(strings.Replace(string(f.service()), `"baseUrl":"https`, `"baseUrl":"http`, 1)), f.product("gao")))
	records := [][]byte{f.product("x"), f.service(), f.product("gao")}
	add("left out, the service at 1", marshal(t, trace.Bundle{Product: "gao", Entries: f.log(records, 1, 2)}))
	many := [][]byte{f.service()}
	for i := range 300 {
		many = append(many, f.product(fmt.Sprintf("p%d", i)))
	}
	add("and two of 301", marshal(t, trace.Bundle{Product: "p299", Entries: f.log(many, 0, 255, 300)}))
	add("alone", f.bundle("gao", f.service()))
}
