package assets_test

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

var declarationForm = regexp.MustCompile(`^\d\d/2026/MẪU$`)

// Goods say what a full label says; food has its nutrition and a warning too.
func TestSampleFullLabels(t *testing.T) {
	for _, p := range readSample(t).Products {
		if (p.Origin == "") != p.Service || (p.Usage == "") != p.Service {
			t.Errorf("%s: service %v with origin %q, usage %q", p.ID, p.Service, p.Origin, p.Usage)
		}
		food := strings.HasPrefix(p.Group, "I.")
		if food != (p.Nutrition != nil) || food && p.Warning == "" {
			t.Errorf("%s: group %s with nutrition %v, warning %q", p.ID, p.Group, p.Nutrition, p.Warning)
		}
		if d := norm.NFC.String(p.Declaration); food != declarationForm.MatchString(d) {
			t.Errorf("%s: group %s with declaration %q", p.ID, p.Group, d)
		}
		if p.Nutrition != nil {
			checkNutrition(t, p)
		}
	}
}

// The energy follows from what yields it, 4 kcal a gram of protein and of
// carbohydrate and 9 of fat, within a fifth (fibre, acids, alcohol).
func checkNutrition(t *testing.T, p product) {
	t.Helper()
	n := p.Nutrition
	if p.Sweetened && n.SugarsMg == nil || p.Fried && n.SaturatedMg == nil {
		t.Errorf("%s: sweetened %v, fried %v with sugars %v, saturated fat %v", p.ID, p.Sweetened, p.Fried, n.SugarsMg, n.SaturatedMg)
	}
	energy := (4*n.ProteinMg + 4*n.CarbohydrateMg + 9*n.FatMg) / 1000
	if diff := n.EnergyKcal - energy; diff*5 > energy || -diff*5 > energy {
		t.Errorf("%s: %d kcal, of its parts %d", p.ID, n.EnergyKcal, energy)
	}
}
