package officer

import (
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// An asking is a form whose answers are shown whole before they are stated: the
// page of the form shows itself again, with what is wrong or with everything
// that will be said, and the last step is a POST.
type asking struct {
	title, lead, button string // texts
	form, post          string // paths
	back                string // link
	about               []console.Shown
	fields              []*console.Field // hidden ones too
	follows             []console.Shown  // what the answers lead to
	after               string           // heading over follows; "" for none
	grave               bool
	said                string // above what will be said; "" for what scans show
}

// ask shows the form.
func (v *visit) ask(a asking, problems trace.Problems) error {
	if key := v.Value(console.KeyField); key != "" {
		a.fields = append(a.fields, console.Hidden(console.KeyField, key))
	}
	b := &console.Question{Lead: a.lead, Facts: a.about, Form: console.NewForm("", a.fields...), Action: a.form, Back: a.back}
	b.Form.Blame(v.Page, problems)
	return v.Ask(b, a.title)
}

// confirm shows what will be said.
func (v *visit) confirm(a asking) error {
	if a.said == "" {
		a.said = v.Page.T("console.said")
	}
	b := &console.Confirmation{
		Grave: a.grave, Lead: a.said, Button: a.button, Facts: a.about,
		Form: console.NewForm(""), Action: v.Page.To(a.post),
	}
	query := url.Values{}
	for _, f := range a.fields {
		b.Form.Fields = append(b.Form.Fields, console.Hidden(f.Name, f.Value))
		query.Set(f.Name, f.Value)
		if shown := v.shown(f); f.Type != "hidden" && f.Value != "" {
			b.Facts = append(b.Facts, shown)
		}
	}
	if a.after != "" {
		b.After, b.Follow = a.after, a.follows
	} else {
		b.Facts = append(b.Facts, a.follows...)
	}
	b.Back = v.Page.Link(a.form, query)
	return v.Confirm(b, a.title)
}

// shown is what was entered in a field, in words.
func (v *visit) shown(f *console.Field) console.Shown {
	s := console.Shown{Name: v.Page.T(f.Label), Text: f.Value, Lang: f.Lang}
	switch f.Type {
	case "date":
		if d, err := ocop.ParseLocalDate(f.Value); err == nil {
			s.Text = v.Page.Date(d)
		}
	case "choice":
		for _, o := range f.Options {
			if o.Value == f.Value {
				s.Text = o.Text
			}
		}
	}
	return s
}
