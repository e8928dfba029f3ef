package place

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ocoptrace/trace/ocop"

	"golang.org/x/text/unicode/norm"
)

func date(s string) ocop.Date {
	d, err := ocop.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func someUnits() []Unit {
	gone := Unit{Commune: Commune{"00009", "Thị trấn Sơn Mẫu", "", "01"}, Gone: date("2025-07-01")}
	was := Unit{Commune: Commune{"00010", "Xã Tân Mẫu", "", "15"}, Past: []PastForm{{Name: "Xã Cổ Loa", Province: "15"}}}
	return []Unit{
		{Commune: Commune{"00001", "Phường Ba Đình", "Ba Dinh", "01"}},
		{Commune: Commune{"00002", "Xã Ba Đình", "", "38"}},
		{Commune: Commune{"00003", "Xã Ba Đình Thượng", "", "38"}},
		{Commune: Commune{"00004", "Xã Hoà Bình", "", "15"}},
		{Commune: Commune{"00005", "Xã Hòa Bình", "", "25"}},
		{Commune: Commune{"00006", "Xã Hóa Bình", "", "25"}},
		{Commune: Commune{"00007", "Xã Phương Sơn", "", "01"}},
		{Commune: Commune{"00008", "Phường Sơn Mẫu", "", "01"}},
		gone, was,
		{Commune: Commune{"00011", "Xã Mù Cang Chải", "", "15"}},
		{Commune: Commune{"00012", "Đặc khu Phú Quý", "", "68"}},
		{Commune: Commune{"00013", "Xã Đình Ba", "", "68"}},
		{Commune: Commune{"00014", "Phường Hà Giang 2", "", "08"}},
	}
}

func codes(units []Unit) (all []string) {
	for _, u := range units {
		all = append(all, strings.TrimLeft(u.Code, "0"))
	}
	return all
}

func TestFind(t *testing.T) {
	f := NewFinder(someUnits())
	for _, c := range []struct{ query, province, want string }{
		{"ba dinh", "", "1 2 3 13"},
		{"Ba Đình", "38", "2 3"},
		{"PHƯỜNG BA ĐÌNH", "", "1 2 3 13"},
		{"xã Ba Đình", "", "2 1 3 13"},
		{"X. Ba Đình", "", "2 1 3 13"},
		{"P.Ba Đình", "", "1 2 3 13"},
		{"ba dinh thanh hoá", "", "2 3"},
		{"ba đ", "", "1 2 3 13"},
		{"hoa binh", "", "4 5 6"},
		{"hoà bình", "", "4 5 6"},
		{norm.NFD.String("hòa bình"), "", "4 5 6"},
		{"Hoá Bình", "", "6 4 5"},
		{"phường sơn", "", "8 9 7"},
		{"phương sơn", "", "7 8 9"},
		{"son mau", "", "8 9"},
		{"Thị trấn Sơn Mẫu", "", "9 8"},
		{"cổ loa", "", "10"},
		{"mu cang chai yen bai", "", "11"}, // in Lào Cai since 2025
		{"mu cang chai lao cai", "", "11"},
		{"mu cang chai hanoi", "", ""},
		{"dac khu phu quy", "", "12"},
		{"ĐK Phú Quý", "", "12"},
		{"ha giang 2", "", "14"},
		{"lao cai", "", ""}, // names only the province
		{"", "", ""},
		{" . ", "", ""},
		{"ba dinh", "99", ""},
		{strings.Repeat("a ", 17), "", ""},
		{strings.Repeat("a", 201), "", ""},
	} {
		if got := strings.Join(codes(f.Find(c.query, c.province, 10)), " "); got != c.want {
			t.Errorf("Find(%q, %q): got %s, want %s", c.query, c.province, got, c.want)
		}
	}
	if got := codes(f.Find("ba dinh", "", 2)); !slices.Equal(got, []string{"1", "2"}) {
		t.Errorf("at most two: %v", got)
	}
	if got := f.Find("ba dinh", "", 0); got != nil {
		t.Errorf("none asked for: %v", got)
	}
}

// plainScan finds what Find finds, slowly and in no order.
func plainScan(units []Unit, query string) (found []string) {
	ways := [][]string{strings.Fields(Fold(query))}
	if rank, rest := typedRank(query); rank != "" {
		ways = append(ways, strings.Fields(Fold(rest)))
	}
	for _, u := range units {
		p, _ := ocop.ProvinceByCode(u.Province)
		in := strings.Fields(Fold(p.Name + " " + p.NameEn + " " + strings.Join(p.Merged, " ")))
		if slices.ContainsFunc(ways, func(words []string) bool { return hasAll(words, strings.Fields(Fold(u.ShortName())), in) }) {
			found = append(found, u.Code)
		}
	}
	return found
}

func hasAll(words, name, province []string) bool {
	named := false
	for _, w := range words {
		begins := func(s string) bool { return strings.HasPrefix(s, w) }
		switch {
		case slices.ContainsFunc(name, begins):
			named = true
		case !slices.ContainsFunc(province, begins):
			return false
		}
	}
	return named
}

func TestFindFindsWhatAPlainScanFinds(t *testing.T) {
	units := madeUnits()
	f := NewFinder(units)
	random := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 60 {
		query := []rune(units[random.IntN(len(units))].FullName())
		from := random.IntN(len(query))
		q := string(query[from : from+random.IntN(len(query)-from)+1])
		got, want := f.Find(q, "", len(units)), plainScan(units, q)
		gotCodes := make([]string, 0, len(got))
		for _, u := range got {
			gotCodes = append(gotCodes, u.Code)
		}
		slices.Sort(gotCodes)
		if !slices.Equal(gotCodes, want) {
			t.Fatalf("%q: %d found, plainly %d", q, len(got), len(want))
		}
		found += len(got)
	}
	if found < 100 {
		t.Errorf("only %d found", found)
	}
}

func TestEveryUnitIsFoundFirstByItsName(t *testing.T) {
	units := madeUnits()
	f := NewFinder(units)
	for _, u := range units {
		got := f.Find(u.Name, u.Province, 1)
		if len(got) != 1 || toned(got[0].Name) != toned(u.Name) {
			t.Fatalf("%s: found %v", u.FullName(), got)
		}
	}
}

var queries = []string{"phường hoà bình", "a", "mẫu", "xa quang son lao cai", "b"}

func BenchmarkFind(b *testing.B) {
	f := NewFinder(madeUnits())
	for i := 0; b.Loop(); i++ {
		f.Find(queries[i%len(queries)], "", 10)
	}
}

func BenchmarkPlainScan(b *testing.B) {
	units := madeUnits()
	for i := 0; b.Loop(); i++ {
		plainScan(units, queries[i%len(queries)])
	}
}

func BenchmarkNewFinder(b *testing.B) {
	units := madeUnits()
	for b.Loop() {
		NewFinder(units)
	}
}
