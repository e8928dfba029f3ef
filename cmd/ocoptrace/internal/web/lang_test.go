package web

import (
	"net/url"
	"strings"
	"testing"
)

// A language that was chosen stays in all links to other pages; one that the
// browser asks for does not come into them.
func TestLanguageStays(t *testing.T) {
	s, run := rice(t)
	for _, path := range []string{"/", "/products/gao-seng-cu", "/entities/htx-gao-ruong-mau", s.labelPath(t, run, 1), "/nothing"} {
		for query, want := range map[string]string{"?lang=en": "en", "?lang=vi": "vi", "": ""} {
			lang := want
			if want == "" {
				lang = "vi"
			}
			root := parse(t, s.get(path+query).Body.String(), lang)
			for n := range root.Descendants() {
				href := attr(n, "href")
				if n.Data != "a" || attr(n, "hreflang") != "" || !ofPage(href) {
					continue
				}
				u, err := url.Parse(href)
				if err != nil || u.Query().Get("lang") != want {
					t.Errorf("%s%s leads to %s", path, query, href)
				}
			}
		}
	}
}

// ofPage says whether a link leads to one of the pages, which have languages.
func ofPage(href string) bool {
	for _, prefix := range []string{"/products/", "/entities/", "/batches/", "/code"} {
		if strings.HasPrefix(href, prefix) && !strings.HasSuffix(href, "/json") && !strings.HasSuffix(href, "/bundle") {
			return true
		}
	}
	return href == "/"
}

// The switch leads to the same page in the other language.
func TestLanguageSwitch(t *testing.T) {
	s, run := rice(t)
	for path, want := range map[string]string{
		"/":                                  "/?lang=en",
		s.labelPath(t, run, 1):               s.labelPath(t, run, 1) + "?lang=en",
		s.labelPath(t, run, 1) + "?lang=vi":  s.labelPath(t, run, 1) + "?lang=en",
		"/code?c=abc":                        "/code?c=abc&lang=en",
		"/batches/gao-seng-cu/ST-01?lang=vi": "/batches/gao-seng-cu/ST-01?lang=en",
	} {
		root := parse(t, s.get(path).Body.String(), "vi")
		found := false
		for n := range root.Descendants() {
			if n.Data == "a" && attr(n, "hreflang") == "en" {
				found = attr(n, "href") == want
				if !found {
					t.Errorf("%s: the switch leads to %s, want %s", path, attr(n, "href"), want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no switch to %s", path, want)
		}
	}
}

// Texts that people entered are marked with their language, also where the
// English one is missing.
func TestLanguageOfTexts(t *testing.T) {
	s, run := rice(t)
	en := s.page(t, s.labelPath(t, run, 1), "en", 200)
	for wanted, lang := range map[string]string{
		"Gạo Séng Cù": "vi", "Seng Cu rice": "en", "HTX Gạo Ruộng Mẫu": "vi", "UBND tỉnh Lào Cai": "vi",
		"Keep dry": "en", "100% Seng Cu rice": "en", "Xã Mường Khương": "vi", "DỮ LIỆU MẪU": "vi", "Compare with": "en",
	} {
		if got := langOf(en, wanted); got != lang {
			t.Errorf("%q is marked %q, want %q", wanted, got, lang)
		}
	}
	vi := s.page(t, s.labelPath(t, run, 1), "vi", 200)
	if strings.Contains(text(vi), "Keep dry") || langOf(vi, "Seng Cu rice") != "en" || langOf(vi, "Nơi khô ráo") != "vi" {
		t.Error("the Vietnamese page mixes languages")
	}
	milk, path := milk("2026-11-21")(t)
	if got := langOf(milk.page(t, path, "en", 200), "Ngăn mát"); got != "vi" {
		t.Errorf("a Vietnamese text on an English page is marked %q", got)
	}
}

// Those who list pages are told of a page in all languages, and of none of a
// label.
func TestAlternates(t *testing.T) {
	s, run := rice(t)
	for path, want := range map[string]string{
		"/products/gao-seng-cu":   "vi=https://tx.example.vn/products/gao-seng-cu?lang=vi en=https://tx.example.vn/products/gao-seng-cu?lang=en",
		"/points?province=15":     "vi=https://tx.example.vn/points?lang=vi&province=15 en=https://tx.example.vn/points?lang=en&province=15",
		s.labelPath(t, run, 1):    "",
		"/products/not-a-product": "",
	} {
		var got []string
		for n := range parse(t, s.get(path).Body.String(), "vi").Descendants() {
			if n.Data == "link" && attr(n, "rel") == "alternate" {
				got = append(got, attr(n, "hreflang")+"="+attr(n, "href"))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
