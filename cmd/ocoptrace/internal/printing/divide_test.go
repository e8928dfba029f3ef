package printing

import (
	"math/rand/v2"
	"testing"

	"ocoptrace/trace"
)

type spot struct{ page, position, run, label int64 }

// places lays labels out one by one.
func places(parts []Part, o Setup, page int64) (all []spot, next int64) {
	at, perPage := int64(max(o.Paper.Start, 1)-1), int64(o.Paper.PerPage)
	for _, p := range parts {
		from, to := p.Span()
		for n := from; n <= to; n++ {
			for range max(o.Paper.Copies, 1) {
				all = append(all, spot{page + at/perPage, at % perPage, p.Run.First, n})
				at++
			}
		}
	}
	return all, page + (at+perPage-1)/perPage
}

// Documents printed one after another are the job: every label at the place that
// it has in one document of all.
func TestDivide(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		o := Setup{Paper: Paper{PerPage: 1 + r.IntN(80), Copies: r.IntN(4)}}
		o.Paper.Start = 1 + r.IntN(o.Paper.PerPage)
		var parts []Part
		for i := range 1 + r.IntN(3) {
			parts = append(parts, Part{Run: &trace.LabelRun{First: int64(i), Count: 1 + r.Int64N(4000)}})
		}
		want, _ := places(parts, o, 0)
		var got []spot
		var page int64
		documents := o.Divide(parts)
		for _, d := range documents {
			all, next := places(d.Parts, d.Setup, page)
			got, page = append(got, all...), next
			if len(documents) > 1 && len(all) > MaxDocument+o.Paper.PerPage*max(o.Paper.Copies, 1) {
				if !neverEnds(o) {
					t.Fatalf("%v: a document of %d", o.Paper.PerPage, len(all))
				}
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%v: %d labels, want %d", o.Paper.PerPage, len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("%v in %d documents: label %d at %+v, want %+v", o.Paper.PerPage, len(documents), i, got[i], want[i])
			}
		}
	}
}

// neverEnds says that no page ends with the last copy of a label.
func neverEnds(o Setup) bool {
	perPage := o.Paper.PerPage
	for n := range perPage {
		if (o.Paper.Start-1+(n+1)*max(o.Paper.Copies, 1))%perPage == 0 {
			return false
		}
	}
	return true
}
