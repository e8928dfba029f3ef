package statistics

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

var ctx = context.Background()

// A script is a source without a registry.
type script []trace.Fact

func (s script) Follow(_ context.Context, from int64, limit int) (page []trace.Stated[trace.Fact], next int64, err error) {
	for next = from; next < int64(len(s)) && len(page) < limit; next++ {
		page = append(page, trace.Stated[trace.Fact]{Index: next, Fact: s[next]})
	}
	return page, next, nil
}

func day(t testing.TB, s string) ocop.Date {
	t.Helper()
	d, err := ocop.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func report(t testing.TB, b *Book, province, on string) *Report {
	t.Helper()
	r, err := b.Report(ctx, province, day(t, on))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func recognised(t testing.TB, product, number string, stars int64, issued string) *trace.Recognition {
	d := day(t, issued)
	return &trace.Recognition{Product: product, Number: number, Stars: stars, Issued: d, Expires: ocop.Expiry(d)}
}

// A small registry counted by hand.
func TestReport(t *testing.T) {
	s := script{
		&trace.Entity{ID: "a", ProvinceCode: "15", EntityKind: "cooperative"},
		&trace.Entity{ID: "b", ProvinceCode: "01", EntityKind: "household"},
		&trace.Entity{ID: "c", ProvinceCode: "99", EntityKind: "household"},
		&trace.Product{ID: "valid", Entity: "a", Taxonomy: "26/2026", Group: "I.2b"},
		&trace.Product{ID: "again", Entity: "a", Taxonomy: "26/2026", Group: "I.2b"},
		&trace.Product{ID: "extended", Entity: "b", Taxonomy: "26/2026", Group: "I.3b"},
		&trace.Product{ID: "withdrawn", Entity: "b", Taxonomy: "26/2026", Group: "I.3b"},
		&trace.Product{ID: "expired", Entity: "c", Taxonomy: "26/2026", Group: "I.3b"},
		&trace.Product{ID: "visit", Entity: "c", Taxonomy: "26/2026", Group: "VI", Service: true},
		&trace.Product{ID: "elsewhere", Entity: "c", Taxonomy: "26/2026", Group: "V.1"},
		recognised(t, "valid", "1", 4, "2025-02-01"),
		recognised(t, "again", "2", 3, "2020-01-10"), recognised(t, "again", "3", 5, "2024-12-05"),
		recognised(t, "extended", "4", 3, "2023-09-30"),
		&trace.RecognitionChange{Product: "extended", Number: "4", Change: trace.ChangeExtended, Date: day(t, "2026-09-30"), Until: day(t, "2027-03-29")},
		recognised(t, "withdrawn", "5", 4, "2025-01-01"),
		&trace.RecognitionChange{Product: "withdrawn", Number: "5", Change: trace.ChangeWithdrawn, Date: day(t, "2026-01-01")},
		recognised(t, "expired", "6", 3, "2022-01-01"),
		recognised(t, "elsewhere", "7", 3, "2026-11-25"),
		&trace.Product{ID: "valid", Entity: "a", Taxonomy: "26/2026", Group: "I.2a"}, // corrected
		&trace.Batch{Product: "valid", Lot: "1"}, &trace.Batch{Product: "valid", Lot: "2"},
		&trace.LabelRun{ID: "r1", Product: "valid", Lot: "1", Count: 100},
		&trace.LabelRun{ID: "r2", Entity: "b", Count: 40},
		&trace.LabelStatus{Run: "r1", From: 1, To: 60, State: trace.LabelActive},
		&trace.LabelStatus{Run: "r1", From: 60, To: 61, State: trace.LabelVoided},
		&trace.LabelStatus{Run: "r2", From: 1, To: 1, State: trace.LabelVoided},
	}
	b := NewBook(s)
	got := report(t, b, "", "2026-11-25")
	want := &Report{
		Day: day(t, "2026-11-25"), Statements: int64(len(s)), Entities: 3, Products: 7, Services: 1,
		Ever: 6, InForce: 4, Extended: 1, Expired: 1, Withdrawn: 1, Never: 1, Stars: [3]int64{2, 1, 1},
		Groups: []Count[Group]{
			{Group{"26/2026", "I.2a"}, 1, [3]int64{0, 1, 0}}, {Group{"26/2026", "I.2b"}, 1, [3]int64{0, 0, 1}},
			{Group{"26/2026", "I.3b"}, 1, [3]int64{1, 0, 0}}, {Group{"26/2026", "V.1"}, 1, [3]int64{1, 0, 0}},
		},
		Provinces: []Count[string]{{"15", 2, [3]int64{0, 1, 1}}, {"01", 1, [3]int64{1, 0, 0}}, {"99", 1, [3]int64{1, 0, 0}}},
		Kinds:     []Count[string]{{"cooperative", 2, [3]int64{0, 1, 1}}, {"household", 2, [3]int64{2, 0, 0}}},
		Labels:    Labels{Batches: 2, Printed: 140, Activated: 60, Voided: 3},
	}
	want.Years = []Count[int]{
		{2020, 1, [3]int64{1}}, {2021, 0, [3]int64{}}, {2022, 1, [3]int64{1}}, {2023, 1, [3]int64{1}},
		{2024, 0, [3]int64{}}, {2025, 2, [3]int64{0, 2, 0}}, {2026, 1, [3]int64{1}},
	}
	lao, _ := ocop.ProvinceByCode("15")
	hanoi, _ := ocop.ProvinceByCode("01")
	want.Regions = ranked(map[string]stars{lao.Region.Code: {0, 1, 1}, hanoi.Region.Code: {1}, "": {1}}, func(a, b string) int {
		if a < b {
			return -1
		}
		return 1
	})
	want.Expiring = got.Expiring
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for _, c := range got.Expiring {
		n := int64(0)
		if c.Key == (Month{2027, time.March}) {
			n = 1
		}
		if c.N != n {
			t.Errorf("%v: %d expire, not %d", c.Key, c.N, n)
		}
	}
	if len(got.Expiring) != 12 || got.Expiring[0].Key != (Month{2026, time.November}) {
		t.Errorf("months %v", got.Expiring)
	}
	one := report(t, b, "01", "2026-11-25")
	if one.Entities != 1 || one.Products != 2 || one.InForce != 1 || one.Labels != (Labels{Printed: 40, Voided: 1}) {
		t.Errorf("of one province: %+v", one)
	}
	if before := report(t, b, "", "2026-11-24"); before.InForce != 3 || before.Stars[0] != 1 {
		t.Errorf("a day before a recognition: %+v", before)
	}
}

// Whatever is read in whichever pieces, the counts are those of a book that reads all at
// once, and parts sum up.
func TestPieces(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	facts := random(t, r, 400)
	grown := &growing{}
	b := NewBook(grown)
	for len(grown.script) < len(facts) {
		grown.script = facts[:min(len(grown.script)+1+r.IntN(1500), len(facts))]
		if got, want := report(t, b, "", "2026-11-25"), report(t, NewBook(grown.script), "", "2026-11-25"); !reflect.DeepEqual(got, want) {
			t.Fatalf("after %d statements: got %+v\nwant %+v", len(grown.script), got, want)
		}
	}
	all := report(t, b, "", "2026-11-25")
	if all.Ever+all.Never != all.Products || all.Stars[0]+all.Stars[1]+all.Stars[2] != all.InForce {
		t.Errorf("parts do not sum up: %+v", all)
	}
	sum := int64(0)
	for _, c := range all.Provinces {
		one := report(t, b, c.Key, "2026-11-25")
		if one.InForce != c.N {
			t.Errorf("province %s: %d, in the whole %d", c.Key, one.InForce, c.N)
		}
		sum += c.N
	}
	if sum != all.InForce {
		t.Errorf("provinces sum up to %d of %d", sum, all.InForce)
	}
}

type growing struct{ script }

// random are facts about n products.
func random(t testing.TB, r *rand.Rand, n int) (s script) {
	provinces := ocop.Provinces()
	groups := ocop.Groups("26/2026")
	for i := range n {
		if i%3 == 0 {
			s = append(s, &trace.Entity{ID: fmt.Sprint("e", i/3), ProvinceCode: provinces[r.IntN(len(provinces))].Code, EntityKind: "farm"})
		}
		id := fmt.Sprint("p", i)
		s = append(s, &trace.Product{ID: id, Entity: fmt.Sprint("e", i/3), Taxonomy: "26/2026", Group: groups[r.IntN(len(groups))].Code})
		for k := range r.IntN(3) {
			number := fmt.Sprint(id, "-", k)
			issued := day(t, "2019-06-01").AddDays(r.IntN(2700))
			s = append(s, &trace.Recognition{Product: id, Number: number, Stars: 3 + r.Int64N(3), Issued: issued, Expires: ocop.Expiry(issued)})
			if r.IntN(9) == 0 {
				s = append(s, &trace.RecognitionChange{Product: id, Number: number, Change: trace.ChangeWithdrawn, Date: issued.AddDays(300)})
			}
		}
		for k := range r.IntN(4) {
			run := fmt.Sprint(id, "r", k)
			s = append(s, &trace.Batch{Product: id, Lot: fmt.Sprint(k)}, &trace.LabelRun{ID: run, Product: id, Lot: fmt.Sprint(k), Count: 500},
				&trace.LabelStatus{Run: run, From: 1, To: 1 + r.Int64N(500), State: trace.LabelActive})
		}
	}
	return s
}

// With a real registry.
func TestRegistry(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	r := report(t, NewBook(w.Registry), "", "2026-11-25")
	if r.Products != 1 || r.Entities != 1 || r.Labels.Batches != 1 || r.Statements < 4 {
		t.Errorf("%+v", r)
	}
}

// 20,000 products, read at once and counted again; the baseline is the mere
// passing over of the facts.
func BenchmarkBook(b *testing.B) {
	facts := random(b, rand.New(rand.NewPCG(1, 2)), 20000)
	on := day(b, "2026-11-25")
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := NewBook(facts).Report(ctx, "", on); err != nil {
				b.Fatal(err)
			}
		}
	})
	book := NewBook(facts)
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			if _, err := book.Report(ctx, "", on); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		for b.Loop() {
			for from := int64(0); from < int64(len(facts)); {
				_, next, _ := facts.Follow(ctx, from, page)
				from = next
			}
		}
	})
}
