package producer

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// lastBatches is how many batches of each product a producer's first page has.
const lastBatches = 3

// producerBody is a producer's first page.
type producerBody struct {
	console.Common
	Products []productRow
	Printing bool // labels can be printed
	Notices  []notice
	Guide    []step
	Owner    bool // may change what is said of business and products
}

// productRow is a product of the producer.
type productRow struct {
	*trace.Product
	Stars   string
	Starred bool   // stars may be shown today
	Edit    string // link to its form; "" for who may not
	New     string // link to the form of a new batch; "" for a service
	Batches []console.BatchRow
}

// home answers with a producer's first page.
func home(v *visit) error {
	products, err := v.Registry.ProductsOf(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	b := &producerBody{Printing: v.Printing, Owner: v.User.May(account.ProductChange)}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	for _, p := range products {
		row, err := v.productRow(p)
		if err != nil {
			return err
		}
		b.Products = append(b.Products, row)
		v.Page.Sample = v.Page.Sample || p.Sample
	}
	if b.Notices, err = v.notices(b.Products); err != nil {
		return err
	}
	if b.Guide, err = v.guide(b); err != nil {
		return err
	}
	return v.Show("producer", v.Page.T("console.home.title"), b, http.StatusOK)
}

func (v *visit) productRow(p *trace.Product) (productRow, error) {
	row := productRow{Product: p}
	s, err := v.Registry.ScanProduct(v.Ctx(), p.ID)
	if err != nil {
		return row, err
	}
	row.Stars = v.StarsText(s.Standing)
	row.Starred = s.Standing != nil && s.Standing.InForce(v.Today())
	if v.User.May(account.ProductChange) {
		row.Edit = v.Page.To("/console/goods/" + p.ID)
	}
	if p.Service {
		return row, nil
	}
	row.New = v.Page.Link("/console/batches/new", url.Values{"product": {p.ID}})
	row.Batches, err = v.BatchRows(p.ID, lastBatches)
	return row, err
}
