package web

import (
	"encoding/json"
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/resolver"
)

// linked is the body of the page that lists links of a GS1 Digital Link.
type linked struct {
	Choose  bool // one is to be chosen
	Levels  []resolver.Level
	Linkset json.RawMessage // the same for programs
}

// Links answers with the links of a GS1 Digital Link, to those who would rather
// have HTML: status 200 for all of them, 300 where one is to be chosen. linkset
// is put into the page.
func (web *Web) Links(w http.ResponseWriter, r *http.Request, status int, levels []resolver.Level, linkset []byte) {
	p := web.newPage(r)
	p.template, p.Title, p.NoIndex = "links", p.T("links.title"), true
	p.query = r.URL.Query()
	p.query.Del("lang")
	p.Body = &linked{status == http.StatusMultipleChoices, levels, linkset}
	doc, err := web.render(p)
	if err != nil {
		web.Error(w, r, err)
		return
	}
	doc.cacheControl = "public, max-age=30"
	doc.serve(w, r, status)
}

// LinkType is what a link type is called; its name in the GS1 Web Vocabulary
// where it has no other.
func (p *page) LinkType(name string) string {
	if key := "linktype." + name; p.Has(key) {
		return p.T(key)
	}
	return "gs1:" + name
}
