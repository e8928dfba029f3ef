package officer

import (
	"net/http"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// maxNamed is how many batches, points and such the list of what is concerned
// names; the rest is counted.
const maxNamed = 20

// scope are the batches that a recall, hold or lifting is about: that of the lot,
// or those of the product that were made from one day to another and that the
// action changes. Problems are those of the days.
func (v *visit) scope(r *trace.Recall) ([]*trace.Batch, trace.Problems, error) {
	if r.Lot != "" {
		b, err := v.Registry.Batch(v.Ctx(), r.Product, r.Lot)
		return []*trace.Batch{b}, nil, console.Missing(err)
	}
	if v.R.Method == http.MethodPost {
		batches, err := v.confirmed(r.Product)
		return batches, nil, err
	}
	from, problems := v.Date("from")
	to, more := v.Date("to")
	problems = append(problems, more...)
	if len(problems) == 0 && from.IsZero() {
		problems = append(problems, trace.Problem{Field: "from", Key: "required"})
	}
	if to.IsZero() && len(problems) == 0 {
		to = from
	}
	if len(problems) > 0 {
		return nil, problems, nil
	}
	all, err := v.Registry.Batches(v.Ctx(), r.Product, 0)
	if err != nil {
		return nil, nil, err
	}
	var concerned []*trace.Batch
	for _, b := range all {
		if b.Produced.Before(from) || b.Produced.After(to) {
			continue
		}
		changes, err := v.changes(b, r.Action)
		if err != nil {
			return nil, nil, err
		}
		if changes {
			concerned = append(concerned, b)
		}
	}
	switch {
	case len(concerned) == 0:
		problems = trace.Problems{{Field: "from", Key: "noBatchesMade"}}
	case len(concerned) > trace.MaxOrder:
		problems = trace.Problems{{Field: "to", Key: "tooManyBatches", Args: []any{int64(len(concerned)), int64(trace.MaxOrder)}}}
	}
	return concerned, problems, nil
}

// confirmed are the batches that the confirmation named: those and no others are
// stopped, however often it is sent.
func (v *visit) confirmed(product string) (batches []*trace.Batch, err error) {
	for lot := range strings.SplitSeq(v.Value("lots"), ",") {
		b, err := v.Registry.Batch(v.Ctx(), product, lot)
		if err != nil {
			return nil, console.Missing(err)
		}
		batches = append(batches, b)
	}
	return batches, nil
}

// changes says whether an action would change the state of a batch.
func (v *visit) changes(b *trace.Batch, action trace.RecallAction) (bool, error) {
	s, err := v.Registry.ScanBatch(v.Ctx(), b.Product, b.Lot)
	if err != nil {
		return false, err
	}
	stopped := s.Batch.Stopped()
	switch action {
	case trace.ActionHold:
		return stopped == nil, nil
	case trace.ActionRecall:
		return stopped == nil || stopped.Action != trace.ActionRecall, nil
	}
	return stopped != nil, nil
}

// impact is what stopping batches concerns: labels, places that offer the
// product, and batches that were made of them.
func (v *visit) impact(batches []*trace.Batch) (shown []console.Shown, err error) {
	var lots, made, places []string
	var ledger trace.Ledger
	for _, b := range batches {
		lots = append(lots, b.Lot+" ("+v.Page.Date(b.Produced)+")")
		l, err := v.Registry.Ledger(v.Ctx(), b.Product, b.Lot)
		if err != nil {
			return nil, err
		}
		ledger.Declared += l.Declared
		ledger.Printed += l.Printed
		ledger.Activated += l.Activated
		next, _, err := v.Registry.MadeFrom(v.Ctx(), b.Product, b.Lot, 0, 0)
		if err != nil {
			return nil, err
		}
		for _, n := range next {
			made = append(made, n.Fact.ProductName+" "+n.Fact.Lot+" ("+n.Fact.EntityName+")")
		}
	}
	points, _, err := v.Registry.Points(v.Ctx(), trace.PointFilter{Product: batches[0].Product}, "", 0)
	if err != nil {
		return nil, err
	}
	for _, p := range points {
		places = append(places, p.Name+", "+p.Commune)
	}
	return []console.Shown{
		{Name: v.Page.T("recall.batches", int64(len(batches))), Text: v.named(lots)},
		{Name: v.Page.T("recall.labels"), Text: v.Page.T("recall.labels.text", ledger.Declared, ledger.Printed, ledger.Activated)},
		{Name: v.Page.T("recall.points", int64(len(places))), Text: v.named(places), Lang: "vi"},
		{Name: v.Page.T("recall.made", int64(len(made))), Text: v.named(made), Lang: "vi"},
	}, nil
}

// named are the first of many names, and how many more there are.
func (v *visit) named(names []string) string {
	if len(names) == 0 {
		return "–"
	}
	if more := len(names) - maxNamed; more > 0 {
		return strings.Join(names[:maxNamed], "; ") + "; " + v.Page.T("recall.more", int64(more))
	}
	return strings.Join(names, "; ")
}
