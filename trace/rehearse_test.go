package trace_test

import (
	"context"
	"fmt"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/tracetest"
)

func TestRehearse(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	before, err := w.Publish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	day, _ := ocop.ParseDate("2026-11-20")
	entity := &trace.Entity{ID: "htx-moi", Name: "HTX Mới", EntityKind: "cooperative", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15"}
	product := func(id, entity string) trace.Fact {
		return &trace.Product{ID: id, Entity: entity, Name: "Gạo", Group: "I.2a", Taxonomy: "26/2026", Net: "1 kg"}
	}
	facts := []trace.Fact{
		entity,
		product("gao-moi", "htx-moi"), // of an entity that is only being rehearsed
		product("gao-la", "htx-la"),   // of none
		&trace.Entity{ID: "Sai"},      // wrong on its own
		&trace.Recognition{Product: "gao-la", Stars: 4, Number: "15-02761-95-2026", Decision: "1", Authority: "UBND", Issued: day},
		&trace.Recognition{Product: "gao-moi", Stars: 4, Number: "15-02761-96-2026", Decision: "1", Authority: "UBND", Issued: day},
		&trace.Recognition{Product: "gao-moi", Stars: 5, Number: "15-02761-96-2026", Decision: "2", Authority: "UBND", Issued: day},
	}
	want := []string{"", "", "entity: unknownReference", "entity: badID", "product: unknownReference", "", "number: taken"}
	for range 2 { // the second time finds nothing of the first
		found, err := w.Rehearse(context.Background(), facts)
		if err != nil {
			t.Fatal(err)
		}
		for i, ps := range found {
			got := ""
			if len(ps) > 0 {
				got = fmt.Sprintf("%s: %s", ps[0].Field, ps[0].Key)
			}
			if got != want[i] {
				t.Errorf("fact %d: %q, want %q (%v)", i, got, want[i], ps)
			}
		}
	}
	after, err := w.Publish(context.Background())
	if err != nil || after.Size != before.Size {
		t.Errorf("the log grew from %d to %d, %v", before.Size, after.Size, err)
	}
	if _, err := w.Entity(context.Background(), "htx-moi"); err == nil {
		t.Error("a rehearsed entity was stored")
	}
	if _, err := w.Rehearse(context.Background(), nil); err == nil {
		t.Error("no facts were rehearsed without an error")
	}
	w.State(t, entity, facts[1])
}

func TestStated(t *testing.T) {
	w := tracetest.New(t)
	ctx := context.Background()
	order := trace.Order{Key: "k", Facts: []trace.Fact{
		&trace.Entity{ID: "htx-moi", Name: "HTX Mới", EntityKind: "cooperative", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15"},
	}}
	if got, err := w.Stated(ctx, "k", 1); got != nil || err != nil {
		t.Fatalf("before: %v, %v", got, err)
	}
	receipts, err := w.Registry.State(ctx, order)
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.Stated(ctx, "k", 1)
	if err != nil || len(got) != 1 || got[0].ID != receipts[0].ID || got[0].Index != receipts[0].Index || !got[0].Again {
		t.Errorf("after: %+v, %v; want %+v", got, err, receipts)
	}
	if got, err := w.Stated(ctx, "k", 2); got != nil || err != nil {
		t.Errorf("another number of facts: %v, %v", got, err)
	}
	if _, err := w.Stated(ctx, "", 1); err == nil {
		t.Error("no key, no error")
	}
}

func TestReadService(t *testing.T) {
	w := tracetest.New(t)
	s, err := trace.ReadService(context.Background(), w.Store)
	if err != nil || s.BaseURL != tracetest.BaseURL || s.LogKey != w.VKey {
		t.Errorf("%+v, %v", s, err)
	}
}
