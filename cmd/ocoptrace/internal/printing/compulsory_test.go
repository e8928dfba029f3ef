package printing

import (
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// The findings of a full label that shows whatever the product states.
func fullOf(t *testing.T, l *locale.Locale, change func(*trace.Product)) Findings {
	t.Helper()
	s := cakeScan(t, change)
	said := say(s, "h", true, false)
	return fullFindings(s, func(f label.Field) bool { return said[f] != nil }, l)
}

func TestFullFindings(t *testing.T) {
	en := locale.For(locale.English)
	for name, c := range map[string]struct {
		change func(*trace.Product)
		want   []string // what each finding begins with
	}{
		"whole":           {func(*trace.Product) {}, nil},
		"no origin":       {func(p *trace.Product) { p.Origin, p.OriginEn = "", "" }, []string{"This cannot be called a full label yet. Missing: Origin of the goods. Source: 37/2026/NĐ-CP, Điều 42."}},
		"no storage":      {func(p *trace.Product) { p.Storage = "" }, []string{"This cannot be called a full label yet. Missing: Instructions for storage. Source: 43/2017/NĐ-CP, Phụ lục I (not compared with the present decree)."}},
		"no end date":     {func(p *trace.Product) { p.DateKind, p.ShelfLifeDays = trace.DateNone, 0 }, []string{"This cannot be called a full label yet. Missing: Expiry date."}},
		"no nutrition":    {func(p *trace.Product) { p.Nutrition = nil }, []string{"Nutrition facts are missing: Energy, Protein, Carbohydrate, Total sugars, Fat, Saturated fat, Sodium. Source: 29/2023/TT-BYT."}},
		"nothing sweet":   {func(p *trace.Product) { p.Sweetened, p.Nutrition.SugarsMg = false, nil }, nil},
		"sugars unstated": {func(p *trace.Product) { p.Nutrition.SugarsMg = nil }, []string{"Nutrition facts are missing: Total sugars."}},
		"fat unstated":    {func(p *trace.Product) { p.Nutrition.SaturatedMg = nil }, []string{"Nutrition facts are missing: Saturated fat."}},
		"spirit":          {func(p *trace.Product) { p.Group, p.Nutrition = "II.1a", nil }, []string{"This cannot be called a full label yet. Missing: Ethanol content."}},
		"a craft":         {func(p *trace.Product) { p.Group, p.Nutrition = "IV.1", nil }, []string{"For goods of this group only"}},
	} {
		found := fullOf(t, en, c.change)
		if len(found) != len(c.want) {
			t.Errorf("%s: %+v, want %d", name, found, len(c.want))
			continue
		}
		for i, want := range c.want {
			if !strings.HasPrefix(found[i].Text, want) {
				t.Errorf("%s: %q, want %q", name, found[i].Text, want)
			}
			if found[i].Confirm == found[i].Warning {
				t.Errorf("%s: %+v is neither a warning nor to be confirmed", name, found[i])
			}
		}
		if found.Confirmed().Printable() != true {
			t.Errorf("%s: not printable when confirmed: %+v", name, found)
		}
	}
}

// A template that leaves a compulsory text out makes no full label.
func TestFullLabelOfATemplate(t *testing.T) {
	s := cakeScan(t, func(*trace.Product) {})
	found := fullFindings(s, func(f label.Field) bool { return f != label.FieldWarning && f != label.FieldNutrition }, locale.For(locale.Vietnamese))
	if len(found) != 2 || found.Printable() || !strings.Contains(found[0].Text, "thiếu: Thông tin cảnh báo") ||
		!strings.Contains(found[1].Text, "Năng lượng, Chất đạm, Carbohydrat, Đường tổng số, Chất béo, Chất béo bão hòa, Natri") {
		t.Errorf("%+v", found)
	}
}

func TestStampMentionsWhatIsMissing(t *testing.T) {
	vi := locale.For(locale.Vietnamese)
	whole := cakeScan(t, func(*trace.Product) {})
	if found := stampFinding(whole, say(whole, "h", false, false), vi); found != nil {
		t.Errorf("%+v", found)
	}
	s := cakeScan(t, func(p *trace.Product) { p.Origin, p.Usage = "", "" })
	found := stampFinding(s, say(s, "h", false, false), vi)
	if len(found) != 1 || !found.Printable() || !strings.Contains(found[0].Text, "Xuất xứ hàng hóa; Hướng dẫn sử dụng") {
		t.Errorf("%+v", found)
	}
}

// Every compulsory item has a field that is known to say it.
func TestEveryItemHasAField(t *testing.T) {
	for _, goods := range []ocop.Goods{ocop.GoodsFood, ocop.GoodsAlcohol, ocop.GoodsOther} {
		for _, on := range []string{"2017-06-01", "2026-11-23"} {
			items := ocop.LabelItems(day(t, on), goods)
			if len(items) < 3 {
				t.Errorf("%d items of %s on %s", len(items), goods, on)
			}
			for _, it := range items {
				if itemFields[it.ID] == "" {
					t.Errorf("no field says %s", it.ID)
				}
			}
		}
	}
}
