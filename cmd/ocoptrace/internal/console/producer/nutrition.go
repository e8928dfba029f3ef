package producer

import "ocoptrace/trace"

// nutrition are the entries of what is in 100 g, 100 ml or a serving. Amounts
// are typed in grams, sodium in milligrams; a product for which nothing is typed
// states no nutrition.
func (v *visit) nutrition(p *trace.Product) []*entry {
	n := &trace.Nutrition{}
	if p.Nutrition != nil {
		*n = *p.Nutrition
	}
	given := func() bool { return p.Nutrition != nil }
	keep := func() {
		p.Nutrition = nil
		if *n != (trace.Nutrition{}) {
			p.Nutrition = n
		}
	}
	amount := func(name string, places int, value *int64) *entry {
		return thousandths("nutrition."+name, places, func() (int64, bool) { return *value, given() }, func(typed int64, _ bool) {
			*value = typed
			keep()
		})
	}
	part := func(name string, value **int64) *entry {
		return thousandths("nutrition."+name, 3, func() (int64, bool) {
			if *value == nil {
				return 0, false
			}
			return **value, true
		}, func(typed int64, is bool) {
			*value = nil
			if is {
				*value = &typed
			}
			keep()
		})
	}
	per := func(name string, value *string) *entry {
		e := text("nutrition."+name, value, 60)
		set := e.set
		e.set = func(typed string) trace.Problems {
			problems := set(typed)
			keep()
			return problems
		}
		return e
	}
	return []*entry{
		per("per", &n.Per), per("perEn", &n.PerEn),
		amount("energyKcal", 0, &n.EnergyKcal), amount("proteinMg", 3, &n.ProteinMg), amount("carbohydrateMg", 3, &n.CarbohydrateMg), part("sugarsMg", &n.SugarsMg),
		amount("fatMg", 3, &n.FatMg), part("saturatedMg", &n.SaturatedMg), amount("sodiumMg", 0, &n.SodiumMg),
		v.yes("sweetened", &p.Sweetened), v.yes("fried", &p.Fried),
	}
}
