package stock

import (
	"fmt"
	"math"
)

// MaxLabels is the most labels of a job, copies counted.
const MaxLabels = 1_000_000

// MaxCopies is the most copies of a label.
const MaxCopies = 1000

// Corner is where on a page position 1 lies.
type Corner string

// The corners. The empty Corner is [TopLeft].
const (
	TopLeft     Corner = "top-left"
	TopRight    Corner = "top-right"
	BottomLeft  Corner = "bottom-left"
	BottomRight Corner = "bottom-right"
)

// Limits of a calibration.
const (
	MaxOffset = 10 // mm, either way
	MinScale  = 0.95
	MaxScale  = 1.05
)

// A Calibration makes up for what a printer does to places on a page; see the
// package comment. The zero Calibration changes nothing, and neither does a
// scale of 0.
type Calibration struct {
	OffsetX float64 `json:"offsetX,omitzero"` // mm to the right
	OffsetY float64 `json:"offsetY,omitzero"` // mm downwards
	ScaleX  float64 `json:"scaleX,omitzero"`
	ScaleY  float64 `json:"scaleY,omitzero"`
}

// Check lists offsets beyond 10 mm and scales outside 0.95 to 1.05.
func (c Calibration) Check() Problems {
	var ps Problems
	ps.within("offsetX", c.OffsetX, -MaxOffset, MaxOffset)
	ps.within("offsetY", c.OffsetY, -MaxOffset, MaxOffset)
	for _, s := range []struct {
		field string
		v     float64
	}{{"scaleX", c.ScaleX}, {"scaleY", c.ScaleY}} {
		if s.v != 0 {
			ps.within(s.field, s.v, MinScale, MaxScale)
		}
	}
	return ps
}

func (c Calibration) apply(x, y float64) (float64, float64) {
	return x*factor(c.ScaleX) + c.OffsetX, y*factor(c.ScaleY) + c.OffsetY
}

func factor(scale float64) float64 {
	if scale == 0 {
		return 1
	}
	return scale
}

// A Job says how labels are put on a stock. In the zero Job but for the stock
// each label comes once, row by row from the top left.
type Job struct {
	Stock       Stock
	Start       int    // position of the first label in the job's own order, from 1; 0 is 1
	Corner      Corner // where position 1 lies
	Down        bool   // count along columns first
	Copies      int    // of each label, in a row, 1 to 1000; 0 is 1
	CutMarks    bool   // hairlines beside the labels, to cut along
	Calibration Calibration
}

// Check lists all that is wrong with a job. Fields of its stock begin with
// "stock.", those of its calibration with "calibration.".
func (j Job) Check() Problems {
	ps := under("stock.", j.Stock.Check())
	if len(ps) == 0 && j.Start != 0 {
		ps.counted("start", j.Start, 1, j.Stock.PerPage())
	}
	if j.Copies != 0 {
		ps.counted("copies", j.Copies, 1, MaxCopies)
	}
	switch j.Corner {
	case "", TopLeft, TopRight, BottomLeft, BottomRight:
	default:
		ps.add("corner", KeyUnknown, string(j.Corner))
	}
	return append(ps, under("calibration.", j.Calibration.Check())...)
}

func under(prefix string, ps Problems) Problems {
	for i := range ps {
		ps[i].Field = prefix + ps[i].Field
	}
	return ps
}

// CheckCount returns an error wrapping [ErrJob] where a job of n labels has
// faults, or more than [MaxLabels] with its copies.
func (j Job) CheckCount(n int) error {
	if err := j.Check().Err(ErrJob); err != nil {
		return err
	}
	if n < 0 || n > MaxLabels/j.copies() {
		return fmt.Errorf("%w: %d labels with %d copies each, at most %d", ErrJob, n, j.copies(), MaxLabels)
	}
	return nil
}

func (j Job) start() int  { return max(j.Start, 1) }
func (j Job) copies() int { return max(j.Copies, 1) }

// PageCount returns how many pages n labels take; 0 for none. A count too large
// for an int is the largest int. The job must be in order; see [Job.Check].
func (j Job) PageCount(n int) int {
	if n <= 0 {
		return 0
	}
	per := j.Stock.PerPage()
	if n > (math.MaxInt-per-j.start())/j.copies() {
		return math.MaxInt
	}
	return (j.start() - 1 + n*j.copies() + per - 1) / per
}

// Next returns the free position after n labels, 1 where the last page is full,
// and the start of the job where n is 0: where the next job may begin.
func (j Job) Next(n int) int {
	per := j.Stock.PerPage()
	return (j.start()-1+max(n, 0)%per*(j.copies()%per))%per + 1
}
