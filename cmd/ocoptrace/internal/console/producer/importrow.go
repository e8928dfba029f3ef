package producer

import (
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
)

// An importRow is a row of a file and the batch that it is.
type importRow struct {
	table.Row
	Batch    *trace.Batch
	Problems trace.Problems
	Again    bool // it was imported before
	key      string
}

// importRows reads the rows of a file, and says of each what keeps its batch
// from being issued, against the registry and the rows before. A row that was
// imported before, by this file or another, is told by its content: the same
// cells the same number of times.
func (v *visit) importRows(t *table.Table, m table.Mapping) ([]*importRow, error) {
	goods, err := v.goods()
	if err != nil {
		return nil, err
	}
	rows := make([]*importRow, len(t.Rows))
	times := make(map[string]int)
	var fresh []*importRow
	for i, r := range t.Rows {
		row := readRow(r, m.Values(r), goods)
		rows[i] = row
		times[row.key]++
		row.key += "\x00" + strconv.Itoa(times[row.key])
		row.key = strings.Join([]string{"console import", v.User.Entity, row.key}, "\x00")
		stated, err := v.Registry.Stated(v.Ctx(), row.key, 1)
		if err != nil {
			return nil, err
		}
		if row.Again = stated != nil; !row.Again {
			fresh = append(fresh, row)
		}
	}
	batches := make([]*trace.Batch, len(fresh))
	for i, row := range fresh {
		batches[i] = row.Batch
	}
	found, err := v.Registry.Prepare(v.Ctx(), batches)
	if err != nil {
		return nil, err
	}
	for i, row := range fresh {
		if row.Batch.Product != "" { // else everything that is copied from it is missing too
			row.Problems = besides(row.Problems, found[i])
		}
	}
	return rows, nil
}

// readRow is the batch of a row.
func readRow(r table.Row, cells map[string]string, goods []*trace.Product) *importRow {
	row := &importRow{Row: r, Batch: &trace.Batch{Lot: cells["lot"], Unit: cells["unit"]}}
	for _, c := range batchColumns {
		row.key += cells[c.Key] + "\x00"
	}
	product, problems := productOf(cells["product"], goods)
	row.Problems = problems
	var bad trace.Problems
	row.Batch.Produced, bad = dayOf("produced", cells["produced"])
	row.Problems = append(row.Problems, bad...)
	row.Batch.Quantity, bad = console.ReadNumber("quantity", cells["quantity"])
	row.Problems = append(row.Problems, bad...)
	end, bad := dayOf("end", cells["end"])
	row.Problems = append(row.Problems, bad...)
	if product == nil {
		return row
	}
	row.Batch.Product = product.ID
	switch product.DateKind {
	case trace.DateExpires:
		row.Batch.Expires = end
	case trace.DateBestBefore:
		row.Batch.BestBefore = end
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

// problemText is all that is wrong with a row, in words.
func (v *visit) problemText(row *importRow) string {
	var all []string
	for _, p := range row.Problems {
		name := p.Field
		if label, known := columnLabels[name]; known {
			name = v.Page.T(label)
		} else if name == "expires" || name == "bestBefore" {
			name = v.Page.T("console.field." + name)
		}
		all = append(all, name+": "+v.Page.Problem(p))
	}
	return strings.Join(all, " ")
}
