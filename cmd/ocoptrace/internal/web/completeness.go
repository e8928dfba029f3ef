package web

import (
	"ocoptrace/cmd/ocoptrace/internal/export"
	"ocoptrace/trace"
)

// An asked is an item that a trace record has to have, and whether a batch has
// it.
type asked struct {
	Name  string
	IfAny bool
	Has   bool
}

// A completeness is how many of the least items of a trace record a batch has
// (Circular 02/2024/TT-BKHCN). An item that is asked only where there is such a
// thing is no gap.
type completeness struct {
	Items  []asked
	Have   int
	Source string
}

// completeness measures the batch of a scan; nil where there is none.
func (p *page) completeness(s *trace.Scan) *completeness {
	if s.Batch == nil {
		return nil
	}
	c := &completeness{}
	items := export.TenItems(p.base, s)
	c.Source = items.Source.Document
	for _, item := range items.Items {
		a := asked{IfAny: item.IfAny, Name: p.Pick(item.Name, item.NameEn).String(), Has: item.IfAny || item.Stated}
		if a.Has {
			c.Have++
		}
		c.Items = append(c.Items, a)
	}
	return c
}
