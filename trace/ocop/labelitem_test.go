package ocop

import (
	"slices"
	"testing"
)

func TestLabelItems(t *testing.T) {
	general := []string{"name", "responsible", "origin"}
	food := append(slices.Clone(general), "quantity", "produced", "expires", "ingredients", "warning", "usage", "storage")
	alcohol := append(slices.Clone(general), "quantity", "alcohol", "expires", "storage", "warning", "lot")
	for _, c := range []struct {
		on    string
		goods Goods
		want  []string
	}{
		{"2017-05-31", GoodsFood, nil},
		{"2017-06-01", GoodsFood, food},
		{"2026-01-22", GoodsAlcohol, alcohol},
		{"2026-01-23", GoodsFood, food},
		{"2026-11-23", GoodsAlcohol, alcohol},
		{"2026-11-23", GoodsOther, general},
	} {
		items := LabelItems(day(t, c.on), c.goods)
		if got := ids(items, every); !slices.Equal(got, c.want) {
			t.Errorf("%s on %s: %q, want %q", c.goods, c.on, got, c.want)
		}
		unique(t, "item", ids(items, every))
		if got := ids(items, func(i Item) bool { return !i.Public }); got != nil {
			t.Errorf("not for consumers: %q", got)
		}
	}
	if got := ids(LabelItems(day(t, "2026-11-23"), GoodsAlcohol), func(i Item) bool { return i.IfAny }); !slices.Equal(got, []string{"expires"}) {
		t.Errorf("if any: %q", got)
	}
}

// What is carried over from the decree before says so.
func TestLabelItemsSources(t *testing.T) {
	for on, want := range map[string][2]string{ // of all goods, of food
		"2026-01-22": {"43/2017/NĐ-CP unverified", "43/2017/NĐ-CP copy"},
		"2026-01-23": {"37/2026/NĐ-CP copy", "43/2017/NĐ-CP unverified"},
	} {
		for i, it := range LabelItems(day(t, on), GoodsFood) {
			of := 0
			if i >= 3 {
				of = 1
			}
			if got := it.Source.Document + " " + string(it.Source.Status); got != want[of] {
				t.Errorf("%s on %s: %s, want %s", it.ID, on, got, want[of])
			}
		}
	}
}

func TestGoodsOfGroups(t *testing.T) {
	for code, want := range map[string]Goods{
		"I.1a": GoodsFood, "I.6": GoodsFood, "II.1a": GoodsAlcohol, "II.1b": GoodsAlcohol, "II.2a": GoodsFood,
		"III.1": GoodsOther, "III.2": GoodsOther, "IV.2": GoodsOther, "V.3": GoodsOther, "VI": "",
	} {
		g, ok := GroupByCode("26/2026", code)
		if !ok || g.Goods != want {
			t.Errorf("%s is %q, want %q", code, g.Goods, want)
		}
	}
	for _, taxonomy := range Taxonomies() {
		for _, g := range Groups(taxonomy) {
			if (g.Goods == "") != g.Service {
				t.Errorf("%s %s: goods %q, service %v", taxonomy, g.Code, g.Goods, g.Service)
			}
		}
	}
}

func TestNutrients(t *testing.T) {
	if got := Nutrients(day(t, "2025-12-31")); got != nil {
		t.Errorf("in the transition: %v", got)
	}
	want := []string{"energy kcal all", "protein g all", "carbohydrate g all", "sugars g sweetened", "fat g all", "saturated g fried", "sodium mg all"}
	var got []string
	for _, n := range Nutrients(day(t, "2026-01-01")) {
		got = append(got, n.ID+" "+n.Unit+" "+string(n.Asked))
		if n.Source.Document != "29/2023/TT-BYT" || n.Source.Note == "" {
			t.Errorf("%+v", n)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
