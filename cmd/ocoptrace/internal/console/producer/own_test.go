package producer_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

// picture is a photo of some size, as a camera would send it.
func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			m.Set(x, y, color.RGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	var b bytes.Buffer
	consoletest.Check(t, jpeg.Encode(&b, m, nil))
	return b.Bytes()
}

// A product that is new is shown before it is stated, and is stated once.
func TestNewGoods(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/goods/new")
	p.Sound(t)
	form := p.Form(t, "/console/goods/new")
	for name, value := range map[string]string{
		"name": "Bún Séng Cù", "nameEn": "Seng Cu rice noodles", "group": "I.3b", "net": "500 g", "dateKind": "best_before", "shelfLifeMonths": "12",
		"nutrition.per": "100g", "nutrition.energyKcal": "350", "nutrition.proteinMg": "7,2", "nutrition.carbohydrateMg": "78", "nutrition.fatMg": "0.6", "nutrition.sodiumMg": "12",
		"story": "Ruộng bậc thang.\r\nLúa chín tháng chín.",
	} {
		form.Set(name, value)
	}
	size := s.Size(t)
	p = b.Post("/console/goods/new", form)
	p.Sound(t)
	for _, want := range []string{"Bún Séng Cù", "Best before", "I.3b", "7.2"} {
		if !strings.Contains(p.Body, want) {
			t.Errorf("what will be stated lacks %q", want)
		}
	}
	form = p.Form(t, "/console/goods")
	for range 2 {
		if p = b.Post("/console/goods", form); p.Path != "/console" {
			t.Fatal(p.Status, p.Path, p.Problems(t))
		}
	}
	if got := s.Size(t); got != size+1 {
		t.Errorf("the log grew from %d to %d", size, got)
	}
	got, err := s.Product(consoletest.Ctx, "bun-seng-cu")
	consoletest.Check(t, err)
	n := got.Nutrition
	if got.Entity != "htx-gao-ruong-mau" || got.ShelfLifeMonths != 12 || got.Taxonomy != "26/2026" || got.Story != "Ruộng bậc thang.\nLúa chín tháng chín." ||
		n == nil || n.Per != "100 g" || n.PerEn != "100 g" || n.ProteinMg != 7200 || n.CarbohydrateMg != 78_000 || n.FatMg != 600 || n.SodiumMg != 12 || n.SugarsMg != nil {
		t.Errorf("stated %+v %+v", got, n)
	}
	form.Set("key", strings.Repeat("k", 22))
	if b.Post("/console/goods", form); s.Size(t) != size+2 {
		t.Error("another of the same name is not stated")
	}
	if again, err := s.Product(consoletest.Ctx, "bun-seng-cu-2"); err != nil || again.Name != got.Name {
		t.Error(again, err)
	}
}

// What is changed is shown, old and new, and nothing else is stated.
func TestEditGoods(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	before, err := s.Product(consoletest.Ctx, "gao-seng-cu")
	consoletest.Check(t, err)
	const page = "/console/goods/gao-seng-cu"
	p := b.Get(page)
	p.Sound(t)
	form := p.Form(t, page)
	if form.Get("name") != "Gạo Séng Cù" || form.Get("shelfLifeMonths") != "12" || form.Get("shelfLifeDays") != "" {
		t.Errorf("the form begins with %v", form)
	}
	if p = b.Post(page, form); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "Nothing has been changed.") {
		t.Errorf("without a change: %d", p.Status)
	}
	form.Set("net", "5 kg")
	form.Set("carry", "Hành lý ký gửi.")
	form.Set("stars", "5")
	p = b.Post(page, form)
	for _, want := range []string{"2 kg → 5 kg", "Hành lý ký gửi."} {
		if !strings.Contains(p.Body, want) {
			t.Errorf("the changes lack %q", want)
		}
	}
	if strings.Contains(consoletest.Text(p.Parse(t)), "Keep dry") {
		t.Error("what stays is listed among the changes")
	}
	p = b.Post(page+"/state", p.Form(t, page+"/state"))
	if p.Path != "/console" || !strings.Contains(p.Body, "It is stated.") || !strings.Contains(p.Body, "4 of 5 OCOP stars") {
		t.Fatal(p.Status, p.Path)
	}
	got, err := s.Product(consoletest.Ctx, "gao-seng-cu")
	consoletest.Check(t, err)
	before.Net, before.Carry = "5 kg", "Hành lý ký gửi."
	if got.Net != before.Net || got.Carry != before.Carry || got.StorageEn != before.StorageEn || got.GTIN != before.GTIN || !got.Sample {
		t.Errorf("stated %+v, want %+v", got, before)
	}
}

// Every problem stands at its field, and what was entered stays.
func TestProblemsOfGoods(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	const page = "/console/goods/gao-seng-cu"
	base := b.Get(page).Form(t, page)
	for name, c := range map[string]map[string]string{
		"nothing":   {"name": "", "group": ""},
		"numbers":   {"shelfLifeMonths": "một năm", "alcoholPermille": "12,34", "nutrition.proteinMg": "-1"},
		"links":     {"video": "http://example.com", "gtin": "123"},
		"nutrition": {"nutrition.proteinMg": "7"},
		"both":      {"shelfLifeDays": "5", "shelfLifeMonths": "12"},
		"long":      {"storage": strings.Repeat("ô", 501)},
	} {
		form := url.Values{}
		for field, values := range base {
			form[field] = values
		}
		for field, value := range c {
			form.Set(field, value)
		}
		p := b.Post(page, form)
		p.Sound(t)
		found := p.Problems(t)
		if p.Status != http.StatusUnprocessableEntity || len(found) == 0 {
			t.Errorf("%s: %d %v", name, p.Status, found)
		}
		back := p.Form(t, page)
		for field, value := range c {
			if back.Get(field) != value {
				t.Errorf("%s: %s comes back as %q", name, field, back.Get(field))
			}
			if name != "nutrition" && name != "both" && found[field] == "" {
				t.Errorf("%s: no problem at %s: %v", name, field, found)
			}
		}
		for field, text := range found {
			if !strings.Contains(consoletest.Text(p.Parse(t)), text) {
				t.Errorf("%s: %s is not in the list above", name, field)
			}
		}
	}
}

// A business has a story, photos without what the camera wrote, and places
// where it sells; what an officer registers stays.
func TestEntityPage(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	b.Get("/console/entity?lang=vi").Sound(t)
	p := b.Get("/console/entity")
	p.Sound(t)
	form := p.Form(t, "/console/entity")
	form.Set("story", "Mười hai hộ, một thung lũng.")
	form.Set("name", "Tên khác")
	form.Set("add", "photos")
	p = b.SendFiles("/console/entity", form, map[string][]byte{"photo": picture(t, 700, 500)})
	p.Sound(t)
	if p.Status != http.StatusOK {
		t.Fatal(p.Status, p.Problems(t))
	}
	form = p.Form(t, "/console/entity")
	if form.Get("photos.0.digest") == "" || form.Get("story") != "Mười hai hộ, một thung lũng." {
		t.Fatalf("after the photo was sent the form has %v", form)
	}
	src := consoletest.Attr(consoletest.Elements(p.Parse(t), "img")[1], "src")
	if photo := b.Get(src); photo.Status != http.StatusOK || photo.Header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("%s answers %d", src, photo.Status)
	}
	form.Set("photos.0.alt", "Ruộng bậc thang")
	form.Del("add")
	form.Set("add", "channels")
	form = b.Post("/console/entity", form).Form(t, "/console/entity")
	form.Set("channels.0.name", "Sàn mẫu")
	form.Set("channels.0.url", "ftp://example.com")
	form.Del("add")
	form.Del("drop")
	p = b.Post("/console/entity", form)
	if p.Problems(t)["channels.0.url"] == "" {
		t.Errorf("a link that is none: %d %v", p.Status, p.Problems(t))
	}
	form.Set("channels.0.url", "https://example.com/gao")
	p = b.Post("/console/entity", form)
	p.Sound(t)
	p = b.Post("/console/entity/state", p.Form(t, "/console/entity/state"))
	if p.Path != "/console" {
		t.Fatal(p.Status, p.Path, p.Problems(t))
	}
	e, err := s.Entity(consoletest.Ctx, "htx-gao-ruong-mau")
	consoletest.Check(t, err)
	if e.Name != "HTX Gạo Ruộng Mẫu" || e.Story == "" || len(e.Photos) != 1 || e.Photos[0].Width != 700 || e.Photos[0].Alt != "Ruộng bậc thang" || len(e.Channels) != 1 {
		t.Errorf("stated %+v", e)
	}
	if p := b.SendFiles("/console/entity", b.Get("/console/entity").Form(t, "/console/entity"), map[string][]byte{"photo": []byte("no photo")}); p.Problems(t)["photo"] == "" {
		t.Errorf("what is no photo: %d %v", p.Status, p.Problems(t))
	}
}

// Only owners change what is said of a business and its products, and only of
// their own.
func TestWhoEdits(t *testing.T) {
	s := consoletest.Open(t)
	paths := []string{"/console/entity", "/console/goods/new", "/console/goods/gao-seng-cu"}
	posts := []string{"/console/entity/state", "/console/goods", "/console/goods/gao-seng-cu/state"}
	size := s.Size(t)
	for _, user := range []string{"tam", "hoa", "thanh", "kiem", "quan"} {
		b := s.SignIn(t, user)
		for _, path := range paths {
			if p := b.Get(path); p.Status != http.StatusForbidden {
				t.Errorf("GET %s answers %s with %d", path, user, p.Status)
			}
		}
		for _, path := range append(posts, paths...) {
			if p := b.Post(path, url.Values{"key": {strings.Repeat("k", 22)}, "name": {"x"}}); p.Status != http.StatusForbidden {
				t.Errorf("POST %s answers %s with %d", path, user, p.Status)
			}
		}
		if user == "tam" && strings.Contains(b.Get("/console").Body, "/console/goods") {
			t.Error("a packer is led to what a packer may not")
		}
	}
	minh := s.SignIn(t, "minh")
	for _, path := range []string{"/console/goods/gao-seng-cu", "/console/goods/gao-seng-cu/state"} {
		if p := minh.Post(path, url.Values{"key": {strings.Repeat("k", 22)}, "name": {"x"}, "begun": {"1"}}); p.Status != http.StatusNotFound {
			t.Errorf("POST %s of another's answers %d", path, p.Status)
		}
	}
	if got := s.Size(t); got != size {
		t.Errorf("something was stated: %d, %d", size, got)
	}
}

// A product of a business that has none is offered at once in the form of a
// batch.
func TestFirstGoods(t *testing.T) {
	s := consoletest.Open(t)
	s.State(t, &trace.Product{ID: "mi-gao", Entity: "htx-gao-ruong-mau", Name: "Mì gạo", Group: "I.3b", Taxonomy: "26/2026", DateKind: trace.DateNone, Sample: true})
	b := s.SignIn(t, "tam")
	p := b.Get("/console/batches/new")
	p.Sound(t)
	p = b.Get(p.Link(t, "product=mi-gao"))
	form := p.Form(t, "/console/batches/new")
	if form.Has("expires") || form.Has("bestBefore") {
		t.Error("goods without an end date are asked for one")
	}
	form.Set("quantity", "5")
	form.Set("unit", "gói")
	if p = b.Post("/console/batches/new", form); p.Status != http.StatusOK || !strings.Contains(p.Body, "No OCOP stars") && !strings.Contains(p.Body, "gói") {
		t.Error(p.Status, p.Problems(t))
	}
}
