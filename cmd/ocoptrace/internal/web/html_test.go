package web

import (
	"net/http"
	"strings"
	"testing"

	"ocoptrace/trace/tracetest"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parse reads a page and checks what every page has to fulfil.
func parse(t *testing.T, body, lang string) *html.Node {
	t.Helper()
	balanced(t, body)
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	ids := make(map[string]int)
	for n := range root.Descendants() {
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %q is there %d times", id, n)
		}
	}
	headings(t, root)
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			element(t, n, ids, lang)
		}
	}
	return root
}

// void elements have no end tag (HTML Living Standard, 13.1.2).
var void = map[string]bool{"meta": true, "link": true, "img": true, "input": true, "br": true}

// balanced checks that every start tag has its end tag, in order; a browser
// would mend it silently.
func balanced(t *testing.T, body string) {
	t.Helper()
	var open []string
	for z, svg := html.NewTokenizer(strings.NewReader(body)), 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		name, _ := z.TagName()
		tag := string(name)
		switch kind {
		case html.StartTagToken:
			if tag == "svg" {
				svg++
			}
			if !void[tag] {
				open = append(open, tag)
			}
		case html.SelfClosingTagToken:
			if svg == 0 {
				t.Errorf("<%s/> outside of svg", tag)
			}
		case html.EndTagToken:
			if tag == "svg" {
				svg--
			}
			if len(open) == 0 || open[len(open)-1] != tag {
				t.Fatalf("</%s> closes nothing; open are %v", tag, open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("not closed: %v", open)
	}
}

// headings checks that there is one h1 and that no level below it is left out.
func headings(t *testing.T, root *html.Node) {
	t.Helper()
	first, last := 0, 1
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			continue
		}
		level := int(n.Data[1] - '0')
		if level == 1 {
			first++
		}
		if level > last+1 {
			t.Errorf("h%d %q follows h%d", level, text(n), last)
		}
		last = level
	}
	if first != 1 {
		t.Errorf("%d h1 elements", first)
	}
}

// element checks one element: nothing active, nothing from elsewhere, names for
// what needs one, references that lead somewhere, known languages.
func element(t *testing.T, n *html.Node, ids map[string]int, lang string) {
	t.Helper()
	switch n.DataAtom {
	case atom.Script:
		if !strings.HasPrefix(attr(n, "src"), "/static/") || !has(n, "defer") || n.FirstChild != nil {
			t.Errorf("a script that is not of ours, or holds up the page: %v", n.Attr)
		}
	case atom.Style, atom.Iframe, atom.Object, atom.Embed, atom.Base:
		t.Errorf("there is a %s element", n.Data)
	case atom.Html:
		if got := attr(n, "lang"); got != lang {
			t.Errorf("the page's lang is %q, want %q", got, lang)
		}
	case atom.A, atom.Button:
		if text(n) == "" && attr(n, "aria-label") == "" {
			t.Errorf("%s without a name: %v", n.Data, n.Attr)
		}
	case atom.Img:
		if !has(n, "alt") || attr(n, "width") == "" {
			t.Errorf("img without alt or size: %v", n.Attr)
		}
	case atom.Input:
		if attr(n, "type") != "hidden" && ids[attr(n, "id")] == 0 {
			t.Errorf("input without a label: %v", n.Attr)
		}
	case atom.Label:
		if ids[attr(n, "for")] == 0 {
			t.Errorf("label for nothing: %v", n.Attr)
		}
	case atom.Svg:
		if attr(n, "aria-hidden") != "true" && (attr(n, "role") != "img" || attr(n, "aria-labelledby") == "") {
			t.Error("svg that is neither hidden from who cannot see it nor named")
		}
	}
	for _, a := range n.Attr {
		attribute(t, n, a, ids)
	}
}

func attribute(t *testing.T, n *html.Node, a html.Attribute, ids map[string]int) {
	t.Helper()
	switch {
	case strings.HasPrefix(a.Key, "on"), a.Key == "style":
		t.Errorf("%s has the attribute %s", n.Data, a.Key)
	case a.Key == "href" && n.DataAtom == atom.A && (strings.HasPrefix(a.Val, "https://") && strings.Contains(attr(n, "rel"), "external") || strings.HasPrefix(a.Val, "geo:")):
		// leads elsewhere, but only when somebody follows it
	case a.Key == "href" && attr(n, "rel") == "alternate" && strings.HasPrefix(a.Val, tracetest.BaseURL+"/"):
		// says where else the page is; nothing is loaded
	case a.Key == "href", a.Key == "src", a.Key == "action":
		if !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "tel:") || strings.HasPrefix(a.Val, "//") {
			t.Errorf("%s leads to %q", n.Data, a.Val)
		}
	case a.Key == "lang" && a.Val != "vi" && a.Val != "en":
		t.Errorf("%s has the language %q", n.Data, a.Val)
	case a.Key == "aria-labelledby", a.Key == "aria-describedby":
		for id := range strings.FieldsSeq(a.Val) {
			if ids[id] == 0 {
				t.Errorf("%s refers to %q, which is not there", a.Key, id)
			}
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && n.Type == html.ElementNode {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// text is what an element says, spaces run together.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// find is the first element with a class; nil for none.
func find(root *html.Node, class string) *html.Node {
	for n := range root.Descendants() {
		for c := range strings.FieldsSeq(attr(n, "class")) {
			if c == class {
				return n
			}
		}
	}
	return nil
}

// langOf is the language that a text of the body is marked with; a title cannot
// be marked.
func langOf(root *html.Node, wanted string) string {
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.DataAtom != atom.Title && strings.Contains(n.Data, wanted) {
			for p := n.Parent; p != nil; p = p.Parent {
				if l := attr(p, "lang"); l != "" {
					return l
				}
			}
		}
	}
	return ""
}

// page gets a page in a language and checks its status.
func (s *site) page(t *testing.T, path, lang string, status int) *html.Node {
	t.Helper()
	w := s.get(path, "Accept-Language", lang)
	if w.Code != status {
		t.Fatalf("%s: status %d, want %d: %s", path, w.Code, status, w.Body)
	}
	if got := w.Header().Get("Content-Language"); got != lang {
		t.Errorf("%s: Content-Language %q, want %q", path, got, lang)
	}
	if got := w.Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("%s: Content-Type %q", path, got)
	}
	if status != http.StatusOK && w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%s: an error may be cached: %q", path, w.Header().Get("Cache-Control"))
	}
	return parse(t, w.Body.String(), lang)
}
