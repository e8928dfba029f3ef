package packing

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
)

// showPlan shows all that is planned, how it will look, and the button that
// prints it.
func (v *visit) showPlan(p *plan, status int) error {
	b, err := v.step(p, "reason", "confirmed")
	if err != nil {
		return err
	}
	for _, l := range p.Lots {
		b.Lots = append(b.Lots, lotLine{lotWanted: l})
	}
	if b.Labels, err = v.printedOf(p.Spans); err != nil {
		return err
	}
	if b.Look, err = v.look(p); err != nil {
		return err
	}
	if b.Key = v.Value(console.KeyField); b.Key == "" {
		if b.Key, err = v.NewKey(); err != nil {
			return err
		}
	}
	v.describePlan(b)
	if len(p.Spans) > len(p.Items) {
		b.Form.Fields = append(b.Form.Fields, &console.Field{
			Name: "reason", Label: "console.field.reprintReason", Hint: v.Page.T("console.field.reprintReason.hint"),
			Type: "text", Max: 500, Value: p.Reason, Lang: "vi", Optional: true,
		})
	}
	b.Form.Blame(v.Page, p.problems)
	if b.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("labels", v.Page.T("console.print.title"), b, status)
}

func (v *visit) describePlan(b *planBody) {
	p := b.Plan
	b.Fill, b.Total = p.fill(), p.labels()*int64(max(p.Job.Copies, 1))
	b.Stocks = []stockCard{{
		Stock: p.Stock, Name: v.stockTitle(p.Stock), About: v.aboutStock(p.Stock),
		Pic: pictureOf(p.Stock, max(p.Job.Start, 1), p.Job, 96),
	}}
	b.Designs = []designCard{{Name: v.patternName(p.Template)}}
	b.LabelAt, b.PageAt = v.pictureLinks(p.query())
	b.LabelPX = [2]int{pixels(p.Stock.LabelW), pixels(p.Stock.LabelH)}
	for _, f := range b.Look.Findings {
		b.Blocked = b.Blocked || !f.Warning && !f.Confirm
		b.Confirm = b.Confirm || f.Confirm
	}
	b.Blocked = b.Blocked || b.Look.Label == nil
}

// pixels are CSS pixels (CSS Values and Units 3, section 6.2).
func pixels(mm float64) int { return int(mm*96/25.4 + 0.5) }

// PrinterText names the plan's printer.
func (b *planBody) PrinterText(self string) string {
	if b.Plan.Printer.ID == "" {
		return self
	}
	return printerName(b.Plan.Printer)
}

// StepQuery is the query of a step of the plan.
func (b *planBody) StepQuery(step string) url.Values {
	q := b.Plan.query()
	q.Set("step", step)
	return q
}

// StartShown says that it matters where on the sheet the first label goes.
func (b *planBody) StartShown() bool { return b.Plan.Stock.PerPage() > 1 }

// Queueable says that the labels can wait in the queue instead.
func (b *planBody) Queueable() bool { return len(b.Plan.Items) == 0 }
