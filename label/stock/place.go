package stock

import "iter"

// A Place is where one copy of a label lands. X, Y is the label's top left
// corner, calibrated, mm.
type Place struct {
	Page     int // from 1
	Position int // from 1, in the job's order
	X, Y     float64
}

// Places yields where label n of a job lands, counted from 1: once for each
// copy. It yields nothing for labels beyond [MaxLabels].
func (j Job) Places(n int) iter.Seq[Place] {
	return func(yield func(Place) bool) {
		if n < 1 || n > MaxLabels/j.copies() {
			return
		}
		first := j.start() - 1 + (n-1)*j.copies()
		for i := range j.copies() {
			if !yield(j.place(first + i)) {
				return
			}
		}
	}
}

// place returns the place behind i others, those before the start counted.
func (j Job) place(i int) Place {
	per := j.Stock.PerPage()
	x, y := j.corner(i % per)
	return Place{Page: i/per + 1, Position: i%per + 1, X: x, Y: y}
}

// corner returns the top left corner of the label at a position from 0. The
// calibration moves the label's middle, and its size stays.
func (j Job) corner(position int) (x, y float64) {
	s := j.Stock
	x, y = j.bare(position)
	x, y = j.Calibration.apply(x+s.LabelW/2, y+s.LabelH/2)
	return x - s.LabelW/2, y - s.LabelH/2
}

// bare returns the same without calibration.
func (j Job) bare(position int) (x, y float64) {
	s := j.Stock
	col, row := position%s.Cols, position/s.Cols
	if j.Down {
		col, row = position/s.Rows, position%s.Rows
	}
	if j.Corner == TopRight || j.Corner == BottomRight {
		col = s.Cols - 1 - col
	}
	if j.Corner == BottomLeft || j.Corner == BottomRight {
		row = s.Rows - 1 - row
	}
	return s.MarginLeft + float64(col)*s.PitchX, s.MarginTop + float64(row)*s.PitchY
}

// A Rectangle is a label on the paper, mm.
type Rectangle struct {
	Position   int // from 1
	X, Y, W, H float64
}

// Rects returns the labels of a page in the job's order, as they lie on the
// paper: without calibration. A page that lets a person tap the first free
// label shows these.
func (j Job) Rects() []Rectangle {
	out := make([]Rectangle, j.Stock.PerPage())
	for i := range out {
		x, y := j.bare(i)
		out[i] = Rectangle{i + 1, x, y, j.Stock.LabelW, j.Stock.LabelH}
	}
	return out
}
