package web

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"

	"github.com/gorilla/mux"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// photograph keeps a picture of so many pixels in a world and names it.
func photograph(t testing.TB, m *media.Media, width, height int, hue uint8, alt, altEn string) trace.Photo {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			// uneven, as photos are, so that the file is not small
			n := uint8((x*7919 + y*104729 + x*y) % 23)
			img.SetRGBA(x, y, color.RGBA{hue + n, uint8(90+y*120/height) + n, uint8(x*90/width) + n, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	p, err := m.Put(t.Context(), b.Bytes(), media.Upload{By: "chu"})
	if err != nil {
		t.Fatal(err)
	}
	return trace.Photo{Digest: p.Digest, Width: int64(p.Width), Height: int64(p.Height), Alt: alt, AltEn: altEn}
}

// rich is a site whose rice has everything that can be stated, with the path of
// its label.
func rich(t testing.TB) (s *site, path string) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	t.Helper()
	w := tracetest.New(t)
	w.Rice(t)
	m := media.New(media.Config{Store: w.Store, Now: w.Clock.Now})
	entity, err := w.Entity(t.Context(), "htx-gao-ruong-mau")
	if err != nil {
		t.Fatal(err)
	}
	product, err := w.Product(t.Context(), "gao-seng-cu")
	if err != nil {
		t.Fatal(err)
	}
	describe(entity, product)
	entity.Photos = []trace.Photo{photograph(t, m, 900, 600, 60, "Ruộng bậc thang lúc nước về", "Terraces filled with water")}
	product.Photos = []trace.Photo{
		photograph(t, m, 1600, 1200, 180, "Túi gạo 2 kg", "A bag of 2 kg"),
		photograph(t, m, 800, 600, 120, "Phơi thóc trên sân", "Rice drying in a yard"),
	}
	batch := &trace.Batch{
		Product: "gao-seng-cu", Lot: "ST-02", Produced: day("2026-11-20"), Quantity: 100, Unit: "túi",
		Inputs: []trace.Input{
			{Name: "Thóc Séng Cù vụ mùa 2026", Supplier: "Tổ sản xuất Mường Khương", Lot: "T-11", Received: day("2026-11-10"), Quantity: "250 kg", Origin: "Xã Mường Khương, tỉnh Lào Cai"},
			{Name: "Túi hút chân không in sẵn", Supplier: "Công ty Bao bì Mẫu", Received: day("2026-10-02"), Quantity: "120 túi"},
			{Name: "Gạo Séng Cù", Product: "gao-seng-cu", Lot: "ST-01", Quantity: "10 kg"},
		},
		Documents: []trace.Document{
			{Kind: "test_report", Number: "KN-77/2026", Issuer: "Trung tâm Kiểm nghiệm Mẫu", Issued: day("2026-06-01"), Expires: day("2026-11-22")},
			{Kind: "vietgap", Number: "VG-15-01", Issuer: "Tổ chức chứng nhận Mẫu", Issued: day("2025-01-10"), Expires: day("2028-01-09")},
		},
	}
	if err := w.Complete(t.Context(), batch, nil); err != nil {
		t.Fatal(err)
	}
	second := &trace.Product{ID: "gao-nep", Entity: entity.ID, Name: "Gạo nếp nương", NameEn: "Upland sticky rice", Group: "I.2a", Taxonomy: "26/2026",
		DateKind: trace.DateBestBefore, ShelfLifeMonths: 12, Storage: "Nơi khô ráo", Sample: true}
	w.State(t, entity, product, second, batch)
	w.State(t, happenings(t, m)...)
	w.State(t, points()...)
	run := newRun(t, w, batch, 10)
	w.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 8, State: trace.LabelActive, Date: day("2026-11-21")})
	return siteWith(t, w, Config{Photos: m}, run)
}

func siteWith(t testing.TB, w *tracetest.World, c Config, run *trace.LabelRun) (*site, string) {
	t.Helper()
	c.Registry, c.Now = w.Registry, w.Clock.Now
	web, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	r := mux.NewRouter().UseEncodedPath()
	web.Routes(r)
	s := &site{w, r}
	return s, s.labelPath(t, run, 1)
}

func describe(e *trace.Entity, p *trace.Product) {
	e.Hotline, e.Website = "0214 000 001", "https://example.vn/htx"
	e.Story, e.StoryEn = "Mười hai hộ cùng làm ruộng bậc thang.", "Twelve households farm the terraces together."
	e.Channels = []trace.Link{{Name: "Sàn Mẫu", URL: "https://shop.example.vn/htx"}}
	p.Story, p.StoryEn = "Lúa Séng Cù trồng ở vùng cao, mỗi năm một vụ.", "Seng Cu grows in the highlands, one crop a year."
	p.Carry, p.CarryEn = "Gạo khô, được mang lên máy bay.", "Dry rice; may be carried on a plane."
	p.Usage, p.UsageEn = "Vo nhẹ, nấu với ít nước.", "Rinse lightly, cook with little water."
	p.Allergens, p.AllergensEn = "Không có.", "None."
	p.Standard = "TCCS 02:2026"
	p.Nutrition = &trace.Nutrition{Per: "100 g", PerEn: "100 g", EnergyKcal: 352, ProteinMg: 7100, CarbohydrateMg: 78_250, FatMg: 600, SodiumMg: 5}
	p.Channels = []trace.Link{{Name: "Sàn Mẫu", URL: "https://shop.example.vn/gao"}}
	p.Video = "https://video.example.vn/gao"
}

// happenings are what was stated about the batch after it, one of it wrong.
func happenings(t testing.TB, m *media.Media) []trace.Fact {
	return []trace.Fact{
		&trace.DiaryEntry{Product: "gao-seng-cu", Lot: "ST-02", Date: day("2026-11-08"), Activity: "harvest", Text: "Gặt tay, phơi hai nắng.", TextEn: "Cut by hand, dried for two days.",
			Photos: []trace.Photo{photograph(t, m, 700, 525, 90, "Gặt lúa", "Harvest")}},
		&trace.DiaryEntry{Product: "gao-seng-cu", Lot: "ST-02", Date: day("2026-11-19"), Activity: "processing", Text: "Xát một lần."},
		&trace.DiaryEntry{Product: "gao-seng-cu", Lot: "ST-02", Date: day("2026-11-20"), Activity: "packing"},
		&trace.Inspection{Product: "gao-seng-cu", Lot: "ST-02", Date: day("2026-11-22"), Authority: "Đội Quản lý thị trường số 1", ProvinceCode: "15",
			Place: "market", Outcome: "conforms", Sampled: 3},
	}
}

func points() []trace.Fact {
	return []trace.Fact{
		&trace.Point{ID: "diem-lao-cai", Name: "Điểm OCOP phường Lào Cai", NameEn: "OCOP point of Lao Cai", Address: "1 phố Mẫu", CommuneCode: "02647", Commune: "Phường Lào Cai", ProvinceCode: "15",
			Latitude: "22.485000", Longitude: "103.970700", Hours: "7:00–18:00, cả tuần", HoursEn: "7:00–18:00 every day", Hotline: "0214 000 002", Products: []string{"gao-seng-cu"}, Sample: true},
		&trace.Point{ID: "nha-htx", Name: "Nhà trưng bày của HTX", Entity: "htx-gao-ruong-mau", Address: "Thôn Mẫu", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15",
			Tourism: true, Entities: []string{"htx-gao-ruong-mau"}, Sample: true},
	}
}

// What is stated of a product is on the page of its label, in both languages,
// and nothing of one language alone is taken for the other.
func TestRichLabel(t *testing.T) {
	s, path := rich(t)
	for lang, want := range map[string][]string{
		"vi": {
			"Gạo khô, được mang lên máy bay.", "Vo nhẹ", "Mua ở đâu", "Điểm OCOP phường Lào Cai", "7:00–18:00, cả tuần", "Sàn Mẫu", "Đón khách tham quan",
			"Thóc Séng Cù vụ mùa 2026", "Lô T-11.", "Nhận ngày 10/11/2026.", "Thu hoạch, khai thác", "Gặt tay", "Lô hàng ra đời: 100 túi", "Phát hành 10 tem",
			"Kiểm tra: Phù hợp", "Đội Quản lý thị trường số 1", "Phiếu kết quả kiểm nghiệm", "Đã hết hạn ngày 22/11/2026", "Có hiệu lực vào ngày sản xuất",
			"Đủ 10/10 mục", "Gạo nếp nương", "0214 000 001", "TCCS 02:2026", "Năng lượng 352 kcal", "Chất đạm 7,1 g",
		},
		"en": {
			"may be carried on a plane", "Where to buy", "OCOP point of Lao Cai", "7:00–18:00 every day", "Received on 10 Nov 2026.", "Harvest", "Cut by hand",
			"The batch was made: 100 túi", "10 trace labels were issued", "Inspected: Conforms", "Expired on 22 Nov 2026", "10 of 10 items", "Carbohydrate 78.25 g", "Sodium 5 mg", "Upland sticky rice",
		},
	} {
		root := s.page(t, path, lang, http.StatusOK)
		said(t, lang, text(root), want, nil)
	}
	vi := s.page(t, path, "vi", http.StatusOK)
	if strings.Contains(text(vi), "plane") {
		t.Error("the Vietnamese page has the English text")
	}
}

// Without papers and steps the record is incomplete, and says so.
func TestIncomplete(t *testing.T) {
	s, run := rice(t)
	page := text(s.page(t, s.labelPath(t, run, 1), "en", http.StatusOK))
	said(t, "en", page, []string{"7 of 10 items", "Image of the product Missing", "Standards and technical regulations applied Missing"}, []string{"Documents of the batch", "Buy on line", "Steps of the batch"})
}

// The photo of the first screen is loaded at once in a small copy, the others
// when they come near; each can be had.
func TestPhotos(t *testing.T) {
	s, label := rich(t)
	for path, want := range map[string][2]int{label: {1, 1}, "/products/gao-seng-cu": {1, 2}, "/entities/htx-gao-ruong-mau": {1, 1}} {
		eager, lazy := s.photos(t, path)
		if eager != want[0] || lazy != want[1] {
			t.Errorf("%s: %d photos at once and %d later, want %d and %d", path, eager, lazy, want[0], want[1])
		}
	}
	if link := find(s.page(t, label, "en", http.StatusOK), "elsewhere"); link == nil || text(link) != "See all 2 photos" {
		t.Error("the label's page does not lead to all photos")
	}
}

// photos counts the photos of a page, gets each of their copies, and checks what
// is said of them.
func (s *site) photos(t *testing.T, path string) (eager, lazy int) {
	t.Helper()
	for n := range s.page(t, path, "en", http.StatusOK).Descendants() {
		if n.DataAtom != atom.Img || !strings.HasPrefix(attr(n, "src"), "/media/") {
			continue
		}
		if attr(n, "alt") == "" || attr(n, "lang") != "en" || attr(n, "sizes") == "" || attr(n, "height") == "" {
			t.Errorf("photo without a description, its language or sizes: %v", n.Attr)
		}
		if attr(n, "loading") == "lazy" {
			lazy++
		} else {
			eager++
		}
		for one := range strings.SplitSeq(attr(n, "srcset"), ", ") {
			src, _, _ := strings.Cut(one, " ")
			if w := s.get(src); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/jpeg" {
				t.Errorf("%s: status %d, %q", src, w.Code, w.Header().Get("Content-Type"))
			}
		}
	}
	return eager, lazy
}

// A place has links to maps: a web page, and the phone's own.
func TestMaps(t *testing.T) {
	s, path := rich(t)
	var links []string
	for n := range s.page(t, path, "en", http.StatusOK).Descendants() {
		if h := attr(n, "href"); n.Type == html.ElementNode && (strings.HasPrefix(h, "geo:") || strings.Contains(h, "openstreetmap")) {
			links = append(links, h)
		}
	}
	want := "https://www.openstreetmap.org/?mlat=22.485000&mlon=103.970700#map=16/22.485000/103.970700"
	if len(links) != 2 || links[0] != want || !strings.HasPrefix(links[1], "geo:22.485000,103.970700?q=") {
		t.Errorf("links to maps: %q", links)
	}
}

// The picture of a trail is named, and says in words what it is.
func TestFlow(t *testing.T) {
	s, path := rich(t)
	for n := range s.page(t, path, "en", http.StatusOK).Descendants() {
		if n.Type == html.ElementNode && n.Data == "svg" && attr(n, "role") == "img" {
			got := text(n)
			said(t, "en", got, []string{"Inputs and steps of the batch", "3 inputs", "6 steps", "Lot ST-02", "Gạo Séng Cù", "Inspected: Conforms", "10 Nov"[3:]}, nil)
			return
		}
	}
	t.Error("there is no picture")
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in            string
		letters, most int
		want          string
	}{
		{"Thóc Séng Cù vụ mùa", 10, 2, "Thóc Séng|Cù vụ mùa"},
		{"Thóc Séng Cù vụ mùa", 10, 1, "Thóc Séng…"},
		{"", 10, 2, ""},
		{"Khôngcódấucách", 6, 2, "Không…"},
	} {
		if got := strings.Join(wrap(c.in, c.letters, c.most), "|"); got != c.want {
			t.Errorf("wrap(%q, %d, %d) = %q, want %q", c.in, c.letters, c.most, got, c.want)
		}
	}
}
