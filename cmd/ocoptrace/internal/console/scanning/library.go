package scanning

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"ocoptrace/assets"
	"ocoptrace/cmd/ocoptrace/internal/web"

	"github.com/gorilla/mux"
)

// A library is what others wrote for browsers, by names that change with the
// content.
type library struct {
	files        map[string]libraryFile
	script, wasm string // paths
}

type libraryFile struct {
	contentType string // as browsers insist on
	plain       []byte
	zipped      func() []byte // in gzip, made when first asked for
}

func openLibrary() (l library, err error) {
	l.files = make(map[string]libraryFile)
	if l.script, err = l.add("zxing_reader.js", "text/javascript; charset=utf-8"); err != nil {
		return l, err
	}
	l.wasm, err = l.add("zxing_reader.wasm", "application/wasm")
	return l, err
}

// add makes a file known and returns its path.
func (l library) add(name, contentType string) (string, error) {
	content, err := assets.ThirdParty.ReadFile("third_party/zxing/" + name)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	name = strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	l.files[name] = libraryFile{contentType, content, sync.OnceValue(func() []byte { return zip(content) })}
	return Path + "/" + name, nil
}

// Reader are the paths of what reads symbols in browsers that cannot: a script,
// and the WebAssembly that it loads. They change with the content. It fails only if
// a file that the program carries is damaged.
func Reader() (script, wasm string, err error) {
	l, err := openLibrary()
	return l.script, l.wasm, err
}

// zip is a text in gzip (RFC 1952).
func zip(plain []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(plain) // memory does not fail
	z.Close()
	return b.Bytes()
}

// serve answers with a file, which may be kept for ever.
func (p *Pages) serve(w http.ResponseWriter, r *http.Request) {
	file, ok := p.library.files[mux.Vars(r)["file"]]
	if !ok {
		p.Console.Web.Error(w, r, web.Status(http.StatusNotFound))
		return
	}
	h, content := w.Header(), file.plain
	h.Set("Content-Type", file.contentType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept-Encoding")
	if web.AcceptsGzip(r.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		content = file.zipped()
	}
	h.Set("Content-Length", strconv.Itoa(len(content)))
	if r.Method != http.MethodHead {
		w.Write(content) // the client is gone if this fails
	}
}
