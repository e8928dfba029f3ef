package producer

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
)

// importShown is how many rows of each kind the page of a dry run has.
const importShown = 50

// dryBody is what would become of a file.
type dryBody struct {
	console.Common
	Form  *console.Form // hidden: the columns
	Good  []dryRow
	Bad   []dryRow
	Goods int64 // all that would be issued
	Bads  int64
	Again int64 // imported before
}

// dryRow is a row of the file on the page.
type dryRow struct {
	Line int
	Text string
}

// checkImport shows what would become of the file. Nothing is stated.
func checkImport(v *visit) error {
	t, m, err := v.imported()
	if err != nil || t == nil {
		return err
	}
	rows, err := v.importRows(t, m)
	if err != nil {
		return err
	}
	b := &dryBody{Form: console.NewForm("")}
	for _, c := range batchColumns {
		b.Form.Fields = append(b.Form.Fields, console.Hidden(c.Key, v.Value(c.Key)))
	}
	for _, row := range rows {
		v.sort(b, row)
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("importcheck", v.Page.T("console.import.check"), b, http.StatusOK)
}

// sort puts a row where it belongs on the page.
func (v *visit) sort(b *dryBody, row *importRow) {
	switch {
	case row.Again:
		b.Again++
	case len(row.Problems) > 0:
		if b.Bads++; b.Bads <= importShown {
			b.Bad = append(b.Bad, dryRow{row.Line, v.problemText(row)})
		}
	default:
		if b.Goods++; b.Goods <= importShown {
			made := row.Batch
			b.Good = append(b.Good, dryRow{row.Line, v.Page.T("console.import.row", made.ProductName, made.Lot, made.Produced, made.Quantity, made.Unit)})
		}
	}
}

// importErrors answers with the rows in which something is wrong, as CSV: the
// columns of the file, and one that says what.
func importErrors(v *visit) error {
	t, m, err := v.imported()
	if err != nil || t == nil {
		return err
	}
	rows, err := v.importRows(t, m)
	if err != nil {
		return err
	}
	header := append(slices.Clone(t.Header.Cells), v.Page.T("console.import.wrong"))
	var file bytes.Buffer
	err = table.WriteCSV(&file, header, func(yield func([]table.Cell) bool) {
		for _, row := range rows {
			if row.Again || len(row.Problems) == 0 {
				continue
			}
			cells := make([]table.Cell, len(header))
			for i := range t.Header.Cells {
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

// stateImport issues the batches of the rows that are sound, each once: cut
// short, it goes on where it was when the form is sent again.
func stateImport(v *visit) error {
	t, m, err := v.imported()
	if err != nil || t == nil {
		return err
	}
	rows, err := v.importRows(t, m)
	if err != nil {
		return err
	}
	issued, left := 0, 0
	for _, row := range rows {
		if row.Again {
			continue
		}
		if len(row.Problems) > 0 {
			left++
			continue
		}
		_, err := v.Registry.State(v.Ctx(), trace.Order{Facts: []trace.Fact{row.Batch}, Key: row.key, By: v.User.Name})
		bad, err := console.AsProblems(err)
		if err != nil {
			return err
		}
		if bad != nil { // found since the rows were read
			left++
			continue
		}
		issued++
	}
	if _, err := v.Registry.Publish(v.Ctx()); err != nil {
		return err
	}
	if left == 0 {
		if err := v.DropDraft(importForm); err != nil {
			return err
		}
	}
	return v.Redirect("/console/import", url.Values{"issued": {strconv.Itoa(issued)}, "left": {strconv.Itoa(left)}})
}
