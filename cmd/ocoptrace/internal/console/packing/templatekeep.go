package packing

import (
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label/layout"
	"ocoptrace/trace"
)

// freeTemplateID is an id that no other template has.
func (v *visit) freeTemplateID(name string) (string, error) {
	taken := map[string]bool{"edit": true, "preview": true, "restore": true}
	own, err := v.Press.Templates(v.Ctx(), v.User.Entity)
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
	err := v.Press.SaveTemplate(v.Ctx(), v.User.Entity, v.User.Name, t)
	switch {
	case errors.Is(err, press.ErrLimit):
		return trace.Problems{{Field: "template", Key: "tooManyTemplates", Args: []any{press.MaxDesigns}}}, nil
	case errors.Is(err, press.ErrDesign):
		return trace.Problems{{Field: "template", Key: "notTemplate", Args: []any{console.ShortenTo(err.Error(), 400)}}}, nil
	}
	return nil, err
}

// removeTemplate sets one of the producer's aside.
func removeTemplate(v *visit) error {
	key, err := v.Press.Delete(v.Ctx(), press.Templates, v.User.Entity, v.User.Name, v.Variable("template"))
	if errors.Is(err, press.ErrNotFound) {
		return web.Status(http.StatusNotFound)
	}
	if err != nil {
		return err
	}
	return v.Redirect("/console/templates", url.Values{"done": {"templateRemoved"}, "undo": {key}})
}

// restoreTemplate brings one back.
func restoreTemplate(v *visit) error {
	err := v.Press.Restore(v.Ctx(), press.Templates, v.User.Entity, v.R.PostForm.Get("restore"))
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
	return v.Redirect("/console/templates", url.Values{"done": {"templateBack"}})
}
