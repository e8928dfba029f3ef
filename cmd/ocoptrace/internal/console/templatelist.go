package console

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label/layout"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// templatesBody is the list of templates.
type templatesBody struct {
	common
	Own, Program []templateRow
	Undo         string // key of the one that was removed a moment ago
	Removed      []removedRow
	Upload       *form
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
	b := &templatesBody{Undo: v.r.URL.Query().Get("undo"), Upload: newForm("",
		&field{Name: "file", Label: "console.template.file", Hint: v.page.T("console.template.file.hint"), Type: "file", Accept: ".json,application/json"})}
	var err error
	if b.common, err = v.common(); err != nil {
		return err
	}
	own, err := v.Press.Templates(v.ctx(), v.user.Entity)
	if err != nil {
		return err
	}
	for _, t := range own {
		row := v.templateRow(t)
		row.Remove = v.page.To(row.path() + "/remove")
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
	b.Upload.blame(v.page, problems)
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.show("templates", v.page.T("console.template.list"), b, status)
}

func (r templateRow) path() string { return "/console/templates/" + url.PathEscape(r.ID) }

func (v *visit) templateRow(t layout.Template) templateRow {
	s := typicalStock(t.Purpose)
	row := templateRow{
		ID: t.ID, Name: v.designName(t), Purpose: v.page.T("console.template.purpose." + string(t.Purpose)),
		Size: v.page.T("console.template.size", v.decimalText(s.LabelW), v.decimalText(s.LabelH)),
	}
	row.Languages = v.page.T("console.template.languages." + strconv.Itoa(len(t.Languages)))
	row.Picture, row.Edit, row.File = row.path()+"/picture.svg", v.page.To(row.path()), row.path()+"/file"
	return row
}

func (v *visit) designName(t layout.Template) string {
	if v.page.Lang() == "en" {
		return t.Name.En
	}
	return t.Name.Vi
}

func (v *visit) removedTemplates() (rows []removedRow, err error) {
	removed, err := v.Press.Deleted(v.ctx(), press.Templates, v.user.Entity)
	for _, d := range slices.Backward(removed) {
		if len(rows) < 10 {
			rows = append(rows, removedRow{d.ID, d.Key})
		}
	}
	return rows, err
}

// typicalStock is one that labels of a purpose are printed on.
func typicalStock(p layout.Purpose) stock.Stock {
	id := map[layout.Purpose]string{
		layout.Stamp: "roll-50x30", layout.Full: "a4-8-105x74", layout.Carton: "roll-100x70", layout.Gift: "roll-100x70", layout.Poster: "a5-1",
	}[p]
	s, err := printing.Stocks().Find(id)
	if err != nil {
		return printing.Stocks().All()[0]
	}
	return s
}

// template is the one that the path names: the program's, or one of the
// producer's own.
func (v *visit) template(id string) (t layout.Template, own bool, err error) {
	if t, err = printing.FindTemplate(id); err == nil {
		return t, false, nil
	}
	all, err := v.Press.Templates(v.ctx(), v.user.Entity)
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

// templatePicture draws a label of the producer's newest batch.
func templatePicture(v *visit) error {
	t, _, err := v.template(v.variable("template"))
	if err != nil {
		return err
	}
	batches, err := v.batchOptions()
	if err != nil {
		return err
	}
	batch := ""
	if len(batches) > 0 {
		batch = batches[0].Value
	}
	setup := printing.Setup{Template: t, Paper: printing.PaperOf(stock.Job{Stock: typicalStock(t.Purpose)}), Confirmed: true, Locale: v.page.Locale}
	part, err := v.exampleOf(&setup, batch)
	if err != nil {
		return err
	}
	seen, err := printing.Look(v.ctx(), v.Registry, []printing.Part{part}, setup)
	if err != nil {
		return err
	}
	if seen.Label == nil {
		return web.Status(http.StatusNotFound)
	}
	svg, err := drawn(seen)
	if err != nil {
		return err
	}
	return v.send("image/svg+xml", "", svg)
}

// send answers with a file; name is what it is saved as, "" for one that is
// shown.
func (v *visit) send(contentType, name string, data []byte) error {
	h := v.w.Header()
	h.Set("Content-Type", contentType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	h.Set("Content-Length", strconv.Itoa(len(data)))
	if name != "" {
		h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	}
	if v.r.Method != http.MethodHead {
		v.w.Write(data) // the client is gone if this fails
	}
	return nil
}

// templateFile gives a template as a file.
func templateFile(v *visit) error {
	t, _, err := v.template(v.variable("template"))
	if err != nil {
		return err
	}
	data, err := t.Marshal()
	if err != nil {
		return err
	}
	return v.send("application/json", t.ID+".json", append(data, '\n'))
}

// uploadTemplate keeps a template that was saved as a file.
func uploadTemplate(v *visit) error {
	data, err := v.upload("file")
	if err != nil {
		return err
	}
	if len(data) == 0 {
		return v.templatesPage(trace.Problems{{Field: "file", Key: "required"}})
	}
	t, err := layout.ReadTemplate(data)
	if err != nil {
		return v.templatesPage(trace.Problems{{Field: "file", Key: "notTemplate", Args: []any{shortenTo(err.Error(), 400)}}})
	}
	if t.ID, err = v.freeTemplateID(t.ID); err != nil {
		return err
	}
	problems, err := v.saveTemplate(t)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		for i := range problems {
			problems[i].Field = "file"
		}
		return v.templatesPage(problems)
	}
	return v.redirectTo("/console/templates", url.Values{"done": {"template"}}, "own-"+t.ID)
}

// freeTemplateID is an id that no other template has.
func (v *visit) freeTemplateID(name string) (string, error) {
	taken := map[string]bool{"edit": true, "preview": true, "restore": true}
	own, err := v.Press.Templates(v.ctx(), v.user.Entity)
	for _, t := range append(own, printing.Templates()...) {
		taken[t.ID] = true
	}
	id := freeID(name, "mau", taken)
	if len(id) > 40 { // the number behind it counts too
		id = freeID(id[:36], "mau", taken)
	}
	return id, err
}

// saveTemplate keeps a template that has no faults.
func (v *visit) saveTemplate(t layout.Template) (trace.Problems, error) {
	err := v.Press.SaveTemplate(v.ctx(), v.user.Entity, v.user.Name, t)
	switch {
	case errors.Is(err, press.ErrLimit):
		return trace.Problems{{Field: "template", Key: "tooManyTemplates", Args: []any{press.MaxDesigns}}}, nil
	case errors.Is(err, press.ErrDesign):
		return trace.Problems{{Field: "template", Key: "notTemplate", Args: []any{shortenTo(err.Error(), 400)}}}, nil
	}
	return nil, err
}

// removeTemplate sets one of the producer's aside.
func removeTemplate(v *visit) error {
	key, err := v.Press.Delete(v.ctx(), press.Templates, v.user.Entity, v.user.Name, v.variable("template"))
	if errors.Is(err, press.ErrNotFound) {
		return web.Status(http.StatusNotFound)
	}
	if err != nil {
		return err
	}
	return v.redirect("/console/templates", url.Values{"done": {"templateRemoved"}, "undo": {key}})
}

// restoreTemplate brings one back.
func restoreTemplate(v *visit) error {
	err := v.Press.Restore(v.ctx(), press.Templates, v.user.Entity, v.r.PostForm.Get("restore"))
	switch {
	case errors.Is(err, press.ErrNotFound):
		return web.Status(http.StatusNotFound)
	case errors.Is(err, press.ErrTaken):
		return v.templatesPage(trace.Problems{{Field: "template", Key: "templateTaken"}})
	case errors.Is(err, press.ErrLimit):
		return v.templatesPage(trace.Problems{{Field: "template", Key: "tooManyTemplates", Args: []any{press.MaxDesigns}}})
	case err != nil:
		return err
	}
	return v.redirect("/console/templates", url.Values{"done": {"templateBack"}})
}
