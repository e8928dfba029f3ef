package trace_test

import (
	"context"
	"errors"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

func TestExamine(t *testing.T) {
	w := tracetest.New(t)
	batch := w.Rice(t)
	before, err := w.Publish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	again := *batch
	recall := func(action trace.RecallAction, reason string) trace.Fact {
		return &trace.Recall{Product: batch.Product, Lot: batch.Lot, Action: action, Reason: reason,
			Instruction: "Không dùng", Contact: "0900 000 007", Date: batch.Produced}
	}
	for name, test := range map[string]struct {
		fact trace.Fact
		key  string
	}{
		"taken":    {&again, "lotTaken"},
		"empty":    {recall(trace.ActionHold, ""), "required"},
		"nothing":  {recall(trace.ActionLift, "Đã xong"), "nothingToLift"},
		"possible": {recall(trace.ActionHold, "Kiểm tra"), ""},
	} {
		var problems trace.Problems
		err := w.Examine(context.Background(), test.fact)
		if err != nil && !errors.As(err, &problems) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := ""
		if len(problems) > 0 {
			got = problems[0].Key
		}
		if got != test.key {
			t.Errorf("%s: %v, want %s", name, problems, test.key)
		}
	}
	if after, err := w.Publish(context.Background()); err != nil || after.Size != before.Size {
		t.Errorf("log grew from %d to %d, %v", before.Size, after.Size, err)
	}
}
