package packing

import (
	"cmp"
	"net/http"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// maxLots is how many batches are printed together at most.
const maxLots = 20

// readLots reads the batches for which labels are to be made, and how many:
// for all packs that have none, where nothing is said.
func (v *visit) readLots(p *plan) error {
	products, lots, counts := v.R.Form["product"], v.R.Form["lot"], v.R.Form["count"]
	if len(products) != len(lots) || len(products) > maxLots {
		return web.Status(http.StatusBadRequest)
	}
	seen := make(map[string]bool)
	for i, product := range products {
		if seen[product+"/"+lots[i]] {
			continue
		}
		seen[product+"/"+lots[i]] = true
		l, err := v.lotWanted(product, lots[i])
		if err != nil {
			return err
		}
		if i < len(counts) {
			l.Typed = counts[i]
		}
		p.Lots = append(p.Lots, l)
		p.countLot(len(p.Lots) - 1)
	}
	return nil
}

func (v *visit) lotWanted(product, lot string) (l lotWanted, err error) {
	owned, err := v.OwnProduct(product)
	if err != nil {
		return l, err
	}
	v.Page.Sample = v.Page.Sample || owned.Sample
	ledger, err := v.Registry.Ledger(v.Ctx(), product, lot)
	if err != nil {
		return l, console.Missing(err)
	}
	return lotWanted{Product: product, Lot: lot, Room: ledger.Room(), Name: cmp.Or(owned.LabelName, owned.Name)}, nil
}

// countLot reads how many labels batch i is to have.
func (p *plan) countLot(i int) {
	l, field := &p.Lots[i], "count-"+strconv.Itoa(i)
	if l.Typed == "" {
		l.Count, l.Typed = l.Room, i64(l.Room)
		return
	}
	n, problems := console.ReadNumber(field, l.Typed)
	switch {
	case len(problems) > 0:
	case n < 1 || n > max(l.Room, 1):
		problems = trace.Problems{{Field: field, Key: "outOfRange", Args: []any{n, int64(1), l.Room}}}
	default:
		l.Count = n
	}
	if l.Room == 0 {
		problems = trace.Problems{{Field: field, Key: "noPacksLeft"}}
	}
	p.problems = append(p.problems, problems...)
}

// readSpans reads labels of runs that there are: all of them, where nothing is
// said.
func (v *visit) readSpans(p *plan) error {
	runs, froms, tos := v.R.Form["run"], v.R.Form["from"], v.R.Form["to"]
	if len(runs) > maxLots {
		return web.Status(http.StatusBadRequest)
	}
	for i, id := range runs {
		r, err := v.Registry.Run(v.Ctx(), id)
		if err != nil {
			return console.Missing(err)
		}
		if err := v.ownsRun(r.Run); err != nil {
			return err
		}
		s := press.Span{Run: id, From: 1, To: r.Run.Count}
		if i < len(froms) && i < len(tos) && froms[i]+tos[i] != "" {
			from, bad := console.ReadNumber("from", froms[i])
			to, worse := console.ReadNumber("to", tos[i])
			if len(bad)+len(worse) > 0 || from < 1 || to < from || to > r.Run.Count {
				return web.Status(http.StatusBadRequest)
			}
			s.From, s.To = from, to
		}
		p.Spans = append(p.Spans, s)
	}
	return nil
}

// ownsRun is 404 for a run of another producer.
func (v *visit) ownsRun(r *trace.LabelRun) error {
	if !r.Blank() {
		_, err := v.OwnProduct(r.Product)
		return err
	}
	if r.Entity != v.User.Entity {
		return web.Status(http.StatusNotFound)
	}
	return nil
}

// readItems reads labels of the queue. Those that are printed meanwhile are
// left out.
func (v *visit) readItems(p *plan) error {
	if !v.R.Form.Has("item") {
		return nil
	}
	waiting, err := v.Press.Queue(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	wanted := make(map[string]bool)
	for _, id := range v.R.Form["item"] {
		wanted[id] = true
	}
	for _, item := range waiting {
		if wanted[item.ID] && item.Job == "" {
			p.Items, p.Spans = append(p.Items, item.ID), append(p.Spans, item.Span)
		}
	}
	return nil
}

// parts are the plan's labels for package printing, new ones as runs that are
// yet to be made.
func (v *visit) planParts(p *plan) ([]printing.Part, error) {
	parts, err := press.PartsOf(v.Ctx(), v.Registry, p.Spans)
	for _, l := range p.Lots {
		run := &trace.LabelRun{Product: l.Product, Lot: l.Lot, Count: max(l.Count, 1)}
		parts = append(parts, printing.Part{Run: run})
	}
	return parts, err
}
