package mirror

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/storage/storagetest"
	"ocoptrace/trace/translog"
)

func folder(t testing.TB) (*Folder, string) {
	t.Helper()
	name := t.TempDir()
	f, err := OpenFolder(name)
	must(t, err)
	t.Cleanup(func() { f.Close() })
	return f, name
}

// A log of our own is exported to a folder, which any web server serves; a
// mirror of that mirror is the same, and merkle verifies what its tiles prove.
func TestExportAndMirrorOfMirror(t *testing.T) {
	w := newWorld(t, origin)
	verifier, err := note.NewVerifier(w.vkey)
	must(t, err)
	store := storagetest.Memory()
	defer store.Close()
	l, err := translog.Open(t.Context(), translog.Config{Store: store, Signer: w.signer, Verifier: verifier,
		Anchor: translog.AnchorFile(filepath.Join(t.TempDir(), "anchor")), Interval: -1})
	must(t, err)
	defer l.Close()
	export, name := folder(t)
	web := httptest.NewServer(http.StripPrefix("/ocop/log", http.FileServer(http.Dir(name))))
	defer web.Close()
	second, _ := folder(t)
	var size int64
	for _, next := range []int64{300, 513, 1100} {
		for ; size < next; size++ {
			_, err := l.Append(t.Context(), translog.Entry{ID: fmt.Sprint(size), Leaf: leafOf("a", size)})
			must(t, err)
		}
		_, err := l.Publish(t.Context())
		must(t, err)
		_, err = Follow(t.Context(), FromStore(store, l.Published), export, w.policy)
		must(t, err)
		w.check(t, export, "a", size)
		_, err = Follow(t.Context(), HTTP(web.Client(), web.URL+"/ocop/log/"), second, w.policy)
		must(t, err)
		w.check(t, second, "a", size)
	}
	c, err := head(second, w.policy)
	must(t, err)
	reader := in(t.Context(), second, c).reader()
	for index := int64(0); index < size; index += 61 {
		p, err := tlog.ProveRecord(size, index, reader)
		must(t, err)
		var hashes [][]byte
		for _, h := range p {
			hashes = append(hashes, h[:])
		}
		leaf := rfc6962.DefaultHasher.HashLeaf(leafOf("a", index))
		must(t, proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(index), uint64(size), leaf, hashes, c.Root[:]))
	}
}

// Answers that are refused, too long or do not come leave the copy as it is.
func TestBadServers(t *testing.T) {
	w := newWorld(t, origin)
	log := w.serve(t, "a", 600)
	for name, c := range map[string]struct {
		answer func(rw http.ResponseWriter, r *http.Request)
		want   error
	}{
		"absent": {func(rw http.ResponseWriter, r *http.Request) { http.NotFound(rw, r) }, fs.ErrNotExist},
		"failing": {func(rw http.ResponseWriter, r *http.Request) {
			http.Error(rw, "later", http.StatusServiceUnavailable)
		}, nil},
		"endless": {func(rw http.ResponseWriter, r *http.Request) {
			for block := make([]byte, 1<<16); ; {
				if _, err := rw.Write(block); err != nil {
					return
				}
			}
		}, ErrTooLarge},
		"silent": {func(rw http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, context.DeadlineExceeded},
		"cut short": {func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Length", "99")
			rw.Write([]byte("x"))
		}, nil},
		"a page": {func(rw http.ResponseWriter, r *http.Request) { rw.Write([]byte("<html>welcome")) }, nil},
	} {
		for _, only := range []string{"/checkpoint", "/tile/1/000.p/2", "/tile/0/001", "/tile/entries/002.p/88"} {
			web := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				b, ok := log[r.URL.Path[1:]]
				switch {
				case r.URL.Path == only:
					c.answer(rw, r)
				case !ok:
					http.NotFound(rw, r)
				default:
					rw.Write(b)
				}
			}))
			d := w.serve(t, "a", 10)
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			if name != "silent" {
				cancel()
				ctx, cancel = context.WithCancel(t.Context())
			}
			_, err := Follow(ctx, HTTP(web.Client(), web.URL), d, w.policy)
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("%s %s: %v, want %v", name, only, err, c.want)
			}
			w.check(t, d, "a", 10)
			cancel()
			web.Close()
		}
	}
}

// A folder replaces whole files, clears what an interrupted write left, and
// does not follow links out of itself.
func TestFolder(t *testing.T) {
	f, name := folder(t)
	if _, err := f.Read("tile/0/000"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("read of nothing: %v", err)
	}
	must(t, f.Write("tile/0/000.p/2", []byte("ab")))
	must(t, os.WriteFile(filepath.Join(name, "tile/0/000.p/3.tmp"), []byte("left by a crash"), 0o600))
	must(t, f.Write("tile/0/000.p/3", []byte("abc")))
	must(t, f.Write("tile/0/000", []byte("all")))
	must(t, f.Remove("tile/0/000.p"))
	must(t, f.Remove("tile/0/000.p"))
	if _, err := os.Stat(filepath.Join(name, "tile/0/000.p")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("removed folder: %v", err)
	}
	must(t, f.Write("tile/0/000", []byte("new")))
	if b, err := f.Read("tile/0/000"); err != nil || string(b) != "new" {
		t.Errorf("%q, %v", b, err)
	}
	must(t, f.Write("tile/0/000.p/4", []byte("abcd"))) // a folder that was removed comes back
	outside := t.TempDir()
	must(t, os.Symlink(outside, filepath.Join(name, "link")))
	if err := f.Write("link/x", []byte("x")); err == nil {
		t.Error("wrote outside the folder")
	}
	if err := f.Write("../x", []byte("x")); err == nil {
		t.Error("wrote above the folder")
	}
}
