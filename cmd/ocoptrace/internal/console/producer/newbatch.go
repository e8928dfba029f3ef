package producer

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// newBody is the form of a new batch, or what will be issued.
type newBody struct {
	console.Common
	Form    *console.Form
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
	if v.Value("check") == "" {
		return v.batchForm(nil, http.StatusOK)
	}
	b, product, problems, err := v.batchEntered()
	if err != nil {
		return err
	}
	found, err := v.Registry.Prepare(v.Ctx(), []*trace.Batch{b})
	if err != nil {
		return err
	}
	problems = console.Besides(problems, found[0])
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
	b = &trace.Batch{Product: v.Value("product"), Lot: v.Value("lot"), Unit: v.Value("unit")}
	if b.Product != "" {
		if product, err = v.OwnProduct(b.Product); err != nil {
			return nil, nil, nil, err
		}
	}
	for name, date := range map[string]*ocop.Date{"produced": &b.Produced, "expires": &b.Expires, "bestBefore": &b.BestBefore} {
		d, bad := v.Date(name)
		*date, problems = d, append(problems, bad...)
	}
	n, bad := v.Number("quantity")
	b.Quantity, problems = n, append(problems, bad...)
	if product == nil {
		problems = append(problems, trace.Problem{Field: "product", Key: "required"})
	}
	return b, product, problems, nil
}

// batchForm is the first page: product, day, packs.
func (v *visit) batchForm(problems trace.Problems, status int) error {
	products, err := v.Registry.ProductsOf(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	choice := &console.Field{Name: "product", Label: "console.field.product", Type: "choice", Value: v.Value("product")}
	for _, p := range products {
		if !p.Service {
			choice.Options = append(choice.Options, console.Option{Value: p.ID, Text: p.Name})
		}
	}
	produced := v.Today().String()
	if v.R.Form.Has("produced") {
		produced = v.Value("produced")
	}
	quantity := &console.Field{Name: "quantity", Label: "console.field.quantity", Type: "number", Value: v.Value("quantity")}
	if quantity.Hint, err = v.lastQuantity(choice.Value); err != nil {
		return err
	}
	b := &newBody{Form: console.NewForm("",
		choice,
		&console.Field{Name: "produced", Label: "console.field.produced", Type: "date", Value: produced},
		quantity,
	)}
	for _, name := range []string{"lot", "expires", "bestBefore", "unit"} {
		if kept := v.Value(name); kept != "" {
			b.Form.Fields = append(b.Form.Fields, console.Hidden(name, kept))
		}
	}
	b.Form.Blame(v.Page, problems)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("new", v.Page.T("console.new.title"), b, status)
}

// lastQuantity reminds of the product's last batch.
func (v *visit) lastQuantity(product string) (string, error) {
	if product == "" {
		return "", nil
	}
	if _, err := v.OwnProduct(product); err != nil {
		return "", err
	}
	last, err := v.Registry.Batches(v.Ctx(), product, 1)
	if err != nil || len(last) == 0 {
		return "", err
	}
	return v.Page.T("console.new.last", last[0].Quantity, last[0].Unit, last[0].Produced), nil
}

// confirmBatch shows what will be issued, with what was filled in to be
// changed.
func (v *visit) confirmBatch(b *trace.Batch, product *trace.Product, problems trace.Problems) error {
	body := &newBody{Batch: b, Product: product}
	key := v.Value(console.KeyField)
	var err error
	if key == "" {
		if key, err = v.NewKey(); err != nil {
			return err
		}
	}
	if body.Common, err = v.Common(); err != nil {
		return err
	}
	if err := v.starsOf(body); err != nil {
		return err
	}
	body.Form = v.confirmFields(b, product, key)
	body.Form.Blame(v.Page, problems)
	body.Back = v.Page.Link("/console/batches/new", url.Values{
		"product": {b.Product}, "produced": {b.Produced.String()}, "quantity": {v.Value("quantity")},
	})
	v.Page.Sample = b.Sample
	status := http.StatusOK
	if body.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("new", v.Page.T("console.confirm.title"), body, status)
}

func (v *visit) confirmFields(b *trace.Batch, product *trace.Product, key string) *console.Form {
	f := console.NewForm("",
		console.Hidden("product", b.Product), console.Hidden("produced", b.Produced.String()), console.Hidden("quantity", v.Value("quantity")),
		console.Hidden(console.KeyField, key),
		&console.Field{Name: "lot", Label: "console.field.lot", Hint: v.Page.T("console.field.lot.hint"), Type: "text", Value: b.Lot, Max: 20},
	)
	switch product.DateKind {
	case trace.DateExpires:
		f.Fields = append(f.Fields, &console.Field{Name: "expires", Label: "console.field.expires", Type: "date", Value: v.entered("expires", b.Expires)})
	case trace.DateBestBefore:
		f.Fields = append(f.Fields, &console.Field{Name: "bestBefore", Label: "console.field.bestBefore", Type: "date", Value: v.entered("bestBefore", b.BestBefore)})
	}
	f.Fields = append(f.Fields, &console.Field{Name: "unit", Label: "console.field.unit", Hint: v.Page.T("console.field.unit.hint"), Type: "text", Value: b.Unit, Max: 20})
	return f
}

// entered is a day as it is shown in its field: as typed, where that is none.
func (v *visit) entered(name string, d ocop.Date) string {
	if _, problems := v.Date(name); len(problems) > 0 {
		return v.Value(name)
	}
	return d.String()
}

// starsOf fills in what is said about the product's stars.
func (v *visit) starsOf(body *newBody) error {
	s, err := v.Registry.ScanProduct(v.Ctx(), body.Product.ID)
	if err != nil {
		return err
	}
	body.Stars = v.StarsText(s.Standing)
	end, kind := body.Batch.End()
	switch kind {
	case trace.DateExpires:
		body.End = v.Page.T("date.useBy")
	case trace.DateBestBefore:
		body.End = v.Page.T("date.bestBefore")
	}
	if s.Standing != nil && s.Standing.InForce(v.Today()) && kind != trace.DateNone && end.After(s.Standing.Until()) {
		body.Warning = v.Page.T("console.confirm.starsEndFirst", s.Standing.Until(), end)
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
		if err := v.Registry.Complete(v.Ctx(), b, nil); err != nil {
			if problems, err = console.AsProblems(err); err != nil {
				return err
			}
		}
	}
	if len(problems) == 0 {
		if problems, err = v.State(b); err != nil {
			return err
		}
	}
	if len(problems) == 0 {
		return v.Redirect(console.BatchPath(b.Product, b.Lot), url.Values{"done": {"issued"}})
	}
	return v.mend(b, product, problems)
}
