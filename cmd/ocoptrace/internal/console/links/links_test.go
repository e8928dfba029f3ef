package links_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

const page = "/console/links"

// An owner gives a link, sees it in the linkset, changes it and ends it; each
// step is stated once.
func TestLinks(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	p := b.Get(page)
	p.Sound(t)
	p = b.Get(p.Link(t, page+"/new"))
	p.Sound(t)
	form := p.Form(t, page+"/new")
	if form.Get("about") != "product/gao-seng-cu" || form.Get("hreflang") != "vi" {
		t.Errorf("the form begins with %v", form)
	}
	for field, typed := range map[string]string{"href": "https://tx.example.vn/x", "title": "", "hreflang": "tiếng Việt", "lot": "ST-09", "linkType": "recipeInfo"} {
		form.Set(field, typed)
	}
	p = b.Get(page + "/new?" + form.Encode())
	p.Sound(t)
	found := p.Problems(t)
	if p.Status != http.StatusUnprocessableEntity && p.Status != http.StatusOK || found["title"] == "" || found["hreflang"] == "" {
		t.Errorf("%d %v", p.Status, found)
	}
	form.Set("title", "Cách nấu <cơm>")
	form.Set("hreflang", "vi, en")
	for field, typed := range map[string]string{"lot": "ST-09", "href": "https://tx.example.vn/x"} {
		form.Set("lot", "")
		form.Set("href", "https://gao.example.vn/nau?x=1&y=2")
		form.Set(field, typed)
		if found = b.Get(page + "/new?" + form.Encode()).Problems(t); found[field] == "" {
			t.Errorf("%s %s: %v", field, typed, found)
		}
	}
	form.Set("lot", "")
	form.Set("href", "https://gao.example.vn/nau?x=1&y=2")
	p = b.Get(page + "/new?" + form.Encode())
	p.Sound(t)
	form = p.Form(t, page)
	size := s.Size(t)
	for range 2 {
		if p = b.Post(page, form); p.Path != page || !strings.Contains(p.Body, "Cách nấu &lt;cơm&gt;") {
			t.Fatal(p.Status, p.Path, p.Problems(t))
		}
	}
	if got := s.Size(t); got != size+1 {
		t.Errorf("the log grew from %d to %d", size, got)
	}
	p.Sound(t)
	shown := b.Get(p.Link(t, page+"/preview"))
	shown.Sound(t)
	if !strings.Contains(shown.Body, "https://gao.example.vn/nau?x=1") || !strings.Contains(shown.Body, "https://ref.gs1.org/voc/recipeInfo") {
		t.Error("the preview has no such link")
	}
	links, err := s.ResolverLinks(t.Context(), "htx-gao-ruong-mau")
	if err != nil || len(links) != 1 || links[0].MediaType != "text/html" || len(links[0].Hreflang) != 2 || !links[0].Sample {
		t.Fatal(links, err)
	}
	own := page + "/" + links[0].ID
	change := b.Get(own).Form(t, own)
	change.Set("title", "Nấu cơm")
	p = b.Get(own + "?" + change.Encode())
	b.Post(own, p.Form(t, own))
	p = b.Get(own + "/end")
	p.Sound(t)
	b.Post(own, p.Form(t, own))
	if l, err := s.ResolverLink(t.Context(), "htx-gao-ruong-mau", links[0].ID); err != nil || !l.Ended || l.Title != "Nấu cơm" {
		t.Errorf("%+v, %v", l, err)
	}
	if shown = b.Get(page + "/preview?about=product%2Fgao-seng-cu&lot=ST-01"); strings.Contains(shown.Body, "gao.example.vn") || !strings.Contains(shown.Body, "/10/ST-01") {
		t.Error("an ended link is given, or the lot's level is not there")
	}
}

// What is another's does not exist, and who may not change products sees none
// of the pages.
func TestLinksOfOthers(t *testing.T) {
	s := consoletest.Open(t)
	s.State(t, &trace.ResolverLink{ID: "nau", Entity: "htx-gao-ruong-mau", Product: "gao-seng-cu", LinkType: "recipeInfo", Title: "Nấu", Href: "https://gao.example.vn/"})
	minh := s.SignIn(t, "minh")
	for _, path := range []string{page + "/nau", page + "/nau/end", page + "/preview?about=product%2Fgao-seng-cu", page + "/preview?about=entity", page + "/preview"} {
		if p := minh.Get(path); p.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, p.Status)
		}
	}
	size := s.Size(t)
	form := minh.Get(page+"/new").Form(t, page+"/new")
	for name, value := range map[string]string{"about": "product/gao-seng-cu", "title": "x", "href": "https://x.example.vn/", "linkType": "faqs", "check": "1"} {
		form.Set(name, value)
	}
	if p := minh.Get(page + "/new?" + form.Encode()); p.Problems(t)["about"] == "" {
		t.Errorf("a link to another's product: %d", p.Status)
	}
	minh.Post(page, url.Values{"key": {"0123456789abcdef"}, "about": {"product/gao-seng-cu"}, "title": {"x"}, "href": {"https://x.example.vn/"}, "linkType": {"faqs"}})
	if s.Size(t) != size {
		t.Error("a link to another's product was stated")
	}
	for _, name := range []string{"tam", "hoa", "quan"} {
		if p := s.SignIn(t, name).Get(page); p.Status != http.StatusForbidden {
			t.Errorf("%s: %d", name, p.Status)
		}
	}
}
