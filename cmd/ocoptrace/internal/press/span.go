package press

import (
	"cmp"
	"fmt"
	"slices"
)

// A Span is labels From to To of a run, counted from 1, both included.
type Span struct {
	Run  string `json:"run"`
	From int64  `json:"from"`
	To   int64  `json:"to"` // at most 1,000,000
}

// MaxLabels bounds the labels of a job, copies counted.
const MaxLabels = 1_000_000

// Len is the number of labels.
func (s Span) Len() int64 { return s.To - s.From + 1 }

func (s Span) String() string { return fmt.Sprintf("%s %d-%d", s.Run, s.From, s.To) }

func (s Span) check() error {
	switch {
	case !runPattern.MatchString(s.Run):
		return fmt.Errorf("%w: the run %.50q", ErrSpan, s.Run)
	case s.From < 1 || s.To < s.From || s.To > MaxLabels:
		return fmt.Errorf("%w: %d to %d of run %s", ErrSpan, s.From, s.To, s.Run)
	}
	return nil
}

// meet is what two spans have in common; false if nothing.
func (s Span) meet(o Span) (Span, bool) {
	m := Span{s.Run, max(s.From, o.From), min(s.To, o.To)}
	return m, s.Run == o.Run && m.From <= m.To
}

// total is the number of labels of spans.
func total(spans []Span) (n int64) {
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// merged are spans in order of run and number, those that touch made one.
func merged(spans []Span) (all []Span) {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Run, b.Run), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	for _, s := range sorted {
		if n := len(all); n > 0 && all[n-1].Run == s.Run && s.From <= all[n-1].To+1 {
			all[n-1].To = max(all[n-1].To, s.To)
			continue
		}
		all = append(all, s)
	}
	return all
}

// without is what is left of s when spans are taken away.
func (s Span) without(spans []Span) (rest []Span) {
	from := s.From
	for _, o := range merged(spans) {
		m, ok := s.meet(o)
		if !ok {
			continue
		}
		if from < m.From {
			rest = append(rest, Span{s.Run, from, m.From - 1})
		}
		from = m.To + 1
	}
	if from <= s.To {
		rest = append(rest, Span{s.Run, from, s.To})
	}
	return rest
}
