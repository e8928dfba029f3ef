package producer

import (
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A notice is something that the producer should see to.
type notice struct {
	Text string
	Link string // "" for none
	Care bool   // it does harm to wait
}

// notices are what the first page tells, of the products that it lists.
func (v *visit) notices(rows []productRow) (all []notice, err error) {
	for _, row := range rows {
		held, err := v.Registry.RecognitionsOf(v.Ctx(), row.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, v.renewal(row.Name, held)...)
	}
	past, err := v.pastWithLabels()
	if err != nil {
		return nil, err
	}
	odd, err := v.unusual(rows)
	if err != nil {
		return nil, err
	}
	reported, err := v.reported()
	return slices.Concat(reported, past, odd, all), err
}

// renewal tells when a certificate ends, from the first day to file for its
// renewal on.
func (v *visit) renewal(product string, held []trace.Held) []notice {
	if len(held) == 0 {
		return nil
	}
	last, today := held[0], v.Today()
	until := last.Until()
	from, to := ocop.RenewalWindow(last.Recognition.Expires)
	switch {
	case until.IsZero() || last.On(today) == ocop.Withdrawn:
		return nil
	case until.Before(today):
		return []notice{{Text: v.Page.T("console.notice.expired", product, until), Care: true}}
	case last.On(today) == ocop.Extended:
		return []notice{{Text: v.Page.T("console.notice.extended", product, until)}}
	case from.IsZero() || today.Before(from):
		return nil
	case !to.Before(today):
		return []notice{{Text: v.Page.T("console.notice.renew", product, until, to), Care: true}}
	}
	return []notice{{Text: v.Page.T("console.notice.late", product, until, to), Care: true}}
}

// pastWithLabels tells of batches past their date whose labels are on no pack
// yet.
func (v *visit) pastWithLabels() (all []notice, err error) {
	runs, err := v.Registry.OpenLabels(v.Ctx(), v.User.Entity)
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool)
	for _, r := range runs {
		at := r.Run.Product + "/" + r.Run.Lot
		if r.Run.Product == "" || seen[at] {
			continue
		}
		seen[at] = true
		b, err := v.Registry.Batch(v.Ctx(), r.Run.Product, r.Run.Lot)
		if err != nil {
			return nil, err
		}
		if end, kind := b.End(); kind != trace.DateNone && end.Before(v.Today()) {
			all = append(all, notice{v.Page.T("console.notice.past", b.ProductName, b.Lot, end), v.Page.To(console.BatchPath(b.Product, b.Lot)), true})
		}
	}
	return all, nil
}

// unusual tells of each product's label that is looked up the most as copied ones
// are. It is no verdict.
func (v *visit) unusual(rows []productRow) (all []notice, err error) {
	for _, row := range rows {
		ranked, err := v.Lookups.Ranking(v.Ctx(), row.ID, "", 1)
		if err != nil {
			return nil, err
		}
		if len(ranked) > 0 && ranked[0].Odds >= tally.Unusual {
			text := v.Page.T("console.notice.unusual", row.Name, ranked[0].Lot, ranked[0].Code.Groups(), ranked[0].Total())
			all = append(all, notice{text, v.Page.To("/console/lookups"), false})
		}
	}
	return all, nil
}

// reported tells how many reports about the user's goods are not closed.
func (v *visit) reported() ([]notice, error) {
	n, err := v.openReports(v.Visit)
	if err != nil || n == 0 {
		return nil, err
	}
	return []notice{{v.Page.T("console.notice.reports", int64(n)), v.Page.To("/console/reported"), true}}, nil
}

// openReports counts them.
func (p *Pages) openReports(v *console.Visit) (int, error) {
	return p.Reports.Count(v.Ctx(), report.Filter{Entity: v.User.Entity, Open: true})
}
