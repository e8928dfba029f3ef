package trace_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

func recognition(t testing.TB, product, number, issued string) *trace.Recognition {
	return &trace.Recognition{Product: product, Stars: 4, Number: number, Decision: "1/QĐ-UBND", Authority: "UBND huyện Mẫu",
		Competent: "UBND tỉnh Lào Cai", Issued: day(t, issued)}
}

func change(t testing.TB, number string, what trace.Change, until string) *trace.RecognitionChange {
	c := &trace.RecognitionChange{Product: "gao-seng-cu", Number: number, Change: what, Date: day(t, "2026-11-23"), Reason: "Mẫu",
		Decision: "2/QĐ-UBND", Ground: "Điều 8.1.d", Authority: "UBND tỉnh Lào Cai"}
	if until != "" {
		c.Until = day(t, until)
	}
	return c
}

func TestRecognitionChanges(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t) // recognised until 2028-03-12
	const number = "83-829-28780-91-2022"
	last := ocop.LatestExtension(day(t, "2028-03-12")).String()
	for want, fact := range map[string]trace.Fact{
		"until:extensionTooShort": change(t, number, trace.ChangeExtended, "2028-03-12"),
		"until:extensionTooLong":  change(t, number, trace.ChangeExtended, "2028-09-09"),
		"until:required":          change(t, number, trace.ChangeExtended, ""),
		"number:unknownReference": change(t, "15-02761-1-2026", trace.ChangeWithdrawn, ""),
	} {
		refused(t, w, want, fact)
	}
	w.State(t, change(t, number, trace.ChangeExtended, last), change(t, number, trace.ChangeWithdrawn, ""))
	refused(t, w, "number:withdrawnAlready", change(t, number, trace.ChangeWithdrawn, ""))
	refused(t, w, "number:withdrawnAlready", change(t, number, trace.ChangeExtended, last))
	w.State(t, recognition(t, "gao-seng-cu", "15-02761-2-2026", "2026-11-23"))
}

// What is listed is what is proven, on every day.
func TestRecognitions(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	products := []string{"gao-seng-cu"}
	for i := range 5 {
		id := fmt.Sprintf("gao-%d", i)
		w.State(t, &trace.Product{ID: id, Entity: "htx-gao-ruong-mau", Name: "Gạo", Group: "I.2a", Taxonomy: "26/2026"})
		for n := range i { // none of gao-0
			w.State(t, recognition(t, id, fmt.Sprintf("15-02761-%d%d-2026", i, n), fmt.Sprintf("202%d-06-01", 2+n)))
		}
		if i > 0 {
			products = append(products, id)
		}
	}
	slices.Sort(products)
	w.State(t, change(t, "83-829-28780-91-2022", trace.ChangeExtended, "2028-06-01"), recognition(t, "gao-seng-cu", "15-02761-99-2026", "2026-11-01"))
	w.State(t, &trace.RecognitionChange{Product: "gao-4", Number: "15-02761-42-2026", Change: trace.ChangeWithdrawn, Date: day(t, "2025-01-01"), Reason: "r", Authority: "a"})
	for limit := range 7 {
		var listed []string
		for after, more := "", true; more; {
			page, m, err := w.Recognitions(t.Context(), after, limit)
			if err != nil {
				t.Fatal(err)
			}
			of := make(map[string][]trace.Held)
			for _, h := range page {
				after = h.Recognition.Product
				if of[after] == nil {
					listed = append(listed, after)
				}
				of[after] = append(of[after], h)
			}
			if limit > 0 && len(of) > limit {
				t.Errorf("%d products in a page of %d", len(of), limit)
			}
			for product, held := range of {
				compareHeld(t, w, product, held)
			}
			more = m
		}
		if !slices.Equal(listed, products) {
			t.Errorf("in pages of %d: %v, want %v", limit, listed, products)
		}
	}
	if none, err := w.RecognitionsOf(t.Context(), "gao-0"); len(none) != 0 || err != nil {
		t.Errorf("of a product without: %v, %v", none, err)
	}
}

func compareHeld(t *testing.T, w *tracetest.World, product string, held []trace.Held) {
	t.Helper()
	proven, err := w.Standings(t.Context(), product)
	if err != nil || len(proven) != len(held) {
		t.Fatalf("%s: %d listed, %d proven, %v", product, len(held), len(proven), err)
	}
	for i, h := range held {
		s := proven[i]
		if !reflect.DeepEqual(h.Recognition, s.Recognition.Fact) || h.Extended() != s.Extended() || h.Withdrawn() != s.Withdrawn() || h.Until() != s.Until() {
			t.Errorf("%s: %+v, proven %+v", product, h, s)
		}
		for _, on := range []string{"2021-01-01", "2024-12-31", "2025-01-01", "2026-11-23", "2028-05-31", "2028-06-02"} {
			if h.On(day(t, on)) != s.On(day(t, on)) || h.InForce(day(t, on)) != s.InForce(day(t, on)) {
				t.Errorf("%s on %s: %s, proven %s", product, on, h.On(day(t, on)), s.On(day(t, on)))
			}
		}
	}
}
