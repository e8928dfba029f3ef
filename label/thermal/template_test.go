package thermal

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/label"
	"ocoptrace/label/labeltest"
	"ocoptrace/label/layout"
)

// content is what a made-up product says, in both languages.
func content(uri string) layout.Content {
	return layout.Content{URI: uri, Values: map[label.Field][]string{
		"code": {"7K3M-9QP2-XW4D"}, "host": {"tx.example.vn"},
		"call": {"Quét để xem nguồn gốc"}, "callEn": {"Scan to see where it comes from"},
		"check": {"Chỉ tin trang tx.example.vn"}, "checkShort": {"Chỉ tin:"}, "checkEn": {"Trust only tx.example.vn"},
		"name": {"Giò lụa Ước Lễ"}, "nameEn": {"Uoc Le pork roll"}, "lot": {"Lô L261123A"},
		"produced": {"NSX 23/11/2026"}, "expires": {"HSD 03/12/2026"}, "stars": {"OCOP 4 sao"},
		"producer": {"Hộ kinh doanh Giò Chả Bà Mẫu"}, "producerEn": {"Ba Mau household"},
		"responsible": {"Chịu trách nhiệm: Hộ kinh doanh Giò Chả Bà Mẫu"}, "responsibleEn": {"Responsible: Ba Mau household"},
		"address": {"Địa chỉ: Thôn Ước Lễ, xã Dân Hòa, Hà Nội"}, "addressEn": {"Uoc Le, Dan Hoa, Ha Noi"},
		"origin": {"Xuất xứ: Việt Nam"}, "originEn": {"Origin: Viet Nam"}, "net": {"500 g"}, "netEn": {"500 g"},
		"gross": {"10,5 kg"}, "pieces": {"20 x 500 g"}, "piecesEn": {"20 x 500 g"},
		"ingredients": {"Thịt lợn 80 %, nước mắm, hạt tiêu"}, "ingredientsEn": {"Pork 80 %, fish sauce, pepper"},
		"storage": {"Bảo quản ở 0 đến 5 °C"}, "storageEn": {"Keep at 0 to 5 °C"},
		"usage": {"Ăn ngay, không cần nấu"}, "usageEn": {"Ready to eat"},
		"batches": {"Giò lụa\tL261123A\tHSD 03/12/2026", "Chả quế\tL261124B\tHSD 04/12/2026"},
		"point":   {"Điểm giới thiệu OCOP Dân Hòa"}, "pointEn": {"OCOP shop Dan Hoa"},
		"hours": {"7:00 - 18:00"}, "phone": {"024 3333 4444"},
	}}
}

// Every template of the program, on rolls of its sizes, at every resolution and in
// both languages, is printed as drawn, and its symbol is read.
func TestTemplates(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	files, err := fs.Glob(assets.Labels, "labels/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := assets.Labels.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tpl, err := layout.ReadTemplate(data)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, size := range [][2]float64{{50, 30}, {70, 50}, {100, 70}, {100, 150}} {
			for _, dpi := range []float64{203.2, 300, 600} {
				name := fmt.Sprintf("%s %gx%g %g", path.Base(file), size[0], size[1], dpi)
				t.Run(name, func(t *testing.T) { checkTemplate(t, tpl, size[0], size[1], dpi) })
			}
		}
	}
}

func checkTemplate(t *testing.T, tpl layout.Template, w, h, dpi float64) {
	m := layout.Media{W: w, H: h, InsetX: 1.5, InsetY: 1.5, DPI: dpi, Thermal: true, OwnSymbols: true}
	c, err := layout.NewComposer(fonts, tpl, m)
	if err != nil {
		t.Fatal(err)
	}
	for _, uri := range []string{"https://tx.example.vn/x/7K3M9QP2XW4D", "https://tx.example.vn/01/08930000000019/10/L261123A/21/7K3M9QP2XW4D"} {
		d, problems := c.Compose(content(uri))
		if d == nil {
			if w >= 100 && (h >= 150 || tpl.Purpose != layout.Poster) || tpl.Purpose == layout.Stamp {
				t.Errorf("%s: %v", uri, problems)
			}
			t.Logf("%s does not fit: %v", uri, problems)
			continue
		}
		for _, language := range []Language{ZPL, TSPL} {
			p := Printer{Language: language, DPI: dpi, GapMM: 2}
			job := write(t, p, page(d))
			l := read(t, p, job)[0]
			if !equal(l.Bitmap, drawn(t, page(d), dpi)) {
				t.Errorf("%s, %s: not as drawn", language, uri)
			}
			got, err := labeltest.ReadZXing(grey(l.Bitmap, symbolAt(d, dpi)))
			if err != nil || got != uri {
				t.Errorf("%s: read %q (%v), want %q", language, got, err, uri)
			}
			picture := slices.ContainsFunc(problems, func(p label.Problem) bool { return p.Kind == label.KindPicture })
			small := d.Symbols[0].Module*dpi/25.4 < 10.5 // more is no scale of the command
			if byCommand := len(l.Codes) == 1; byCommand == picture && small {
				t.Errorf("%s, %s: by command %t, a warning of a picture %t", language, uri, byCommand, picture)
			}
			for _, c := range l.Codes {
				if got := readAsPrinted(t, l, c); got != uri {
					t.Errorf("%s: printed %q, want %q", language, got, uri)
				}
			}
			t.Logf("%s, %d characters: %d bytes, %d symbols by command", language, len(uri), len(job), len(l.Codes))
		}
	}
}
