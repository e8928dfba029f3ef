package web

import (
	"fmt"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// The first page lists the first products and says how many others there are.
func TestHomeIsBounded(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	for i := range maxProducts + 1 {
		w.State(t, &trace.Product{
			ID: fmt.Sprintf("a-%02d", i), Entity: "htx-gao-ruong-mau", Name: fmt.Sprintf("Món %02d", i),
			Group: "I.2a", Taxonomy: "26/2026", DateKind: trace.DateNone,
		})
	}
	page := text(newSite(t, w).page(t, "/", "en", 200))
	if !strings.Contains(page, "Món 59") || strings.Contains(page, "Món 60") || !strings.Contains(page, "And 2 other products.") {
		t.Error(page)
	}
}

// A registry without products has a first page too.
func TestHomeWithoutProducts(t *testing.T) {
	page := text(newSite(t, tracetest.New(t)).page(t, "/", "vi", 200))
	if strings.Contains(page, "Sản phẩm Và") || !strings.Contains(page, "Mã trên tem") {
		t.Error(page)
	}
}

// A producer's page lists its products, or says that there are none.
func TestEntity(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, &trace.Entity{ID: "moi", Name: "HTX Mới", EntityKind: "cooperative", CommuneCode: "02761", Commune: "Xã Mới", ProvinceCode: "15"})
	s := newSite(t, w)
	for path, want := range map[string]string{
		"/entities/htx-gao-ruong-mau": "Gạo Séng Cù Seng Cu rice What is proven The record about the producer",
		"/entities/moi":               "No product is recorded here yet.",
	} {
		if page := text(s.page(t, path, "en", 200)); !strings.Contains(page, want) {
			t.Errorf("%s does not say %q: %s", path, want, page)
		}
	}
}

// A product's page lists its newest batches, newest first, and leads to them.
func TestProductBatches(t *testing.T) {
	s, _ := rice(t)
	for i := range maxBatches {
		b := &trace.Batch{Product: "gao-seng-cu", Lot: fmt.Sprintf("N-%02d", i), Produced: day("2026-11-22"), Quantity: 1, Unit: "túi"}
		if err := s.Complete(t.Context(), b, nil); err != nil {
			t.Fatal(err)
		}
		s.State(t, b)
	}
	root := s.page(t, "/products/gao-seng-cu", "vi", 200)
	var lots []string
	for n := range root.Descendants() {
		if lot, ok := strings.CutPrefix(attr(n, "href"), "/batches/gao-seng-cu/"); ok {
			lots = append(lots, lot)
			if got := s.get(attr(n, "href")).Code; got != 200 {
				t.Errorf("%s: %d", lot, got)
			}
		}
	}
	if len(lots) != maxBatches || lots[0] != "N-19" || lots[maxBatches-1] != "N-00" {
		t.Errorf("%v", lots)
	}
}
