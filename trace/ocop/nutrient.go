package ocop

// A Nutrient is one line of a nutrition label.
type Nutrient struct {
	ID     string // energy, protein, carbohydrate, sugars, fat, saturated, sodium
	Name   string
	NameEn string
	Unit   string // kcal, g or mg
	Asked  Asked
	Source Source
}

// Asked says of which food a nutrient is asked.
type Asked string

// Of which food.
const (
	AskedOfAll       Asked = "all"
	AskedOfSweetened Asked = "sweetened" // with added sugars
	AskedOfFried     Asked = "fried"
)

// Nutrients returns the lines of the nutrition label of food made on a day, in
// the order in which they are printed; none before 01/01/2026. Some food is
// exempt: the notes of the sources say which, as far as it is known.
func Nutrients(on Date) (all []Nutrient) {
	for _, n := range law.nutrients {
		if n.Source.On(on) {
			all = append(all, n)
		}
	}
	return all
}

func (r *reader) readNutrients() (all []Nutrient) {
	r.table("nutrition_items.csv", func(l line) {
		all = append(all, Nutrient{
			ID: l.must("id"), Name: l.must("name"), NameEn: l.must("name_en"),
			Unit:   l.one("unit", "kcal", "g", "mg"),
			Asked:  Asked(l.one("asked_of", string(AskedOfAll), string(AskedOfSweetened), string(AskedOfFried))),
			Source: l.source(),
		})
	})
	return all
}
