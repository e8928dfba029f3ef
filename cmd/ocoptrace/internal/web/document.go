package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"

	"ocoptrace/trace"
)

// A document is an answer in both its encodings.
type document struct {
	contentType  string
	lang         string // "" for none
	cacheControl string
	etag         string
	plain        []byte
	zipped       []byte
	script       bool          // the page uses a script of ours
	finding      trace.Finding // what the page of a label or batch says first; "" for others
	policy       string        // what it lets the script do; "" for scriptPolicy's
}

func newDocument(contentType string, plain []byte) (*document, error) {
	zipped, err := compress(plain)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(plain)
	return &document{
		contentType: contentType, cacheControl: "no-store", plain: plain, zipped: zipped,
		// weak: the same for both encodings (RFC 9110 section 8.8.1)
		etag: `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`,
	}, nil
}

// contentPolicy lets a page use its stylesheet, its mark and its form, and
// nothing else (Content Security Policy Level 3); with scriptPolicy also the
// script that the program has for it.
const contentPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const scriptPolicy = contentPolicy + "; script-src 'self'; connect-src 'self'; manifest-src 'self'"

// serve answers with the document: 304 where the client has it.
func (d *document) serve(w http.ResponseWriter, r *http.Request, status int) {
	h := w.Header()
	h.Set("Content-Type", d.contentType)
	h.Set("Cache-Control", d.cacheControl)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept-Encoding")
	if d.lang != "" {
		h.Set("Content-Language", d.lang)
		h.Set("Content-Security-Policy", contentPolicy)
		if d.script {
			h.Set("Content-Security-Policy", scriptPolicy)
		}
		if d.policy != "" {
			h.Set("Content-Security-Policy", contentPolicy+"; "+d.policy)
		}
		if h.Get("Referrer-Policy") == "" {
			h.Set("Referrer-Policy", "no-referrer")
		}
		h.Add("Vary", "Accept, Accept-Language")
	}
	if status == http.StatusOK && d.cacheControl != "no-store" {
		h.Set("ETag", d.etag)
		if matches(r.Header.Get("If-None-Match"), d.etag) {
			h.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	body := d.plain
	if acceptsGzip(r.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body = d.zipped
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body) // the client is gone if this fails
	}
}

// matches says whether an If-None-Match header names an entity tag, by weak
// comparison (RFC 9110 section 13.1.2).
func matches(header, etag string) bool {
	for tag := range strings.SplitSeq(header, ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" || strings.TrimPrefix(tag, "W/") == strings.TrimPrefix(etag, "W/") {
			return true
		}
	}
	return false
}
