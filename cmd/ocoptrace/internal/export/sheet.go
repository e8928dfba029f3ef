package export

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
)

// A Sheet is a table to be written.
type Sheet struct {
	Name   string
	Header []string
	Rows   [][]table.Cell
}

// Formats are the formats of a Sheet.
var Formats = []string{"csv", "xlsx"}

// Write writes a sheet in a format.
func (s *Sheet) Write(w io.Writer, format string) error {
	rows := iter.Seq[[]table.Cell](slices.Values(s.Rows))
	switch format {
	case "csv":
		return table.WriteCSV(w, s.Header, rows)
	case "xlsx":
		return table.WriteXLSX(w, s.Name, s.Header, rows)
	}
	return fmt.Errorf("no format %q", format)
}

// Batches lists the batches of an entity, or of all for "", newest first of each
// product, with the counts of their labels.
func Batches(ctx context.Context, r *trace.Registry, entity string) (*Sheet, error) {
	s := &Sheet{Name: "batches", Header: []string{
		"entity", "entityName", "product", "productName", "gtin", "lot", "produced", "expires", "bestBefore", "quantity", "unit",
		"labelsPrinted", "labelsActive", "labelsOpen", "labelsVoided",
	}}
	err := eachBatch(ctx, r, entity, func(b *trace.Batch) error {
		l, err := r.Ledger(ctx, b.Product, b.Lot)
		s.Rows = append(s.Rows, []table.Cell{
			b.Entity, b.EntityName, b.Product, b.ProductName, b.GTIN, b.Lot, b.Produced, b.Expires, b.BestBefore, b.Quantity, b.Unit,
			l.Printed, l.Activated, l.Open, l.Voided,
		})
		return err
	})
	return s, err
}

func eachBatch(ctx context.Context, r *trace.Registry, entity string, f func(*trace.Batch) error) error {
	products, err := r.Products(ctx)
	if err != nil {
		return err
	}
	for _, p := range products {
		if entity != "" && p.Entity != entity {
			continue
		}
		batches, err := r.Batches(ctx, p.ID, 0)
		if err != nil {
			return err
		}
		for _, b := range batches {
			if err := f(b); err != nil {
				return err
			}
		}
	}
	return nil
}

// Labels lists the label runs of the batches that Batches lists.
func Labels(ctx context.Context, r *trace.Registry, entity string) (*Sheet, error) {
	s := &Sheet{Name: "labels", Header: []string{"run", "entity", "product", "lot", "count", "active", "open", "voided"}}
	err := eachBatch(ctx, r, entity, func(b *trace.Batch) error {
		runs, err := r.Runs(ctx, b.Product, b.Lot)
		for _, run := range runs {
			t := run.Tally
			s.Rows = append(s.Rows, []table.Cell{run.Run.ID, b.Entity, b.Product, b.Lot, run.Run.Count, t.Active, t.Open, t.Voided})
		}
		return err
	})
	return s, err
}

// onPage is how many statements are read at once.
const onPage = 1000

// Statements lists the statements of the log in their order.
func Statements(ctx context.Context, r *trace.Registry) (*Sheet, error) {
	s := &Sheet{Name: "statements", Header: []string{"index", "id", "issued", "kind", "record"}}
	f := from{base: r.BaseURL()}
	for at := int64(0); ; {
		page, next, err := r.Follow(ctx, at, onPage)
		if err != nil || len(page) == 0 {
			return s, err
		}
		for _, st := range page {
			s.Rows = append(s.Rows, []table.Cell{st.Index, st.ID, st.Issued.UTC().Format("2006-01-02T15:04:05Z"), string(st.Fact.Kind()), f.record(st.ID)})
		}
		at = next
	}
}
