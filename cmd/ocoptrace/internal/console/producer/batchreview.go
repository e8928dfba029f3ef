package producer

import (
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// reviewBody is what will be issued.
type reviewBody struct {
	console.Common
	Form      *console.Form // hidden
	Batch     *trace.Batch
	Product   *trace.Product
	Stars     string
	Warnings  []string
	End       string // name of the end date; "" for none
	Documents []string
	Printing  bool
	Back      string // link to the form, filled
}

// confirmBatch shows what will be issued.
func (v *visit) confirmBatch(b *trace.Batch, product *trace.Product) error {
	body := &reviewBody{Batch: b, Product: product, Printing: v.Printing}
	key, err := v.FormKey()
	if err != nil {
		return err
	}
	if body.Common, err = v.Common(); err != nil {
		return err
	}
	if err := v.starsOf(body); err != nil {
		return err
	}
	for _, d := range b.Documents {
		body.Documents = append(body.Documents, v.documentText(d))
		if d.Expired(v.Today()) {
			body.Warnings = append(body.Warnings, v.Page.T("console.confirm.documentExpired", v.documentText(d), d.Expires))
		}
	}
	body.Form = hiddenBatch(b, key)
	back := url.Values{"product": {b.Product}, "draft": {"1"}}
	if v.R.Method != http.MethodPost {
		back = url.Values{"product": {b.Product}, "produced": {b.Produced.String()}, "quantity": {v.Value("quantity")}}
	}
	body.Back = v.Page.Link("/console/batches/new", back)
	v.Page.Sample = b.Sample
	return v.Show("review", v.Page.T("console.confirm.title"), body, http.StatusOK)
}

// hiddenBatch is the form of a batch that is shown, complete.
func hiddenBatch(b *trace.Batch, key string) *console.Form {
	f := console.NewForm("",
		console.Hidden("product", b.Product), console.Hidden(begunField, "1"), console.Hidden(console.KeyField, key),
		console.Hidden("produced", b.Produced.String()), console.Hidden("quantity", quantityText(b)),
		console.Hidden("lot", b.Lot), console.Hidden("unit", b.Unit),
	)
	switch end, kind := b.End(); kind {
	case trace.DateExpires:
		f.Fields = append(f.Fields, console.Hidden("expires", end.String()))
	case trace.DateBestBefore:
		f.Fields = append(f.Fields, console.Hidden("bestBefore", end.String()))
	}
	none := func(string) *console.Field { return nil }
	for _, row := range rowsOf("inputs", inputTexts(b.Inputs), inputFields, none).Rows {
		f.Fields = append(f.Fields, row.Fields...)
	}
	for _, row := range rowsOf("documents", documentTexts(b.Documents), documentFields, none).Rows {
		f.Fields = append(f.Fields, row.Fields...)
	}
	return f
}

// starsOf fills in what is said about the product's stars.
func (v *visit) starsOf(body *reviewBody) error {
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
		body.Warnings = append(body.Warnings, v.Page.T("console.confirm.starsEndFirst", s.Standing.Until(), end))
	}
	if kind != trace.DateNone && end.Before(v.Today()) {
		body.Warnings = append(body.Warnings, v.Page.T("console.confirm.past", end))
	}
	if body.Batch.Produced.After(v.Today()) {
		body.Warnings = append(body.Warnings, v.Page.T("console.confirm.future", body.Batch.Produced))
	}
	return nil
}

// documentText is a document in a line.
func (v *visit) documentText(d trace.Document) string {
	return v.Page.T("console.document.line", v.documentKind(d.Kind), d.Number, d.Issuer)
}

// documentKind is a kind of document in words.
func (v *visit) documentKind(code string) string {
	kind, known := ocop.DocumentKinds().ByCode(code)
	if !known {
		return code
	}
	return v.Page.Pick(kind.Name, kind.NameEn).String()
}

// quantityText is the number of packs as the form sends it.
func quantityText(b *trace.Batch) string { return strconv.FormatInt(b.Quantity, 10) }

// previewBatch shows the page that a buyer would find, of a batch that is not
// issued.
func previewBatch(v *visit) error {
	product, err := v.OwnProduct(v.Value("product"))
	if err != nil {
		return err
	}
	b, problems, err := v.batchEntered(product)
	if err != nil {
		return err
	}
	found, err := v.Registry.Prepare(v.Ctx(), []*trace.Batch{b})
	if err != nil {
		return err
	}
	if problems = besides(problems, found[0]); len(problems) > 0 {
		return v.batchForm(product, problems)
	}
	s, err := v.Registry.ScanProduct(v.Ctx(), product.ID)
	if err != nil {
		return err
	}
	v.Web.Preview(v.W, v.R, v.Page, s, b)
	return nil
}

// issueBatch states the batch, and leads to its labels.
func issueBatch(v *visit) error {
	product, err := v.OwnProduct(v.Value("product"))
	if err != nil {
		return err
	}
	b, problems, err := v.batchEntered(product)
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		if problems, err = console.AsProblems(v.Registry.Complete(v.Ctx(), b, nil)); err != nil {
			return err
		}
	}
	if len(problems) == 0 {
		if problems, err = v.State(b); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.batchForm(product, problems)
	}
	if err := v.DropDraft(batchDraft + "/" + product.ID); err != nil {
		return err
	}
	if v.Value("then") == "labels" && v.Printing {
		return v.Redirect("/console/labels", url.Values{"product": {b.Product}, "lot": {b.Lot}, "done": {"issued"}})
	}
	return v.Redirect(console.BatchPath(b.Product, b.Lot), url.Values{"done": {"issued"}})
}
