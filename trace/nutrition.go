package trace

import "strings"

// Nutrition is what a nutrition label states (Circular 29/2023/TT-BYT): the
// five values that all labels state, then the two that some goods state
// besides. Numbers are whole, since a record has no decimals: energy in kcal,
// all else in milligrams.
type Nutrition struct {
	Per            string `json:"per"`   // "100 g", "100 ml" or a serving, e.g. "1 gói (85 g)"
	PerEn          string `json:"perEn"` // the same in English
	EnergyKcal     int64  `json:"energyKcal"`
	ProteinMg      int64  `json:"proteinMg"`
	CarbohydrateMg int64  `json:"carbohydrateMg"`
	SugarsMg       *int64 `json:"sugarsMg,omitempty"` // of the carbohydrate; asked of sweetened goods
	FatMg          int64  `json:"fatMg"`
	SaturatedMg    *int64 `json:"saturatedMg,omitempty"` // of the fat; asked of fried goods
	SodiumMg       int64  `json:"sodiumMg"`
}

// Amount is the amount of a nutrient by its id in the table of package ocop, in
// kcal or mg, and whether it is stated.
func (n *Nutrition) Amount(id string) (amount int64, stated bool) {
	switch id {
	case "energy":
		return n.EnergyKcal, true
	case "protein":
		return n.ProteinMg, true
	case "carbohydrate":
		return n.CarbohydrateMg, true
	case "sugars":
		return optionalAmount(n.SugarsMg)
	case "fat":
		return n.FatMg, true
	case "saturated":
		return optionalAmount(n.SaturatedMg)
	case "sodium":
		return n.SodiumMg, true
	}
	return 0, false
}

func optionalAmount(amount *int64) (int64, bool) {
	if amount == nil {
		return 0, false
	}
	return *amount, true
}

// Most values that can be true. Pure fat has 900 kcal in 100 g and salt 39.3 g
// of sodium; a serving may be larger than 100 g, though not than a kilogram.
const (
	maxEnergyKcal = 9_000
	maxNutrientMg = 1_000_000
	maxSodiumMg   = 400_000
	gramsOf100    = 100_000 // mg
)

// tidy also writes "100g" as "100 g".
func (n *Nutrition) tidy() {
	if n == nil {
		return
	}
	tidy(&n.Per, &n.PerEn)
	n.Per = spacedAmount(n.Per)
	if n.PerEn = spacedAmount(n.PerEn); n.PerEn == "" && n.perHundred() {
		n.PerEn = n.Per
	}
}

func spacedAmount(per string) string {
	switch strings.ReplaceAll(per, " ", "") {
	case "100g":
		return "100 g"
	case "100ml":
		return "100 ml"
	}
	return per
}

func (n *Nutrition) perHundred() bool { return n.Per == "100 g" || n.Per == "100 ml" }

func (n *Nutrition) problems(f *fields) {
	if n == nil {
		return
	}
	f.required("nutrition.per", n.Per, 60)
	f.required("nutrition.perEn", n.PerEn, 60)
	f.count("nutrition.energyKcal", n.EnergyKcal, 0, maxEnergyKcal)
	f.count("nutrition.proteinMg", n.ProteinMg, 0, maxNutrientMg)
	f.count("nutrition.carbohydrateMg", n.CarbohydrateMg, 0, maxNutrientMg)
	f.count("nutrition.fatMg", n.FatMg, 0, maxNutrientMg)
	f.count("nutrition.sodiumMg", n.SodiumMg, 0, maxSodiumMg)
	part(f, "nutrition.sugarsMg", n.SugarsMg, n.CarbohydrateMg)
	part(f, "nutrition.saturatedMg", n.SaturatedMg, n.FatMg)
	if n.Per == "100 g" {
		sum := n.ProteinMg + n.CarbohydrateMg + n.FatMg
		f.must(sum <= gramsOf100, "nutrition.per", "moreThanWhole", sum, int64(gramsOf100))
	}
}

// part checks a value that is stated only by some and belongs to another.
func part(f *fields, field string, value *int64, whole int64) {
	if value != nil {
		f.count(field, *value, 0, whole)
	}
}
