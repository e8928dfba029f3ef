package translog

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/merkle/testonly"
	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage"
)

// TestKnownRoots grows the tree of the Certificate Transparency test vectors.
func TestKnownRoots(t *testing.T) {
	var e edge
	if root := e.root(); !bytes.Equal(root[:], testonly.EmptyRootHash()) {
		t.Errorf("empty root %x", root)
	}
	for i, leaf := range testonly.LeafInputs() {
		e.grow(tlog.RecordHash(leaf))
		if root := e.root(); !bytes.Equal(root[:], testonly.RootHashes()[i+1]) {
			t.Errorf("root of %d leaves is %x, want %x", i+1, root, testonly.RootHashes()[i+1])
		}
	}
}

// TestProofsAgainstMerkle verifies all proofs of all trees up to a size with
// the independent implementation of transparency-dev, and compares them.
func TestProofsAgainstMerkle(t *testing.T) {
	const size = 70
	w := newWorld(t)
	l := w.open(t)
	tree := testonly.New(rfc6962.DefaultHasher)
	for i := range size {
		e := entry(fmt.Sprint(i))
		_, err := l.Append(t.Context(), e)
		must(t, err)
		tree.AppendData(e.Leaf)
	}
	view(t, w.store, func(tx storage.Tx) error {
		for to := int64(1); to <= size; to++ {
			for from := int64(1); from <= to; from++ {
				compareInclusion(t, tx, tree, from-1, to)
				compareConsistency(t, tx, tree, from, to)
			}
		}
		return nil
	})
}

func compareInclusion(t *testing.T, tx storage.Tx, tree *testonly.Tree, index, size int64) {
	t.Helper()
	p, err := Prove(tx, index, size)
	must(t, err)
	want, err := tree.InclusionProof(uint64(index), uint64(size))
	must(t, err)
	if !sameHashes(p, want) {
		t.Fatalf("inclusion proof of %d in %d differs", index, size)
	}
	must(t, proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(index), uint64(size), tree.LeafHash(uint64(index)), slices(p), tree.HashAt(uint64(size))))
}

func compareConsistency(t *testing.T, tx storage.Tx, tree *testonly.Tree, from, to int64) {
	t.Helper()
	p, err := ProveConsistency(tx, from, to)
	must(t, err)
	want, err := tree.ConsistencyProof(uint64(from), uint64(to))
	must(t, err)
	if !sameHashes(p, want) {
		t.Fatalf("consistency proof from %d to %d differs", from, to)
	}
	must(t, proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(from), uint64(to), slices(p), tree.HashAt(uint64(from)), tree.HashAt(uint64(to))))
}

func slices[H ~[]tlog.Hash](hashes H) [][]byte {
	var out [][]byte
	for i := range hashes {
		out = append(out, hashes[i][:])
	}
	return out
}

func sameHashes[H ~[]tlog.Hash](got H, want [][]byte) bool {
	if len(got) != len(want) {
		return false
	}
	for i := range got {
		if !bytes.Equal(got[i][:], want[i]) {
			return false
		}
	}
	return true
}

// TestEdge compares the edge with the stored hashes of x/mod at every size.
func TestEdge(t *testing.T) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(numbers []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(numbers))
		for i, n := range numbers {
			hashes[i] = stored[n]
		}
		return hashes, nil
	})
	var e edge
	for n := range int64(300) {
		leaf := fmt.Append(nil, n)
		want, err := tlog.StoredHashes(n, leaf, reader)
		must(t, err)
		got := e.grow(tlog.RecordHash(leaf))
		if fmt.Sprint(got) != fmt.Sprint(want) || int64(len(stored)) != tlog.StoredHashIndex(0, n) {
			t.Fatalf("leaf %d completes %v, want %v", n, got, want)
		}
		stored = append(stored, want...)
		root, err := tlog.TreeHash(n+1, reader)
		must(t, err)
		if e.root() != root {
			t.Fatalf("root of %d is %v, want %v", n+1, e.root(), root)
		}
		subtrees, _ := reader.ReadHashes(edgeNumbers(n + 1))
		if fmt.Sprint(subtrees) != fmt.Sprint(e.subtrees) {
			t.Fatalf("edge of %d is %v, want %v", n+1, subtrees, e.subtrees)
		}
	}
}
