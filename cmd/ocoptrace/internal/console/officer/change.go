package officer

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// recognition is the one that a request names, of a product of the officer's
// province; 404 if there is none.
func (v *visit) recognition() (*trace.Recognition, error) {
	if _, _, err := v.product(v.Value("product")); err != nil {
		return nil, err
	}
	all, err := v.Registry.RecognitionsOf(v.Ctx(), v.Value("product"))
	if err != nil {
		return nil, err
	}
	for _, h := range all {
		if h.Recognition.Number == v.Value("number") {
			return h.Recognition, nil
		}
	}
	return nil, web.Status(http.StatusNotFound)
}

// changeEntered is the change that a form asks for.
func (v *visit) changeEntered() (*trace.RecognitionChange, trace.Problems, error) {
	c := &trace.RecognitionChange{
		Product: v.Value("product"), Number: v.Value("number"), Change: trace.Change(v.Value("change")),
		Reason: v.Value("reason"), Decision: v.Value("decision"), Authority: v.Value("authority"),
	}
	if c.Change != trace.ChangeExtended && c.Change != trace.ChangeWithdrawn {
		return nil, nil, web.Status(http.StatusBadRequest)
	}
	var problems, more trace.Problems
	c.Date, problems = v.Date("date")
	if c.Change == trace.ChangeExtended {
		c.Until, more = v.Date("until")
	} else {
		c.Ground, more = groundEntered(v.Value("ground"), v.Today())
	}
	return c, append(problems, more...), nil
}

// groundEntered is what is stated of a ground that was chosen: article and name,
// as the tables have them on the day.
func groundEntered(code string, today ocop.Date) (string, trace.Problems) {
	if code == "" {
		return "", trace.Problems{{Field: "ground", Key: "required"}}
	}
	g, known := ocop.WithdrawalGrounds().On(today).ByCode(code)
	if !known {
		return "", trace.Problems{{Field: "ground", Key: "notOffered", Args: []any{console.Shorten(code)}}}
	}
	return g.Source.Article + ": " + g.Name, nil
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
	a, err := v.changeAsking(r, c)
	if err != nil {
		return err
	}
	a.follows = []console.Shown{{Name: v.Page.T("officer.consumers"), Text: v.saidOf(r, c)}}
	return v.confirm(a)
}

// saidOf is what consumers will read of the stars.
func (v *visit) saidOf(r *trace.Recognition, changes ...*trace.RecognitionChange) string {
	s := &trace.Standing{Recognition: trace.Proven[*trace.Recognition]{Fact: r}}
	for _, c := range changes {
		s.Changes = append(s.Changes, trace.Proven[*trace.RecognitionChange]{Fact: c})
	}
	return v.StarsText(s)
}

// changeTexts are the keys of what is asked for and said.
var changeTexts = map[trace.Change]struct{ title, lead, button string }{
	trace.ChangeExtended:  {"console.extend.title", "console.extend.lead", "console.extend.button"},
	trace.ChangeWithdrawn: {"console.withdraw.title", "console.withdraw.lead", "console.withdraw.button"},
}

// changeFields are filled in by an officer. They begin with today, the longest
// extension and the authority that decided.
func (v *visit) changeFields(r *trace.Recognition, c *trace.RecognitionChange) []*console.Field {
	value := func(name, first string) string {
		if v.R.Form.Has("reason") {
			return v.Value(name)
		}
		return first
	}
	fields := []*console.Field{{Name: "date", Label: "console.field.from.day", Type: "date", Value: value("date", v.Today().String())}}
	if c.Change == trace.ChangeExtended {
		fields = append(fields, &console.Field{Name: "until", Label: "console.field.until", Type: "date", Value: value("until", ocop.LatestExtension(r.Expires).String())})
	} else {
		fields = append(fields, &console.Field{Name: "ground", Label: "officer.field.ground", Type: "choice", Value: v.Value("ground"), Options: v.grounds()})
	}
	return append(fields,
		&console.Field{Name: "reason", Label: "console.field.changeReason", Type: "area", Lang: "vi", Value: c.Reason, Max: 500},
		&console.Field{Name: "decision", Label: "officer.field.decision", Type: "text", Lang: "vi", Value: c.Decision, Max: 100, Optional: true},
		&console.Field{Name: "authority", Label: "console.field.authority", Type: "text", Lang: "vi", Value: value("authority", r.Authority), Max: 200},
	)
}

// grounds are those of today's law.
func (v *visit) grounds() []console.Option {
	all := []console.Option{{Text: v.Page.T("officer.choose")}}
	for _, g := range ocop.WithdrawalGrounds().On(v.Today()) {
		all = append(all, console.Option{Value: g.Code, Text: g.Source.Article + ": " + v.inLanguage(g.Name, g.NameEn)})
	}
	return all
}

// aboutRecognition says which recognition it is.
func (v *visit) aboutRecognition(r *trace.Recognition) ([]console.Shown, error) {
	p, _, err := v.product(r.Product)
	if err != nil {
		return nil, err
	}
	v.Page.Sample = p.Sample
	return []console.Shown{
		{Name: v.Page.T("console.field.product"), Text: p.Name, Lang: "vi"},
		{Name: v.Page.T("stars.term"), Text: v.Page.T("stars.title", r.Stars)},
		{Name: v.Page.T("stars.number"), Text: r.Number},
		{Name: v.Page.T("stars.dates"), Text: v.Page.Date(r.Issued) + " – " + v.Page.Date(r.Expires)},
	}, nil
}

// changeAsking is the form of a change, to be shown or confirmed.
func (v *visit) changeAsking(r *trace.Recognition, c *trace.RecognitionChange) (asking, error) {
	about, err := v.aboutRecognition(r)
	texts := changeTexts[c.Change]
	fields := append(v.changeFields(r, c), console.Hidden("product", c.Product), console.Hidden("number", c.Number), console.Hidden("change", string(c.Change)))
	return asking{
		title: v.Page.T(texts.title), lead: v.Page.T(texts.lead, ocop.LatestExtension(r.Expires)), button: v.Page.T(texts.button),
		form: "/console/changes/new", post: "/console/changes", back: v.Page.To("/console/products/" + c.Product),
		about: about, fields: fields, grave: c.Change == trace.ChangeWithdrawn,
	}, err
}

func (v *visit) changeForm(r *trace.Recognition, c *trace.RecognitionChange, problems trace.Problems) error {
	a, err := v.changeAsking(r, c)
	if err != nil {
		return err
	}
	return v.ask(a, problems)
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
