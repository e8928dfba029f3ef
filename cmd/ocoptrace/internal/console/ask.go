package console

import (
	"net/http"

	"ocoptrace/trace"
)

// Question is a form with what it is about.
type Question struct {
	Common
	Lead   string
	Facts  []Shown
	Form   *Form
	Action string
	Back   string

	Post   bool   // it is sent to be done, not to be shown again
	Button string // its text; "" for that of going on
}

// Ask answers with a form.
func (v *Visit) Ask(b *Question, title string) (err error) {
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if b.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("form", title, b, status)
}

// Refill gives a form what was sent, and the problems of it.
func (v *Visit) Refill(f *Form, problems trace.Problems) {
	for _, field := range f.Fields {
		if field.Name != KeyField && v.R.Form.Has(field.Name) {
			field.Value = v.R.Form.Get(field.Name)
		}
	}
	f.Blame(v.Page, problems)
}
