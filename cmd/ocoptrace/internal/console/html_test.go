package console

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// parse reads a page as a browser does.
func (p *seen) parse(t *testing.T) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(p.body))
	check(t, err)
	return doc
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// text is what is written in an element.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// elements are those of the given names, in order.
func elements(n *html.Node, names ...string) (all []*html.Node) {
	for d := range n.Descendants() {
		for _, name := range names {
			if d.Type == html.ElementNode && d.Data == name {
				all = append(all, d)
			}
		}
	}
	return all
}

// form is what a browser would send of the first form with an action.
func (p *seen) form(t *testing.T, action string) url.Values {
	t.Helper()
	return p.formWith(t, action)
}

// formWith is form for the first that has some fields.
func (p *seen) formWith(t *testing.T, action string, names ...string) url.Values {
	t.Helper()
	for _, f := range elements(p.parse(t), "form") {
		if a := attr(f, "action"); a != action {
			continue
		}
		values := url.Values{}
		for _, field := range elements(f, "input", "textarea", "select") {
			values.Add(attr(field, "name"), valueOf(field))
		}
		if slices.ContainsFunc(names, func(name string) bool { return !values.Has(name) }) {
			continue
		}
		return values
	}
	t.Fatalf("%s has no form with the action %s and the fields %v:\n%s", p.path, action, names, p.body)
	return nil
}

func valueOf(field *html.Node) string {
	switch field.Data {
	case "textarea":
		if field.FirstChild == nil {
			return ""
		}
		return strings.TrimPrefix(field.FirstChild.Data, "\n")
	case "select":
		options := elements(field, "option")
		for _, o := range options {
			if has(o, "selected") {
				return attr(o, "value")
			}
		}
		if len(options) > 0 {
			return attr(options[0], "value")
		}
	}
	return attr(field, "value")
}

// problems are those shown at fields, by the field's name.
func (p *seen) problems(t *testing.T) map[string]string {
	t.Helper()
	doc := p.parse(t)
	byID := make(map[string]*html.Node)
	for d := range doc.Descendants() {
		if id := attr(d, "id"); id != "" {
			byID[id] = d
		}
	}
	found := make(map[string]string)
	for _, f := range elements(doc, "input", "textarea", "select") {
		if attr(f, "aria-invalid") != "true" {
			continue
		}
		for _, id := range strings.Fields(attr(f, "aria-describedby")) {
			if strings.HasSuffix(id, "-problem") && byID[id] != nil {
				found[attr(f, "name")] = text(byID[id])
			}
		}
	}
	return found
}

// sound fails the test where a page is not well made: ids twice, a field
// without a label, a link into the page that leads nowhere, an image without
// "alt", a script, a style or something from another host.
func (p *seen) sound(t *testing.T) {
	t.Helper()
	doc := p.parse(t)
	ids, labels := make(map[string]int), make(map[string]bool)
	for d := range doc.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		if id := attr(d, "id"); id != "" {
			ids[id]++
		}
		if d.Data == "label" {
			labels[attr(d, "for")] = true
		}
		for _, a := range d.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: <%s %s>", p.path, d.Data, a.Key)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s: leads to %s", p.path, a.Val)
			}
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%s: id %s stands %d times", p.path, id, n)
		}
	}
	for _, e := range elements(doc, "input", "textarea", "select", "a", "img", "script", "style") {
		href := attr(e, "href")
		switch {
		case e.Data == "script" && strings.HasPrefix(attr(e, "src"), "/static/") && e.FirstChild == nil: // one of the program's
		case e.Data == "script", e.Data == "style":
			t.Errorf("%s: <%s>", p.path, e.Data)
		case e.Data == "img" && !has(e, "alt"):
			t.Errorf("%s: an image without alt", p.path)
		case e.Data == "a" && strings.HasPrefix(href, "#") && ids[href[1:]] == 0:
			t.Errorf("%s: nothing at %s", p.path, href)
		case (e.Data == "input" || e.Data == "textarea" || e.Data == "select") && attr(e, "type") != "hidden" && !labels[attr(e, "id")]:
			t.Errorf("%s: the field %s has no label", p.path, attr(e, "name"))
		}
	}
	for _, h := range []string{"Content-Security-Policy", "X-Content-Type-Options"} {
		if p.header.Get(h) == "" {
			t.Errorf("%s: no %s", p.path, h)
		}
	}
	if got := p.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("%s: Cache-Control %q", p.path, got)
	}
}
