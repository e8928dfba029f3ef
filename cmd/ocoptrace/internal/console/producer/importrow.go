package producer

import (
	"context"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
)

// batchIntake takes in batches.
var batchIntake = &intake{
	form: "import", path: "/console/import", texts: "console.import.",
	columns: table.Schema{
		{Key: "product", Names: []string{"Sản phẩm", "Tên sản phẩm", "Mã sản phẩm", "product", "product name"}, Required: true},
		{Key: "produced", Names: []string{"Ngày sản xuất", "NSX", "Ngày SX", "produced", "production date"}, Required: true},
		{Key: "quantity", Names: []string{"Số lượng", "Số gói", "SL", "quantity", "packs"}, Required: true},
		{Key: "lot", Names: []string{"Số lô", "Lô", "lot"}},
		{Key: "end", Names: []string{"Hạn sử dụng", "HSD", "Hạn dùng", "Sử dụng tốt nhất trước", "expires", "best before", "use by"}},
		{Key: "unit", Names: []string{"Đơn vị", "Đơn vị tính", "ĐVT", "unit"}},
	},
	labels: map[string]string{
		"product": "console.field.product", "produced": "console.field.produced", "quantity": "console.field.quantity",
		"lot": "console.field.lot", "end": "console.import.end", "unit": "console.field.unit",
	},
}

func init() { batchIntake.rows, goodsIntake.rows = batchRows, goodsRows }

// batchRows are the rows of a file of batches, held against the registry and the
// rows before.
func batchRows(ctx context.Context, r *reading) ([]*importRow, error) {
	goods, err := goodsOf(ctx, r.registry, r.entity)
	if err != nil {
		return nil, err
	}
	rows := make([]*importRow, len(r.table.Rows))
	times := make(map[string]int)
	for i, line := range r.table.Rows {
		rows[i] = readBatch(line, r.mapping.Values(line), goods)
		rows[i].key = batchIntake.key(r, line, times)
	}
	fresh, err := r.known(ctx, rows)
	if err != nil {
		return nil, err
	}
	batches := make([]*trace.Batch, len(fresh))
	for i, row := range fresh {
		batches[i] = row.Fact.(*trace.Batch)
	}
	found, err := r.registry.Prepare(ctx, batches)
	if err != nil {
		return nil, err
	}
	for i, row := range fresh {
		if batches[i].Product != "" { // else everything that is copied from it is missing too
			row.Problems = besides(row.Problems, found[i])
		}
	}
	return rows, nil
}

// readBatch is the batch of a row.
func readBatch(r table.Row, cells map[string]string, goods []*trace.Product) *importRow {
	batch := &trace.Batch{Lot: cells["lot"], Unit: cells["unit"]}
	row := &importRow{Row: r, Fact: batch}
	product, problems := productOf(cells["product"], goods)
	row.Problems = problems
	var bad trace.Problems
	batch.Produced, bad = dayOf("produced", cells["produced"])
	row.Problems = append(row.Problems, bad...)
	batch.Quantity, bad = console.ReadNumber("quantity", cells["quantity"])
	row.Problems = append(row.Problems, bad...)
	end, bad := dayOf("end", cells["end"])
	row.Problems = append(row.Problems, bad...)
	if product == nil {
		return row
	}
	batch.Product = product.ID
	switch product.DateKind {
	case trace.DateExpires:
		batch.Expires = end
	case trace.DateBestBefore:
		batch.BestBefore = end
	default:
		if end != (ocop.Date{}) {
			row.Problems = append(row.Problems, trace.Problem{Field: "end", Key: "importNoEnd", Args: []any{product.Name}})
		}
	}
	return row
}

// productOf is the product that a cell names: by its id, name or label name,
// without regard to case and tones where that is of one product alone.
func productOf(cell string, goods []*trace.Product) (*trace.Product, trace.Problems) {
	if cell == "" {
		return nil, trace.Problems{{Field: "product", Key: "required"}}
	}
	var near []*trace.Product
	for _, p := range goods {
		if cell == p.ID || cell == p.Name || cell == p.GTIN {
			return p, nil
		}
		if folded := place.Fold(cell); folded == place.Fold(p.Name) || p.LabelName != "" && folded == place.Fold(p.LabelName) {
			near = append(near, p)
		}
	}
	if len(near) == 1 {
		return near[0], nil
	}
	return nil, trace.Problems{{Field: "product", Key: "importProduct", Args: []any{console.Shorten(cell)}}}
}
