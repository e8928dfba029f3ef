package web

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/resolver"
	"ocoptrace/trace"

	"golang.org/x/net/html"
)

// The page of links holds what it lists for programs too, and lets nothing of a
// title out of its place.
func TestLinks(t *testing.T) {
	s, _ := rich(t)
	levels := []resolver.Level{{Anchor: "https://tx.example.vn/01/09520000000011", Description: "Gạo </script><b>", Links: []resolver.Link{
		{Type: "defaultLink", Href: "https://tx.example.vn/products/gao", Title: "Gạo"},
		{Type: "recipeInfo", Href: "https://a.example/?x=1&y=<2>", Title: `Nấu </script><script>alert(1)</script>`, Hreflang: []string{"vi"}, Media: "text/html"},
		{Type: "brandHomepageClinical", Href: "javascript:alert(1)", Title: "không"},
	}}}
	pages, err := New(Config{Registry: s.Registry, Now: s.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	linkset, err := resolver.Linkset(levels)
	if err != nil {
		t.Fatal(err)
	}
	for _, status := range []int{http.StatusOK, http.StatusMultipleChoices} {
		for _, lang := range []string{"vi", "en"} {
			r := httptest.NewRequest("GET", "/01/09520000000011?linkType=linkset", nil)
			r.Header.Set("Accept-Language", lang)
			w := httptest.NewRecorder()
			pages.Links(w, r, status, levels, linkset)
			root, err := html.Parse(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			found := map[string]bool{}
			for n := range root.Descendants() {
				if n.Data == "a" {
					found[attr(n, "href")] = true
				}
				if n.Data == "b" || n.Data == "script" && attr(n, "type") != "application/ld+json" {
					t.Errorf("%s %s got out", n.Data, text(n))
				}
			}
			if w.Code != status || !found["https://a.example/?x=1&y=%3c2%3e"] || found["javascript:alert(1)"] {
				t.Errorf("status %d, links %v", w.Code, found)
			}
			if !found["/01/09520000000011?lang=vi&linkType=linkset"] && !found["/01/09520000000011?lang=en&linkType=linkset"] {
				t.Errorf("no switch of the language: %v", found)
			}
		}
	}
}

// A point has a page of its own while it is open.
func TestPoint(t *testing.T) {
	s, _ := rich(t)
	point := &trace.Point{ID: "cho-hue", Name: "Chợ Mẫu Huế", Address: "2 phố Mẫu", CommuneCode: "19753", Commune: "Phường Thuận Hóa", ProvinceCode: "46"}
	s.State(t, point)
	said(t, "open", text(s.page(t, "/points/cho-hue", "en", http.StatusOK)), []string{"Chợ Mẫu Huế", "2 phố Mẫu"}, []string{"Nhà trưng bày"})
	point.Closed = true
	s.State(t, point)
	if _, err := s.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	said(t, "closed", text(s.page(t, "/points/cho-hue", "en", http.StatusOK)), []string{"No such place"}, []string{"2 phố Mẫu"})
	s.page(t, "/points/khong-co", "en", http.StatusNotFound)
}
