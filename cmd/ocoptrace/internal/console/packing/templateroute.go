package packing

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
)

// templateTemplates are those of the pages of templateRoutes.
var templateTemplates = []string{"templates", "template"}

// maxUpload bounds a form with a logo or a template, in bytes.
const maxUpload = maxLogoBytes + 4*console.MaxForm

// templateRoutes registers the pages of templates of labels.
func (p *Pages) templateRoutes(get, post func(string, http.HandlerFunc)) {
	upload := func(path string, f func(*visit) error) {
		post(path, p.upload(f, account.Allowed(account.LabelsPrint)...))
	}
	get("/console/templates", p.signed(listTemplates, account.Allowed(account.LabelsPrint)...))
	upload("/console/templates", uploadTemplate)
	upload("/console/templates/edit", changeTemplate)
	upload("/console/templates/preview", previewTemplate)
	post("/console/templates/restore", p.signed(restoreTemplate, account.Allowed(account.LabelsPrint)...))
	get("/console/templates/{template}", p.signed(editTemplate, account.Allowed(account.LabelsPrint)...))
	get("/console/templates/{template}/picture.svg", p.signed(templatePicture, account.Allowed(account.LabelsPrint)...))
	get("/console/templates/{template}/file", p.signed(templateFile, account.Allowed(account.LabelsPrint)...))
	post("/console/templates/{template}/remove", p.signed(removeTemplate, account.Allowed(account.LabelsPrint)...))
}
