package producer

import (
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/web"
)

// reportsPage is how many reports a page lists.
const reportsPage = 30

// reportedBody lists reports about the user's goods.
type reportedBody struct {
	console.Common
	Reports []reportedRow
	More    string // link to older ones; "" for none
}

// reportedRow is a report as a producer may see it.
type reportedRow struct {
	report.Report
	Name        string // of the product
	Kind, State string
	Seen        string
	Batch       string // link; "" where no lot is known
}

// showReported lists the reports about the user's goods, newest first.
func showReported(v *visit) error {
	reports, more, err := v.Reports.List(v.Ctx(), report.Filter{Entity: v.User.Entity}, v.Value("after"), reportsPage)
	if err != nil {
		return err
	}
	b := &reportedBody{}
	for _, r := range reports {
		row, err := v.reportedRow(r.ForProducer())
		if err != nil {
			return err
		}
		b.Reports = append(b.Reports, row)
	}
	if more {
		b.More = v.Page.Link("/console/reported", url.Values{"after": {reports[len(reports)-1].Reference}})
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("ownreports", v.Page.T("console.reported.title"), b, http.StatusOK)
}

func (v *visit) reportedRow(r report.Report) (reportedRow, error) {
	row := reportedRow{Report: r, Kind: v.Page.T("report.kind." + string(r.Kind)), State: v.Page.T("console.reported.state." + string(r.State))}
	product, err := v.Registry.Product(v.Ctx(), r.Product)
	if err != nil {
		return row, err
	}
	row.Name = product.Name
	if r.Seen != "" {
		row.Seen = console.ProvinceName(r.Seen)
	}
	if r.Lot != "" {
		row.Batch = v.Page.To(console.BatchPath(r.Product, r.Lot))
	}
	return row, nil
}

// showReportedPhoto answers with the photo of a report about the user's goods.
func showReportedPhoto(v *visit) error {
	r, err := v.Reports.Get(v.Ctx(), v.Variable("reference"))
	if err != nil {
		return missing(err)
	}
	if r.Entity != v.User.Entity || r.ForProducer().Photo == "" {
		return web.Status(http.StatusNotFound)
	}
	jpeg, err := v.Media.Get(v.Ctx(), r.Photo, 640)
	if err != nil {
		return missing(err)
	}
	v.W.Header().Set("Content-Type", "image/jpeg")
	v.W.Header().Set("X-Content-Type-Options", "nosniff")
	_, err = v.W.Write(jpeg)
	return err
}

// missing is the answer where a report or its photo is not there.
func missing(err error) error {
	if errors.Is(err, report.ErrNotFound) || errors.Is(err, media.ErrNotFound) {
		return web.Status(http.StatusNotFound)
	}
	return err
}
