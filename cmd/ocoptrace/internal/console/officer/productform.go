package officer

import (
	"cmp"
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// productTexts are the texts of a product that an officer registers, with the
// longest of each, in characters. Story, photos and nutrition are the producer's.
var productTexts = []struct {
	name, lang string
	most       int
	of         func(*trace.Product) *string
}{
	{"nameEn", "en", 200, func(p *trace.Product) *string { return &p.NameEn }},
	{"net", "vi", 60, func(p *trace.Product) *string { return &p.Net }},
	{"gtin", "", 14, func(p *trace.Product) *string { return &p.GTIN }},
	{"ingredients", "vi", 4000, func(p *trace.Product) *string { return &p.Ingredients }},
	{"allergens", "vi", 500, func(p *trace.Product) *string { return &p.Allergens }},
	{"warning", "vi", 500, func(p *trace.Product) *string { return &p.Warning }},
	{"storage", "vi", 500, func(p *trace.Product) *string { return &p.Storage }},
	{"usage", "vi", 500, func(p *trace.Product) *string { return &p.Usage }},
	{"origin", "vi", 300, func(p *trace.Product) *string { return &p.Origin }},
	{"standard", "vi", 300, func(p *trace.Product) *string { return &p.Standard }},
	{"declaration", "vi", 300, func(p *trace.Product) *string { return &p.Declaration }},
}

// dateKinds are the kinds of an end date in the order in which they are offered.
var dateKinds = []struct {
	kind trace.DateKind
	text string
}{
	{trace.DateExpires, "console.goods.dateKind.expires"}, {trace.DateBestBefore, "console.goods.dateKind.bestBefore"}, {trace.DateNone, "console.goods.dateKind.none"},
}

// productFields are those of a product, with what was entered.
func (v *visit) productFields(p *trace.Product) []*console.Field {
	groups, kinds := []console.Option{{Text: v.Page.T("console.goods.choose")}}, []console.Option{}
	for _, g := range ocop.Groups(p.Taxonomy) {
		groups = append(groups, console.Option{Value: g.Code, Text: g.Code + " " + v.inLanguage(g.Name, g.NameEn)})
	}
	for _, k := range dateKinds {
		kinds = append(kinds, console.Option{Value: string(k.kind), Text: v.Page.T(k.text)})
	}
	fields := []*console.Field{
		{Name: "name", Label: "console.goods.name", Type: "text", Lang: "vi", Value: p.Name, Max: 200},
		{Name: "group", Label: "console.goods.group", Type: "choice", Value: p.Group, Options: groups},
		{Name: "dateKind", Label: "console.goods.dateKind", Type: "choice", Value: string(p.DateKind), Options: kinds},
		{Name: "shelfLifeDays", Label: "console.goods.shelfLifeDays", Type: "number", Value: v.Value("shelfLifeDays"), Optional: true},
		{Name: "shelfLifeMonths", Label: "console.goods.shelfLifeMonths", Type: "number", Value: v.Value("shelfLifeMonths"), Optional: true},
	}
	for _, text := range productTexts {
		f := &console.Field{Name: text.name, Label: "console.goods." + text.name, Type: "text", Lang: text.lang, Value: *text.of(p), Max: text.most, Optional: true}
		if text.most > 300 {
			f.Type = "area"
		}
		fields = append(fields, f)
	}
	for _, f := range fields {
		if hint := f.Label + ".hint"; v.Page.Has(hint) {
			f.Hint = v.Page.T(hint)
		}
	}
	return fields
}

// productEntered is the product that a form asks for, of an entity of the
// officer's province.
func (v *visit) productEntered() (*trace.Product, *trace.Entity, trace.Problems, error) {
	e, err := v.entity(v.Variable("entity"))
	if err != nil {
		return nil, nil, nil, err
	}
	v.Page.Sample = e.Sample
	p := &trace.Product{
		ID: v.Value("id"), Entity: e.ID, Sample: e.Sample, Taxonomy: ocop.CurrentTaxonomy(v.Today()),
		Name: v.Value("name"), Group: v.Value("group"), DateKind: trace.DateKind(cmp.Or(v.Value("dateKind"), string(trace.DateExpires))),
	}
	g, known := ocop.GroupByCode(p.Taxonomy, p.Group)
	p.Service = known && g.Service
	for _, text := range productTexts {
		*text.of(p) = strings.ReplaceAll(v.Value(text.name), "\r\n", "\n")
	}
	problems := v.countEntered("shelfLifeDays", &p.ShelfLifeDays)
	return p, e, append(problems, v.countEntered("shelfLifeMonths", &p.ShelfLifeMonths)...), nil
}

// countEntered reads a count that may be left out.
func (v *visit) countEntered(name string, to *int64) (problems trace.Problems) {
	if v.Value(name) != "" {
		*to, problems = v.Number(name)
	}
	return problems
}

func productDraft(e *trace.Entity) string { return "product/" + e.ID }

// newProduct shows the form of a product, also as it was left.
func newProduct(v *visit) error {
	e, err := v.entity(v.Variable("entity"))
	if err != nil {
		return err
	}
	drafting, err := v.Draft(productDraft(e), productPath(e)+"/new", nil)
	if err != nil {
		return err
	}
	p, e, _, err := v.productEntered()
	if err != nil {
		return err
	}
	return v.productForm(p, e, drafting, nil)
}

func productPath(e *trace.Entity) string { return "/console/entities/" + e.ID + "/products" }

func (v *visit) productForm(p *trace.Product, e *trace.Entity, drafting *console.Drafting, problems trace.Problems) error {
	f := console.NewForm("", v.productFields(p)...)
	if key := v.Value(console.KeyField); key != "" {
		f.Fields = append(f.Fields, console.Hidden(console.KeyField, key))
	}
	f.Draft = drafting
	f.Blame(v.Page, problems)
	return v.Ask(&console.Question{
		Lead: v.Page.T("officer.product.lead"), Form: f, Post: true,
		Facts:  []console.Shown{{Name: v.Page.T("officer.field.name"), Text: e.Name, Lang: "vi"}},
		Action: v.Page.To(productPath(e) + "/new"), Back: v.Page.To("/console/entities/" + e.ID),
	}, v.Page.T("officer.product.new"))
}

// checkProduct shows what will be stated, or what is wrong.
func checkProduct(v *visit) error {
	p, e, problems, err := v.productEntered()
	if err != nil {
		return err
	}
	drafting, err := v.Draft(productDraft(e), productPath(e)+"/new", nil)
	if err == nil {
		err = v.KeepDraft(productDraft(e))
	}
	if err == nil {
		p.ID, err = freeID(p.Name, v.findProduct)
	}
	if err != nil {
		return err
	}
	more, err := v.Examine(p)
	if err != nil {
		return err
	}
	if p.ID == "" {
		more = without(more, "product") // follows from the name
	}
	if problems = console.Besides(problems, more); len(problems) > 0 {
		return v.productForm(p, e, drafting, problems)
	}
	return v.confirmProduct(p, e)
}

// findProduct says whether there is a product of an id.
func (v *visit) findProduct(id string) error {
	_, err := v.Registry.Product(v.Ctx(), id)
	return err
}

func (v *visit) confirmProduct(p *trace.Product, e *trace.Entity) error {
	b := &console.Confirmation{
		Lead: v.Page.T("officer.product.said"), Button: v.Page.T("officer.product.state"), Action: v.Page.To(productPath(e)),
		Back: v.Page.Link(productPath(e)+"/new", url.Values{"draft": {"1"}}), Form: console.NewForm("", console.Hidden("id", p.ID)),
		Facts: []console.Shown{{Name: v.Page.T("officer.field.name"), Text: e.Name, Lang: "vi"}},
	}
	for _, f := range v.productFields(p) {
		b.Form.Fields = append(b.Form.Fields, console.Hidden(f.Name, f.Value))
		if f.Value != "" {
			b.Facts = append(b.Facts, v.shown(f))
		}
	}
	b.Facts = append(b.Facts, console.Shown{Name: v.Page.T("officer.field.id"), Text: p.ID})
	return v.Confirm(b, v.Page.T("officer.product.new"))
}

// stateProduct states it, once.
func stateProduct(v *visit) error {
	p, e, problems, err := v.productEntered()
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		problems, err = v.stillFree(&p.ID, "productTaken", v.findProduct)
	}
	if err == nil && len(problems) == 0 {
		problems, err = v.State(p)
	}
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.productForm(p, e, nil, problems)
	}
	if err := v.DropDraft(productDraft(e)); err != nil {
		return err
	}
	return v.Redirect("/console/products/"+p.ID, url.Values{"done": {"product"}})
}
