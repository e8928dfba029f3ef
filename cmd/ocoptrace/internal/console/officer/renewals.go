package officer

import (
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
)

// A due is where a recognition stands in its time (Decision 26/2026, Art. 12).
type due string

// The dues. A renewal is filed from 180 to 120 days before the last day; the
// numbers are those of the rules on that day.
const (
	dueWindow   due = "window"   // may be filed now
	dueLate     due = "late"     // in force, but the time to file has passed
	dueSoon     due = "soon"     // to be filed within the next half year
	dueExtended due = "extended" // in its extension
	dueExpired  due = "expired"
	dueLater    due = "later"
)

// dues are all of them in the order in which they are offered.
var dues = []due{dueWindow, dueLate, dueSoon, dueExtended, dueExpired, dueLater}

// soon is how many days before the window a recognition is listed as coming.
const soon = 180

// renewal is a row of the renewal list: the newest recognition of a product that
// is not withdrawn.
type renewal struct {
	Product  *trace.Product
	Maker    *trace.Entity
	Held     trace.Held
	Due      due
	Until    ocop.Date // last day in force
	From, To ocop.Date // time to file
	Path     string
}

// dueOn is where a recognition stands on a day.
func dueOn(h trace.Held, from, to, day ocop.Date) due {
	switch state := h.On(day); {
	case state == ocop.Expired:
		return dueExpired
	case state == ocop.Extended:
		return dueExtended
	case from.IsZero():
		return dueLater
	case day.After(to):
		return dueLate
	case !day.Before(from):
		return dueWindow
	case day.DaysUntil(from) <= soon:
		return dueSoon
	}
	return dueLater
}

// renewals are those of the officer's province, the one that ends first before
// the others.
func (v *visit) renewals() (all []renewal, err error) {
	makers, err := v.makers()
	if err != nil {
		return nil, err
	}
	products, err := v.Registry.Products(v.Ctx())
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*trace.Product, len(products))
	for _, p := range products {
		byID[p.ID] = p
	}
	held, _, err := v.Registry.Recognitions(v.Ctx(), "", 0)
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool)
	for _, h := range held {
		p := byID[h.Recognition.Product]
		if p == nil || makers[p.Entity] == nil || seen[p.ID] || !h.Withdrawn().IsZero() {
			continue
		}
		seen[p.ID] = true
		from, to := ocop.RenewalWindow(h.Recognition.Expires)
		all = append(all, renewal{p, makers[p.Entity], h, dueOn(h, from, to, v.Today()), h.Until(), from, to, v.Page.To("/console/products/" + p.ID)})
	}
	place.Sort(all, func(r renewal) string { return r.Product.Name })
	slices.SortStableFunc(all, func(a, b renewal) int { return a.Until.Compare(b.Until) })
	return all, nil
}

// renewalsBody is the renewal list.
type renewalsBody struct {
	console.Common
	Query     string
	Due       due
	Choices   []dueChoice
	Rows      []renewal
	All       int
	Day       ocop.Date
	CSV, XLSX string
	paging
}

type dueChoice struct {
	Value, Text string
	N           int
	Link        string
	Chosen      bool
}

// chosenRenewals are those of a due that a query finds, and how many of each
// due there are.
func (v *visit) chosenRenewals() (rows []renewal, chosen due, n map[due]int, err error) {
	all, err := v.renewals()
	chosen, n = due(v.Value("due")), make(map[due]int)
	if !slices.Contains(dues, chosen) {
		chosen = dueWindow
	}
	for _, r := range all {
		n[r.Due]++
		if r.Due == chosen && found(v.query(), r.Product.Name, r.Maker.Name, r.Maker.Commune, r.Held.Recognition.Number) {
			rows = append(rows, r)
		}
	}
	return rows, chosen, n, err
}

func listRenewals(v *visit) error {
	rows, chosen, n, err := v.chosenRenewals()
	if err != nil {
		return err
	}
	b := &renewalsBody{Query: v.query(), Due: chosen, All: len(rows), Day: v.Today()}
	query := url.Values{"due": {string(chosen)}}
	for _, d := range dues {
		b.Choices = append(b.Choices, dueChoice{
			string(d), v.Page.T("renewals.due." + string(d)), n[d], v.Page.Link("/console/renewals", url.Values{"due": {string(d)}}), d == chosen,
		})
	}
	if b.Query != "" {
		query.Set("q", b.Query)
	}
	b.CSV, b.XLSX = v.Page.Link("/console/renewals.csv", query), v.Page.Link("/console/renewals.xlsx", query)
	b.Rows, b.paging = paged(v, "/console/renewals", query, rows)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("renewals", v.Page.T("renewals.title"), b, http.StatusOK)
}

// renewalHeader are the columns of the file, as offices have them.
var renewalHeader = []string{
	"Mã số sản phẩm", "Tên sản phẩm", "Tên chủ thể", "Xã, phường", "Hạng sao", "Số quyết định", "Cơ quan ban hành",
	"Ngày ban hành", "Ngày hết hạn", "Nộp hồ sơ từ ngày", "Nộp hồ sơ đến ngày", "Tình trạng",
}

// renewalFile answers with the list as CSV or XLSX.
func renewalFile(name string) func(*visit) error {
	return func(v *visit) error {
		rows, _, _, err := v.chosenRenewals()
		if err != nil {
			return err
		}
		return v.sheet(name, renewalHeader, func(yield func([]table.Cell) bool) {
			for _, row := range rows {
				r := row.Held.Recognition
				cells := []table.Cell{
					r.Number, row.Product.Name, row.Maker.Name, row.Maker.Commune, r.Stars, r.Decision, r.Authority,
					r.Issued, row.Until, row.From, row.To, v.Page.T("renewals.due." + string(row.Due)),
				}
				if !yield(cells) {
					return
				}
			}
		})
	}
}
