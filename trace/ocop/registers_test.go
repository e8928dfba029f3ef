package ocop

import (
	"slices"
	"strings"
	"testing"
)

// unique reports codes that occur twice.
func unique(t *testing.T, what string, codes []string) {
	t.Helper()
	seen := make(map[string]bool)
	for _, c := range codes {
		if seen[c] {
			t.Errorf("%s %s occurs twice", what, c)
		}
		seen[c] = true
	}
}

func TestGroups2026(t *testing.T) {
	groups, subs := make(map[Heading]bool), make(map[Heading]bool)
	var codes []string
	for _, g := range Groups("26/2026") {
		groups[g.Group], subs[g.SubGroup] = true, true
		codes = append(codes, g.Code)
		if !strings.HasPrefix(g.Code, g.SubGroup.Code) || !strings.HasPrefix(g.SubGroup.Code, g.Group.Code) {
			t.Errorf("%s stands under %s and %s", g.Code, g.Group.Code, g.SubGroup.Code)
		}
		if g.Body == "" || g.BodyEn == "" || g.Service != (g.Code == "VI") || g.Taxonomy != "26/2026" {
			t.Errorf("%+v", g)
		}
		if found, ok := GroupByCode("26/2026", g.Code); !ok || found != g {
			t.Errorf("GroupByCode(%s) = %+v", g.Code, found)
		}
	}
	want := "I.1a I.1b I.2a I.2b I.3a I.3b I.3c I.3d I.4a I.4b I.5a I.5b I.6 II.1a II.1b II.2a II.2b III.1 III.2 III.3 IV.1 IV.2 V.1 V.2 V.3 VI"
	if got := strings.Join(codes, " "); got != want || len(codes) != 26 {
		t.Errorf("criteria sets %s, want the 26 %s", got, want)
	}
	if len(groups) != 6 || len(subs) != 17 {
		t.Errorf("%d groups and %d sub-groups, want 6 and 17", len(groups), len(subs))
	}
	unique(t, "criteria set", codes)
}

func TestGroupByCode(t *testing.T) {
	g, ok := GroupByCode("26/2026", "I.3b")
	if !ok || g.Name != "Chế biến từ gạo, ngũ cốc" || g.SubGroup.Name != "Thực phẩm chế biến" || g.Group.Name != "Thực phẩm" ||
		g.Body != "Bộ Nông nghiệp và Môi trường" || g.Source.Document != "26/2026/QĐ-TTg" {
		t.Errorf("I.3b: %+v, %v", g, ok)
	}
	if g, _ := GroupByCode("26/2026", "IV.2"); g.BodyEn != "Ministry of Industry and Trade" {
		t.Errorf("IV.2: %+v", g)
	}
	for _, c := range []struct{ taxonomy, code string }{
		{"26/2026", "I"}, {"26/2026", "I.5"}, {"26/2026", "i.3b"}, {"26/2026", ""}, {"490/2018", "I.3b"}, {"", "I.3b"}, {"148/2023", "I"},
	} {
		if g, ok := GroupByCode(c.taxonomy, c.code); ok || g != (Group{}) {
			t.Errorf("GroupByCode(%q, %q) = %+v", c.taxonomy, c.code, g)
		}
	}
}

func TestGroups2018(t *testing.T) {
	var names []string
	for _, g := range Groups("490/2018") {
		names = append(names, g.Code+" "+g.Name)
		if g.SubGroup != (Heading{}) || g.Group.Name != g.Name || g.Service != (g.Code == "VI") {
			t.Errorf("%+v", g)
		}
	}
	want := []string{"I Thực phẩm", "II Đồ uống", "III Thảo dược", "IV Vải và may mặc",
		"V Lưu niệm - nội thất - trang trí", "VI Dịch vụ du lịch nông thôn, bán hàng"}
	if !slices.Equal(names, want) {
		t.Errorf("groups %q, want %q", names, want)
	}
	if len(law.groups) != 26+6 {
		t.Errorf("%d groups in all", len(law.groups))
	}
}

func TestCurrentTaxonomy(t *testing.T) {
	for on, want := range map[string]string{
		"2018-05-06": "", "2018-05-07": "490/2018", "2023-02-23": "490/2018", "2023-02-24": "",
		"2026-05-21": "", "2026-05-22": "26/2026", "2026-11-23": "26/2026",
	} {
		if got := CurrentTaxonomy(day(t, on)); got != want {
			t.Errorf("CurrentTaxonomy(%s) = %q, want %q", on, got, want)
		}
	}
	for _, taxonomy := range Taxonomies() {
		if len(Groups(taxonomy)) == 0 {
			t.Errorf("no groups of %s", taxonomy)
		}
	}
	if got := Taxonomies(); !slices.Equal(got, []string{"490/2018", "26/2026"}) {
		t.Errorf("Taxonomies() = %q", got)
	}
}

func TestEntityKinds(t *testing.T) {
	var codes []string
	for _, k := range EntityKinds() {
		codes = append(codes, k.Code)
		if found, ok := EntityKindByCode(k.Code); !ok || found != k {
			t.Errorf("EntityKindByCode(%s) = %+v", k.Code, found)
		}
		if k.TourismOnly != (k.Code == "association" || k.Code == "tourism_centre") {
			t.Errorf("%+v", k)
		}
	}
	want := []string{"cooperative", "cooperative_group", "sme", "farm", "household", "association", "tourism_centre"}
	if !slices.Equal(codes, want) {
		t.Errorf("kinds %q, want %q", codes, want)
	}
	if k, ok := EntityKindByCode("company"); ok {
		t.Errorf("a kind that there is not: %+v", k)
	}
}

func TestProvinces(t *testing.T) {
	var codes, names []string
	regions := make(map[string]int)
	cities := 0
	for _, p := range Provinces() {
		codes = append(codes, p.Code)
		names = append(append(names, p.Name), p.Merged...)
		regions[p.Region.Code]++
		if p.City {
			cities++
		}
		if len(p.Code) != 2 || !digits(p.Code) {
			t.Errorf("code %q", p.Code)
		}
		if strings.HasPrefix(p.Name, "Tỉnh ") || strings.HasPrefix(p.Name, "Thành phố ") || strings.HasPrefix(p.Name, "TP ") {
			t.Errorf("name with a rank: %q", p.Name)
		}
	}
	if len(codes) != 34 || !slices.IsSorted(codes) || cities != 7 || len(regions) != 6 {
		t.Errorf("%d provinces, %d cities, %d regions, want 34, 7 and 6; codes %q", len(codes), cities, len(regions), codes)
	}
	// Before the mergers there were 63.
	if len(names) != 63 {
		t.Errorf("%d present and former provinces, want 63", len(names))
	}
	unique(t, "province", codes)
	unique(t, "province", names)
}

func TestProvinceByCode(t *testing.T) {
	for code, want := range map[string]struct {
		full, en, region string
		merged           []string
	}{
		"01": {"Thành phố Hà Nội", "Hanoi", "Đồng bằng sông Hồng", nil},
		"38": {"Tỉnh Thanh Hóa", "Thanh Hoa", "Bắc Trung Bộ", nil},
		"75": {"Thành phố Đồng Nai", "Dong Nai", "Đông Nam Bộ", []string{"Bình Phước"}},
		"79": {"Thành phố Hồ Chí Minh", "Ho Chi Minh City", "Đông Nam Bộ", []string{"Bà Rịa-Vũng Tàu", "Bình Dương"}},
		"86": {"Tỉnh Vĩnh Long", "Vinh Long", "Đồng bằng sông Cửu Long", []string{"Bến Tre", "Trà Vinh"}},
	} {
		p, ok := ProvinceByCode(code)
		if !ok || p.FullName() != want.full || p.NameEn != want.en || p.Region.Name != want.region || !slices.Equal(p.Merged, want.merged) {
			t.Errorf("%s: %+v, %v", code, p, ok)
		}
	}
	for _, code := range []string{"", "1", "83", "001", "Hà Nội"} {
		if p, ok := ProvinceByCode(code); ok {
			t.Errorf("ProvinceByCode(%q) = %+v", code, p)
		}
	}
}

// What is returned may be changed without changing the tables.
func TestResultsAreCopies(t *testing.T) {
	Groups("26/2026")[0].Name = "x"
	EntityKinds()[0].Name = "x"
	Provinces()[2].Merged[0] = "x"
	if p, ok := ProvinceByCode("08"); ok {
		p.Merged[0] = "x"
	}
	TraceItems()[0].Name = "x"
	Ratings(lastDate)[0].Stars = 9
	p, _ := ProvinceByCode("08")
	r, _ := RatingByStars(1, lastDate)
	if Groups("26/2026")[0].Name == "x" || EntityKinds()[0].Name == "x" || p.Merged[0] != "Hà Giang" || Provinces()[2].Merged[0] == "x" ||
		TraceItems()[0].Name == "x" || r.Stars != 1 {
		t.Error("a caller changed the tables")
	}
}
