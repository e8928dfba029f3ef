package packing

import (
	"cmp"
	"errors"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/layout"
	"ocoptrace/trace"
)

// askedTexts are what templates of a purpose ask of whoever prints.
var askedTexts = map[layout.Purpose][]string{
	layout.Carton: {press.TextPieces, press.TextCarton, press.TextCartons, press.TextGross},
	layout.Gift:   {press.TextContains},
}

// numberTexts are those that are whole numbers.
var numberTexts = map[string]bool{press.TextPieces: true, press.TextCarton: true, press.TextCartons: true}

// templatesFor are the templates of labels: the producer's own, then the
// program's. Posters are no labels of a batch.
func (v *visit) templatesFor() (all []layout.Template, err error) {
	own, err := v.Press.Templates(v.Ctx(), v.User.Entity)
	if err != nil {
		return nil, err
	}
	taken := make(map[string]bool)
	for _, t := range append(own, printing.Templates()...) {
		if t.Purpose != layout.Poster && !taken[t.ID] {
			taken[t.ID] = true
			all = append(all, t)
		}
	}
	return all, nil
}

// readDesign reads the template and the printer: the stamp that suits the
// stock, and a PDF to print oneself, where nothing is said.
func (v *visit) readDesign(p *plan) error {
	all, err := v.templatesFor()
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.ID == v.Value("template") {
			p.Template = t
		}
	}
	if p.Template.ID == "" {
		p.Template = printing.TemplateFor(p.Stock.LabelW, p.Stock.LabelH)
	}
	p.Printer, err = v.Press.Printer(v.Ctx(), v.User.Entity, v.Value("printer"))
	if errors.Is(err, press.ErrNotFound) { // removed since
		p.Printer, err = press.Printer{Kind: press.PDF}, nil
	}
	if c, ok := p.Printer.Calibrations[p.Stock.ID]; ok {
		p.Job.Calibration = c
	}
	v.readTexts(p)
	return err
}

func (v *visit) readTexts(p *plan) {
	for _, name := range askedTexts[p.Template.Purpose] {
		text := v.Value(name)
		if text == "" {
			continue
		}
		p.Texts[name] = text
		if numberTexts[name] {
			n, problems := console.ReadNumber(name, text)
			if len(problems) == 0 && (n < 1 || n > press.MaxLabels) {
				problems = trace.Problems{{Field: name, Key: "outOfRange", Args: []any{n, 1, press.MaxLabels}}}
			}
			p.problems = append(p.problems, problems...)
		}
	}
	if v.Value("confirmed") != "" {
		p.Texts[press.TextConfirmed] = "yes"
	}
}

// order is the plan as a job that is not made yet.
func (p *plan) order() press.Job {
	texts := make(map[string]string)
	for name, text := range p.Texts {
		if numberTexts[name] {
			if n, bad := console.ReadNumber(name, text); len(bad) == 0 {
				text = i64(n)
			}
		}
		texts[name] = text
	}
	return press.Job{Sheet: p.Job, Printer: p.Printer, Template: p.Template, Texts: texts}
}

// patternName is what a template is called in the page's language.
func (v *visit) patternName(t layout.Template) string {
	if v.Page.Lang() == "en" {
		return cmp.Or(t.Name.En, t.Name.Vi, t.ID)
	}
	return cmp.Or(t.Name.Vi, t.ID)
}
