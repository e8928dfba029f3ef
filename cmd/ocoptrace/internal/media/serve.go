package media

import (
	"bytes"
	"errors"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// Path is where pages find a photo for a screen.
func Path(digest string, width int) string {
	return "/media/" + digest + "-" + strconv.Itoa(width) + ".jpg"
}

// ServeHTTP answers GET and HEAD of a Path.
func (m *Media) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	digest, width, ok := parsePath(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	jpeg, err := m.get(r.Context(), digest, width, false)
	if errors.Is(err, ErrNotFound) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("ETag", strconv.Quote(digest[len("sha256-"):][:16]+"-"+strconv.Itoa(width)))
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(jpeg))
}

func parsePath(p string) (digest string, width int, ok bool) {
	name, found := strings.CutSuffix(path.Base(p), ".jpg")
	i := strings.LastIndexByte(name, '-')
	if !found || i < 0 {
		return "", 0, false
	}
	width, err := strconv.Atoi(name[i+1:])
	return name[:i], width, err == nil && width > 0 && width <= MaxSide && strconv.Itoa(width) == name[i+1:]
}
