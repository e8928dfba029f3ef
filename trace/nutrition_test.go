package trace_test

import (
	"slices"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

func number(n int64) *int64 { return &n }

// cake is a product of the world of [tracetest.World.Rice] with all that a
// label may state.
func cake() *trace.Product {
	return &trace.Product{
		ID: "banh", Entity: "htx-gao-ruong-mau", Name: "Bánh", Group: "I.3a", Taxonomy: "26/2026",
		Origin: "Sản xuất tại Việt Nam", OriginEn: "Made in Viet Nam", Usage: "Ăn ngay.", UsageEn: "Ready to eat.",
		Declaration: "01/MẪU/2026", Sweetened: true, Fried: true,
		Nutrition: &trace.Nutrition{
			Per: "100g", EnergyKcal: 450, ProteinMg: 6_500, CarbohydrateMg: 68_000, SugarsMg: number(12_000),
			FatMg: 17_000, SaturatedMg: number(0), SodiumMg: 310,
		},
	}
}

func TestNutritionIsKept(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, cake())
	s, err := w.ScanProduct(t.Context(), "banh")
	if err != nil {
		t.Fatal(err)
	}
	p := s.Product.Fact
	if p.Nutrition == nil || p.Nutrition.Per != "100 g" || p.Nutrition.PerEn != "100 g" || p.Nutrition.EnergyKcal != 450 {
		t.Fatalf("nutrition %+v", p.Nutrition)
	}
	if s := p.Nutrition.SaturatedMg; s == nil || *s != 0 {
		t.Errorf("a stated nought is %v", s)
	}
	if !p.Sweetened || !p.Fried || p.Origin != "Sản xuất tại Việt Nam" || p.UsageEn != "Ready to eat." || p.Declaration != "01/MẪU/2026" {
		t.Errorf("%+v", p)
	}
}

func TestNutritionProblems(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	for name, c := range map[string]struct {
		change func(*trace.Product)
		want   []string
	}{
		"all":              {func(*trace.Product) {}, nil},
		"none":             {func(p *trace.Product) { p.Nutrition = nil }, nil},
		"a serving":        {func(p *trace.Product) { p.Nutrition.Per, p.Nutrition.PerEn = "1 gói (200 g)", "1 pack (200 g)" }, nil},
		"no English":       {func(p *trace.Product) { p.Nutrition.Per = "1 gói" }, []string{"nutrition.perEn:required"}},
		"per nothing":      {func(p *trace.Product) { p.Nutrition.Per = " " }, []string{"nutrition.per:required", "nutrition.perEn:required"}},
		"below nought":     {func(p *trace.Product) { p.Nutrition.ProteinMg = -1 }, []string{"nutrition.proteinMg:outOfRange"}},
		"too much energy":  {func(p *trace.Product) { p.Nutrition.EnergyKcal = 9_001 }, []string{"nutrition.energyKcal:outOfRange"}},
		"too much sodium":  {func(p *trace.Product) { p.Nutrition.SodiumMg = 400_001 }, []string{"nutrition.sodiumMg:outOfRange"}},
		"more than sugars": {func(p *trace.Product) { p.Nutrition.SugarsMg = number(68_001) }, []string{"nutrition.sugarsMg:outOfRange"}},
		"more than fat":    {func(p *trace.Product) { p.Nutrition.SaturatedMg = number(17_001) }, []string{"nutrition.saturatedMg:outOfRange"}},
		"the whole":        {func(p *trace.Product) { p.Nutrition.ProteinMg = 15_000 }, nil},
		"over the whole":   {func(p *trace.Product) { p.Nutrition.ProteinMg = 15_001 }, []string{"nutrition.per:moreThanWhole"}},
		"100 ml may weigh": {func(p *trace.Product) { p.Nutrition.Per, p.Nutrition.ProteinMg = "100 ml", 15_001 }, nil},
		"pure spirit":      {func(p *trace.Product) { p.AlcoholPermille = 1000 }, nil},
		"too much spirit":  {func(p *trace.Product) { p.AlcoholPermille = 1001 }, []string{"alcoholPermille:outOfRange"}},
	} {
		p := cake()
		c.change(p)
		_, err := w.Registry.State(t.Context(), trace.Order{Facts: []trace.Fact{p}})
		if got := keysOf(err); !slices.Equal(got, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v (%v), want %v", name, got, err, c.want)
		}
	}
}
