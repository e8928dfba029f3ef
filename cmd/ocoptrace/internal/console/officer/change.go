package officer

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// recognition is the one that a request names; 404 if there is none.
func (v *visit) recognition() (*trace.Recognition, error) {
	standings, err := v.Registry.Standings(v.Ctx(), v.Value("product"))
	if err != nil {
		return nil, err
	}
	for _, s := range standings {
		if r := s.Recognition.Fact; r.Number == v.Value("number") {
			return r, nil
		}
	}
	return nil, web.Status(http.StatusNotFound)
}

// changeEntered is the change that a form asks for.
func (v *visit) changeEntered() (*trace.RecognitionChange, trace.Problems, error) {
	c := &trace.RecognitionChange{
		Product: v.Value("product"), Number: v.Value("number"), Change: trace.Change(v.Value("change")),
		Reason: v.Value("reason"), Authority: v.Value("authority"),
	}
	if c.Change != trace.ChangeExtended && c.Change != trace.ChangeWithdrawn {
		return nil, nil, web.Status(http.StatusBadRequest)
	}
	var problems, more trace.Problems
	c.Date, problems = v.Date("date")
	if c.Change == trace.ChangeExtended {
		c.Until, more = v.Date("until")
	}
	return c, append(problems, more...), nil
}

// newChange shows the form, and what will be said once it is filled in.
func newChange(v *visit) error {
	r, err := v.recognition()
	if err != nil {
		return err
	}
	c, problems, err := v.changeEntered()
	if err != nil {
		return err
	}
	if v.Value("check") == "" {
		return v.changeForm(r, c, nil)
	}
	found, err := v.Examine(c)
	if err != nil {
		return err
	}
	if problems = console.Besides(problems, found); len(problems) > 0 {
		return v.changeForm(r, c, problems)
	}
	return v.confirmChange(r, c)
}

// changeTexts are the keys of what is asked for and said.
var changeTexts = map[trace.Change]struct{ title, lead, button string }{
	trace.ChangeExtended:  {"console.extend.title", "console.extend.lead", "console.extend.button"},
	trace.ChangeWithdrawn: {"console.withdraw.title", "console.withdraw.lead", "console.withdraw.button"},
}

// changeFields are filled in by an officer.
func (v *visit) changeFields(c *trace.RecognitionChange) []*console.Field {
	fields := []*console.Field{{Name: "date", Label: "console.field.from.day", Type: "date", Value: v.Value("date")}}
	if c.Change == trace.ChangeExtended {
		fields = append(fields, &console.Field{Name: "until", Label: "console.field.until", Type: "date", Value: v.Value("until")})
	}
	return append(fields,
		&console.Field{Name: "reason", Label: "console.field.changeReason", Type: "area", Lang: "vi", Value: c.Reason, Max: 500},
		&console.Field{Name: "authority", Label: "console.field.authority", Type: "text", Lang: "vi", Value: c.Authority, Max: 200},
	)
}

// aboutRecognition says which recognition it is.
func (v *visit) aboutRecognition(r *trace.Recognition) ([]console.Shown, error) {
	p, err := v.Registry.Product(v.Ctx(), r.Product)
	if err != nil {
		return nil, console.Missing(err)
	}
	v.Page.Sample = p.Sample
	return []console.Shown{
		{Name: v.Page.T("console.field.product"), Text: p.Name, Lang: "vi"},
		{Name: v.Page.T("stars.term"), Text: v.Page.T("stars.title", r.Stars)},
		{Name: v.Page.T("stars.number"), Text: r.Number},
		{Name: v.Page.T("stars.dates"), Text: v.Page.Date(r.Issued) + " – " + v.Page.Date(r.Expires)},
	}, nil
}

func (v *visit) changeForm(r *trace.Recognition, c *trace.RecognitionChange, problems trace.Problems) error {
	facts, err := v.aboutRecognition(r)
	if err != nil {
		return err
	}
	fields := v.changeFields(c)
	if !v.R.Form.Has("reason") { // as it is first shown
		for name, value := range map[string]string{
			"date": v.Today().String(), "until": ocop.LatestExtension(r.Expires).String(), "authority": r.Authority,
		} {
			if f := console.NewForm("", fields...).Field(name); f != nil {
				f.Value = value
			}
		}
	}
	fields = append(fields, console.Hidden("product", c.Product), console.Hidden("number", c.Number), console.Hidden("change", string(c.Change)))
	if key := v.Value(console.KeyField); key != "" {
		fields = append(fields, console.Hidden(console.KeyField, key))
	}
	texts := changeTexts[c.Change]
	b := &console.Question{
		Lead: v.Page.T(texts.lead, ocop.LatestExtension(r.Expires)), Facts: facts, Form: console.NewForm("", fields...), Action: "/console/changes/new",
		Back: v.Page.To("/console/products/" + c.Product),
	}
	b.Form.Blame(v.Page, problems)
	return v.Ask(b, v.Page.T(texts.title))
}

func (v *visit) confirmChange(r *trace.Recognition, c *trace.RecognitionChange) error {
	facts, err := v.aboutRecognition(r)
	if err != nil {
		return err
	}
	texts := changeTexts[c.Change]
	b := &console.Confirmation{
		Grave: c.Change == trace.ChangeWithdrawn, Lead: v.Page.T("console.said"), Button: v.Page.T(texts.button), Facts: facts,
		Form: console.NewForm("", console.Hidden("product", c.Product), console.Hidden("number", c.Number), console.Hidden("change", string(c.Change))),
	}
	query := url.Values{}
	for _, f := range v.changeFields(c) {
		text := f.Value
		if f.Type == "date" {
			text = v.dateText(f.Name)
		}
		b.Form.Fields = append(b.Form.Fields, console.Hidden(f.Name, f.Value))
		b.Facts = append(b.Facts, console.Shown{Name: v.Page.T(f.Label), Text: text, Lang: f.Lang})
	}
	for _, f := range b.Form.Fields {
		query.Set(f.Name, f.Value)
	}
	b.Action, b.Back = v.Page.To("/console/changes"), v.Page.Link("/console/changes/new", query)
	return v.Confirm(b, v.Page.T(texts.title))
}

// dateText is an entered day as the language writes days.
func (v *visit) dateText(name string) string {
	d, _ := v.Date(name)
	return v.Page.Date(d)
}

// stateChange states it.
func stateChange(v *visit) error {
	r, err := v.recognition()
	if err != nil {
		return err
	}
	c, problems, err := v.changeEntered()
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		if problems, err = v.State(c); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.changeForm(r, c, problems)
	}
	return v.Redirect("/console/products/"+c.Product, url.Values{"done": {string(c.Change)}})
}
