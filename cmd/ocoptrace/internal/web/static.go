package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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

	scripts map[string]string // paths by name
	files   map[string]*document
	icons   map[string]template.HTML
}

func newStatic() (static, error) {
	s := static{files: make(map[string]*document), icons: make(map[string]template.HTML), scripts: make(map[string]string)}
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
	if err := s.addScripts(); err != nil {
		return s, err
	}
	s.style, err = s.add("style.css", "text/css; charset=utf-8", assets.Style)
	return s, err
}

func (s *static) addScripts() error {
	entries, err := assets.Scripts.ReadDir("scripts")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		script, err := assets.Scripts.ReadFile("scripts/" + entry.Name())
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(entry.Name(), ".js")
		if s.scripts[name], err = s.add(entry.Name(), "text/javascript; charset=utf-8", script); err != nil {
			return err
		}
	}
	return s.publish("verify")
}

// publish serves a script under its own name too, for others to link to.
func (s *static) publish(script string) error {
	d, ok := s.files[path.Base(s.scripts[script])]
	if !ok {
		return fmt.Errorf("no script %q", script)
	}
	named := *d
	named.cacheControl = "public, max-age=3600"
	s.files[script+".js"] = &named
	return nil
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
