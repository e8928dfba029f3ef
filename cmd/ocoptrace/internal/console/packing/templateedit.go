package packing

import (
	"encoding/json"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label/layout"
)

// editTemplate shows a template of the producer's to change, or one of the
// program's to make a new one of.
func editTemplate(v *visit) error {
	t, own, err := v.template(v.Variable("template"))
	if err != nil {
		return err
	}
	e := &editing{t: t, lines: linesOf(t)}
	if own {
		e.own = t.ID
	} else {
		e.t.Name = layout.Names{Vi: t.Name.Vi + " (riêng)", En: t.Name.En + " (own)"}
	}
	return v.editPage(e, nil, http.StatusOK)
}

// changeTemplate shows the template as it was entered, or saves it.
func changeTemplate(v *visit) error {
	e, problems, err := v.editingSent()
	if err != nil {
		return err
	}
	if v.Value("do") != "save" || len(problems) > 0 {
		status := http.StatusOK
		if len(problems) > 0 {
			status = http.StatusUnprocessableEntity
		}
		return v.editPage(e, problems, status)
	}
	if len(v.faults(e.t)) > 0 {
		return v.editPage(e, nil, http.StatusUnprocessableEntity)
	}
	return v.keepTemplate(e)
}

// keepTemplate saves it. A new one that there is already, to the letter, was
// sent twice.
func (v *visit) keepTemplate(e *editing) (err error) {
	if e.t.ID = e.own; e.own == "" {
		own, err := v.Press.Templates(v.Ctx(), v.User.Entity)
		if err != nil {
			return err
		}
		for _, t := range own {
			if e.t.ID = t.ID; same(t, e.t) {
				return v.RedirectTo("/console/templates", url.Values{"done": {"template"}}, "own-"+t.ID)
			}
		}
		if e.t.ID, err = v.freeTemplateID(e.t.Name.Vi); err != nil {
			return err
		}
	}
	problems, err := v.saveTemplate(e.t)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.editPage(e, problems, http.StatusUnprocessableEntity)
	}
	return v.RedirectTo("/console/templates", url.Values{"done": {"template"}}, "own-"+e.t.ID)
}

// same says that two templates are the same file.
func same(a, b layout.Template) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// previewTemplate answers the script of the page with the preview alone.
func previewTemplate(v *visit) error {
	e, problems, err := v.editingSent()
	if err != nil {
		return err
	}
	b := &templateBody{}
	if err := v.fillLook(b, e); err != nil {
		return err
	}
	if len(problems) > 0 && b.Look.SVG == "" {
		return web.Status(http.StatusUnprocessableEntity)
	}
	v.Page.Body = b
	v.W.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.W.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	return v.ShowPart("template", "look")
}
