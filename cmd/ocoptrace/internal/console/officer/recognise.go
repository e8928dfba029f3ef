package officer

import (
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// recognitionEntered is the recognition that a form asks for.
func (v *visit) recognitionEntered() (*trace.Recognition, trace.Problems) {
	r := &trace.Recognition{
		Product: v.Value("product"), Number: v.Value("number"), Decision: v.Value("decision"),
		Authority: v.Value("authority"), Competent: v.Value("competent"),
	}
	r.Stars, _ = strconv.ParseInt(v.Value("stars"), 10, 64)
	var problems, more trace.Problems
	r.Issued, problems = v.Date("issued")
	r.Expires, more = v.Date("expires")
	problems = append(problems, more...)
	if r.Issued.After(v.Today()) {
		problems = append(problems, trace.Problem{Field: "issued", Key: "issuedLater"})
	}
	return r, problems
}

// recognitionFields are those of the decision, as it is printed.
func (v *visit) recognitionFields(r *trace.Recognition) []*console.Field {
	stars := []console.Option{{Text: v.Page.T("officer.choose")}}
	for n := int64(3); n <= 5; n++ {
		stars = append(stars, console.Option{Value: strconv.FormatInt(n, 10), Text: v.Page.T("stars.title", n)})
	}
	return []*console.Field{
		{Name: "stars", Label: "officer.field.stars", Type: "choice", Value: v.Value("stars"), Options: stars},
		{Name: "number", Label: "officer.field.number", Hint: v.Page.T("officer.field.number.hint"), Type: "text", Value: r.Number, Max: 40},
		{Name: "decision", Label: "officer.field.decisionOf", Hint: v.Page.T("officer.field.decisionOf.hint"), Type: "text", Lang: "vi", Value: r.Decision, Max: 100},
		{Name: "authority", Label: "officer.field.authority", Hint: v.Page.T("officer.field.authority.hint"), Type: "text", Lang: "vi", Value: r.Authority, Max: 200},
		{Name: "competent", Label: "officer.field.competent", Hint: v.Page.T("officer.field.competent.hint"), Type: "text", Lang: "vi", Value: r.Competent, Max: 200, Optional: true},
		{Name: "issued", Label: "officer.field.issued", Type: "date", Value: v.dateValue("issued", r.Issued)},
		{Name: "expires", Label: "officer.field.expires", Hint: v.Page.T("officer.field.expires.hint"), Type: "date", Value: v.dateValue("expires", r.Expires), Optional: true},
	}
}

// dateValue is a day as a form holds it: the day, or what was typed for one.
func (v *visit) dateValue(name string, d ocop.Date) string {
	if d.IsZero() {
		return v.Value(name)
	}
	return d.String()
}

func (v *visit) recognitionAsking(r *trace.Recognition) (asking, error) {
	p, e, err := v.product(r.Product)
	if err != nil {
		return asking{}, err
	}
	v.Page.Sample = p.Sample
	return asking{
		title: v.Page.T("officer.recognise.title"), lead: v.Page.T("officer.recognise.lead"), button: v.Page.T("officer.recognise.button"),
		form: "/console/recognitions/new", post: "/console/recognitions", back: v.Page.To("/console/products/" + p.ID),
		about: []console.Shown{
			{Name: v.Page.T("console.field.product"), Text: p.Name, Lang: "vi"},
			{Name: v.Page.T("officer.field.name"), Text: e.Name, Lang: "vi"},
		},
		fields: append(v.recognitionFields(r), console.Hidden("product", p.ID)),
	}, nil
}

// newRecognition shows the form, and what will be said once it is filled in.
func newRecognition(v *visit) error {
	r, problems := v.recognitionEntered()
	asked := v.Value("check") != ""
	if asked {
		found, err := v.Examine(r) // also completes the expiry
		if err != nil {
			return err
		}
		problems = console.Besides(problems, found)
	}
	a, err := v.recognitionAsking(r)
	if err != nil {
		return err
	}
	if !asked {
		return v.ask(a, nil)
	}
	if len(problems) > 0 {
		return v.ask(a, problems)
	}
	a.follows = []console.Shown{{Name: v.Page.T("officer.consumers"), Text: v.saidOf(r)}}
	return v.confirm(a)
}

// stateRecognition states it.
func stateRecognition(v *visit) error {
	r, problems := v.recognitionEntered()
	a, err := v.recognitionAsking(r)
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		if problems, err = v.State(r); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.ask(a, problems)
	}
	return v.Redirect("/console/products/"+r.Product, url.Values{"done": {"recognised"}})
}
