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
		amount, stated := n.Amount(item.ID)
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
