package packing

import (
	"cmp"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
)

// printed is a stretch of labels as people know it.
type printed struct {
	press.Span
	Product, Lot string // empty for blank labels
	Name         string // of the product
	First        int64  // counter of the run, which its place in the page of the batch is named by
}

// Blank says that the labels have no batch yet.
func (p printed) Blank() bool { return p.Product == "" }

// Batch is the place in the page of the batch where the labels are activated or
// voided.
func (p printed) Batch() string { return console.BatchPath(p.Product, p.Lot) }

// Status is where a form about the labels is sent.
func (p printed) Status() string { return "/console/runs/" + url.PathEscape(p.Run) + "/status" }

// printedOf tells of what labels are, each run read once.
func (v *visit) printedOf(spans []press.Span) (all []printed, err error) {
	known := make(map[string]printed)
	for _, s := range spans {
		p, ok := known[s.Run]
		if !ok {
			if p, err = v.printedRun(s.Run); err != nil {
				return nil, err
			}
			known[s.Run] = p
		}
		p.Span = s
		all = append(all, p)
	}
	return all, nil
}

func (v *visit) printedRun(id string) (p printed, err error) {
	r, err := v.Registry.Run(v.Ctx(), id)
	if err != nil {
		return p, console.Missing(err)
	}
	p.Product, p.Lot, p.First = r.Run.Product, r.Run.Lot, r.Run.First
	if p.Blank() {
		return p, nil
	}
	product, err := v.Registry.Product(v.Ctx(), p.Product)
	if err == nil {
		p.Name = cmp.Or(product.LabelName, product.Name)
		v.Page.Sample = v.Page.Sample || product.Sample
	}
	return p, err
}

// title names labels in a list: the first batch, and how many more there are.
func (v *visit) title(all []printed) string {
	if len(all) == 0 {
		return ""
	}
	name := v.Page.T("console.job.blank")
	if !all[0].Blank() {
		name = v.Page.T("console.job.batch", all[0].Name, all[0].Lot)
	}
	batches := make(map[string]bool)
	for _, p := range all {
		batches[p.Product+"\x00"+p.Lot] = true
	}
	if more := len(batches) - 1; more > 0 {
		return v.Page.T("console.job.more", name, more)
	}
	return name
}
