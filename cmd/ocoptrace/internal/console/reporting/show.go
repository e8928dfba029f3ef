package reporting

import (
	"errors"
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// reportBody is a report as whoever has its reference sees it.
type reportBody struct {
	console.Common
	Report report.Report
	Name   string // of the product
	Facts  []console.Shown
}

func showReport(v *visit) error {
	r, err := v.Reports.Get(v.Ctx(), v.Variable("reference"))
	if errors.Is(err, report.ErrNotFound) {
		return web.Status(http.StatusNotFound)
	}
	if err != nil {
		return err
	}
	p := v.Page
	b := &reportBody{Report: r.Public(), Name: r.Product}
	if product, err := v.Registry.Product(v.Ctx(), r.Product); err == nil {
		b.Name, p.Sample = product.Name, product.Sample
	} else if !errors.Is(err, trace.ErrNotFound) {
		return err
	}
	b.Facts = []console.Shown{
		{Name: p.T("report.reference"), Text: r.Reference},
		{Name: p.T("report.at"), Text: p.Time(r.At)},
		{Name: p.T("report.product"), Text: b.Name, Lang: "vi"},
	}
	if r.Lot != "" {
		b.Facts = append(b.Facts, console.Shown{Name: p.T("report.lot"), Text: r.Lot})
	}
	b.Facts = append(b.Facts, console.Shown{Name: p.T("report.kind"), Text: p.T("report.kind." + string(r.Kind))})
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("reported", p.T("report.title"), b, http.StatusOK)
}
