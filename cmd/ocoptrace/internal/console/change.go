package console

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// recognition is the one that a request names; 404 if there is none.
func (v *visit) recognition() (*trace.Recognition, error) {
	standings, err := v.Registry.Standings(v.ctx(), v.value("product"))
	if err != nil {
		return nil, err
	}
	for _, s := range standings {
		if r := s.Recognition.Fact; r.Number == v.value("number") {
			return r, nil
		}
	}
	return nil, web.Status(http.StatusNotFound)
}

// changeEntered is the change that a form asks for.
func (v *visit) changeEntered() (*trace.RecognitionChange, trace.Problems, error) {
	c := &trace.RecognitionChange{
		Product: v.value("product"), Number: v.value("number"), Change: trace.Change(v.value("change")),
		Reason: v.value("reason"), Authority: v.value("authority"),
	}
	if c.Change != trace.ChangeExtended && c.Change != trace.ChangeWithdrawn {
		return nil, nil, web.Status(http.StatusBadRequest)
	}
	var problems, more trace.Problems
	c.Date, problems = v.date("date")
	if c.Change == trace.ChangeExtended {
		c.Until, more = v.date("until")
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
	if v.value("check") == "" {
		return v.changeForm(r, c, nil)
	}
	found, err := v.examine(c)
	if err != nil {
		return err
	}
	if problems = besides(problems, found); len(problems) > 0 {
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
func (v *visit) changeFields(c *trace.RecognitionChange) []*field {
	fields := []*field{{Name: "date", Label: "console.field.from.day", Type: "date", Value: v.value("date")}}
	if c.Change == trace.ChangeExtended {
		fields = append(fields, &field{Name: "until", Label: "console.field.until", Type: "date", Value: v.value("until")})
	}
	return append(fields,
		&field{Name: "reason", Label: "console.field.changeReason", Type: "area", Lang: "vi", Value: c.Reason, Max: 500},
		&field{Name: "authority", Label: "console.field.authority", Type: "text", Lang: "vi", Value: c.Authority, Max: 200},
	)
}

// aboutRecognition says which recognition it is.
func (v *visit) aboutRecognition(r *trace.Recognition) ([]shown, error) {
	p, err := v.Registry.Product(v.ctx(), r.Product)
	if err != nil {
		return nil, missing(err)
	}
	v.page.Sample = p.Sample
	return []shown{
		{v.page.T("console.field.product"), p.Name, "vi"},
		{v.page.T("stars.term"), v.page.T("stars.title", r.Stars), ""},
		{v.page.T("stars.number"), r.Number, ""},
		{v.page.T("stars.dates"), v.page.Date(r.Issued) + " – " + v.page.Date(r.Expires), ""},
	}, nil
}

func (v *visit) changeForm(r *trace.Recognition, c *trace.RecognitionChange, problems trace.Problems) error {
	facts, err := v.aboutRecognition(r)
	if err != nil {
		return err
	}
	fields := v.changeFields(c)
	if !v.r.Form.Has("reason") { // as it is first shown
		for name, value := range map[string]string{
			"date": v.today().String(), "until": ocop.LatestExtension(r.Expires).String(), "authority": r.Authority,
		} {
			if f := newForm("", fields...).field(name); f != nil {
				f.Value = value
			}
		}
	}
	fields = append(fields, hidden("product", c.Product), hidden("number", c.Number), hidden("change", string(c.Change)))
	if key := v.value(keyField); key != "" {
		fields = append(fields, hidden(keyField, key))
	}
	texts := changeTexts[c.Change]
	b := &formBody{
		Lead: v.page.T(texts.lead, ocop.LatestExtension(r.Expires)), Facts: facts, Form: newForm("", fields...), Action: "/console/changes/new",
		Back: v.page.To("/console/products/" + c.Product),
	}
	b.Form.blame(v.page, problems)
	return v.showForm(b, v.page.T(texts.title))
}

func (v *visit) confirmChange(r *trace.Recognition, c *trace.RecognitionChange) error {
	facts, err := v.aboutRecognition(r)
	if err != nil {
		return err
	}
	texts := changeTexts[c.Change]
	b := &confirmBody{
		Grave: c.Change == trace.ChangeWithdrawn, Lead: v.page.T("console.said"), Button: v.page.T(texts.button), Facts: facts,
		Form: newForm("", hidden("product", c.Product), hidden("number", c.Number), hidden("change", string(c.Change))),
	}
	query := url.Values{}
	for _, f := range v.changeFields(c) {
		text := f.Value
		if f.Type == "date" {
			text = v.dateText(f.Name)
		}
		b.Form.Fields = append(b.Form.Fields, hidden(f.Name, f.Value))
		b.Facts = append(b.Facts, shown{v.page.T(f.Label), text, f.Lang})
	}
	for _, f := range b.Form.Fields {
		query.Set(f.Name, f.Value)
	}
	b.Action, b.Back = v.page.To("/console/changes"), v.page.Link("/console/changes/new", query)
	return v.confirm(b, v.page.T(texts.title))
}

// dateText is an entered day as the language writes days.
func (v *visit) dateText(name string) string {
	d, _ := v.date(name)
	return v.page.Date(d)
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
		if problems, err = v.state(c); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.changeForm(r, c, problems)
	}
	return v.redirect("/console/products/"+c.Product, url.Values{"done": {string(c.Change)}})
}
