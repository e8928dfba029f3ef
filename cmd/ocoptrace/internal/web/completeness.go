package web

import (
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// An asked is an item that a trace record has to have, and whether a batch has
// it.
type asked struct {
	ocop.Item
	Name string
	Has  bool
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
	for _, item := range ocop.TraceItems() {
		a := asked{Item: item, Name: p.Pick(item.Name, item.NameEn).String(), Has: item.IfAny || hasItem(s, item.ID)}
		if a.Has {
			c.Have++
		}
		c.Items, c.Source = append(c.Items, a), item.Source.Document
	}
	return c
}

// hasItem says whether the records of a scan state an item of ocop.TraceItems.
func hasItem(s *trace.Scan, id string) bool {
	product, entity, batch := s.Product.Fact, s.Entity.Fact, s.Batch
	switch id {
	case "product_name":
		return product.Name != ""
	case "image":
		return len(product.Photos) > 0
	case "unit":
		return entity.Name != ""
	case "address":
		return entity.Address != ""
	case "stages":
		return len(batch.Diary.Shown) > 0
	case "time":
		return !batch.Fact.Produced.IsZero()
	case "trace_code":
		return batch.Fact.Lot != ""
	case "standards":
		return product.Standard != ""
	}
	return false
}
