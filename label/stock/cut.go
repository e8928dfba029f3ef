package stock

import "ocoptrace/label"

// Cut marks, mm.
const (
	hairline  = 0.1
	markLong  = 4.0 // longest mark
	markOff   = 0.5 // from a label
	markShort = 0.3 // no shorter mark is drawn
)

// cutMarks draws hairlines that continue the labels' edges outwards, in the
// margins of the page and in the gaps between labels, and never on a label. It
// returns nothing where none are asked for or there is no room for any.
func (j Job) cutMarks() *label.Drawing {
	if !j.CutMarks {
		return nil
	}
	cols, rows := j.spans()
	out := &label.Drawing{W: j.Stock.PageW, H: j.Stock.PageH}
	for _, y := range free(rows, out.H) {
		for _, x := range edges(cols) {
			out.Bars = append(out.Bars, label.BarMark{X: x - hairline/2, Y: y.from, W: hairline, H: y.to - y.from})
		}
	}
	for _, x := range free(cols, out.W) {
		for _, y := range edges(rows) {
			out.Bars = append(out.Bars, label.BarMark{X: x.from, Y: y - hairline/2, W: x.to - x.from, H: hairline})
		}
	}
	if len(out.Bars) == 0 {
		return nil
	}
	return out
}

// A span is a stretch along one axis, mm.
type span struct{ from, to float64 }

// spans returns what columns and rows take, calibrated.
func (j Job) spans() (cols, rows []span) {
	s := j.Stock
	plain := Job{Stock: s, Calibration: j.Calibration}
	for col := range s.Cols {
		x, _ := plain.corner(col)
		cols = append(cols, span{x, x + s.LabelW})
	}
	for row := range s.Rows {
		_, y := plain.corner(row * s.Cols)
		rows = append(rows, span{y, y + s.LabelH})
	}
	return cols, rows
}

// free returns where marks may lie: outwards of the first and the last label,
// and in the gaps between, as much of it as a mark takes.
func free(labels []span, length float64) []span {
	var out []span
	add := func(from, to float64) {
		if to-from >= markShort {
			out = append(out, span{from, to})
		}
	}
	first, last := labels[0].from-markOff, labels[len(labels)-1].to+markOff
	add(max(0, first-markLong), first)
	for i := range len(labels) - 1 {
		from, to := labels[i].to+markOff, labels[i+1].from-markOff
		if to-from <= 2*markLong {
			add(from, to)
		} else {
			add(from, from+markLong)
			add(to-markLong, to)
		}
	}
	add(last, min(length, last+markLong))
	return out
}

// edges returns both ends of all spans. Edges that neighbours share come once.
func edges(spans []span) []float64 {
	var out []float64
	for _, s := range spans {
		if len(out) == 0 || s.from-out[len(out)-1] > hairline {
			out = append(out, s.from)
		}
		out = append(out, s.to)
	}
	return out
}
