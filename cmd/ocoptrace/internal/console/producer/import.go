package producer

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/draft"
	"ocoptrace/cmd/ocoptrace/internal/job"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
)

// An importing is a visit to the pages of an intake.
type importing struct {
	*visit
	*intake
}

// importBody is the page of a file, or of its columns.
type importBody struct {
	console.Common
	Form    *console.Form
	Columns bool // it asks for the columns
	Rows    int
	Lead    string
	Path    string        // of the pages of the intake
	Run     *job.State    // how far the file before is; nil for none
	Refresh int           // seconds until the page is asked for again; 0 for never
	Told    string        // what became of the file before
	Left    *console.Form // hidden: what its file of errors is asked for with; nil where nothing was left out
}

// text is a text of the intake, or of all intakes where it has none of its own.
func (v *importing) text(name string, args ...any) string {
	if key := v.texts + name; v.Page.Has(key) {
		return v.Page.T(key, args...)
	}
	return v.Page.T("console.import."+name, args...)
}

func (v *importing) job() job.Name {
	return job.Name{Kind: v.form, User: v.User.Name, Scope: v.User.Entity}
}

// showImport asks for a file, and tells how far the one before is.
func showImport(v *importing) error { return v.askFile(nil) }

func (v *importing) askFile(problems trace.Problems) error {
	file := &console.Field{Name: "file", Label: "console.import.file", Hint: v.text("file.hint", importLimits.Rows), Type: "file", Accept: ".csv,.xlsx"}
	b := &importBody{Form: console.NewForm("", file), Lead: v.text("lead"), Path: v.path}
	b.Form.Blame(v.Page, problems)
	err := v.tellRun(b)
	if err != nil {
		return err
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("import", v.text("title"), b, statusOf(problems))
}

func statusOf(problems trace.Problems) int {
	if len(problems) > 0 {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// tellRun puts on the page how far the file before is.
func (v *importing) tellRun(b *importBody) error {
	run, err := v.Jobs.Of(v.Ctx(), v.job())
	if errors.Is(err, job.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	b.Run = &run
	switch {
	case run.Running():
		b.Refresh = 2
		return nil
	case run.Failed:
		b.Told = v.Page.T("console.import.failed")
	default:
		b.Told = v.text("done", run.Done, run.Left)
	}
	if run.Left > 0 {
		b.Left = console.NewForm("")
	}
	return nil
}

// sendImport keeps the file and asks for its columns, as they are guessed.
func sendImport(v *importing) error {
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
	if err := errors.Join(v.KeepFile(v.form, data), v.KeepDraft(v.form)); err != nil {
		return err
	}
	return v.askColumns(t, v.columns.Guess(t.Header), nil)
}

// askColumns asks which column of the table holds what.
func (v *importing) askColumns(t *table.Table, m table.Mapping, problems trace.Problems) (err error) {
	b := &importBody{Form: console.NewForm(""), Columns: true, Rows: len(t.Rows), Path: v.path}
	for _, c := range v.columns {
		field := &console.Field{Name: c.Key, Label: v.labels[c.Key], Type: "choice", Optional: !c.Required, Options: []console.Option{{Value: "", Text: v.Page.T("console.import.nowhere")}}}
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
	return v.Show("import", v.Page.T("console.import.columns"), b, statusOf(problems))
}

// imported reads the file that was kept, with the columns of the form. Where
// there is no file, or something is wrong with the columns, it answers itself
// and returns nil.
func (v *importing) imported() (*reading, error) {
	data, err := v.KeptFile(v.form)
	if errors.Is(err, draft.ErrNone) {
		return nil, v.Redirect(v.path, url.Values{})
	}
	if err != nil {
		return nil, err
	}
	t, err := table.Read(data, importLimits)
	if err != nil {
		return nil, err
	}
	m := v.chosen(v.R.Form)
	if problems := v.columns.Check(m, t.Header); len(problems) > 0 {
		return nil, v.askColumns(t, m, problems)
	}
	return &reading{v.Registry, v.User.Entity, v.Today(), t, m}, nil
}
