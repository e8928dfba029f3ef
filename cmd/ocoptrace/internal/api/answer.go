package api

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// An answer is a body with what is to be said about it.
type answer struct {
	contentType string
	cache       string // Cache-Control
	etag        string // "" means one of the body and the type
	file        string // name to be stored under; "" means shown
	body        []byte
}

const (
	cacheScan   = "public, max-age=30"
	cacheRecord = "public, max-age=31536000, immutable"
	cacheHead   = "public, max-age=1"
)

// serve answers 200, or 304 where the client has the same (RFC 9110 section
// 13.1.2).
func (a answer) serve(w http.ResponseWriter, r *http.Request) {
	if a.etag == "" {
		a.etag = entityTag("", []byte(a.contentType), a.body)
	}
	h := w.Header()
	h.Set("Cache-Control", a.cache)
	h.Set("ETag", a.etag)
	if matches(r.Header.Values("If-None-Match"), a.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", a.contentType)
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	if a.file != "" {
		h.Set("Content-Disposition", `attachment; filename="`+a.file+`"`)
	}
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(a.body) // the client is gone if this fails
	}
}

// varies says that the answer depends on Accept.
func varies(h http.Header) {
	if !slices.Contains(h["Vary"], "Accept") {
		h.Add("Vary", "Accept")
	}
}

// entityTag makes a tag of parts; prefix is "W/" or "".
func entityTag(prefix string, parts ...[]byte) string {
	h := sha256.New()
	for _, part := range parts {
		sum := sha256.Sum256(part)
		h.Write(sum[:])
	}
	return prefix + `"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12]) + `"`
}

// matches compares weakly, as If-None-Match is to be.
func matches(fields []string, etag string) bool {
	for tag := range strings.SplitSeq(strings.Join(fields, ","), ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" || tag != "" && strings.TrimPrefix(tag, "W/") == strings.TrimPrefix(etag, "W/") {
			return true
		}
	}
	return false
}
