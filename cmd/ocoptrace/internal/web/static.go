package web

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"net/http"
	"path"
	"strings"

	"ocoptrace/assets"

	"github.com/gorilla/mux"
)

// static holds what pages are drawn with.
type static struct {
	style string // path of the stylesheet
	mark  string // path of the program's mark
	files map[string]*document
	icons map[string]template.HTML
}

func newStatic() (static, error) {
	s := static{files: make(map[string]*document), icons: make(map[string]template.HTML)}
	entries, err := assets.Icons.ReadDir("icons")
	if err != nil {
		return s, err
	}
	for _, entry := range entries {
		svg, err := assets.Icons.ReadFile("icons/" + entry.Name())
		if err != nil {
			return s, err
		}
		name := strings.TrimSuffix(entry.Name(), ".svg")
		s.icons[name] = template.HTML(strings.TrimSpace(string(svg)))
		if name == "mark" {
			if s.mark, err = s.add(entry.Name(), "image/svg+xml", svg); err != nil {
				return s, err
			}
		}
	}
	s.style, err = s.add("style.css", "text/css; charset=utf-8", assets.Style)
	return s, err
}

// add makes a file known under a name that changes with its content, so that it
// can be kept for ever, and returns its path.
func (s *static) add(name, contentType string, content []byte) (string, error) {
	d, err := newDocument(contentType, content)
	if err != nil {
		return "", err
	}
	d.cacheControl = "public, max-age=31536000, immutable"
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	name = strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	s.files[name] = d
	return "/static/" + name, nil
}

func (web *Web) file(w http.ResponseWriter, r *http.Request) {
	d, ok := web.static.files[mux.Vars(r)["file"]]
	if !ok {
		web.notFound(w, r)
		return
	}
	d.serve(w, r, http.StatusOK)
}
