package trace_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/tracetest"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/note"
)

// scratch is a replay into memory.
func scratch(t *testing.T) *trace.Replay {
	t.Helper()
	skey, vkey, err := note.GenerateKey(tracetest.Random(9), "scratch")
	if err != nil {
		t.Fatal(err)
	}
	signer, _ := note.NewSigner(skey)
	verifier, _ := note.NewVerifier(vkey)
	store := storagetest.Memory()
	log, err := translog.Open(context.Background(), translog.Config{
		Store: store, Signer: signer, Verifier: verifier, Interval: -1,
		Anchor: translog.AnchorFile(filepath.Join(t.TempDir(), "anchor")),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { log.Close() })
	return trace.NewReplay(store, log)
}

// leavesOf are all leaves of a store's log.
func leavesOf(t *testing.T, s storage.Store) (all [][]byte) {
	t.Helper()
	err := s.View(context.Background(), func(tx storage.Tx) error {
		return translog.Leaves(tx, 0, func(_ int64, leaf []byte) error {
			all = append(all, bytes.Clone(leaf))
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func replayed(t *testing.T, p *trace.Replay, leaves [][]byte) []trace.Fault {
	t.Helper()
	found, err := p.Add(context.Background(), p.Size(), leaves)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A log of every kind of statement is sound, in whatever portions it comes, and
// the replayed tree is the log's.
func TestReplayOfASoundLog(t *testing.T) {
	w := full(t)
	leaves := leavesOf(t, w.Store)
	for _, portion := range []int{1, 4, len(leaves)} {
		p := scratch(t)
		for from := 0; from < len(leaves); from += portion {
			if found := replayed(t, p, leaves[from:min(from+portion, len(leaves))]); len(found) > 0 {
				t.Errorf("portions of %d: %v", portion, found)
			}
		}
		root, err := p.Root(context.Background())
		if err != nil || root != w.Log.Published().Root || p.Size() != fullSize {
			t.Errorf("portions of %d: %d leaves, root %v, %v; want %v", portion, p.Size(), root, err, w.Log.Published().Root)
		}
		if p.Service().BaseURL != tracetest.BaseURL || p.Stated()[trace.KindLabelRun] != 2 || p.Stated()[trace.KindDiaryEntry] != 2 {
			t.Errorf("portions of %d: service %v, stated %v", portion, p.Service(), p.Stated())
		}
	}
}

// Each leaf that a dishonest service could append, holding all keys, is found;
// a sound leaf behind it is judged as if it were not there.
func TestReplayFinds(t *testing.T) {
	sound := leavesOf(t, full(t).Store)
	f := newForger(t)
	other := credential.NewSigner(forgedDID, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32)))
	cases := map[string]struct {
		leaf []byte
		want string // in the fault
	}{
		"no record":                {[]byte("{}"), "proof"},
		"no JSON":                  {[]byte("x"), "profile"},
		"a record of another key":  {f.signBy(other, f.document("Product", "{}"), "2026-11-23T05:00:00Z"), "verification method"},
		"one byte changed":         {bytes.Replace(f.product("p"), []byte("Gạo"), []byte("Gao"), 1), "signature"},
		"a kind that is not known": {f.state("Wish", `{"type":"Wish"}`), "not a statement"},
		"a record once more":       {sound[5], trace.ErrRepeated.Error()},
		"an id that is no UUID":    {f.sign(strings.Replace(f.document("Product", "{}"), "urn:uuid:", "leaf/", 1)), ""},
		"another service":          {f.service(), "taken"},
		"a fact without a name":    {f.state("Product", `{"entity":"htx-gao-ruong-mau","group":"I.2a","product":"p","taxonomy":"26/2026","type":"Product"}`), "name"},
		"a product of nobody": {f.state("Product", `{"dateKind":"best_before","entity":"nobody","group":"I.2a","name":"Gạo","product":"p","taxonomy":"26/2026","type":"Product"}`),
			"unknownReference"},
		"a run of no batch":       {f.run("gao-seng-cu", "NONE", 14), "unknownReference"},
		"a run of taken counters": {f.run("gao-seng-cu", "ST-01", 3), "taken"},
		"a run that leaves a gap": {f.run("gao-seng-cu", "ST-01", 16), "taken"},
		"labels bound twice": {f.state("LabelClaim", `{"date":"2026-11-23","from":3,"lot":"ST-01","product":"gao-seng-cu","run":"k1-10","to":4,"type":"LabelClaim"}`),
			"from"},
		"labels the run has not": {f.state("LabelStatus", `{"date":"2026-11-23","from":8,"run":"k1-0","state":"active","to":11,"type":"LabelStatus"}`),
			"to"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p := scratch(t)
			replayed(t, p, sound)
			found := replayed(t, p, [][]byte{c.leaf, f.run("gao-seng-cu", "ST-01", 15)})
			if len(found) != 1 || found[0].Index != fullSize || !strings.Contains(found[0].Err.Error(), c.want) {
				t.Errorf("found %v, want %q of leaf %d alone", found, c.want, fullSize)
			}
		})
	}
}

// A log whose first leaf names no keys proves nothing of the others.
func TestReplayWithoutService(t *testing.T) {
	leaves := leavesOf(t, full(t).Store)[1:]
	if found := replayed(t, scratch(t), leaves); len(found) != len(leaves) {
		t.Errorf("%d faults of %d leaves", len(found), len(leaves))
	}
}

func TestReplayInOrder(t *testing.T) {
	leaves := leavesOf(t, full(t).Store)
	p := scratch(t)
	if _, err := p.Add(t.Context(), 1, leaves[1:]); !errors.Is(err, trace.ErrGap) {
		t.Errorf("leaf 1 first: %v", err)
	}
	replayed(t, p, leaves[:3])
	if _, err := p.Add(t.Context(), 2, leaves[2:]); !errors.Is(err, trace.ErrGap) || p.Size() != 3 {
		t.Errorf("leaf 2 again: %v", err)
	}
}

// Large leaves take several transactions; one that no log can hold ends it, with
// what was found before.
func TestReplayOfLargeLeaves(t *testing.T) {
	large := bytes.Repeat([]byte("x"), 50_000)
	leaves := make([][]byte, 200)
	for i := range leaves {
		leaves[i] = large
	}
	p := scratch(t)
	if found := replayed(t, p, leaves); len(found) != len(leaves) || p.Size() != 200 {
		t.Errorf("%d faults, %d leaves", len(found), p.Size())
	}
	for _, bad := range [][]byte{{}, bytes.Repeat(large, 2)} {
		size := p.Size()
		found, err := p.Add(t.Context(), size, append(leaves[:45:45], bad))
		if !errors.Is(err, translog.ErrEntry) || p.Size() != size+int64(len(found)) {
			t.Errorf("%d bytes: %v, %d faults, %d leaves after %d", len(bad), err, len(found), p.Size(), size)
		}
	}
}

// run is a label run of ten whose first counter is given.
func (f *forger) run(product, lot string, first int) []byte {
	document := f.document("LabelRun", fmt.Sprintf(`{"codeKey":"k1","count":10,"first":%d,"gtin":"09521234500014","lot":%q,"product":%q,"run":"k1-%[1]d","type":"LabelRun"}`,
		first, lot, product))
	return f.sign(strings.Replace(document, "00000000-0000-4000", fmt.Sprintf("00000000-%04d-4000", first), 1))
}
