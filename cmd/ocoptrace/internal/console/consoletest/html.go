package consoletest

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Parse reads a page as a browser does.
func (p *Answer) Parse(t *testing.T) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(p.Body))
	Check(t, err)
	return doc
}

// Attr is an attribute; "" for none.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Has says whether an element has an attribute.
func Has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// Text is what is written in an element.
func Text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Elements are those of the given names, in order.
func Elements(n *html.Node, names ...string) (all []*html.Node) {
	for d := range n.Descendants() {
		for _, name := range names {
			if d.Type == html.ElementNode && d.Data == name {
				all = append(all, d)
			}
		}
	}
	return all
}

// Form is what a browser would send of the first form with an action.
func (p *Answer) Form(t *testing.T, action string) url.Values {
	t.Helper()
	return p.FormWith(t, action)
}

// FormWith is form for the first that has some fields.
func (p *Answer) FormWith(t *testing.T, action string, names ...string) url.Values {
	t.Helper()
	for _, f := range Elements(p.Parse(t), "form") {
		if a := Attr(f, "action"); a != action {
			continue
		}
		values := url.Values{}
		for _, field := range Elements(f, "input", "textarea", "select") {
			if kind := Attr(field, "type"); kind == "file" || kind == "radio" && !Has(field, "checked") {
				continue
			}
			values.Add(Attr(field, "name"), ValueOf(field))
		}
		if slices.ContainsFunc(names, func(name string) bool { return !values.Has(name) }) {
			continue
		}
		return values
	}
	t.Fatalf("%s has no form with the action %s and the fields %v:\n%s", p.Path, action, names, p.Body)
	return nil
}

// ValueOf is what a browser sends of a field as it comes.
func ValueOf(field *html.Node) string {
	switch field.Data {
	case "textarea":
		if field.FirstChild == nil {
			return ""
		}
		return strings.TrimPrefix(field.FirstChild.Data, "\n")
	case "select":
		options := Elements(field, "option")
		for _, o := range options {
			if Has(o, "selected") {
				return Attr(o, "value")
			}
		}
		if len(options) > 0 {
			return Attr(options[0], "value")
		}
	}
	return Attr(field, "value")
}

// Problems are those shown at fields, by the field's name.
func (p *Answer) Problems(t *testing.T) map[string]string {
	t.Helper()
	doc := p.Parse(t)
	byID := make(map[string]*html.Node)
	for d := range doc.Descendants() {
		if id := Attr(d, "id"); id != "" {
			byID[id] = d
		}
	}
	found := make(map[string]string)
	for _, f := range Elements(doc, "input", "textarea", "select") {
		if Attr(f, "aria-invalid") != "true" {
			continue
		}
		for _, id := range strings.Fields(Attr(f, "aria-describedby")) {
			if strings.HasSuffix(id, "-problem") && byID[id] != nil {
				found[Attr(f, "name")] = Text(byID[id])
			}
		}
	}
	return found
}

// Sound fails the test where a page is not well made: ids twice, a field
// without a label, a link into the page that leads nowhere, an image without
// "alt", a script, a style or something from another host.
func (p *Answer) Sound(t *testing.T) {
	t.Helper()
	doc := p.Parse(t)
	ids, labels := make(map[string]int), make(map[string]bool)
	for d := range doc.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		if id := Attr(d, "id"); id != "" {
			ids[id]++
		}
		if d.Data == "label" {
			labels[Attr(d, "for")] = true
		}
		for _, a := range d.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: <%s %s>", p.Path, d.Data, a.Key)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s: leads to %s", p.Path, a.Val)
			}
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%s: id %s stands %d times", p.Path, id, n)
		}
	}
	for _, e := range Elements(doc, "input", "textarea", "select", "a", "img", "script", "style") {
		href := Attr(e, "href")
		switch {
		case e.Data == "script" && strings.HasPrefix(Attr(e, "src"), "/static/") && e.FirstChild == nil: // one of the program's
		case e.Data == "script", e.Data == "style":
			t.Errorf("%s: <%s>", p.Path, e.Data)
		case e.Data == "img" && !Has(e, "alt"):
			t.Errorf("%s: an image without alt", p.Path)
		case e.Data == "a" && strings.HasPrefix(href, "#") && ids[href[1:]] == 0:
			t.Errorf("%s: nothing at %s", p.Path, href)
		case (e.Data == "input" || e.Data == "textarea" || e.Data == "select") && Attr(e, "type") != "hidden" && !labels[Attr(e, "id")]:
			t.Errorf("%s: the field %s has no label", p.Path, Attr(e, "name"))
		}
	}
	for _, h := range []string{"Content-Security-Policy", "X-Content-Type-Options"} {
		if p.Header.Get(h) == "" {
			t.Errorf("%s: no %s", p.Path, h)
		}
	}
	if got := p.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("%s: Cache-Control %q", p.Path, got)
	}
}
