package reporting

import (
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// officePath is where officers and inspectors read reports.
const officePath = "/console/reports"

// onPage is how many reports a page lists.
const onPage = 30

// offices are the roles that look into reports about goods of their province.
var offices = []account.Role{account.Officer, account.Inspector}

// listBody is a list of reports.
type listBody struct {
	console.Common
	Reports []row
	All     bool   // those that are closed too
	Other   string // link to all, or to the open ones
	More    string // link to older ones; "" for none
}

// row is a report in a list.
type row struct {
	report.Report
	Name string // of the product
	Path string
}

func listReports(v *visit) error {
	b := &listBody{All: v.Value("all") != ""}
	filter := report.Filter{Province: v.User.Province, Open: !b.All}
	reports, more, err := v.Reports.List(v.Ctx(), filter, v.Value("after"), onPage)
	if errors.Is(err, report.ErrNotFound) {
		return web.Status(http.StatusNotFound)
	}
	if err != nil {
		return err
	}
	for _, r := range reports {
		name, err := v.productName(r.Product)
		if err != nil {
			return err
		}
		b.Reports = append(b.Reports, row{r, name, v.Page.To(officePath + "/" + r.Reference)})
	}
	query := url.Values{}
	if b.All {
		query.Set("all", "1")
		b.Other = v.Page.To(officePath)
	} else {
		b.Other = v.Page.Link(officePath, url.Values{"all": {"1"}})
	}
	if more {
		query.Set("after", reports[len(reports)-1].Reference)
		b.More = v.Page.Link(officePath, query)
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("reports", v.Page.T("report.list"), b, http.StatusOK)
}

// productName is the name of a product, or its id where it is not there.
func (v *visit) productName(id string) (string, error) {
	p, err := v.Registry.Product(v.Ctx(), id)
	if errors.Is(err, trace.ErrNotFound) {
		return id, nil
	}
	if err != nil {
		return "", err
	}
	return p.Name, nil
}

// waiting counts the open reports of the user's province.
func (p *Pages) waiting(v *console.Visit) (int, error) {
	return p.Reports.Count(v.Ctx(), report.Filter{Province: v.User.Province, Open: true})
}

// concern is the report that a path names, 404 where it is not the user's
// concern.
func (v *visit) concern() (report.Report, error) {
	r, err := v.Reports.Get(v.Ctx(), v.Variable("reference"))
	if errors.Is(err, report.ErrNotFound) || err == nil && !v.User.Over(r.Entity, r.Province) {
		return r, web.Status(http.StatusNotFound)
	}
	return r, err
}

// officeBody is a report as officers and inspectors see it.
type officeBody struct {
	console.Common
	Report  report.Report
	Facts   []console.Shown
	Photo   string // path; "" for none
	Dossier string // path of the batch's dossier; "" where no lot is known
	Form    *console.Form
	Action  string
}

func showConcern(v *visit) error {
	r, err := v.concern()
	if err != nil {
		return err
	}
	if r.Phone != "" {
		if err := v.Trail.Record(v.Ctx(), "report.read", r.Reference); err != nil {
			return err
		}
	}
	return v.office(r, nil)
}

// office shows a report with the form of its answer.
func (v *visit) office(r report.Report, problems trace.Problems) error {
	p := v.Page
	b := &officeBody{Report: r, Action: p.To(officePath + "/" + r.Reference + "/answer")}
	var err error
	if b.Facts, err = v.facts(r); err != nil {
		return err
	}
	if r.Photo != "" {
		b.Photo = officePath + "/" + r.Reference + "/photo"
	}
	if r.Lot != "" {
		b.Dossier = p.To("/console/dossiers/" + url.PathEscape(r.Product) + "/" + url.PathEscape(r.Lot))
	}
	var states []console.Option
	for _, s := range []report.State{report.StateInHand, report.StateClosed, report.StateNew} {
		states = append(states, console.Option{Value: string(s), Text: p.T("report.set." + string(s))})
	}
	state := r.State
	if state == report.StateNew {
		state = report.StateInHand
	}
	b.Form = console.NewForm("",
		&console.Field{Name: "state", Label: "report.set", Type: "choice", Options: states, Value: string(state)},
		&console.Field{Name: "answer", Label: "report.answer", Hint: p.T("report.answer.hint"), Type: "area", Max: report.MaxText, Value: r.Answer, Optional: true},
	)
	if problems != nil {
		v.Refill(b.Form, problems)
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if b.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("reportanswer", p.T("report.one", r.Reference), b, status)
}

// facts are what is known of a report.
func (v *visit) facts(r report.Report) ([]console.Shown, error) {
	p := v.Page
	name, err := v.productName(r.Product)
	if err != nil {
		return nil, err
	}
	facts := []console.Shown{
		{Name: p.T("report.kind"), Text: p.T("report.kind." + string(r.Kind))},
		{Name: p.T("report.at"), Text: p.Time(r.At)},
		{Name: p.T("report.product"), Text: name, Lang: "vi"},
	}
	for _, f := range []console.Shown{
		{Name: p.T("report.lot"), Text: r.Lot}, {Name: p.T("report.label"), Text: r.Label},
		{Name: p.T("report.phone"), Text: r.Phone}, {Name: p.T("report.by"), Text: r.By},
	} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	if province, ok := ocop.ProvinceByCode(r.Seen); ok {
		facts = append(facts, console.Shown{Name: p.T("report.seen"), Text: province.FullName(), Lang: "vi"})
	}
	return facts, nil
}

func answer(v *visit) error {
	r, err := v.concern()
	if err != nil {
		return err
	}
	state := report.State(v.Value("state"))
	switch state {
	case report.StateNew, report.StateInHand, report.StateClosed:
	default:
		return web.Status(http.StatusBadRequest)
	}
	err = v.Reports.Handle(v.Ctx(), r.Reference, state, v.Value("answer"), v.User.Name)
	if wrong := (trace.Problems)(nil); errors.As(err, &wrong) {
		return v.office(r, wrong)
	}
	if err != nil {
		return err
	}
	return v.Redirect(officePath+"/"+r.Reference, url.Values{"done": {"answered"}})
}

func showPhoto(v *visit) error {
	r, err := v.concern()
	if err != nil {
		return err
	}
	data, err := v.Media.Get(v.Ctx(), r.Photo, 1280)
	if err != nil {
		return web.Status(http.StatusNotFound)
	}
	h := v.W.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("X-Content-Type-Options", "nosniff")
	_, err = v.W.Write(data)
	return err
}
