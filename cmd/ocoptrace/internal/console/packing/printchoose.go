package packing

import (
	"ocoptrace/cmd/ocoptrace/internal/console"
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
	b.Form = console.NewForm("", printer)
	for _, name := range asked {
		b.Form.Fields = append(b.Form.Fields, v.textField(name))
	}
	b.Form.Blame(v.Page, p.problems)
	if b.Designs, err = v.designCards(p); err != nil {
		return err
	}
	return v.Show("labels-design", v.Page.T("console.print.design"), b, statusOf(b.Form))
}

func (v *visit) printerField(p *plan) (*console.Field, error) {
	f := &console.Field{Name: "printer", Label: "console.field.printer", Type: "choice", Value: p.Printer.ID}
	f.Options = append(f.Options, console.Option{Value: "", Text: v.Page.T("console.printer.self")})
	printers, err := v.Press.Printers(v.Ctx(), v.User.Entity)
	for _, r := range printers {
		if r.Kind == press.PDF || p.Stock.Roll {
			f.Options = append(f.Options, console.Option{Value: r.ID, Text: printerName(r) + " – " + v.aboutPrinter(r)})
		}
	}
	return f, err
}

// textField asks for a text of a template.
func (v *visit) textField(name string) *console.Field {
	f := &console.Field{Name: name, Label: "console.field." + name, Type: "text", Value: v.Value(name), Optional: true, Max: 500}
	switch {
	case numberTexts[name]:
		f.Type = "number"
	case name == press.TextContains:
		f.Type, f.Hint = "area", v.Page.T("console.field.contains.hint")
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
	o.Locale, o.Confirmed = v.Page.Locale, true
	found, err := printing.Check(v.Ctx(), v.Registry, parts[:1], o)
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
