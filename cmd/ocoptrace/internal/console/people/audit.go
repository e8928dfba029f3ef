package people

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// Bounds on what a page shows.
const (
	auditDays = 7 // before today, where no days are entered
	auditRows = 200
)

// auditBody is the audit trail.
type auditBody struct {
	console.Common
	Form    *console.Form
	Entries []auditRow
	Chosen  bool // something was asked for
	All     int
	CSV     string // link; "" where the days are not understood
}

type auditRow struct {
	audit.Entry
	What string
}

// auditQuery is what is asked for: days, both included, and the filter.
type auditQuery struct {
	since, until ocop.Date
	filter       audit.Filter
}

func (v *visit) auditQuery() (q auditQuery, problems trace.Problems) {
	q.since, problems = v.Date("since")
	until, more := v.Date("until")
	problems = append(problems, more...)
	if !v.R.Form.Has("since") {
		q.since = v.Today().AddDays(-auditDays)
	}
	q.until = until
	q.filter = audit.Filter{
		From: q.since.Time(), Until: until.AddDays(1).Time(),
		Who: strings.TrimSpace(v.Value("who")), Did: v.Value("did"), To: strings.TrimSpace(v.Value("to")),
	}
	return q, problems
}

func (v *visit) auditForm(q auditQuery) *console.Form {
	day := func(name, label string, d ocop.Date) *console.Field {
		f := &console.Field{Name: name, Label: label, Type: "date", Optional: true}
		if f.Value = v.Value(name); !d.IsZero() {
			f.Value = d.String()
		}
		return f
	}
	did := &console.Field{Name: "did", Label: "audit.field.did", Type: "choice", Value: q.filter.Did, Optional: true, Options: []console.Option{{Text: v.Page.T("audit.all")}}}
	for _, action := range v.Actions() {
		did.Options = append(did.Options, console.Option{Value: action, Text: v.actionText(action)})
	}
	return console.NewForm("",
		day("since", "audit.field.since", q.since), day("until", "audit.field.until", q.until),
		&console.Field{Name: "who", Label: "audit.field.who", Type: "text", Max: 40, Value: v.Value("who"), Optional: true, Auto: "username"},
		did,
		&console.Field{Name: "to", Label: "audit.field.to", Type: "text", Max: 80, Value: v.Value("to"), Optional: true},
	)
}

// actionText is an action in words; its name where it has none, as one of an
// older or newer program.
func (v *visit) actionText(did string) string {
	if key := "audit.did." + did; v.Page.Has(key) {
		return v.Page.T(key)
	}
	return did
}

func showAudit(v *visit) (err error) {
	q, problems := v.auditQuery()
	b := &auditBody{Form: v.auditForm(q), Chosen: v.R.Form.Has("since")}
	b.Form.Blame(v.Page, problems)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	if b.Form.Bad() {
		return v.Show("audit", v.Page.T("audit.title"), b, http.StatusUnprocessableEntity)
	}
	entries, all, err := v.Trail.Latest(v.Ctx(), q.filter, auditRows)
	if err != nil {
		return err
	}
	b.All, b.CSV = all, v.Page.Link("/console/audit.csv", q.values())
	for _, e := range entries {
		b.Entries = append(b.Entries, auditRow{e, v.actionText(e.Did)})
	}
	return v.Show("audit", v.Page.T("audit.title"), b, http.StatusOK)
}

// values are the query again, for the file of the same.
func (q auditQuery) values() url.Values {
	values := url.Values{"since": {q.since.String()}, "until": {q.until.String()}, "who": {q.filter.Who}, "did": {q.filter.Did}, "to": {q.filter.To}}
	for name, d := range map[string]ocop.Date{"since": q.since, "until": q.until} {
		if d.IsZero() {
			values.Set(name, "")
		}
	}
	return values
}

// auditFile answers with all entries of a query as CSV, and keeps that it was
// downloaded: it has the names of people.
func auditFile(v *visit) error {
	q, problems := v.auditQuery()
	if len(problems) > 0 {
		return v.Redirect("/console/audit", v.R.URL.Query())
	}
	if err := v.Trail.Record(v.Ctx(), "audit.download", ""); err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="audit-`+v.Now().UTC().Format(time.DateOnly)+`.csv"`)
	h.Set("X-Content-Type-Options", "nosniff")
	if v.R.Method == http.MethodHead {
		return nil
	}
	sheet, err := audit.NewSheet(v.W)
	if err == nil {
		err = v.Trail.Each(v.Ctx(), q.filter, sheet.Write)
	}
	if err == nil {
		err = sheet.Close()
	}
	return err
}
