package packing

import (
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// lotLine is a batch in the step that asks how many labels.
type lotLine struct {
	lotWanted
	Field *console.Field
	Link  string // that adds it to the plan
}

// recentBatches is how many batches of each product are offered.
const recentBatches = 5

// showWhat asks how many labels of which batches.
func (v *visit) showWhat(p *plan) error {
	b, err := v.step(p, "product", "lot", "count")
	if err != nil {
		return err
	}
	for i, l := range p.Lots {
		f := &console.Field{
			Name: "count", Label: "console.field.count", Hint: v.Page.T("console.field.count.hint", l.Room), Type: "number", Value: l.Typed,
			Prefix: strconv.Itoa(i) + "-",
		}
		for _, problem := range p.problems {
			if problem.Field == "count-"+strconv.Itoa(i) {
				f.Problems = append(f.Problems, v.Page.Problem(problem))
			}
		}
		b.Form.Fields = append(b.Form.Fields, f)
		b.Lots = append(b.Lots, lotLine{lotWanted: l, Field: f})
	}
	if b.Labels, err = v.printedOf(p.Spans); err != nil {
		return err
	}
	if b.More, err = v.batchesToAdd(p); err != nil {
		return err
	}
	return v.Show("labels-what", v.Page.T("console.print.what"), b, statusOf(b.Form))
}

// batchesToAdd are recent batches with packs that have no label.
func (v *visit) batchesToAdd(p *plan) (all []lotLine, err error) {
	products, err := v.Registry.ProductsOf(v.Ctx(), v.User.Entity)
	if err != nil {
		return nil, err
	}
	for _, product := range products {
		batches, err := v.Registry.Batches(v.Ctx(), product.ID, recentBatches)
		if err != nil {
			return nil, err
		}
		for _, batch := range batches {
			line, err := v.batchToAdd(p, batch)
			if err != nil {
				return nil, err
			}
			if line.Room > 0 && !p.has(batch) {
				all = append(all, line)
			}
		}
	}
	return all, nil
}

func (v *visit) batchToAdd(p *plan, batch *trace.Batch) (lotLine, error) {
	l, err := v.lotWanted(batch.Product, batch.Lot)
	q := p.query()
	q.Add("product", batch.Product)
	q.Add("lot", batch.Lot)
	q.Add("count", i64(l.Room))
	q.Set("step", stepWhat)
	return lotLine{lotWanted: l, Link: v.Page.Link("/console/labels", q)}, err
}

func (p *plan) has(b *trace.Batch) bool {
	for _, l := range p.Lots {
		if l.Product == b.Product && strings.EqualFold(l.Lot, b.Lot) {
			return true
		}
	}
	return false
}
