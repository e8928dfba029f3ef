package layout

import (
	"io/fs"
	"strings"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/label"
)

func testFonts() label.Fonts {
	return label.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono}
}

// defaults reads the templates that the program carries.
func defaults(t testing.TB) map[string]Template {
	t.Helper()
	files, err := fs.Glob(assets.Labels, "labels/*.json")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	out := map[string]Template{}
	for _, name := range files {
		data, err := assets.Labels.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tpl, err := ReadTemplate(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if name != "labels/"+tpl.ID+".json" {
			t.Errorf("%s holds %q", name, tpl.ID)
		}
		out[tpl.ID] = tpl
	}
	return out
}

const laser, thermal203 = 300, 203.2

// Media as the stocks in common sale have them.
var (
	tiny   = Media{W: 38.1, H: 21.2, InsetX: 1, InsetY: 1, DPI: laser, MinXHeight: 0.9}
	roll35 = Media{W: 35, H: 22, InsetX: 1, InsetY: 1, DPI: thermal203, Thermal: true, MinPoint: 6.5, MinCode: 5.5, MinXHeight: 0.9}
	roll50 = Media{W: 50, H: 30, InsetX: 1.5, InsetY: 1.5, DPI: thermal203, Thermal: true, MinPoint: 6.5, MinXHeight: 0.9}
	up24   = Media{W: 70, H: 37, InsetX: 5, InsetY: 4, DPI: laser, MinXHeight: 0.9}
	up8    = Media{W: 105, H: 74, InsetX: 6, InsetY: 5.5, DPI: laser, MinXHeight: 1.2}
	roll70 = Media{W: 100, H: 70, InsetX: 2, InsetY: 2, DPI: thermal203, Thermal: true, MinPoint: 6.5, MinXHeight: 1.2}
	roll15 = Media{W: 100, H: 150, InsetX: 2, InsetY: 2, DPI: thermal203, Thermal: true, MinPoint: 6.5, MinXHeight: 1.2}
	a5     = Media{W: 148, H: 210, InsetX: 8, InsetY: 8, DPI: laser, MinXHeight: 1.2}
	a4     = Media{W: 210, H: 297, InsetX: 10, InsetY: 10, DPI: 600, MinXHeight: 1.2}
)

// onMedia lists for which media a template of a purpose is meant.
var onMedia = map[Purpose]map[string]Media{
	Stamp:  {"38x21": tiny, "50x30": roll50, "70x37": up24},
	Full:   {"105x74": up8, "100x70": roll70, "100x150": roll15, "A5": a5},
	Carton: {"100x70": roll70, "100x150": roll15, "105x74": up8, "A5": a5},
	Poster: {"A5": a5, "A4": a4},
	Gift:   {"105x74": up8, "100x70": roll70, "100x150": roll15, "A5": a5},
}

// mediaFor is onMedia; the stamps for small labels are meant for smaller ones.
func mediaFor(t Template) map[string]Media {
	if strings.HasPrefix(t.ID, "mini") {
		return map[string]Media{"35x22": roll35}
	}
	return onMedia[t.Purpose]
}

// sample returns what a made-up product says, in both languages.
func sample() Content {
	return Content{
		URI: "https://tx.example.vn/x/7K3M9QP2XW4D",
		Values: map[label.Field][]string{
			"code": {"7K3M-9QP2-XW4D"}, "host": {"tx.example.vn"}, "call": {"Quét để xem nguồn gốc"}, "callEn": {"Scan to see where it comes from"},
			"check": {"Chỉ tin trang tx.example.vn"}, "checkShort": {"Chỉ tin:"}, "checkEn": {"Trust only tx.example.vn"},
			"name": {"Giò lụa Ước Lễ"}, "nameEn": {"Uoc Le pork roll"}, "lot": {"Lô L261123A"},
			"produced": {"NSX 23/11/2026"}, "expires": {"HSD 03/12/2026"}, "stars": {"OCOP 4 sao"},
			"responsible": {"Chịu trách nhiệm: Hộ kinh doanh Giò Chả Bà Mẫu"}, "address": {"Địa chỉ: Thôn Ước Lễ, xã Dân Hòa, Hà Nội"},
			"origin": {"Sản xuất tại Việt Nam"}, "originEn": {"Made in Viet Nam"}, "net": {"Khối lượng tịnh: 500 g"}, "gross": {"Cả bì: 11,2 kg"},
			"ingredients":   {"Thành phần: thịt lợn nạc 85 %, mỡ lợn, nước mắm (cá cơm, muối), đường, hạt tiêu, lá chuối"},
			"ingredientsEn": {"Ingredients: lean pork 85 %, pork fat, fish sauce (anchovies, salt), sugar, pepper, banana leaf"},
			"allergens":     {"Có chứa cá"}, "allergensEn": {"Contains fish"},
			"nutrition":   {"Trong 100 g\t", "Năng lượng\t215 kcal", "Chất đạm\t18,5 g", "Carbohydrat\t2,1 g", "Chất béo\t14,8 g", "Natri\t720 mg"},
			"nutritionEn": {"Per 100 g\t", "Energy\t215 kcal", "Protein\t18.5 g", "Carbohydrate\t2.1 g", "Fat\t14.8 g", "Sodium\t720 mg"},
			"storage":     {"Bảo quản: 0–5 °C"}, "storageEn": {"Keep at 0–5 °C"},
			"usage": {"Dùng ngay sau khi bóc lá"}, "usageEn": {"Ready to eat once unwrapped"},
			"warning": {"Không dùng khi sản phẩm có mùi lạ"}, "warningEn": {"Do not eat if it smells off"},
			"standard": {"TCCS 01:2026/BM"}, "registration": {"Tự công bố 01/BAMAU/2026"}, "pieces": {"20 gói × 500 g"},
			"producer": {"Hộ kinh doanh Giò Chả Bà Mẫu"}, "producerEn": {"Ba Mau pork rolls"},
			"batches": {"Giò lụa Ước Lễ\tL261123A\tHSD 03/12/2026", "Chả quế Ước Lễ\tL261122B\tHSD 02/12/2026", "Ruốc thịt lợn Dân Hòa\tL261120A\tHSD 20/05/2027"},
			"point":   {"Điểm giới thiệu và bán sản phẩm OCOP xã Dân Hòa"}, "hours": {"Mở cửa 7 giờ đến 18 giờ, cả tuần"}, "phone": {"0900 000 012"},
			"story": {"Làng Ước Lễ giã giò bằng cối đá từ hơn năm trăm năm nay."}, "storyEn": {"Uoc Le has pounded pork rolls in stone mortars for five hundred years."},
			"note": {"DỮ LIỆU MẪU"},
		},
	}
}
