package trace_test

import (
	"fmt"
	"slices"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// Pages put together are the whole list, however long, and however often each
// was stated.
func TestPages(t *testing.T) {
	w := tracetest.New(t)
	var want []string
	for i := range 7 {
		id := fmt.Sprintf("e-%d", i)
		for range 1 + 40*(i%2) {
			w.State(t, sampleEntity(func(e *trace.Entity) { e.ID, e.Name = id, "Hộ "+id }))
		}
		w.State(t, &trace.Product{ID: id, Entity: id, Name: "Gạo", Group: "I.2a", Taxonomy: "26/2026"})
		want = append(want, id)
	}
	for limit := range 9 {
		var entities, products []string
		for after, more := "", true; more; {
			page, m, err := w.EntitiesPage(t.Context(), after, limit)
			if err != nil || limit > 0 && len(page) > limit {
				t.Fatal(len(page), err)
			}
			for _, e := range page {
				entities, after = append(entities, e.ID), e.ID
			}
			more = m
		}
		for after, more := "", true; more; {
			page, m, err := w.ProductsPage(t.Context(), after, limit)
			if err != nil || limit > 0 && len(page) > limit {
				t.Fatal(len(page), err)
			}
			for _, p := range page {
				products, after = append(products, p.ID), p.ID
			}
			more = m
		}
		if !slices.Equal(entities, want) || !slices.Equal(products, want) {
			t.Errorf("in pages of %d: %v and %v, want %v", limit, entities, products, want)
		}
	}
	page, more, err := w.EntitiesPage(t.Context(), "e-3x", 2) // an id that nobody has
	if err != nil || !more || len(page) != 2 || page[0].ID != "e-4" {
		t.Errorf("%+v, %v, %v", page, more, err)
	}
}
