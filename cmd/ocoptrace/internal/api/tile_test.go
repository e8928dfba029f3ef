package api

import (
	"encoding/binary"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/tlog"
)

// What the tiles hold is the tree that the checkpoint signs.
func TestTilesOfTheCheckpoint(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	head, err := translog.ParseCheckpoint(ok(t, w, "/log/checkpoint").Body.Bytes(), w.Verifier)
	if err != nil {
		t.Fatal(err)
	}
	hashes := ok(t, w, fmt.Sprintf("/log/tile/0/000.p/%d", head.Size)).Body.Bytes()
	bundle := ok(t, w, fmt.Sprintf("/log/tile/entries/000.p/%d", head.Size)).Body.Bytes()
	tree := map[int64]tlog.Hash{}
	for i := range head.Size {
		length := 2 + int(binary.BigEndian.Uint16(bundle))
		hash := tlog.RecordHash(bundle[2:length])
		if hash != tlog.Hash(hashes[i*32:]) {
			t.Errorf("leaf %d does not hash to its place in the tile", i)
		}
		stored, err := tlog.StoredHashesForRecordHash(i, hash, tlog.HashReaderFunc(func(at []int64) (all []tlog.Hash, err error) {
			for _, n := range at {
				all = append(all, tree[n])
			}
			return all, nil
		}))
		if err != nil {
			t.Fatal(err)
		}
		for j, h := range stored {
			tree[tlog.StoredHashIndex(0, i)+int64(j)] = h
		}
		bundle = bundle[length:]
	}
	root, err := tlog.TreeHash(head.Size, tlog.HashReaderFunc(func(at []int64) (all []tlog.Hash, err error) {
		for _, n := range at {
			all = append(all, tree[n])
		}
		return all, nil
	}))
	if err != nil || root != head.Root || len(bundle) != 0 {
		t.Errorf("the leaves have the root %v, %v; the checkpoint says %v; %d bytes left", root, err, head.Root, len(bundle))
	}
}

func TestTileAnswers(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := ok(t, w, "/log/tile/0/000.p/1")
	if got := r.Header().Get("Cache-Control"); got != cacheRecord {
		t.Errorf("a tile may be kept %q", got)
	}
	if got := r.Header().Get("Content-Type"); got != typeBytes || r.Body.Len() != 32 {
		t.Errorf("%d bytes of %s", r.Body.Len(), got)
	}
	for _, path := range []string{"/log/tile/0/000", "/log/tile/0/000.p/255", "/log/tile/1/000.p/1", "/log/tile/0/0", "/log/tile/x", "/log/tile/0/000.p%2F1"} {
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
		if rec.Code != http.StatusNotFound || rec.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %s", path, rec.Code, rec.Header().Get("Cache-Control"))
		}
	}
}
