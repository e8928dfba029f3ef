package console

import (
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/trace"
)

// lastBatches is how many batches of each product a producer's first page has.
const lastBatches = 3

// producerBody is a producer's first page.
type producerBody struct {
	common
	Products []productRow
	Printing bool // labels can be printed
}

// productRow is a product of the producer.
type productRow struct {
	*trace.Product
	Stars   string
	New     string // link to the form of a new batch; "" for a service
	Batches []batchRow
}

// batchRow is a batch in a list.
type batchRow struct {
	*trace.Batch
	Scan   *trace.Scan
	Ledger trace.Ledger
	Path   string
}

func home(v *visit) error {
	if v.user.Role == account.Officer {
		return searchProducts(v)
	}
	products, err := v.Registry.ProductsOf(v.ctx(), v.user.Entity)
	if err != nil {
		return err
	}
	b := &producerBody{Printing: v.Press != nil}
	if b.common, err = v.common(); err != nil {
		return err
	}
	for _, p := range products {
		row, err := v.productRow(p)
		if err != nil {
			return err
		}
		b.Products = append(b.Products, row)
		v.page.Sample = v.page.Sample || p.Sample
	}
	return v.show("producer", v.page.T("console.home.title"), b, http.StatusOK)
}

func (v *visit) productRow(p *trace.Product) (productRow, error) {
	row := productRow{Product: p}
	s, err := v.Registry.ScanProduct(v.ctx(), p.ID)
	if err != nil {
		return row, err
	}
	row.Stars = v.starsText(s.Standing)
	if p.Service {
		return row, nil
	}
	row.New = v.page.Link("/console/batches/new", url.Values{"product": {p.ID}})
	row.Batches, err = v.batchRows(p.ID, lastBatches)
	return row, err
}

// batchRows lists the newest batches of a product.
func (v *visit) batchRows(product string, limit int) (rows []batchRow, err error) {
	batches, err := v.Registry.Batches(v.ctx(), product, limit)
	if err != nil {
		return nil, err
	}
	for _, b := range batches {
		row := batchRow{Batch: b, Path: v.page.To(batchPath(b.Product, b.Lot))}
		if row.Scan, err = v.Registry.ScanBatch(v.ctx(), b.Product, b.Lot); err != nil {
			return nil, err
		}
		if row.Ledger, err = v.Registry.Ledger(v.ctx(), b.Product, b.Lot); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func batchPath(product, lot string) string {
	return "/console/batches/" + url.PathEscape(product) + "/" + url.PathEscape(lot)
}
