package packing

import (
	"cmp"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/label/stock"
)

// cell is a label of the sheet to tap.
type cell struct {
	Number int // as it lies, row by row
	Used   bool
	Chosen bool
}

// cornerTap is a corner where counting may begin.
type cornerTap struct {
	Value  stock.Corner
	Chosen bool
}

// maxCells is how many labels of a sheet can be tapped; beyond, the position is
// typed.
const maxCells = 300

// showPlace asks where on the sheet the first label goes, and in which order
// the others.
func (v *visit) showPlace(p *plan) error {
	if p.Stock.ID == "" {
		return v.showStocks(p)
	}
	b, err := v.step(p, "start", "corner", "down", "copies", "cut")
	if err != nil {
		return err
	}
	used, err := v.usedCells(p.Stock)
	if err != nil {
		return err
	}
	copies := &console.Field{Name: "copies", Label: "console.field.copies", Hint: v.Page.T("console.field.copies.hint"), Type: "number", Value: strconv.Itoa(max(p.Job.Copies, 1))}
	b.Form = console.NewForm("", copies)
	if v.R.Form.Has("copies") {
		copies.Value = v.Value("copies")
	}
	if p.Stock.PerPage() > maxCells {
		start := &console.Field{Name: "start", Label: "console.field.start", Hint: v.Page.T("console.job.start", 1, p.Stock.PerPage()), Type: "number", Value: cmp.Or(v.Value("start"), strconv.Itoa(p.Job.Start))}
		b.Form = console.NewForm("", start, copies)
	} else if p.Stock.PerPage() > 1 {
		b.Rows = p.cells(used)
	}
	b.Form.Blame(v.Page, p.problems)
	for _, c := range []stock.Corner{stock.TopLeft, stock.TopRight, stock.BottomLeft, stock.BottomRight} {
		b.Corners = append(b.Corners, cornerTap{c, c == cmp.Or(p.Job.Corner, stock.TopLeft)})
	}
	return v.Show("labels-place", v.Page.T("console.print.place"), b, statusOf(b.Form))
}

// cells is the sheet as it lies.
func (p *plan) cells(used map[int]bool) [][]cell {
	rows := make([][]cell, p.Stock.Rows)
	for i := range rows {
		rows[i] = make([]cell, p.Stock.Cols)
	}
	for _, r := range p.Job.Rects() {
		n := cellOf(p.Stock, r)
		rows[(n-1)/p.Stock.Cols][(n-1)%p.Stock.Cols] = cell{Number: n, Used: used[n], Chosen: r.Position == max(p.Job.Start, 1)}
	}
	return rows
}
