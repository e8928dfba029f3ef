package producer

import (
	"errors"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
)

// goodsSheet is the form of a product of the user's, or of a new one. Stars are
// no part of it: they are an officer's to state.
func (v *visit) goodsSheet() (*sheet, error) {
	maker, err := v.Registry.Entity(v.Ctx(), v.User.Entity)
	if err != nil {
		return nil, console.Missing(err)
	}
	p := &trace.Product{Sample: maker.Sample, Entity: v.User.Entity, Taxonomy: ocop.CurrentTaxonomy(v.Today()), DateKind: trace.DateExpires}
	s := &sheet{
		draft: "goods", title: "console.goods.new", lead: "console.goods.lead", edit: "/console/goods/new", state: "/console/goods", back: "/console",
		done: "own", after: func() string { return "/console" }, id: &p.ID,
	}
	s.prepare = func() (err error) {
		if p.ID == "" {
			p.ID, err = freeID(p.Name, v.findProduct)
		}
		return err
	}
	if id := v.Variable("product"); id != "" {
		own, err := v.OwnProduct(id)
		if err != nil {
			return nil, err
		}
		p = own
		s.draft, s.title, s.edit, s.state = "goods/"+id, "console.goods.title", "/console/goods/"+id, "/console/goods/"+id+"/state"
		s.id, s.prepare = nil, nil
		s.named = 1
		s.about = []console.Shown{{Name: v.Page.T("console.field.product"), Text: p.Name, Lang: "vi"}}
	}
	v.Page.Sample = p.Sample
	s.fact, s.photos, s.most, s.links = p, &p.Photos, 6, &p.Channels
	s.sections = v.goodsSections(p)
	v.label(s, "console.goods.")
	return s, nil
}

// goodsSections are the parts of the form of a product.
func (v *visit) goodsSections(p *trace.Product) []section {
	return []section{
		{"", []*entry{
			text("name", &p.Name, longName).needed(), v.group(p), text("net", &p.Net, 60), v.dateKind(p),
			number("shelfLifeDays", &p.ShelfLifeDays), number("shelfLifeMonths", &p.ShelfLifeMonths),
		}},
		{"console.goods.ofLabel", []*entry{
			text("nameEn", &p.NameEn, longName), text("labelName", &p.LabelName, 60), text("gtin", &p.GTIN, 14), text("ingredients", &p.Ingredients, longText), text("ingredientsEn", &p.IngredientsEn, longText),
			text("allergens", &p.Allergens, longLine), text("allergensEn", &p.AllergensEn, longLine), text("warning", &p.Warning, longLine), text("warningEn", &p.WarningEn, longLine),
			text("storage", &p.Storage, longLine), text("storageEn", &p.StorageEn, longLine), text("usage", &p.Usage, longLine), text("usageEn", &p.UsageEn, longLine),
			text("origin", &p.Origin, 300), text("originEn", &p.OriginEn, 300), text("standard", &p.Standard, 300), text("declaration", &p.Declaration, 300),
			thousandths("alcoholPermille", 1, func() (int64, bool) { return p.AlcoholPermille, p.AlcoholPermille > 0 }, func(n int64, _ bool) { p.AlcoholPermille = n }),
		}},
		{"console.goods.nutrition", v.nutrition(p)},
		{"console.own.story", append(append(both("story", &p.Story, &p.StoryEn, longText), text("video", &p.Video, 300)), both("carry", &p.Carry, &p.CarryEn, longLine)...)},
	}
}

// group is the entry of the criteria set.
func (v *visit) group(p *trace.Product) *entry {
	options := []console.Option{{Value: "", Text: v.Page.T("console.goods.choose")}}
	for _, g := range ocop.Groups(p.Taxonomy) {
		options = append(options, console.Option{Value: g.Code, Text: g.Code + " " + v.Page.Pick(g.Name, g.NameEn).String()})
	}
	return v.choice("group", options, func() string { return p.Group }, func(typed string) {
		p.Group = typed
		g, known := ocop.GroupByCode(p.Taxonomy, typed)
		p.Service = known && g.Service
	})
}

// dateKind is the entry of the kind of end date.
func (v *visit) dateKind(p *trace.Product) *entry {
	options := []console.Option{
		{Value: string(trace.DateExpires), Text: v.Page.T("console.goods.dateKind.expires")},
		{Value: string(trace.DateBestBefore), Text: v.Page.T("console.goods.dateKind.bestBefore")},
		{Value: string(trace.DateNone), Text: v.Page.T("console.goods.dateKind.none")},
	}
	return v.choice("dateKind", options, func() string { return string(p.DateKind) }, func(typed string) { p.DateKind = trace.DateKind(typed) })
}

// freeID is an id for something new, made of its name; "" where the name has no
// letters. find says whether there is one already (trace.ErrNotFound).
func freeID(name string, find func(id string) error) (string, error) {
	base := strings.ReplaceAll(place.Fold(name), " ", "-")
	base = strings.Map(func(r rune) rune {
		if r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, base)
	base = strings.Trim(base[:min(len(base), 56)], "-")
	if base == "" {
		return "", nil
	}
	for n := 1; ; n++ {
		id := base
		if n > 1 {
			id += "-" + strconv.Itoa(n)
		}
		if err := find(id); errors.Is(err, trace.ErrNotFound) {
			return id, nil
		} else if err != nil {
			return "", err
		}
	}
}

func editGoods(v *visit) error {
	s, err := v.goodsSheet()
	if err != nil {
		return err
	}
	return v.editSheet(s)
}

// stateGoods states a product.
func stateGoods(v *visit) error {
	s, err := v.goodsSheet()
	if err != nil {
		return err
	}
	return v.stateNew(s, v.findProduct)
}

// findProduct says whether there is a product of an id.
func (v *visit) findProduct(id string) error {
	_, err := v.Registry.Product(v.Ctx(), id)
	return err
}
