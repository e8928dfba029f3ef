package trace_test

import (
	"context"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

func TestStandingsOfProduct(t *testing.T) {
	ctx := context.Background()
	w := tracetest.New(t)
	batch := w.Rice(t)
	all, err := w.Standings(ctx, batch.Product)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	first := all[0].Recognition.Fact
	newer := *first
	newer.Number, newer.Issued, newer.Expires = "83-829-28780-92-2022", batch.Produced, batch.Produced.AddMonths(36)
	w.State(t,
		&trace.RecognitionChange{Product: batch.Product, Number: first.Number, Change: trace.ChangeWithdrawn, Date: batch.Produced, Reason: "lý do", Authority: first.Authority},
		&newer)
	all, err = w.Standings(ctx, batch.Product)
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	if all[0].Recognition.Fact.Number != newer.Number || !all[0].Withdrawn().IsZero() || all[1].Withdrawn() != batch.Produced {
		t.Errorf("standings %+v, %+v", all[0], all[1])
	}
	if none, err := w.Standings(ctx, "khong-co"); err != nil || len(none) > 0 {
		t.Errorf("an unknown product has %v, %v", none, err)
	}
}
