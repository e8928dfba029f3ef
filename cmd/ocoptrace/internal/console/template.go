package console

import (
	"fmt"
	"html/template"

	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// templates are the pages by name.
type templates map[string]*template.Template

// Parse reads templates of assets/templates, console-NAME.html each, which
// Visit.Show then answers with. A name may be taken once.
func (c *Console) Parse(names ...string) error {
	for _, name := range names {
		if c.templates[name] != nil {
			return fmt.Errorf("console: two rooms have a template %q", name)
		}
		t, err := web.ParseFrame(funcs, "console-parts", "console-"+name)
		if err != nil {
			return err
		}
		c.templates[name] = t
	}
	return nil
}

// find returns a template that was parsed.
func (t templates) find(name string) (*template.Template, error) {
	if t[name] == nil {
		return nil, fmt.Errorf("console: no room has a template %q", name)
	}
	return t[name], nil
}

// funcs give a part of a template, besides what it shows, the page around it.
var funcs = template.FuncMap{
	"show":   func(p *web.Page, f *Form) any { return inPage{Page: p, Form: f} },
	"told":   func(p *web.Page, s *trace.Scan) any { return inPage{Page: p, V: p.Verdict(s)} },
	"span":   SpanText,
	"book":   func(p *web.Page, changes any) any { return inPage{Page: p, V: changes} },
	"judged": func(p *web.Page, verdict any) any { return inPage{Page: p, V: verdict} },
}

type inPage struct {
	Page *web.Page
	Form *Form
	V    any
}

// SpanText names a stretch of labels.
func SpanText(p *web.Page, from, to int64) string {
	if from == to {
		return p.T("console.span.one", from)
	}
	return p.T("console.span", from, to)
}
