package producer

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/job"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
)

// importShown is how many rows of each kind the page of a dry run has.
const importShown = 50

// dryBody is what would become of a file.
type dryBody struct {
	console.Common
	Form   *console.Form // hidden: the columns
	Path   string        // of the pages of the intake
	Good   []dryRow
	Bad    []dryRow
	Goods  int64 // all that would be issued
	Bads   int64
	Again  int64 // imported before
	Button string
	Lead   string

	GoodTitle string
}

// dryRow is a row of the file on the page.
type dryRow struct {
	Line int
	Text string
}

// checkImport shows what would become of the file. Nothing is stated.
func checkImport(v *importing) error {
	r, err := v.imported()
	if err != nil || r == nil {
		return err
	}
	rows, err := v.rows(v.Ctx(), r)
	if err != nil {
		return err
	}
	b := &dryBody{Form: console.NewForm(""), GoodTitle: v.text("good"), Path: v.path, Lead: v.text("dry")}
	for _, c := range v.columns {
		b.Form.Fields = append(b.Form.Fields, console.Hidden(c.Key, v.Value(c.Key)))
	}
	for _, row := range rows {
		v.sort(b, row)
	}
	b.Button = v.text("state", b.Goods)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("importcheck", v.Page.T("console.import.check"), b, http.StatusOK)
}

// More is how many of a kind the page leaves out.
func (b *dryBody) More(all int64, shown []dryRow) int64 { return all - int64(len(shown)) }

// sort puts a row where it belongs on the page.
func (v *importing) sort(b *dryBody, row *importRow) {
	switch {
	case row.Again:
		b.Again++
	case len(row.Problems) > 0:
		if b.Bads++; b.Bads <= importShown {
			b.Bad = append(b.Bad, dryRow{row.Line, v.problemText(row)})
		}
	default:
		if b.Goods++; b.Goods <= importShown {
			b.Good = append(b.Good, dryRow{row.Line, v.rowText(row.Fact)})
		}
	}
}

// rowText is a row that is sound, in words.
func (v *importing) rowText(f trace.Fact) string {
	switch f := f.(type) {
	case *trace.Batch:
		return v.Page.T("console.import.row", f.ProductName, f.Lot, f.Produced, f.Quantity, f.Unit)
	case *trace.Product:
		return strings.TrimSuffix(f.Name+", "+f.Group+", "+f.Net, ", ")
	}
	return ""
}

// problemText is all that is wrong with a row, in words.
func (v *importing) problemText(row *importRow) string {
	var all []string
	for _, p := range row.Problems {
		name := p.Field
		if label, known := v.labels[name]; known {
			name = v.Page.T(label)
		} else if name == "expires" || name == "bestBefore" {
			name = v.Page.T("console.field." + name)
		}
		all = append(all, name+": "+v.Page.Problem(p))
	}
	return strings.Join(all, " ")
}

// importErrors answers with the rows in which something is wrong, as CSV: the
// columns of the file, and one that says what. Where the form names no columns
// it is the file of the last job.
func importErrors(v *importing) error {
	r, err := v.lastRead()
	if err != nil || r == nil {
		return err
	}
	rows, err := v.rows(v.Ctx(), r)
	if err != nil {
		return err
	}
	header := append(slices.Clone(r.table.Header.Cells), v.Page.T("console.import.wrong"))
	var file bytes.Buffer
	err = table.WriteCSV(&file, header, func(yield func([]table.Cell) bool) {
		for _, row := range rows {
			if row.Again || len(row.Problems) == 0 {
				continue
			}
			cells := make([]table.Cell, len(header))
			for i := range r.table.Header.Cells {
				cells[i] = row.Cell(i)
			}
			cells[len(cells)-1] = v.problemText(row)
			if !yield(cells) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.W.Header().Set("Content-Disposition", `attachment; filename="loi.csv"`)
	v.W.Header().Set("X-Content-Type-Options", "nosniff")
	_, err = v.W.Write(file.Bytes())
	return err
}

// lastRead is the file with the columns of the form, or that of the last job.
func (v *importing) lastRead() (*reading, error) {
	if v.Value(v.columns[0].Key) != "" {
		return v.imported()
	}
	t, err := v.Jobs.Task(v.Ctx(), v.job())
	if errors.Is(err, job.ErrNone) {
		return nil, v.Redirect(v.path, url.Values{})
	}
	if err != nil {
		return nil, err
	}
	read, err := table.Read(t.File, importLimits)
	return &reading{v.Registry, v.User.Entity, v.Today(), read, v.chosen(t.Values)}, err
}

// stateImport has the rows that are sound stated, behind the page that follows.
func stateImport(v *importing) error {
	r, err := v.imported()
	if err != nil || r == nil {
		return err
	}
	data, err := v.KeptFile(v.form)
	if err != nil {
		return err
	}
	columns := url.Values{}
	for _, c := range v.columns {
		columns.Set(c.Key, v.Value(c.Key))
	}
	err = v.Jobs.Start(v.Ctx(), job.Task{Name: v.job(), Values: columns, File: data})
	if err != nil && !errors.Is(err, job.ErrRunning) { // where one runs, the page shows it
		return err
	}
	return v.Redirect(v.path, url.Values{})
}
