package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"net/url"

	"ocoptrace/assets"
	"ocoptrace/trace"
)

// A Page is what the templates of other packages are given: they share layout,
// language and style with the public pages.
type Page = page

// NewPage is a page in the language of a request.
func (web *Web) NewPage(r *http.Request) *Page { return web.newPage(r) }

// Scripted lets the page use one of assets/scripts, by name, besides its
// stylesheet. The page has to be complete without it.
func (web *Web) Scripted(p *Page, name string) { p.Script = web.static.scripts[name] }

// Keep adds to what a change of language keeps in the address.
func (p *page) Keep(query url.Values) {
	for name, values := range query {
		if name != "lang" {
			p.query[name] = values
		}
	}
}

// Link is a path of ours with a query, as a link that keeps a chosen language.
func (p *page) Link(path string, query url.Values) string {
	if p.chosen {
		query.Set("lang", p.Lang())
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// AcceptsGzip reads an Accept-Encoding header (RFC 9110 section 12.5.3).
func AcceptsGzip(header string) bool { return acceptsGzip(header) }

// Gzip is a text in gzip (RFC 1952).
func Gzip(plain []byte) ([]byte, error) { return compress(plain) }

// ParseFrame reads templates of assets/templates, by name, that define "main"
// and may define anew what the layout calls a block. They may call funcs.
func ParseFrame(funcs template.FuncMap, names ...string) (*template.Template, error) {
	files := []string{"templates/layout.html", "templates/parts.html", "templates/goods.html", "templates/trail.html"}
	for _, name := range names {
		files = append(files, "templates/"+name+".html")
	}
	return template.New("layout").Option("missingkey=error").Funcs(funcs).ParseFS(assets.Templates, files...)
}

// Answer renders a page with a template of ParseFrame. It is never cached.
func (web *Web) Answer(w http.ResponseWriter, r *http.Request, t *template.Template, p *Page, status int) {
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", p); err != nil {
		web.Error(w, r, fmt.Errorf("%w: %v", Status(http.StatusInternalServerError), err))
		return
	}
	d, err := newDocument("text/html; charset=utf-8", b.Bytes())
	if err != nil {
		web.Error(w, r, err)
		return
	}
	d.lang, d.script, d.policy = p.Lang(), p.Script != "", p.Policy
	d.serve(w, r, status)
}

// Verdict is the gravest finding of a scan of a batch or label, as the public
// pages word and draw it.
func (p *page) Verdict(s *trace.Scan) any { return p.remark(s, s.Findings()[0]) }

// Remarks are all findings of a scan, gravest first, each as Verdict has it.
func (p *page) Remarks(s *trace.Scan) (all []any) {
	for _, f := range s.Findings() {
		all = append(all, p.remark(s, f))
	}
	return all
}
