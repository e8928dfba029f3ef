package printing

import (
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// say is what the labels of a scanned batch or product say, whatever of it a
// template takes: all but the link and the code. full takes the product's whole
// name in place of the one for small labels; english says that lot, dates and
// stars, which are one row for all readers, are named in both languages.
func say(scan *trace.Scan, host string, full, english bool) texts {
	t := make(texts)
	t.sayHost(host)
	t.sayEntity(scan.Entity.Fact)
	t.sayProduct(scan.Product.Fact, full)
	t.sayNutrition(scan.Product.Fact, scan.Day)
	sample := scan.Entity.Fact.Sample || scan.Product.Fact.Sample
	if scan.Batch != nil {
		t.sayBatch(scan, english)
		sample = sample || scan.Batch.Fact.Sample
	}
	t.saySample(sample)
	return t
}

func (t texts) sayHost(host string) {
	vi, en := locale.For(locale.Vietnamese), locale.For(locale.English)
	t.set(label.FieldHost, host)
	t.pair(label.FieldCall, "", vi.T("print.call"), en.T("print.call"))
	t.pair(label.FieldCheck, "", vi.T("print.check"), en.T("print.check"))
	t.set(label.FieldCheckShort, vi.T("print.checkShort"))
}

func (t texts) saySample(sample bool) {
	if sample {
		t.set(label.FieldNote, locale.For(locale.Vietnamese).T("print.sample"))
	}
}

func (t texts) sayEntity(e *trace.Entity) {
	vi := locale.For(locale.Vietnamese)
	t.pair(label.FieldProducer, "", e.Name, e.NameEn)
	t.set(label.FieldAddress, place(e))
	t.set(label.FieldResponsible, vi.T("print.responsible", e.Name))
}

func (t texts) sayProduct(p *trace.Product, full bool) {
	vi := locale.For(locale.Vietnamese)
	name := p.NameOnLabel()
	if full {
		name = p.Name
	}
	t.pair(label.FieldName, "", name, p.NameEn)
	t.pair(label.FieldOrigin, "", p.Origin, p.OriginEn)
	t.pair(label.FieldIngredients, "print.ingredients", p.Ingredients, p.IngredientsEn)
	t.pair(label.FieldAllergens, "print.allergens", p.Allergens, p.AllergensEn)
	t.pair(label.FieldStorage, "print.storage", p.Storage, p.StorageEn)
	t.pair(label.FieldUsage, "print.usage", p.Usage, p.UsageEn)
	t.pair(label.FieldWarning, "print.warning", p.Warning, p.WarningEn)
	t.pair(label.FieldStory, "", p.Story, p.StoryEn)
	t.set(label.FieldNet, captioned(vi, "print.net", p.Net))
	t.set(label.FieldStandard, captioned(vi, "print.standard", p.Standard))
	t.set(label.FieldRegistration, captioned(vi, "print.declaration", p.Declaration))
	if p.AlcoholPermille > 0 {
		t.set(label.FieldAlcohol, vi.T("print.alcohol", decimal(vi, p.AlcoholPermille, 1)))
	}
}

func (t texts) sayNutrition(p *trace.Product, on ocop.Date) {
	for _, lang := range locale.Languages {
		t.set(in(lang, label.FieldNutrition), nutritionRows(locale.For(lang), p, on)...)
	}
}

func (t texts) sayBatch(scan *trace.Scan, english bool) {
	vi, batch, key := locale.For(locale.Vietnamese), scan.Batch.Fact, keysFor(english)
	t.set(label.FieldLot, vi.T(key+"lot", batch.Lot))
	t.set(label.FieldProduced, vi.T(key+"produced", batch.Produced))
	t.set(label.FieldExpires, endOf(vi, batch, key))
	if starsPrinted(scan) {
		t.set(label.FieldStars, vi.T(key+"stars", scan.Standing.Recognition.Fact.Stars))
	}
}

// keysFor begins the keys of texts that are one row for all readers.
func keysFor(english bool) string {
	if english {
		return "print.both."
	}
	return "print."
}

// endOf is the end date of a batch as labels have it, under keys that begin with
// key (see keysFor); "" for none.
func endOf(l *locale.Locale, b *trace.Batch, key string) string {
	switch end, kind := b.End(); kind {
	case trace.DateExpires:
		return l.T(key+"expires", end)
	case trace.DateBestBefore:
		return l.T(key+"bestBefore", end)
	}
	return ""
}
