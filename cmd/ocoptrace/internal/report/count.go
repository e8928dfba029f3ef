package report

import (
	"context"

	"ocoptrace/trace/ocop"
)

// Counts are numbers of the reports that are kept: those of KeepReport.
type Counts struct {
	All    int64
	Kinds  map[Kind]int64
	States map[State]int64
	Months map[string]int64 // by the month of Viet Nam in which they were sent, "2026-11"
}

// Counts counts the reports of a filter by what they are about, where they
// stand and when they were sent.
func (b *Book) Counts(ctx context.Context, f Filter) (Counts, error) {
	var c Counts
	err := b.each(ctx, func(r Report) error {
		if f.takes(r) {
			c.add(r)
		}
		return nil
	})
	return c, err
}

func (c *Counts) add(r Report) {
	if c.Kinds == nil {
		c.Kinds, c.States, c.Months = make(map[Kind]int64), make(map[State]int64), make(map[string]int64)
	}
	c.All++
	c.Kinds[r.Kind]++
	c.States[r.State]++
	c.Months[ocop.DateOf(r.At).String()[:7]]++
}
