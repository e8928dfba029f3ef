package producer

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// batchDraft is the name of the form of a new batch among the drafts.
const batchDraft = "batch"

// newBody is the form of a new batch.
type newBody struct {
	console.Common
	Products  []choice       // to choose from; nil once one is chosen
	Product   *trace.Product // that was chosen
	Other     string         // link to the choice of another; "" where there is none
	Form      *console.Form  // its first fields
	More      *console.Form  // lot, end, unit
	Inputs    *rowsForm
	Documents *rowsForm
	Carried   string // what the batch before gave
	Open      bool   // the further fields are shown
}

// choice is a product to choose.
type choice struct{ Name, Link string }

// newBatch shows the form, and what follows from it once it is filled in.
func newBatch(v *visit) error {
	if v.Value("product") == "" {
		return v.chooseProduct()
	}
	product, err := v.OwnProduct(v.Value("product"))
	if err != nil {
		return err
	}
	if v.R.Method != http.MethodPost && v.Value("check") == "" {
		return v.batchForm(product, nil)
	}
	if v.R.Method == http.MethodPost {
		if err := v.KeepDraft(batchDraft + "/" + product.ID); err != nil {
			return err
		}
	}
	if v.rowsChanged() {
		return v.batchForm(product, nil)
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
	return v.confirmBatch(b, product)
}

// besides adds what is wrong with a batch to what was wrong with its form; where
// the day of production could not be read, nothing computed from it is missing.
func besides(typed, found trace.Problems) trace.Problems {
	produced := func(p trace.Problem) bool { return p.Field == "produced" }
	if slices.ContainsFunc(typed, produced) || slices.ContainsFunc(found, produced) {
		found = slices.DeleteFunc(found, func(p trace.Problem) bool {
			return p.Key == "required" && (p.Field == "lot" || p.Field == "expires" || p.Field == "bestBefore")
		})
	}
	return console.Besides(typed, found)
}

// chooseProduct asks which product the batch is of; where there is only one, it
// is that.
func (v *visit) chooseProduct() error {
	products, err := v.goods()
	if err != nil {
		return err
	}
	if len(products) == 1 {
		return v.Redirect("/console/batches/new", url.Values{"product": {products[0].ID}})
	}
	b := &newBody{Products: []choice{}}
	for _, p := range products {
		b.Products = append(b.Products, choice{p.Name, v.Page.Link("/console/batches/new", url.Values{"product": {p.ID}})})
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("new", v.Page.T("console.new.title"), b, http.StatusOK)
}

// goods are the user's products that have batches.
func (v *visit) goods() ([]*trace.Product, error) {
	return goodsOf(v.Ctx(), v.Registry, v.User.Entity)
}

// goodsOf are the products of an entity that have batches.
func goodsOf(ctx context.Context, registry *trace.Registry, entity string) (goods []*trace.Product, err error) {
	products, err := registry.ProductsOf(ctx, entity)
	for _, p := range products {
		if !p.Service {
			goods = append(goods, p)
		}
	}
	return goods, err
}

// batchForm is the form, with what was typed, else with what the product's last
// batch gives.
func (v *visit) batchForm(product *trace.Product, problems trace.Problems) error {
	b := &newBody{Product: product}
	query := url.Values{"product": {product.ID}}
	drafting, err := v.Draft(batchDraft+"/"+product.ID, "/console/batches/new", query)
	if err != nil {
		return err
	}
	goods, err := v.goods()
	if err != nil {
		return err
	}
	if len(goods) > 1 {
		b.Other = v.Page.To("/console/batches/new")
	}
	last, err := v.lastBatch(product)
	if err != nil {
		return err
	}
	if err := v.fillBatch(b, product, last); err != nil {
		return err
	}
	b.Form.Draft = drafting
	b.blame(v, problems)
	b.Open = last == nil || b.More.Bad() || v.rowsChanged() || b.Inputs.Bad() || b.Documents.Bad()
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	v.Page.Sample = product.Sample
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("new", v.Page.T("console.new.title"), b, status)
}

// lastBatch is the newest batch of a product; nil for none.
func (v *visit) lastBatch(product *trace.Product) (*trace.Batch, error) {
	last, err := v.Registry.Batches(v.Ctx(), product.ID, 1)
	if err != nil || len(last) == 0 {
		return nil, err
	}
	return last[0], nil
}

// blame shows problems at their fields; what belongs to no field stands above.
func (b *newBody) blame(v *visit, problems trace.Problems) {
	for _, p := range problems {
		one := trace.Problems{p}
		switch {
		case b.More.Field(p.Field) != nil:
			b.More.Blame(v.Page, one)
		case b.Inputs.field(p.Field) != nil:
			b.Inputs.field(p.Field).Blame(v.Page, one)
		case b.Documents.field(p.Field) != nil:
			b.Documents.field(p.Field).Blame(v.Page, one)
		default:
			b.Form.Blame(v.Page, one)
		}
	}
}

// All is the whole form, for the list of what is wrong with it.
func (b *newBody) All() *console.Form {
	all := &console.Form{Rest: b.Form.Rest, Fields: append(append([]*console.Field{}, b.Form.Fields...), b.More.Fields...)}
	for _, rows := range []*rowsForm{b.Inputs, b.Documents} {
		for _, row := range rows.Rows {
			all.Fields = append(all.Fields, row.Fields...)
		}
	}
	return all
}
