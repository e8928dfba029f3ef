package trace_test

import (
	"context"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// However few are read at a time, every statement comes once and in order.
func TestFollow(t *testing.T) {
	ctx := context.Background()
	w := tracetest.New(t)
	w.Rice(t)
	size := w.Registry.Published().Size
	for limit := 1; limit < int(size)+2; limit++ {
		next := int64(0)
		for {
			page, after, err := w.Registry.Follow(ctx, next, limit)
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range page {
				if s.Index != next+int64(i) {
					t.Fatalf("limit %d: %d at the place of %d", limit, s.Index, next+int64(i))
				}
			}
			if next == 0 && page[0].Fact.Kind() != trace.KindService {
				t.Fatalf("the first is a %s", page[0].Fact.Kind())
			}
			if len(page) == 0 {
				break
			}
			next = after
		}
		if next < size {
			t.Errorf("limit %d: %d statements of %d", limit, next, size)
		}
	}
}
