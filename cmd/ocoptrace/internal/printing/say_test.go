package printing

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

func mg(n int64) *int64 { return &n }

// cake is a product of which everything is known.
func cake() *trace.Product {
	return &trace.Product{
		ID: "banh", Entity: "htx-gao-ruong-mau", Name: "Bánh đa rán giòn phủ mè", NameEn: "Fried rice cracker", LabelName: "Bánh đa rán",
		Group: "I.3a", Taxonomy: "26/2026", Net: "180 g", DateKind: trace.DateExpires, ShelfLifeDays: 30,
		Origin: "Sản xuất tại Việt Nam", OriginEn: "Made in Viet Nam",
		Ingredients: "Gạo, mè,\nmuối", IngredientsEn: "Rice, sesame, salt", Allergens: "Mè", AllergensEn: "Sesame",
		Storage: "Bảo quản nơi khô ráo.", StorageEn: "Keep dry.", Usage: "Ăn ngay.", UsageEn: "Ready to eat.",
		Warning: "Không dùng khi bao bì hở.", WarningEn: "Do not eat if the pack is open.",
		Standard: "TCCS 01:mẫu", Declaration: "01/MẪU/2026", Sweetened: true, Fried: true, Story: "Chuyện.", StoryEn: "Story.",
		Nutrition: &trace.Nutrition{
			Per: "100 g", EnergyKcal: 1450, ProteinMg: 6_500, CarbohydrateMg: 68_000, SugarsMg: mg(12_050),
			FatMg: 17_000, SaturatedMg: mg(0), SodiumMg: 1310,
		},
	}
}

// cakeScan is of the cake, a little changed, and a batch of it.
func cakeScan(t testing.TB, change func(*trace.Product)) *trace.Scan {
	t.Helper()
	return scan(t, cakeWorld(t, change), "banh", "B1")
}

func TestSay(t *testing.T) {
	got := say(cakeScan(t, func(*trace.Product) {}), "tx.example.vn", true, false)
	want := texts{
		"host": {"tx.example.vn"}, "call": {"Quét để xem nguồn gốc"}, "callEn": {"Scan to see the origin"},
		"check": {"Kiểm tra đúng tên miền"}, "checkShort": {"Chỉ tin:"}, "checkEn": {"Check the domain"},
		"name": {"Bánh đa rán giòn phủ mè"}, "nameEn": {"Fried rice cracker"},
		"lot": {"Lô B1"}, "produced": {"NSX 20/11/2026"}, "expires": {"HSD 20/12/2026"},
		"producer": {"HTX Gạo Ruộng Mẫu"}, "producerEn": {"Sample Terrace Rice Cooperative"},
		"address":     {"Thôn Mẫu, xã Mường Khương, tỉnh Lào Cai"},
		"responsible": {"Chịu trách nhiệm: HTX Gạo Ruộng Mẫu"},
		"origin":      {"Sản xuất tại Việt Nam"}, "originEn": {"Made in Viet Nam"}, "net": {"Định lượng: 180 g"},
		"ingredients": {"Thành phần: Gạo, mè, muối"}, "ingredientsEn": {"Ingredients: Rice, sesame, salt"},
		"allergens": {"Chất gây dị ứng: Mè"}, "allergensEn": {"Allergens: Sesame"},
		"storage": {"Bảo quản nơi khô ráo."}, "storageEn": {"Storage: Keep dry."},
		"usage": {"Sử dụng: Ăn ngay."}, "usageEn": {"Use: Ready to eat."},
		"warning": {"Cảnh báo: Không dùng khi bao bì hở."}, "warningEn": {"Warning: Do not eat if the pack is open."},
		"standard": {"Tiêu chuẩn: TCCS 01:mẫu"}, "registration": {"Số công bố: 01/MẪU/2026"},
		"story": {"Chuyện."}, "storyEn": {"Story."}, "note": {"DỮ LIỆU MẪU"},
		"nutrition": {
			"Thông tin dinh dưỡng\tTrong 100 g", "Năng lượng\t1.450 kcal", "Chất đạm\t6,5 g", "Carbohydrat\t68 g",
			"Đường tổng số\t12,05 g", "Chất béo\t17 g", "Chất béo bão hòa\t0 g", "Natri\t1.310 mg",
		},
		"nutritionEn": {
			"Nutrition\tPer 100 g", "Energy\t1,450 kcal", "Protein\t6.5 g", "Carbohydrate\t68 g",
			"Total sugars\t12.05 g", "Fat\t17 g", "Saturated fat\t0 g", "Sodium\t1,310 mg",
		},
	}
	for _, f := range slices.Sorted(maps.Keys(want)) {
		if !slices.Equal(got[f], want[f]) {
			t.Errorf("%s: %q, want %q", f, got[f], want[f])
		}
	}
	for f := range got {
		if want[f] == nil {
			t.Errorf("%s: %q, want nothing", f, got[f])
		}
	}
}

func TestSayOnStamps(t *testing.T) {
	w := rice(t)
	got := say(scan(t, w, "gao-seng-cu", "ST-01"), "h", false, false)
	if s := got["stars"]; !slices.Equal(s, []string{"OCOP 4 sao"}) {
		t.Errorf("stars %q", s)
	}
	if s := got["expires"]; !slices.Equal(s, []string{"Tốt nhất trước 20/11/2027"}) {
		t.Errorf("end %q", s)
	}
	if name := say(cakeScan(t, func(*trace.Product) {}), "h", false, false)["name"]; !slices.Equal(name, []string{"Bánh đa rán"}) {
		t.Errorf("name %q", name)
	}
}

func TestSayAlcohol(t *testing.T) {
	for permille, want := range map[int64][]string{
		295: {"Hàm lượng etanol: 29,5% vol"}, 40: {"Hàm lượng etanol: 4% vol"}, 1000: {"Hàm lượng etanol: 100% vol"}, 0: nil,
	} {
		s := cakeScan(t, func(p *trace.Product) { p.Group, p.AlcoholPermille = "II.1a", permille })
		if got := say(s, "h", true, false)["alcohol"]; !slices.Equal(got, want) {
			t.Errorf("%d: %q, want %q", permille, got, want)
		}
	}
}

func TestDecimal(t *testing.T) {
	vi, en := locale.For(locale.Vietnamese), locale.For(locale.English)
	for _, c := range []struct {
		n      int64
		digits int
		vi, en string
	}{
		{0, 3, "0", "0"}, {1, 3, "0,001", "0.001"}, {50, 3, "0,05", "0.05"}, {12_345, 3, "12,345", "12.345"},
		{1_234_500, 3, "1.234,5", "1,234.5"}, {7, 0, "7", "7"}, {70, 1, "7", "7"},
	} {
		if got := decimal(vi, c.n, c.digits); got != c.vi {
			t.Errorf("%d of %d digits: %q, want %q", c.n, c.digits, got, c.vi)
		}
		if got := decimal(en, c.n, c.digits); got != c.en {
			t.Errorf("%d of %d digits: %q, want %q", c.n, c.digits, got, c.en)
		}
	}
}

// What has an English twin in a label says the same in another language; nothing
// on a label is in English alone.
func TestEnglishIsNeverAlone(t *testing.T) {
	w := rice(t)
	for _, s := range []*trace.Scan{cakeScan(t, func(*trace.Product) {}), scan(t, w, "gao-seng-cu", "ST-01"), scan(t, w, "banh-da", "BD-01")} {
		all := say(s, "h", true, false)
		for f := range all {
			if vi, ok := strings.CutSuffix(string(f), "En"); ok && all[label.Field(vi)] == nil {
				t.Errorf("%s of %s is in English alone", vi, s.Product.Fact.ID)
			}
		}
	}
}

func TestCartonSays(t *testing.T) {
	for _, c := range []struct {
		carton        Carton
		pieces, gross string
	}{
		{Carton{}, "", ""},
		{Carton{Pieces: 1200}, "1.200 gói/thùng", ""},
		{Carton{Pieces: 20, Number: 3, Of: 120, Gross: "12,5 kg"}, "20 gói/thùng · Thùng 3/120", "Khối lượng cả bì: 12,5 kg"},
		{Carton{Number: 3}, "", ""},
	} {
		got := make(texts)
		c.carton.say(got, "gói")
		if p := strings.Join(got["pieces"], "|"); p != c.pieces {
			t.Errorf("%+v: %q, want %q", c.carton, p, c.pieces)
		}
		if g := strings.Join(got["gross"], "|"); g != c.gross {
			t.Errorf("%+v: %q, want %q", c.carton, g, c.gross)
		}
	}
}

func TestContentsOfAGiftBox(t *testing.T) {
	w := rice(t)
	got := boxRows([]*trace.Scan{scan(t, w, "gao-seng-cu", "ST-01"), scan(t, w, "banh-da", "BD-01")}, false)
	want := []string{
		"Gạo Séng Cù\tLô ST-01\tNSX 20/11/2026 Tốt nhất trước 20/11/2027",
		"Bánh đa nướng\tLô BD-01\tNSX 22/11/2026 HSD 22/12/2026",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPointSays(t *testing.T) {
	w := rice(t)
	s, err := w.ScanProduct(t.Context(), "gao-seng-cu")
	if err != nil {
		t.Fatal(err)
	}
	got := say(s, "tx.example.vn", true, false)
	Point{Name: "Điểm OCOP Mẫu", Hours: "7:00–18:00", Phone: "0900 000 007"}.say(got)
	for f, want := range map[label.Field]string{
		"point": "Điểm OCOP Mẫu", "hours": "Giờ mở cửa: 7:00–18:00", "phone": "Điện thoại: 0900 000 007",
		"address": "Thôn Mẫu, xã Mường Khương, tỉnh Lào Cai", "host": "tx.example.vn", "lot": "", "produced": "",
	} {
		if g := strings.Join(got[f], "|"); g != want {
			t.Errorf("%s: %q, want %q", f, g, want)
		}
	}
	Point{Address: "Chợ Mẫu"}.say(got)
	if a := got["address"]; !slices.Equal(a, []string{"Chợ Mẫu"}) {
		t.Errorf("address %q", a)
	}
	if u := ProductURI(tracetest.BaseURL, "gao-seng-cu"); u != "https://tx.example.vn/products/gao-seng-cu" {
		t.Errorf("product at %s", u)
	}
	if u := EntityURI(tracetest.BaseURL, "htx"); u != "https://tx.example.vn/entities/htx" {
		t.Errorf("producer at %s", u)
	}
}
