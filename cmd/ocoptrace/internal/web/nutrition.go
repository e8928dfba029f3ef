package web

import (
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// nutrition is what a product states of nutrients, as a table.
type nutrition struct {
	Per  string
	Rows []nutrient
}

type nutrient struct{ Name, Amount string }

// nutrition lists what is stated, in the order of the law of a day; nil for
// nothing.
func (p *page) nutrition(product *trace.Product, day ocop.Date) *nutrition {
	n := product.Nutrition
	if n == nil {
		return nil
	}
	v := &nutrition{Per: p.Pick(n.Per, n.PerEn).String()}
	for _, item := range ocop.Nutrients(day) {
		amount, stated := amountOf(n, item.ID)
		switch {
		case !stated:
			continue
		case item.Unit == "g": // amounts are in mg
			v.add(p, item, p.Decimal(amount))
		default:
			v.add(p, item, p.Number(amount))
		}
	}
	return v
}

func (v *nutrition) add(p *page, item ocop.Nutrient, amount string) {
	v.Rows = append(v.Rows, nutrient{p.Pick(item.Name, item.NameEn).String(), amount + " " + item.Unit})
}

// amountOf is the amount of a nutrient in kcal or mg, and whether it is stated.
func amountOf(n *trace.Nutrition, id string) (amount int64, stated bool) {
	optional := func(amount *int64) (int64, bool) {
		if amount == nil {
			return 0, false
		}
		return *amount, true
	}
	switch id {
	case "energy":
		return n.EnergyKcal, true
	case "protein":
		return n.ProteinMg, true
	case "carbohydrate":
		return n.CarbohydrateMg, true
	case "sugars":
		return optional(n.SugarsMg)
	case "fat":
		return n.FatMg, true
	case "saturated":
		return optional(n.SaturatedMg)
	case "sodium":
		return n.SodiumMg, true
	}
	return 0, false
}
