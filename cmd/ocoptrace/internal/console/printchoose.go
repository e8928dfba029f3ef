package console

import (
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/layout"
)

// designCard is a template to choose, by its picture.
type designCard struct {
	ID, Name string
	Chosen   bool
	Picture  string // "" where it does not fit
	Why      string // it does not
}

// showDesign asks for the template, the printer, and what the template asks of
// whoever prints.
func (v *visit) showDesign(p *plan) error {
	if p.Stock.ID == "" {
		return v.showStocks(p)
	}
	asked := askedTexts[p.Template.Purpose]
	b, err := v.step(p, append([]string{"template", "printer", "confirmed"}, asked...)...)
	if err != nil {
		return err
	}
	printer, err := v.printerField(p)
	if err != nil {
		return err
	}
	b.Form = newForm("", printer)
	for _, name := range asked {
		b.Form.Fields = append(b.Form.Fields, v.textField(name))
	}
	b.Form.blame(v.page, p.problems)
	if b.Designs, err = v.designCards(p); err != nil {
		return err
	}
	return v.show("labels-design", v.page.T("console.print.design"), b, statusOf(b.Form))
}

func (v *visit) printerField(p *plan) (*field, error) {
	f := &field{Name: "printer", Label: "console.field.printer", Type: "choice", Value: p.Printer.ID}
	f.Options = append(f.Options, option{"", v.page.T("console.printer.self")})
	printers, err := v.Press.Printers(v.ctx(), v.user.Entity)
	for _, r := range printers {
		if r.Kind == press.PDF || p.Stock.Roll {
			f.Options = append(f.Options, option{r.ID, printerName(r) + " – " + v.aboutPrinter(r)})
		}
	}
	return f, err
}

// textField asks for a text of a template.
func (v *visit) textField(name string) *field {
	f := &field{Name: name, Label: "console.field." + name, Type: "text", Value: v.value(name), Optional: true, Max: 500}
	switch {
	case numberTexts[name]:
		f.Type = "number"
	case name == press.TextContains:
		f.Type, f.Hint = "area", v.page.T("console.field.contains.hint")
	}
	return f
}

// designCards are the templates with what they look like on the stock.
func (v *visit) designCards(p *plan) (cards []designCard, err error) {
	all, err := v.templatesFor()
	if err != nil {
		return nil, err
	}
	for _, t := range all {
		card := designCard{ID: t.ID, Name: v.patternName(t), Chosen: t.ID == p.Template.ID}
		if card.Why, err = v.unfit(p, t); err != nil {
			return nil, err
		}
		if card.Why == "" {
			q := p.query()
			q.Set("template", t.ID)
			card.Picture, _ = v.pictureLinks(q)
		}
		cards = append(cards, card)
	}
	return cards, nil
}

// unfit says why a template cannot be printed on the stock; "" where it can.
func (v *visit) unfit(p *plan, t layout.Template) (string, error) {
	if p.empty() {
		return "", nil
	}
	parts, err := v.planParts(p)
	if err != nil {
		return "", err
	}
	job := p.order()
	job.Template = t
	o := press.SetupOf(job)
	o.Locale, o.Confirmed = v.page.Locale, true
	found, err := printing.Check(v.ctx(), v.Registry, parts[:1], o)
	if text, ok := v.faultText(err); ok {
		return text, nil
	}
	for _, f := range found {
		if !f.Warning {
			return f.Text, err
		}
	}
	return "", err
}
