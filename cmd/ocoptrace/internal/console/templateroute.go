package console

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
)

// templateTemplates are those of the pages of templateRoutes.
var templateTemplates = []string{"templates", "template"}

// maxUpload bounds a form with a logo or a template, in bytes.
const maxUpload = maxLogoBytes + 4*maxForm

// templateRoutes registers the pages of templates of labels.
func (c *Console) templateRoutes(get, post func(string, http.HandlerFunc)) {
	upload := func(path string, f func(*visit) error) { post(path, c.signedTo(maxUpload, account.Producer, f)) }
	get("/console/templates", c.signed(account.Producer, listTemplates))
	upload("/console/templates", uploadTemplate)
	upload("/console/templates/edit", changeTemplate)
	upload("/console/templates/preview", previewTemplate)
	post("/console/templates/restore", c.signed(account.Producer, restoreTemplate))
	get("/console/templates/{template}", c.signed(account.Producer, editTemplate))
	get("/console/templates/{template}/picture.svg", c.signed(account.Producer, templatePicture))
	get("/console/templates/{template}/file", c.signed(account.Producer, templateFile))
	post("/console/templates/{template}/remove", c.signed(account.Producer, removeTemplate))
}
