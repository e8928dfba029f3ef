package packing

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label/layout"
	"ocoptrace/trace"
)

// templatesBody is the list of templates.
type templatesBody struct {
	console.Common
	Own, Program []templateRow
	Undo         string // key of the one that was removed a moment ago
	Removed      []removedRow
	Upload       *console.Form
}

// A templateRow is a template in the list.
type templateRow struct {
	ID, Name  string
	Purpose   string
	Size      string
	Languages string
	Picture   string // links
	Edit      string
	File      string
	Remove    string // "" for one of the program's
}

// A removedRow is a template that can be brought back.
type removedRow struct{ ID, Key string }

func listTemplates(v *visit) error { return v.templatesPage(nil) }

func (v *visit) templatesPage(problems trace.Problems) error {
	b := &templatesBody{Undo: v.R.URL.Query().Get("undo"), Upload: console.NewForm("",
		&console.Field{Name: "file", Label: "console.template.file", Hint: v.Page.T("console.template.file.hint"), Type: "file", Accept: ".json,application/json"})}
	var err error
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	own, err := v.Press.Templates(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	for _, t := range own {
		row := v.templateRow(t)
		row.Remove = v.Page.To(row.path() + "/remove")
		b.Own = append(b.Own, row)
	}
	for _, t := range printing.Templates() {
		b.Program = append(b.Program, v.templateRow(t))
	}
	if b.Removed, err = v.removedTemplates(); err != nil {
		return err
	}
	if !slices.ContainsFunc(b.Removed, func(r removedRow) bool { return r.Key == b.Undo }) {
		b.Undo = ""
	}
	b.Upload.Blame(v.Page, problems)
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("templates", v.Page.T("console.template.list"), b, status)
}

func (r templateRow) path() string { return "/console/templates/" + url.PathEscape(r.ID) }

func (v *visit) templateRow(t layout.Template) templateRow {
	s := typicalStock(t.Purpose)
	row := templateRow{
		ID: t.ID, Name: v.patternName(t), Purpose: v.Page.T("console.template.purpose." + string(t.Purpose)),
		Size: v.Page.T("console.template.size", v.decimalText(s.LabelW), v.decimalText(s.LabelH)),
	}
	row.Languages = v.Page.T("console.template.languages." + strconv.Itoa(len(t.Languages)))
	row.Picture, row.Edit, row.File = row.path()+"/picture.svg", v.Page.To(row.path()), row.path()+"/file"
	return row
}

func (v *visit) removedTemplates() (rows []removedRow, err error) {
	removed, err := v.Press.Deleted(v.Ctx(), press.Templates, v.User.Entity)
	for _, d := range slices.Backward(removed) {
		if len(rows) < 10 {
			rows = append(rows, removedRow{d.ID, d.Key})
		}
	}
	return rows, err
}

// template is the one that the path names: the program's, or one of the
// producer's own.
func (v *visit) template(id string) (t layout.Template, own bool, err error) {
	if t, err = printing.FindTemplate(id); err == nil {
		return t, false, nil
	}
	all, err := v.Press.Templates(v.Ctx(), v.User.Entity)
	if err != nil {
		return t, false, err
	}
	for _, t := range all {
		if t.ID == id {
			return t, true, nil
		}
	}
	return t, false, web.Status(http.StatusNotFound)
}
