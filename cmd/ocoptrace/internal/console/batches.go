package console

import (
	"net/url"

	"ocoptrace/trace"
)

// BatchRow is a batch in a list.
type BatchRow struct {
	*trace.Batch
	Scan   *trace.Scan
	Ledger trace.Ledger
	Path   string
}

// BatchRows lists the newest batches of a product.
func (v *Visit) BatchRows(product string, limit int) (rows []BatchRow, err error) {
	batches, err := v.Registry.Batches(v.Ctx(), product, limit)
	if err != nil {
		return nil, err
	}
	for _, b := range batches {
		row := BatchRow{Batch: b, Path: v.Page.To(BatchPath(b.Product, b.Lot))}
		if row.Scan, err = v.Registry.ScanBatch(v.Ctx(), b.Product, b.Lot); err != nil {
			return nil, err
		}
		if row.Ledger, err = v.Registry.Ledger(v.Ctx(), b.Product, b.Lot); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// BatchPath is that of the page of a batch, for Page.To or Link.
func BatchPath(product, lot string) string {
	return "/console/batches/" + url.PathEscape(product) + "/" + url.PathEscape(lot)
}

// AboutBatch says which batch a form is about.
func (v *Visit) AboutBatch(product, lot string) ([]Shown, error) {
	p, err := v.Registry.Product(v.Ctx(), product)
	if err != nil {
		return nil, err
	}
	v.Page.Sample = p.Sample
	return []Shown{{v.Page.T("console.field.product"), p.Name, "vi"}, {v.Page.T("compare.lot"), lot, ""}}, nil
}
