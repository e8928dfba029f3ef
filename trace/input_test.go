package trace_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// riceBatch is a batch of the product that Rice states.
func riceBatch(t testing.TB, lot string, change func(*trace.Batch)) *trace.Batch {
	b := &trace.Batch{Product: "gao-seng-cu", ProductName: "Gạo Séng Cù", Entity: "htx-gao-ruong-mau", EntityName: "HTX Gạo Ruộng Mẫu",
		Lot: lot, Produced: day(t, "2026-11-22"), BestBefore: day(t, "2027-11-22"), Quantity: 10, Unit: "túi"}
	change(b)
	return b
}

func input(change func(*trace.Input)) []trace.Input {
	in := trace.Input{Name: "Thóc Séng Cù"}
	change(&in)
	return []trace.Input{{Name: "Túi giấy"}, in}
}

func document(t testing.TB, change func(*trace.Document)) []trace.Document {
	d := trace.Document{Kind: "test_report", Number: "KN-12/2026", Issuer: "Trung tâm Kiểm nghiệm Mẫu", Issued: day(t, "2026-11-01"), Expires: day(t, "2027-10-31")}
	change(&d)
	return []trace.Document{d}
}

func TestInputsAndDocuments(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	made := func(change func(*trace.Input)) trace.Fact {
		return riceBatch(t, "X1", func(b *trace.Batch) { b.Inputs = input(change) })
	}
	papers := func(change func(*trace.Document)) trace.Fact {
		return riceBatch(t, "X1", func(b *trace.Batch) { b.Documents = document(t, change) })
	}
	for want, fact := range map[string]trace.Fact{
		"inputs.1.name:required":    made(func(in *trace.Input) { in.Name = " " }),
		"inputs.1.supplier:tooLong": made(func(in *trace.Input) { in.Supplier = strings.Repeat("ạ", 201) }),
		"inputs.1.quantity:tooLong": made(func(in *trace.Input) { in.Quantity = strings.Repeat("1", 61) }),
		"inputs.1.lot:lotOfInput":   made(func(in *trace.Input) { in.Product = "gao-seng-cu" }),
		"inputs.1.product:badID":    made(func(in *trace.Input) { in.Product, in.Lot = "Gạo", "ST-01" }),
		"inputs.1.lot:unknownReference": made(func(in *trace.Input) {
			in.Product, in.Lot = "gao-seng-cu", "X1" // itself, which is not stated yet
		}),
		"inputs.1.uri:notHTTPS":                  made(func(in *trace.Input) { in.URI = "ftp://khac.example.vn/01/1" }),
		"inputs:tooMany":                         riceBatch(t, "X1", func(b *trace.Batch) { b.Inputs = slices.Repeat([]trace.Input{{Name: "n"}}, 51) }),
		"documents:tooMany":                      riceBatch(t, "X1", func(b *trace.Batch) { b.Documents = slices.Repeat(document(t, func(*trace.Document) {}), 21) }),
		"documents.0.kind:unknownCode":           papers(func(d *trace.Document) { d.Kind = "letter" }),
		"documents.0.kind:required":              papers(func(d *trace.Document) { d.Kind = "" }),
		"documents.0.number:required":            papers(func(d *trace.Document) { d.Number = "" }),
		"documents.0.issuer:required":            papers(func(d *trace.Document) { d.Issuer = "" }),
		"documents.0.digest:badDigest":           papers(func(d *trace.Document) { d.Digest = "md5-1" }),
		"entity:productOfAnother":                riceBatch(t, "X1", func(b *trace.Batch) { b.Entity = "ho-mau" }),
		"inputs:recordTooLarge":                  riceBatch(t, "X1", func(b *trace.Batch) { b.Inputs = slices.Repeat([]trace.Input{largeInput()}, 50) }),
		"documents.0.expires:endsBeforeItBegins": papers(func(d *trace.Document) { d.Expires = day(t, "2026-10-31") }),
	} {
		refused(t, w, want, fact)
	}
	whole := riceBatch(t, "X1", func(b *trace.Batch) {
		b.Inputs = input(func(in *trace.Input) {
			*in = trace.Input{Name: "Gạo lứt ", Supplier: "HTX Mẫu", Product: "gao-seng-cu", Lot: "ST-01", Received: day(t, "2026-11-21"),
				Quantity: "250 kg", Origin: "Xã Mường Khương, Lào Cai", CommuneCode: "02761", URI: "https://khac.example.vn/01/09520000000028/10/A"}
		})
		b.Documents = document(t, func(d *trace.Document) { d.Digest = photo(1).Digest })
	})
	w.State(t, whole)
	got, err := w.Batch(t.Context(), whole.Product, whole.Lot)
	if err != nil || !reflect.DeepEqual(got, whole) || got.Inputs[1].Name != "Gạo lứt" {
		t.Errorf("read back %+v, %v", got, err)
	}
	for on, want := range map[string]bool{"2026-11-23": false, "2027-10-31": false, "2027-11-01": true} {
		if got.Documents[0].Expired(day(t, on)) != want {
			t.Errorf("expired on %s: %v", on, !want)
		}
	}
}

func largeInput() trace.Input {
	text := strings.Repeat("ạ", 200)
	return trace.Input{Name: text, Supplier: text, Origin: text}
}

// Batches that are prepared together may be made of each other, in order.
func TestPrepareInputs(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	of := func(lot, from string) *trace.Batch {
		return riceBatch(t, lot, func(b *trace.Batch) { b.Inputs = []trace.Input{{Name: "Gạo", Product: b.Product, Lot: from}} })
	}
	batches := []*trace.Batch{of("P1", "ST-01"), of("P2", "P1"), of("P3", "P3"), of("P4", "P5"), of("P5", "P2")}
	found, err := w.Prepare(t.Context(), batches)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, true, false, false, true} {
		if (found[i] == nil) != want {
			t.Errorf("batch %d: %v", i+1, found[i])
		}
	}
	w.State(t, batches[0], batches[1], batches[4])
}

// One step forward is what one step back says, whatever the graph.
func TestMadeFromAgainstAModel(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	random := rand.New(rand.NewPCG(3, 4))
	lots := []string{"ST-01"}
	forward := make(map[string][]string)
	for n := range 40 {
		b := riceBatch(t, fmt.Sprintf("M%d", n), func(b *trace.Batch) {
			for range random.IntN(4) {
				lot := lots[random.IntN(len(lots))]
				b.Inputs = append(b.Inputs, trace.Input{Name: "Gạo", Product: b.Product, Lot: lot}, trace.Input{Name: "Gạo", Lot: lot})
				if !slices.Contains(forward[lot], b.Lot) {
					forward[lot] = append([]string{b.Lot}, forward[lot]...)
				}
			}
		})
		w.State(t, b)
		lots = append(lots, b.Lot)
	}
	for _, lot := range lots {
		for limit := range 4 {
			var got []string
			before, more := int64(0), true
			for more {
				var page []trace.Stated[*trace.Batch]
				var err error
				if page, more, err = w.MadeFrom(t.Context(), "gao-seng-cu", lot, before, limit); err != nil || limit > 0 && len(page) > limit {
					t.Fatal(len(page), err)
				}
				for _, b := range page {
					got, before = append(got, b.Fact.Lot), b.Index
				}
			}
			if !slices.Equal(got, forward[lot]) {
				t.Fatalf("made from %s, in pages of %d: %v, want %v", lot, limit, got, forward[lot])
			}
		}
	}
	page, more, err := w.BatchesOf(t.Context(), "htx-gao-ruong-mau", 0, 3)
	if err != nil || !more || len(page) != 3 || page[0].Fact.Lot != "M39" || page[2].Fact.Lot != "M37" || page[0].ID == "" || page[0].Issued.IsZero() {
		t.Errorf("batches of the producer: %+v, %v, %v", page, more, err)
	}
	rest, more, err := w.BatchesOf(t.Context(), "htx-gao-ruong-mau", page[2].Index, 38)
	if err != nil || more || len(rest) != 38 || rest[37].Fact.Lot != "ST-01" {
		t.Errorf("%d more, %v, %v", len(rest), more, err)
	}
	if report := check(t, w); len(report.Findings) > 0 {
		t.Error(report.Findings)
	}
}
