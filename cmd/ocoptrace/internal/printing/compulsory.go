package printing

import (
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// itemFields say where a compulsory item stands. The responsible party has an
// address besides.
var itemFields = map[string]label.Field{
	"name":        label.FieldName,
	"responsible": label.FieldResponsible,
	"origin":      label.FieldOrigin,
	"quantity":    label.FieldNet,
	"produced":    label.FieldProduced,
	"expires":     label.FieldExpires,
	"ingredients": label.FieldIngredients,
	"warning":     label.FieldWarning,
	"usage":       label.FieldUsage,
	"storage":     label.FieldStorage,
	"alcohol":     label.FieldAlcohol,
	"lot":         label.FieldLot,
}

// missingItems are the compulsory items of the goods that a label does not say:
// present tells which fields it says.
func missingItems(goods ocop.Goods, on ocop.Date, present func(label.Field) bool) (missing []ocop.Item) {
	for _, it := range ocop.LabelItems(on, goods) {
		said := present(itemFields[it.ID]) && (it.ID != "responsible" || present(label.FieldAddress))
		if !it.IfAny && !said {
			missing = append(missing, it)
		}
	}
	return missing
}

// missingNutrients are the nutrients that food has to state and a product does
// not. Alcohol and goods that are no food have none to state.
func missingNutrients(p *trace.Product, goods ocop.Goods, on ocop.Date) (missing []ocop.Nutrient) {
	if goods != ocop.GoodsFood {
		return nil
	}
	for _, n := range ocop.Nutrients(on) {
		if !asked(p, n) {
			continue
		}
		if p.Nutrition == nil {
			missing = append(missing, n)
		} else if _, ok := p.Nutrition.Amount(n.ID); !ok {
			missing = append(missing, n)
		}
	}
	return missing
}

// goodsOf is the kind of goods of a product, of which its label depends.
func goodsOf(p *trace.Product) ocop.Goods {
	group, ok := ocop.GroupByCode(p.Taxonomy, p.Group)
	if !ok {
		return ocop.GoodsOther
	}
	return group.Goods
}

// fullFindings say what keeps a label from being the full label of the law; each
// has to be confirmed.
func fullFindings(scan *trace.Scan, present func(label.Field) bool, l *locale.Locale) (found Findings) {
	p, goods := scan.Product.Fact, goodsOf(scan.Product.Fact)
	if items := missingItems(goods, scan.Day, present); len(items) > 0 {
		names, sources := listItems(items, l)
		found = append(found, Finding{Text: l.T("print.fullMissing", names, sources), Confirm: true})
	}
	found = append(found, nutritionFindings(p, goods, scan.Day, present, l)...)
	if goods == ocop.GoodsOther {
		found = append(found, Finding{Text: l.T("print.fullOtherGoods"), Warning: true})
	}
	return found
}

func nutritionFindings(p *trace.Product, goods ocop.Goods, on ocop.Date, present func(label.Field) bool, l *locale.Locale) Findings {
	missing := missingNutrients(p, goods, on)
	if goods == ocop.GoodsFood && !present(label.FieldNutrition) {
		missing = ocop.Nutrients(on)
	}
	if len(missing) == 0 {
		return nil
	}
	var names []string
	for _, n := range missing {
		if asked(p, n) {
			names = append(names, nameOf(l, n))
		}
	}
	return Findings{{Text: l.T("print.nutritionMissing", strings.Join(names, ", "), missing[0].Source.String()), Confirm: true}}
}

// listItems names items and where they are written, each once.
func listItems(items []ocop.Item, l *locale.Locale) (names, sources string) {
	var all, written []string
	said := make(map[string]bool)
	for _, it := range items {
		name := it.Name
		if l.Lang() == locale.English {
			name = it.NameEn
		}
		all = append(all, name)
		source := it.Source.String()
		if it.Source.Status == ocop.Unverified {
			source = l.T("print.unverified", source)
		}
		if !said[source] {
			said[source] = true
			written = append(written, source)
		}
	}
	return strings.Join(all, "; "), strings.Join(written, "; ")
}

// stampFinding mentions what the product's full label would lack. A stamp beside
// a printed pack is printed all the same.
func stampFinding(scan *trace.Scan, t texts, l *locale.Locale) Findings {
	items := missingItems(goodsOf(scan.Product.Fact), scan.Day, func(f label.Field) bool { return t[f] != nil })
	if len(items) == 0 {
		return nil
	}
	names, _ := listItems(items, l)
	return Findings{{Text: l.T("print.stampMissing", names), Warning: true}}
}
