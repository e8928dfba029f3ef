package console

import (
	"net/http"
	"net/url"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// newBody is the form of a new batch, or what will be issued.
type newBody struct {
	common
	Form    *form
	Batch   *trace.Batch   // to be issued; nil while the form is filled in
	Product *trace.Product // of Batch
	Stars   string
	Warning string // about stars that end before the pack does
	End     string // name of the end date; "" for none
	Back    string // link to the form, filled
}

// firstFields are asked for first; all other problems belong to the page that
// shows what will be issued.
var firstFields = map[string]bool{"product": true, "produced": true, "quantity": true}

// newBatch shows the form, and what follows from it once it is filled in.
func newBatch(v *visit) error {
	if v.value("check") == "" {
		return v.batchForm(nil, http.StatusOK)
	}
	b, product, problems, err := v.batchEntered()
	if err != nil {
		return err
	}
	found, err := v.Registry.Prepare(v.ctx(), []*trace.Batch{b})
	if err != nil {
		return err
	}
	problems = besides(problems, found[0])
	return v.mend(b, product, problems)
}

// mend shows the page that the problems belong to, the first form first; what
// is missing on the next page is no problem of that.
func (v *visit) mend(b *trace.Batch, product *trace.Product, problems trace.Problems) error {
	var first trace.Problems
	for _, p := range problems {
		if firstFields[p.Field] {
			first = append(first, p)
		}
	}
	if len(first) > 0 {
		return v.batchForm(first, http.StatusUnprocessableEntity)
	}
	return v.confirmBatch(b, product, problems)
}

// batchEntered is the batch of a form. Its product is one of the producer's.
func (v *visit) batchEntered() (b *trace.Batch, product *trace.Product, problems trace.Problems, err error) {
	b = &trace.Batch{Product: v.value("product"), Lot: v.value("lot"), Unit: v.value("unit")}
	if b.Product != "" {
		if product, err = v.ownProduct(b.Product); err != nil {
			return nil, nil, nil, err
		}
	}
	for name, date := range map[string]*ocop.Date{"produced": &b.Produced, "expires": &b.Expires, "bestBefore": &b.BestBefore} {
		d, bad := v.date(name)
		*date, problems = d, append(problems, bad...)
	}
	n, bad := v.number("quantity")
	b.Quantity, problems = n, append(problems, bad...)
	if product == nil {
		problems = append(problems, trace.Problem{Field: "product", Key: "required"})
	}
	return b, product, problems, nil
}

// batchForm is the first page: product, day, packs.
func (v *visit) batchForm(problems trace.Problems, status int) error {
	products, err := v.Registry.ProductsOf(v.ctx(), v.user.Entity)
	if err != nil {
		return err
	}
	choice := &field{Name: "product", Label: "console.field.product", Type: "choice", Value: v.value("product")}
	for _, p := range products {
		if !p.Service {
			choice.Options = append(choice.Options, option{p.ID, p.Name})
		}
	}
	produced := v.today().String()
	if v.r.Form.Has("produced") {
		produced = v.value("produced")
	}
	quantity := &field{Name: "quantity", Label: "console.field.quantity", Type: "number", Value: v.value("quantity")}
	if quantity.Hint, err = v.lastQuantity(choice.Value); err != nil {
		return err
	}
	b := &newBody{Form: newForm("",
		choice,
		&field{Name: "produced", Label: "console.field.produced", Type: "date", Value: produced},
		quantity,
	)}
	for _, name := range []string{"lot", "expires", "bestBefore", "unit"} {
		if kept := v.value(name); kept != "" {
			b.Form.Fields = append(b.Form.Fields, hidden(name, kept))
		}
	}
	b.Form.blame(v.page, problems)
	if b.common, err = v.common(); err != nil {
		return err
	}
	return v.show("new", v.page.T("console.new.title"), b, status)
}

// lastQuantity reminds of the product's last batch.
func (v *visit) lastQuantity(product string) (string, error) {
	if product == "" {
		return "", nil
	}
	if _, err := v.ownProduct(product); err != nil {
		return "", err
	}
	last, err := v.Registry.Batches(v.ctx(), product, 1)
	if err != nil || len(last) == 0 {
		return "", err
	}
	return v.page.T("console.new.last", last[0].Quantity, last[0].Unit, last[0].Produced), nil
}

// confirmBatch shows what will be issued, with what was filled in to be
// changed.
func (v *visit) confirmBatch(b *trace.Batch, product *trace.Product, problems trace.Problems) error {
	body := &newBody{Batch: b, Product: product}
	key := v.value(keyField)
	var err error
	if key == "" {
		if key, err = v.newKey(); err != nil {
			return err
		}
	}
	if body.common, err = v.common(); err != nil {
		return err
	}
	if err := v.starsOf(body); err != nil {
		return err
	}
	body.Form = v.confirmFields(b, product, key)
	body.Form.blame(v.page, problems)
	body.Back = v.page.Link("/console/batches/new", url.Values{
		"product": {b.Product}, "produced": {b.Produced.String()}, "quantity": {v.value("quantity")},
	})
	v.page.Sample = b.Sample
	status := http.StatusOK
	if body.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.show("new", v.page.T("console.confirm.title"), body, status)
}

func (v *visit) confirmFields(b *trace.Batch, product *trace.Product, key string) *form {
	f := newForm("",
		hidden("product", b.Product), hidden("produced", b.Produced.String()), hidden("quantity", v.value("quantity")),
		hidden(keyField, key),
		&field{Name: "lot", Label: "console.field.lot", Hint: v.page.T("console.field.lot.hint"), Type: "text", Value: b.Lot, Max: 20},
	)
	switch product.DateKind {
	case trace.DateExpires:
		f.Fields = append(f.Fields, &field{Name: "expires", Label: "console.field.expires", Type: "date", Value: v.entered("expires", b.Expires)})
	case trace.DateBestBefore:
		f.Fields = append(f.Fields, &field{Name: "bestBefore", Label: "console.field.bestBefore", Type: "date", Value: v.entered("bestBefore", b.BestBefore)})
	}
	f.Fields = append(f.Fields, &field{Name: "unit", Label: "console.field.unit", Hint: v.page.T("console.field.unit.hint"), Type: "text", Value: b.Unit, Max: 20})
	return f
}

// entered is a day as it is shown in its field: as typed, where that is none.
func (v *visit) entered(name string, d ocop.Date) string {
	if _, problems := v.date(name); len(problems) > 0 {
		return v.value(name)
	}
	return d.String()
}

// starsOf fills in what is said about the product's stars.
func (v *visit) starsOf(body *newBody) error {
	s, err := v.Registry.ScanProduct(v.ctx(), body.Product.ID)
	if err != nil {
		return err
	}
	body.Stars = v.starsText(s.Standing)
	end, kind := body.Batch.End()
	switch kind {
	case trace.DateExpires:
		body.End = v.page.T("date.useBy")
	case trace.DateBestBefore:
		body.End = v.page.T("date.bestBefore")
	}
	if s.Standing != nil && s.Standing.InForce(v.today()) && kind != trace.DateNone && end.After(s.Standing.Until()) {
		body.Warning = v.page.T("console.confirm.starsEndFirst", s.Standing.Until(), end)
	}
	return nil
}

// issueBatch states the batch.
func issueBatch(v *visit) error {
	b, product, problems, err := v.batchEntered()
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		if err := v.Registry.Complete(v.ctx(), b, nil); err != nil {
			if problems, err = asProblems(err); err != nil {
				return err
			}
		}
	}
	if len(problems) == 0 {
		if problems, err = v.state(b); err != nil {
			return err
		}
	}
	if len(problems) == 0 {
		return v.redirect(batchPath(b.Product, b.Lot), url.Values{"done": {"issued"}})
	}
	return v.mend(b, product, problems)
}
