package producer

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/draft"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
)

// importForm is the name of the import among the drafts, which keep the file
// between its pages.
const importForm = "import"

// importLimits are those of a file of batches.
var importLimits = table.Limits{Bytes: draft.MaxFile, Unpacked: 32 << 20, Rows: 1000, Columns: 100}

// batchColumns are what a table of batches has.
var batchColumns = table.Schema{
	{Key: "product", Names: []string{"Sản phẩm", "Tên sản phẩm", "Mã sản phẩm", "product", "product name"}, Required: true},
	{Key: "produced", Names: []string{"Ngày sản xuất", "NSX", "Ngày SX", "produced", "production date"}, Required: true},
	{Key: "quantity", Names: []string{"Số lượng", "Số gói", "SL", "quantity", "packs"}, Required: true},
	{Key: "lot", Names: []string{"Số lô", "Lô", "lot"}},
	{Key: "end", Names: []string{"Hạn sử dụng", "HSD", "Hạn dùng", "Sử dụng tốt nhất trước", "expires", "best before", "use by"}},
	{Key: "unit", Names: []string{"Đơn vị", "Đơn vị tính", "ĐVT", "unit"}},
}

// columnLabels are the texts of the columns.
var columnLabels = map[string]string{
	"product": "console.field.product", "produced": "console.field.produced", "quantity": "console.field.quantity",
	"lot": "console.field.lot", "end": "console.import.end", "unit": "console.field.unit",
}

// importBody is the page of a file, or of its columns.
type importBody struct {
	console.Common
	Form    *console.Form
	Columns bool // it asks for the columns
	Rows    int
	Issued  string // what was done a moment ago; "" for nothing
}

// showImport asks for a file.
func showImport(v *visit) error { return v.askFile(nil) }

func (v *visit) askFile(problems trace.Problems) (err error) {
	file := &console.Field{Name: "file", Label: "console.import.file", Hint: v.Page.T("console.import.file.hint", importLimits.Rows), Type: "file", Accept: ".csv,.xlsx"}
	b := &importBody{Form: console.NewForm("", file)}
	b.Form.Blame(v.Page, problems)
	issued, bad := v.Number("issued")
	left, worse := v.Number("left")
	if bad == nil && worse == nil {
		b.Issued = v.Page.T("console.import.issued", issued, left)
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("import", v.Page.T("console.import.title"), b, status)
}

// sendImport keeps the file and asks for its columns, as they are guessed.
func sendImport(v *visit) error {
	data, err := v.Upload("file")
	if err != nil {
		return err
	}
	if data == nil {
		return v.askFile(trace.Problems{{Field: "file", Key: "required"}})
	}
	t, err := table.Read(data, importLimits)
	if problems, err := console.AsProblems(err); err != nil || problems != nil {
		return errors.Join(err, v.askFile(problems))
	}
	v.R.PostForm = url.Values{"file": {"1"}}
	if err := errors.Join(v.KeepFile(importForm, data), v.KeepDraft(importForm)); err != nil {
		return err
	}
	return v.askColumns(t, batchColumns.Guess(t.Header), nil)
}

// askColumns asks which column of the table holds what.
func (v *visit) askColumns(t *table.Table, m table.Mapping, problems trace.Problems) (err error) {
	b := &importBody{Form: console.NewForm(""), Columns: true, Rows: len(t.Rows)}
	for _, c := range batchColumns {
		field := &console.Field{Name: c.Key, Label: columnLabels[c.Key], Type: "choice", Optional: !c.Required, Options: []console.Option{{Value: "", Text: v.Page.T("console.import.nowhere")}}}
		for i, name := range t.Header.Cells {
			field.Options = append(field.Options, console.Option{Value: strconv.Itoa(i), Text: name})
		}
		if i, there := m[c.Key]; there {
			field.Value = strconv.Itoa(i)
		}
		b.Form.Fields = append(b.Form.Fields, field)
	}
	b.Form.Blame(v.Page, problems)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("import", v.Page.T("console.import.columns"), b, status)
}

// imported reads the file that was kept, with the columns of the form. Where
// there is no file, or something is wrong with the columns, it answers itself
// and returns nil.
func (v *visit) imported() (*table.Table, table.Mapping, error) {
	data, err := v.KeptFile(importForm)
	if errors.Is(err, draft.ErrNone) {
		return nil, nil, v.Redirect("/console/import", url.Values{})
	}
	if err != nil {
		return nil, nil, err
	}
	t, err := table.Read(data, importLimits)
	if err != nil {
		return nil, nil, err
	}
	m := make(table.Mapping)
	for _, c := range batchColumns {
		if i, err := strconv.Atoi(v.Value(c.Key)); err == nil {
			m[c.Key] = i
		}
	}
	if problems := batchColumns.Check(m, t.Header); len(problems) > 0 {
		return nil, nil, v.askColumns(t, m, problems)
	}
	return t, m, nil
}
