package printing

import (
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// nutritionRows are the rows of the nutrition table in a language, in the order
// that the law of a day has; nil where the product states none.
func nutritionRows(l *locale.Locale, p *trace.Product, on ocop.Date) []string {
	n := p.Nutrition
	if n == nil {
		return nil
	}
	per := n.Per
	if l.Lang() == locale.English {
		per = n.PerEn
	}
	rows := []string{l.T("print.nutrition") + "\t" + l.T("print.per", per)}
	for _, nutrient := range ocop.Nutrients(on) {
		if amount, ok := amountOf(l, n, nutrient); ok {
			rows = append(rows, nameOf(l, nutrient)+"\t"+amount)
		}
	}
	return rows
}

func nameOf(l *locale.Locale, n ocop.Nutrient) string {
	if l.Lang() == locale.English {
		return n.NameEn
	}
	return n.Name
}

// amountOf writes what a product states of a nutrient: 1.234 kcal, 6,5 g.
func amountOf(l *locale.Locale, n *trace.Nutrition, nutrient ocop.Nutrient) (string, bool) {
	value, ok := n.Amount(nutrient.ID)
	if nutrient.Unit == "g" {
		return decimal(l, value, 3) + " g", ok
	}
	return l.Number(value) + " " + nutrient.Unit, ok
}

// asked says whether a nutrient is asked of a product.
func asked(p *trace.Product, n ocop.Nutrient) bool {
	switch n.Asked {
	case ocop.AskedOfSweetened:
		return p.Sweetened
	case ocop.AskedOfFried:
		return p.Fried
	}
	return true
}
