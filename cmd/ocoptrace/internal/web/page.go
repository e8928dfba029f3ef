package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/assets"
	"ocoptrace/cmd/ocoptrace/internal/locale"
)

// A page is what a template is given: the language, what stands around every
// page, and the body that is its own.
type page struct {
	*locale.Locale
	template string
	icons    map[string]template.HTML

	Style, Mark string // paths
	Script      string // path; "" for a page without
	Policy      string // what it lets its script do, as directives; "" for the usual
	Title       string
	Sample      bool // about fictional goods
	NoIndex     bool // not for search engines
	Console     bool // with a link to the console
	Body        any
	Looks       *looks // of the label that the page is about; nil for none

	report string // path of the form for reports; "" for none
	base   string // scheme and host of the service
	path   string
	query  url.Values // what a change of language keeps
	chosen bool       // the language stands in the query
}

func (web *Web) newPage(r *http.Request) *page {
	chosen := r.URL.Query().Get("lang")
	path, query := r.URL.EscapedPath(), url.Values{}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		path, query = web.before(r)
	}
	return &page{
		Locale: locale.Match(r.Header.Get("Accept-Language"), chosen),
		icons:  web.static.icons, Style: web.static.style, Mark: web.static.mark,
		base: web.registry.BaseURL(), path: path, query: query, report: web.report, Console: web.console,
		chosen: slices.Contains(locale.Languages, chosen),
	}
}

// To is a path of ours as a link that keeps a chosen language.
func (p *page) To(path string) string { return path + p.keep() }

func (p *page) keep() string {
	if !p.chosen {
		return ""
	}
	return "?lang=" + p.Lang()
}

// Chosen says that the language was chosen, and is to be kept by forms.
func (p *page) Chosen() bool { return p.chosen }

// In is this page in a language.
func (p *page) In(lang string) string {
	query := url.Values{"lang": {lang}}
	for name, values := range p.query {
		query[name] = values
	}
	return p.path + "?" + query.Encode()
}

// Languages are those to choose from.
func (p *page) Languages() []string { return locale.Languages }

// LanguageName is what a language calls itself.
func (p *page) LanguageName(lang string) string { return locale.For(lang).Name() }

// Alternates are the languages in which those who list pages may list this one;
// none of what is not for them.
func (p *page) Alternates() []string {
	if p.NoIndex || p.template == "" { // a console's
		return nil
	}
	return locale.Languages
}

// Absolute is this page in a language, with scheme and host, for those who list
// pages.
func (p *page) Absolute(lang string) string { return p.base + p.In(lang) }

// A wording is a text that somebody entered, with its language.
type wording struct{ Lang, Text string }

// Pick is the text in the page's language: people enter Vietnamese and English,
// and whoever reads neither more likely reads English. Where there is no English
// it is the Vietnamese one; nil where there is none at all.
func (p *page) Pick(vi, en string) *wording {
	switch {
	case p.Lang() != locale.Vietnamese && en != "":
		return &wording{locale.English, en}
	case vi != "":
		return &wording{locale.Vietnamese, vi}
	}
	return nil
}

// Icon is a drawing by its name. An unknown name is an error of the template.
func (p *page) Icon(name string) (template.HTML, error) {
	svg, ok := p.icons[name]
	if !ok {
		return "", fmt.Errorf("no icon %q", name)
	}
	return svg, nil
}

// parseTemplates reads one template a page, each with the layout and the parts.
func parseTemplates() (map[string]*template.Template, error) {
	layouts := make(map[string]*template.Template)
	for _, name := range []string{"home", "code", "scan", "check", "entity", "points", "place", "links", "error"} {
		t, err := template.New("layout").Option("missingkey=error").
			ParseFS(assets.Templates, "templates/layout.html", "templates/parts.html", "templates/goods.html", "templates/trail.html", "templates/"+name+".html")
		if err != nil {
			return nil, err
		}
		layouts[name] = t
	}
	return layouts, nil
}

func (web *Web) render(p *page) (*document, error) {
	var b bytes.Buffer
	if err := web.layouts[p.template].ExecuteTemplate(&b, "layout", p); err != nil {
		return nil, fmt.Errorf("%w: %v", Status(http.StatusInternalServerError), err)
	}
	d, err := newDocument("text/html; charset=utf-8", b.Bytes())
	if err == nil {
		d.lang, d.script = p.Lang(), p.Script != ""
	}
	return d, err
}
