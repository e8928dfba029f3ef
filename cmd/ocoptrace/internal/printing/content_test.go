package printing

import (
	"reflect"
	"strings"
	"testing"

	"ocoptrace/label"
	"ocoptrace/trace"

	"golang.org/x/text/unicode/norm"
)

func TestContent(t *testing.T) {
	w := rice(t)
	run := newRun(t, w, "gao-seng-cu", "ST-01", 5)
	c := codes(t, w, run, 1, 5)[2]
	got := Content(scan(t, w, "gao-seng-cu", "ST-01"), c, Host(w.BaseURL()))
	want := label.Label{
		URI: c.URI, Code: c.Code.Groups(), Host: "tx.example.vn",
		Name: "Gạo Séng Cù", NameEN: "Seng Cu rice", Lot: "Lô ST-01",
		Dates: []string{"NSX 20/11/2026", "Tốt nhất trước 20/11/2027"},
		Stars: "OCOP 4 sao",
		Lines: []string{
			"HTX Gạo Ruộng Mẫu, Thôn Mẫu, xã Mường Khương, tỉnh Lào Cai",
			"Định lượng: 2 kg", "Nơi khô ráo", "Thành phần: 100% gạo Séng Cù",
		},
		Call: "Quét để xem nguồn gốc", Note: "DỮ LIỆU MẪU",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// Goods that spoil have a use-by date; what is no sample does not say so; without
// an address the commune stands for it.
func TestContentOfOtherGoods(t *testing.T) {
	w := rice(t)
	w.State(t,
		&trace.Entity{ID: "to-det", Name: "Tổ Dệt", EntityKind: "cooperative_group", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15"},
		&trace.Product{ID: "khan", Entity: "to-det", Name: "Khăn dệt", Group: "IV.2", Taxonomy: "26/2026"})
	stateBatch(t, w, &trace.Batch{Product: "khan", Lot: "K1", Produced: day(t, "2026-01-31"), Quantity: 9, Unit: "chiếc"})
	got := Content(scan(t, w, "khan", "K1"), trace.LabelCode{}, "h")
	if !reflect.DeepEqual(got.Dates, []string{"NSX 31/01/2026"}) || got.Note != "" || got.Stars != "" {
		t.Errorf("%+v", got)
	}
	if want := []string{"Tổ Dệt, Xã Mường Khương, Tỉnh Lào Cai"}; !reflect.DeepEqual(got.Lines, want) {
		t.Errorf("lines %q, want %q", got.Lines, want)
	}
	got = Content(scan(t, w, "banh-da", "BD-01"), trace.LabelCode{}, "h")
	if !reflect.DeepEqual(got.Dates, []string{"NSX 22/11/2026", "HSD 22/12/2026"}) {
		t.Errorf("dates %q", got.Dates)
	}
}

func TestHost(t *testing.T) {
	for base, want := range map[string]string{
		"https://tx.example.vn":      "tx.example.vn",
		"https://tx.example.vn:8443": "tx.example.vn:8443",
		"http://127.0.0.1:8080":      "127.0.0.1:8080",
	} {
		if got := Host(base); got != want {
			t.Errorf("host of %s: %q", base, got)
		}
	}
}

// Texts typed with separate accents are printed as everybody else's.
func TestNFDIsPrinted(t *testing.T) {
	w := rice(t)
	name := norm.NFD.String("Giò lụa Ước Lễ, Ỹ Đ ỗ ặ ử")
	if name == norm.NFC.String(name) {
		t.Fatal("the name is not decomposed")
	}
	w.State(t, &trace.Product{
		ID: "gio", Entity: "htx-gao-ruong-mau", Name: name, Group: "I.3d", Taxonomy: "26/2026",
		DateKind: trace.DateExpires, ShelfLifeDays: 10, Storage: norm.NFD.String("Bảo quản ở 0–5 °C"),
	})
	stateBatch(t, w, &trace.Batch{Product: "gio", Lot: "G1", Produced: day(t, "2026-11-23"), Quantity: 9, Unit: norm.NFD.String("cây đũa")})
	run := newRun(t, w, "gio", "G1", 3)
	for _, s := range label.Stocks() {
		l, found := Compose(scan(t, w, "gio", "G1"), codes(t, w, run, 1, 1)[0], "h", s, Options{}.locale())
		if !found.Printable() || l.Name != "Giò lụa Ước Lễ, Ỹ Đ ỗ ặ ử" {
			t.Errorf("%s: %q, %v", s.ID, l.Name, found)
		}
	}
}

// A name of more than 120 letters is printed where its short form is known or
// the stock has room, and refused in plain words elsewhere.
func TestLongName(t *testing.T) {
	const long = "Lạp xưởng làm từ thịt lợn đen nuôi tại địa phương, ướp rượu trắng, nước gừng và lá mắc mật, sấy bằng than củi, đóng gói hút chân không 500 g"
	w := rice(t)
	w.State(t,
		&trace.Product{ID: "dai", Entity: "htx-gao-ruong-mau", Name: long, Group: "I.3d", Taxonomy: "26/2026"},
		&trace.Product{ID: "ngan", Entity: "htx-gao-ruong-mau", Name: long, LabelName: "Lạp xưởng lợn đen 500 g", Group: "I.3d", Taxonomy: "26/2026"})
	for _, id := range []string{"dai", "ngan"} {
		stateBatch(t, w, &trace.Batch{Product: id, Lot: "L1", Produced: day(t, "2026-11-23"), Quantity: 99, Unit: "gói"})
		run := newRun(t, w, id, "L1", 3)
		for _, s := range label.Stocks() {
			_, found := Compose(scan(t, w, id, "L1"), codes(t, w, run, 1, 1)[0], "tx.example.vn", s, Options{}.locale())
			if want := id == "ngan" || s.LabelH > 35; found.Printable() != want {
				t.Errorf("%s on %s: printable %t, want %t: %v", id, s.ID, found.Printable(), want, found)
			}
			if !found.Printable() && !strings.HasPrefix(found.Error(), "Tên sản phẩm: không đủ chỗ") {
				t.Errorf("%s on %s: %v", id, s.ID, found)
			}
		}
	}
}
