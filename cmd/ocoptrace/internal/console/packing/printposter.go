package packing

import (
	"bytes"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label/layout"
	"ocoptrace/label/picture"
	"ocoptrace/label/raster"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// posterPages are the stocks that a poster is printed on.
var posterPages = []string{"a4-1", "a5-1", "letter-1"}

// posterBody is the sign of a place where goods are shown.
type posterBody struct {
	console.Common
	Form     *console.Form
	Findings printing.Findings
	Picture  string // "" until the form was filled in
	File     string
}

// posterTexts are the fields that say where the place is.
var posterTexts = []string{press.TextPointName, press.TextPointAddress, press.TextPointHours, press.TextPointPhone}

// showPoster shows the form, and the poster once the place has a name. A poster
// has no code of its own: nothing is stated, so it may be made at any time.
func showPoster(v *visit) error {
	b := &posterBody{}
	products, err := v.Registry.ProductsOf(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	b.Form = console.NewForm("", v.posterFields(products)...)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	if v.R.Form.Has(press.TextPointName) {
		if err := v.lookAtPoster(b); err != nil {
			return err
		}
	}
	return v.Show("labels-poster", v.Page.T("console.poster.title"), b, statusOf(b.Form))
}

func (v *visit) lookAtPoster(b *posterBody) error {
	if v.Value(press.TextPointName) == "" {
		b.Form.Blame(v.Page, trace.Problems{{Field: press.TextPointName, Key: "required"}})
		return nil
	}
	_, _, seen, err := v.poster()
	if err != nil {
		return err
	}
	for _, f := range seen.Findings {
		if !f.Warning {
			b.Form.Rest = append(b.Form.Rest, f.Text)
		} else {
			b.Findings = append(b.Findings, f)
		}
	}
	if seen.Page != nil && !b.Form.Bad() {
		q := v.R.URL.Query()
		q.Del("lang")
		b.Picture, b.File = v.Page.Link("/console/posters/poster.png", q), v.Page.Link("/console/posters/poster.pdf", q)
	}
	return nil
}

func (v *visit) posterFields(products []*trace.Product) []*console.Field {
	product := &console.Field{Name: "product", Label: "console.field.poster.product", Type: "choice", Value: v.Value("product")}
	product.Options = append(product.Options, console.Option{Value: "", Text: v.Page.T("console.poster.producer")})
	for _, p := range products {
		product.Options = append(product.Options, console.Option{Value: p.ID, Text: p.Name})
	}
	paper := &console.Field{Name: "stock", Label: "console.field.poster.paper", Type: "choice", Value: v.Value("stock")}
	for _, id := range posterPages {
		if s, err := printing.Stocks().Find(id); err == nil {
			paper.Options = append(paper.Options, console.Option{Value: id, Text: v.stockTitle(s)})
		}
	}
	template := &console.Field{Name: "template", Label: "console.print.template", Type: "choice", Value: v.Value("template")}
	for _, t := range printing.Templates() {
		if t.Purpose == layout.Poster {
			template.Options = append(template.Options, console.Option{Value: t.ID, Text: v.patternName(t)})
		}
	}
	fields := []*console.Field{product, paper, template}
	for _, name := range posterTexts {
		fields = append(fields, &console.Field{
			Name: name, Label: "console.field." + name, Type: "text", Value: v.Value(name), Lang: "vi", Max: 200, Optional: name != press.TextPointName,
		})
	}
	return fields
}

// poster is what the form asks for. What is another's, or no poster, is 404.
func (v *visit) poster() ([]printing.Part, printing.Setup, printing.Preview, error) {
	part := printing.Part{Entity: v.User.Entity}
	var o printing.Setup
	if id := v.Value("product"); id != "" {
		if _, err := v.OwnProduct(id); err != nil {
			return nil, o, printing.Preview{}, err
		}
		part = printing.Part{Product: id}
	}
	s, err := v.findStock(v.Value("stock"))
	if err != nil {
		return nil, o, printing.Preview{}, notThere(err)
	}
	t, err := printing.FindTemplate(v.Value("template"))
	if err != nil || t.Purpose != layout.Poster {
		return nil, o, printing.Preview{}, web.Status(http.StatusNotFound)
	}
	texts := make(map[string]string)
	for _, name := range posterTexts {
		texts[name] = v.Value(name)
	}
	o = press.SetupOf(press.Job{Sheet: stock.Job{Stock: s}, Printer: press.Printer{Kind: press.PDF}, Template: t, Texts: texts, Created: v.Now()})
	o.Locale = v.Page.Locale
	parts := []printing.Part{part}
	seen, err := printing.Look(v.Ctx(), v.Registry, parts, o)
	if text, ok := v.faultText(err); ok {
		seen, err = printing.Preview{Findings: printing.Findings{{Text: text}}}, nil
	}
	return parts, o, seen, err
}

// posterPicture is the poster, small.
func posterPicture(v *visit) error {
	_, _, seen, err := v.poster()
	if err != nil {
		return err
	}
	if seen.Page == nil {
		return web.Status(http.StatusNotFound)
	}
	return v.answerPicture("image/png", func(r *raster.Raster, b *bytes.Buffer) error {
		return picture.PNGColourPage(b, r, seen.Page, pageDPI(seen.Page))
	})
}

// posterFile is the poster as a PDF.
func posterFile(v *visit) error {
	parts, o, seen, err := v.poster()
	if err != nil {
		return err
	}
	if seen.Page == nil || !seen.Findings.Printable() {
		return web.Status(http.StatusNotFound)
	}
	var b bytes.Buffer
	if err := printing.Write(v.Ctx(), &b, v.Registry, parts, o); err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", contentTypes[press.PDF])
	h.Set("Content-Disposition", `attachment; filename="poster-`+url.PathEscape(v.User.Entity)+`.pdf"`)
	h.Set("X-Content-Type-Options", "nosniff")
	_, err = v.W.Write(b.Bytes())
	return err
}
