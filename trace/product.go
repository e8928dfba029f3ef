package trace

import (
	"ocoptrace/trace/gs1"
	"ocoptrace/trace/ocop"
)

// DateKind says which date ends a product's shelf life.
type DateKind string

// The kinds of end dates: a use-by date is a safety limit, a best-before date
// one of quality, and some goods have neither.
const (
	DateExpires    DateKind = "expires"     // HSD, AI 17
	DateBestBefore DateKind = "best_before" // AI 15
	DateNone       DateKind = "none"
)

// A Product is what an entity makes or offers. A later statement about the
// same product supersedes this one; batches keep what they copied.
type Product struct {
	Type            Kind       `json:"type"`
	ID              string     `json:"product"` // 1-64 of a-z, 0-9 and "-"
	Entity          string     `json:"entity"`
	Name            string     `json:"name"`
	NameEn          string     `json:"nameEn,omitempty"`
	LabelName       string     `json:"labelName,omitempty"` // shorter name for small labels
	GTIN            string     `json:"gtin,omitempty"`      // 14 digits
	Group           string     `json:"group"`               // criteria set, e.g. "I.3b"
	Taxonomy        string     `json:"taxonomy"`            // version of the groups, e.g. "26/2026"
	Net             string     `json:"net,omitempty"`       // net quantity as printed
	DateKind        DateKind   `json:"dateKind,omitempty"`
	ShelfLifeDays   int64      `json:"shelfLifeDays,omitempty"`   // days after production
	ShelfLifeMonths int64      `json:"shelfLifeMonths,omitempty"` // months after production
	Storage         string     `json:"storage,omitempty"`
	StorageEn       string     `json:"storageEn,omitempty"`
	Ingredients     string     `json:"ingredients,omitempty"` // descending mass
	IngredientsEn   string     `json:"ingredientsEn,omitempty"`
	Allergens       string     `json:"allergens,omitempty"`
	AllergensEn     string     `json:"allergensEn,omitempty"`
	Warning         string     `json:"warning,omitempty"`
	WarningEn       string     `json:"warningEn,omitempty"`
	Origin          string     `json:"origin,omitempty"` // as printed: "Sản xuất tại Việt Nam"
	OriginEn        string     `json:"originEn,omitempty"`
	Usage           string     `json:"usage,omitempty"` // instructions for use
	UsageEn         string     `json:"usageEn,omitempty"`
	Standard        string     `json:"standard,omitempty"`        // declared standard or technical regulation
	Declaration     string     `json:"declaration,omitempty"`     // number of the self-declaration or registration of the goods
	AlcoholPermille int64      `json:"alcoholPermille,omitempty"` // ethanol by volume, in tenths of a per cent: 295 is 29.5 % vol
	Sweetened       bool       `json:"sweetened,omitempty"`       // sugars are added: nutrition states them
	Fried           bool       `json:"fried,omitempty"`           // nutrition states saturated fat
	Story           string     `json:"story,omitempty"`
	StoryEn         string     `json:"storyEn,omitempty"`
	Carry           string     `json:"carry,omitempty"` // how to carry it home
	CarryEn         string     `json:"carryEn,omitempty"`
	Video           string     `json:"video,omitempty"`    // https
	Channels        []Link     `json:"channels,omitempty"` // where to buy it on line, at most 8
	Photos          []Photo    `json:"photos,omitempty"`   // at most 6
	Nutrition       *Nutrition `json:"nutrition,omitempty"`
	Service         bool       `json:"service,omitempty"` // tourism service: no batches
	Sample          bool       `json:"sample,omitempty"`
}

// Kind implements Fact.
func (*Product) Kind() Kind { return KindProduct }

// NameOnLabel is the shorter name where there is one.
func (p *Product) NameOnLabel() string {
	if p.LabelName != "" {
		return p.LabelName
	}
	return p.Name
}

func (p *Product) tidy() {
	p.Type = KindProduct
	if p.DateKind == "" {
		p.DateKind = DateNone
	}
	tidy(&p.ID, &p.Entity, &p.Name, &p.NameEn, &p.LabelName, &p.GTIN, &p.Group, &p.Taxonomy, &p.Net,
		&p.Storage, &p.StorageEn, &p.Ingredients, &p.IngredientsEn, &p.Allergens, &p.AllergensEn,
		&p.Warning, &p.WarningEn, &p.Standard, &p.Story, &p.StoryEn, &p.Origin, &p.OriginEn,
		&p.Usage, &p.UsageEn, &p.Declaration, &p.Carry, &p.CarryEn, &p.Video)
	tidyLinks(p.Channels)
	tidyPhotos(p.Photos)
	p.Nutrition.tidy()
	if g, err := gs1.NormalizeGTIN(p.GTIN); err == nil {
		p.GTIN = string(g)
	}
}

func (p *Product) problems() Problems {
	var f fields
	f.id("product", p.ID)
	f.id("entity", p.Entity)
	f.required("name", p.Name, maxName)
	f.optional("nameEn", p.NameEn, maxName)
	f.optional("labelName", p.LabelName, 60)
	if p.GTIN != "" {
		_, err := gs1.ParseGTIN(p.GTIN)
		f.must(err == nil, "gtin", "badGTIN", err)
	}
	p.groupProblems(&f)
	p.shelfLifeProblems(&f)
	f.optional("net", p.Net, 60)
	p.textProblems(&f)
	f.count("alcoholPermille", p.AlcoholPermille, 0, 1000)
	p.Nutrition.problems(&f)
	f.https("video", p.Video)
	f.links("channels", p.Channels)
	f.photos("photos", p.Photos, maxPhotos)
	f.fits("story", p)
	return f.problems
}

func (p *Product) textProblems(f *fields) {
	for _, t := range []struct{ field, text string }{
		{"storage", p.Storage}, {"storageEn", p.StorageEn}, {"allergens", p.Allergens}, {"allergensEn", p.AllergensEn},
		{"warning", p.Warning}, {"warningEn", p.WarningEn}, {"standard", p.Standard},
		{"origin", p.Origin}, {"originEn", p.OriginEn}, {"usage", p.Usage}, {"usageEn", p.UsageEn}, {"declaration", p.Declaration},
		{"carry", p.Carry}, {"carryEn", p.CarryEn},
	} {
		f.optional(t.field, t.text, maxLine)
	}
	for _, t := range []struct{ field, text string }{
		{"ingredients", p.Ingredients}, {"ingredientsEn", p.IngredientsEn}, {"story", p.Story}, {"storyEn", p.StoryEn},
	} {
		f.optional(t.field, t.text, maxText)
	}
}

func (p *Product) groupProblems(f *fields) {
	group, known := ocop.GroupByCode(p.Taxonomy, p.Group)
	if !known {
		f.add("group", "unknownGroup", p.Group, p.Taxonomy)
		return
	}
	f.must(group.Service == p.Service, "service", "serviceGroup", p.Group)
}

func (p *Product) shelfLifeProblems(f *fields) {
	f.count("shelfLifeDays", p.ShelfLifeDays, 0, 20*366)
	f.count("shelfLifeMonths", p.ShelfLifeMonths, 0, 20*12)
	f.must(p.ShelfLifeDays == 0 || p.ShelfLifeMonths == 0, "shelfLifeMonths", "daysOrMonths")
	switch p.DateKind {
	case DateExpires, DateBestBefore:
	case DateNone:
		f.must(p.ShelfLifeDays == 0 && p.ShelfLifeMonths == 0, "dateKind", "shelfLifeWithoutDate")
	default:
		f.add("dateKind", "unknownDateKind", string(p.DateKind))
	}
}

func (p *Product) admit(v view) error {
	if err := v.exists(listEntity, p.Entity, "entity"); err != nil {
		return err
	}
	earlier, err := current[*Product](v, listProduct, p.ID)
	if err != nil {
		return err
	}
	if earlier != nil && earlier.Entity != p.Entity {
		return problem("product", "taken", p.ID, earlier.Entity)
	}
	if p.GTIN == "" {
		return nil
	}
	owner, err := v.owner(uniqueGTIN, p.GTIN)
	if err == nil && owner != "" && owner != p.ID {
		return problem("gtin", "taken", p.GTIN, owner)
	}
	return err
}

func (p *Product) rows(index int64) []row {
	rows := []row{listRow(listProduct, p.ID, index), listRow(listEntityProduct, p.Entity, index)}
	if p.GTIN != "" {
		rows = append(rows, uniqueRow(uniqueGTIN, p.GTIN, p.ID))
	}
	return rows
}

// end computes the date that ends the shelf life; zero where the product has
// none or declares no length.
func (p *Product) end(produced ocop.Date) ocop.Date {
	switch {
	case p.ShelfLifeMonths > 0:
		return produced.AddMonths(int(p.ShelfLifeMonths))
	case p.ShelfLifeDays > 0:
		return produced.AddDays(int(p.ShelfLifeDays))
	}
	return ocop.Date{}
}
