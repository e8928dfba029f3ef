package producer

import (
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// begunField says that the form was filled in before, so that nothing is carried
// over from the batch before once more.
const begunField = "begun"

// fillBatch makes the fields of the form.
func (v *visit) fillBatch(b *newBody, product *trace.Product, last *trace.Batch) error {
	key, err := v.FormKey()
	if err != nil {
		return err
	}
	produced := v.Today().String()
	if v.R.Form.Has("produced") {
		produced = v.Value("produced")
	}
	quantity := &console.Field{Name: "quantity", Label: "console.field.quantity", Type: "number", Value: v.Value("quantity")}
	if last != nil {
		quantity.Hint = v.Page.T("console.new.last", last.Quantity, last.Unit, last.Produced)
	}
	b.Form = console.NewForm("",
		console.Hidden("product", product.ID), console.Hidden(begunField, "1"), console.Hidden(console.KeyField, key),
		&console.Field{Name: "produced", Label: "console.field.produced", Type: "date", Value: produced}, quantity,
	)
	if err := v.fillMore(b, product, produced, last); err != nil {
		return err
	}
	inputs, documents := v.rowsTyped("inputs", inputFields), v.rowsTyped("documents", documentFields)
	if v.Value(begunField) == "" && last != nil {
		inputs, documents = inputTexts(last.Inputs), documentTexts(last.Documents)
		if len(inputs)+len(documents) > 0 {
			b.Carried = v.Page.T("console.new.carried", last.Lot, len(inputs), len(documents))
		}
	}
	b.Inputs, b.Documents = v.inputForm(inputs), v.documentForm(documents)
	return nil
}

// fillMore makes the fields that are computed where they are left empty, with
// what that would be as things stand.
func (v *visit) fillMore(b *newBody, product *trace.Product, produced string, last *trace.Batch) error {
	lot := &console.Field{Name: "lot", Label: "console.field.lot", Hint: v.Page.T("console.field.lot.hint"), Type: "text", Value: v.Value("lot"), Max: 20, Optional: true}
	end := &console.Field{Type: "date", Optional: true}
	switch product.DateKind {
	case trace.DateExpires:
		end.Name, end.Label = "expires", "console.field.expires"
	case trace.DateBestBefore:
		end.Name, end.Label = "bestBefore", "console.field.bestBefore"
	}
	unit := &console.Field{Name: "unit", Label: "console.field.unit", Hint: v.Page.T("console.field.unit.hint"), Type: "text", Value: v.Value("unit"), Max: 20}
	if unit.Value == "" && last != nil && v.Value(begunField) == "" {
		unit.Value = last.Unit
	}
	computed := &trace.Batch{Product: product.ID}
	if day, err := ocop.ParseLocalDate(produced); err == nil {
		computed.Produced = day
		_, err := console.AsProblems(v.Registry.Complete(v.Ctx(), computed, nil))
		if err != nil {
			return err
		}
	}
	if computed.Lot != "" {
		lot.Hint = v.Page.T("console.new.lot", computed.Lot)
	}
	b.More = console.NewForm("", lot)
	if end.Name != "" {
		end.Value = v.Value(end.Name)
		if day, kind := computed.End(); kind != trace.DateNone {
			end.Hint = v.Page.T("console.new.end", day)
		}
		b.More.Fields = append(b.More.Fields, end)
	}
	b.More.Fields = append(b.More.Fields, unit)
	return nil
}

// batchEntered is the batch of a form, of a product of the user's.
func (v *visit) batchEntered(product *trace.Product) (b *trace.Batch, problems trace.Problems, err error) {
	b = &trace.Batch{Product: product.ID, Lot: v.Value("lot"), Unit: v.Value("unit")}
	for name, date := range map[string]*ocop.Date{"produced": &b.Produced, "expires": &b.Expires, "bestBefore": &b.BestBefore} {
		d, bad := v.Date(name)
		*date, problems = d, append(problems, bad...)
	}
	n, bad := v.Number("quantity")
	b.Quantity, problems = n, append(problems, bad...)
	if v.Value(begunField) == "" {
		last, err := v.lastBatch(product)
		if err != nil || last == nil {
			return b, problems, err
		}
		b.Inputs, b.Documents = last.Inputs, last.Documents
		return b, problems, nil
	}
	b.Inputs, bad = inputsOf(v.rowsTyped("inputs", inputFields))
	problems = append(problems, bad...)
	b.Documents, bad = documentsOf(v.rowsTyped("documents", documentFields))
	return b, append(problems, bad...), nil
}
