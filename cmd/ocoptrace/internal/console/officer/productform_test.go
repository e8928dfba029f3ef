package officer_test

import (
	"net/http"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
)

// A product is shown before it is stated, stated once, and what was typed is
// kept where something is wrong or is to be changed.
func TestProductJob(t *testing.T) {
	s, b, _ := openIn(t)
	const entity = "/console/entities/htx-gao-ruong-mau"
	if p := b.Get(entity); !strings.Contains(p.Body, entity+"/products/new") {
		t.Error("the entity does not lead to the form")
	}
	const path = entity + "/products/new"
	p := b.Get(path)
	p.Sound(t)
	form := p.Form(t, path)
	form.Set("shelfLifeMonths", "một năm")
	form.Set("storage", "Nơi khô ráo")
	form.Set("gtin", "123")
	p = b.Post(path, form)
	p.Sound(t)
	problems := p.Problems(t)
	if p.Status != http.StatusUnprocessableEntity || problems["name"] == "" || problems["group"] == "" || problems["shelfLifeMonths"] == "" || problems["gtin"] == "" {
		t.Errorf("%d %v", p.Status, problems)
	}
	if back := p.Form(t, path); back.Get("shelfLifeMonths") != "một năm" || back.Get("storage") != "Nơi khô ráo" {
		t.Errorf("comes back as %v", back)
	}
	form.Set("name", "Bún Đỉnh Mây")
	form.Set("group", "I.3b")
	form.Set("dateKind", string(trace.DateBestBefore))
	form.Set("shelfLifeMonths", "12")
	form.Del("gtin")
	size := s.Size(t)
	p = b.Post(path, form)
	p.Sound(t)
	if text := consoletest.Text(p.Parse(t)); !strings.Contains(text, "Bún Đỉnh Mây") || !strings.Contains(text, "Best before") || !strings.Contains(text, "bun-dinh-may") || s.Size(t) != size {
		t.Errorf("before it is stated: %s", text)
	}
	if kept := b.Get(path+"?draft=1").Form(t, path); kept.Get("name") != "Bún Đỉnh Mây" {
		t.Errorf("to be changed: %v", kept)
	}
	confirm := p.Form(t, entity+"/products")
	for range 2 {
		if p = b.Post(entity+"/products", confirm); p.Path != "/console/products/bun-dinh-may" {
			t.Fatal(p.Status, p.Path, p.Body)
		}
	}
	got, err := s.Product(consoletest.Ctx, "bun-dinh-may")
	consoletest.Check(t, err)
	if s.Size(t) != size+1 || got.Entity != "htx-gao-ruong-mau" || got.ShelfLifeMonths != 12 || got.Storage != "Nơi khô ráo" || got.Taxonomy != "26/2026" || !got.Sample {
		t.Errorf("stated %+v", got)
	}
	confirm.Set("key", strings.Repeat("n", 22)) // of another form that proposed the same id
	if p = b.Post(entity+"/products", confirm); p.Status != http.StatusUnprocessableEntity || p.Problems(t)["name"] == "" {
		t.Errorf("an id that is taken: %d %s", p.Status, p.Path)
	}
	if again, err := s.Product(consoletest.Ctx, "bun-dinh-may"); err != nil || again.Name != got.Name || s.Size(t) != size+1 {
		t.Error("a product was stated over another")
	}
}
