package packing

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/trace"
)

// leftoversBody is a producer's page of the labels that are printed and on no
// pack yet.
type leftoversBody struct {
	console.Common
	Rows    []*leftRow
	Open    int64 // labels of all rows
	Waiting int64 // of them, those that wait to be printed
	Void    string
	Closing *console.Form  // nil where no closing time can be set
	By      string         // who set it
	Closed  []press.Closed // newest first
}

// A leftRow is the open labels of one batch.
type leftRow struct {
	Product, Lot string
	Name         string // of the product
	Path         string
	Parts        []trace.LabelRange
	Open         int64
	Waiting      int64 // of Open, those in the queue or in a job that is not handed out
	Void         string
}

func showLeftovers(v *visit) error { return v.leftoversPage(nil) }

func (v *visit) leftoversPage(problems trace.Problems) error {
	b := &leftoversBody{}
	var err error
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	if b.Rows, err = v.leftRows(); err != nil {
		return err
	}
	for _, r := range b.Rows {
		b.Open, b.Waiting = b.Open+r.Open, b.Waiting+r.Waiting
		if r.Waiting == 0 {
			b.Void = v.Page.To("/console/leftovers/void")
		}
	}
	if err := v.closing(b, problems); err != nil {
		return err
	}
	v.Page.Sample = b.Maker != nil && b.Maker.Sample
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("leftovers", v.Page.T("console.leftovers.title"), b, status)
}

// leftRows are the open labels of the producer by batch, in the order of
// Registry.OpenLabels.
func (v *visit) leftRows() (rows []*leftRow, err error) {
	open, err := v.Registry.OpenLabels(v.Ctx(), v.User.Entity)
	if err != nil {
		return nil, err
	}
	waiting, err := v.unprinted()
	if err != nil {
		return nil, err
	}
	byBatch := map[string]*leftRow{}
	add := func(r trace.RunReport, product, lot string, from, to int64) error {
		row := byBatch[product+"/"+lot]
		if row == nil {
			p, err := v.Registry.Product(v.Ctx(), product)
			if err != nil {
				return err
			}
			row = &leftRow{
				Product: product, Lot: lot, Name: p.Name, Path: v.Page.To(console.BatchPath(product, lot)),
				Void: v.Page.Link("/console/leftovers/void", url.Values{"batch": {product + "/" + lot}}),
			}
			byBatch[product+"/"+lot] = row
			rows = append(rows, row)
		}
		row.add(r, from, to, waiting)
		return nil
	}
	for _, r := range open {
		if !r.Run.Blank() {
			err = errors.Join(err, add(r, r.Run.Product, r.Run.Lot, 1, r.Run.Count))
		}
		for _, c := range r.Claims {
			err = errors.Join(err, add(r, c.Product, c.Lot, c.From, c.To))
		}
	}
	return slices.DeleteFunc(rows, func(r *leftRow) bool { return r.Open == 0 }), err
}

// add counts the open labels from..to of a run, and those of them that wait to
// be printed.
func (r *leftRow) add(of trace.RunReport, from, to int64, waiting []press.Span) {
	for _, s := range opened(clip(of.Spans, from, to)) {
		r.Parts = append(r.Parts, trace.LabelRange{Run: of.Run, From: s.From, To: s.To})
		r.Open += s.To - s.From + 1
		for _, w := range waiting {
			if w.Run == of.Run.ID {
				r.Waiting += max(0, min(w.To, s.To)-max(w.From, s.From)+1)
			}
		}
	}
}

// unprinted are labels that are still to be printed.
func (v *visit) unprinted() ([]press.Span, error) {
	if v.Press == nil {
		return nil, nil
	}
	return v.Press.Unprinted(v.Ctx(), v.User.Entity)
}
