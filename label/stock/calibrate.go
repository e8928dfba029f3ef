package stock

import "math"

// Marks are what of a test page is measured, mm: how long the rulers are, and
// how far from the paper's left and top edges the corner lies where both begin.
type Marks struct {
	RulerX  float64 `json:"rulerX"`
	RulerY  float64 `json:"rulerY"`
	CornerX float64 `json:"cornerX"`
	CornerY float64 `json:"cornerY"`
}

const (
	longestRuler = 100
	largePage    = 60 // mm of the shorter side, from which the corner is at 10 mm
	smallPage    = 16 // and at 4 mm; below at 1 mm
)

// TestMarks returns the marks as a test page of the stock is meant to have them:
// rulers of 100 mm, or on smaller pages of as many whole centimetres as there is
// room for.
func (s Stock) TestMarks() Marks {
	corner := 1.0
	switch side := min(s.PageW, s.PageH); {
	case side >= largePage:
		corner = 10
	case side >= smallPage:
		corner = 4
	}
	return Marks{rulerOn(s.PageW, corner), rulerOn(s.PageH, corner), corner, corner}
}

// rulerOn leaves half the corner's distance free at the far end.
func rulerOn(length, corner float64) float64 {
	room := length - 1.5*corner
	if room < 10 {
		return math.Floor(room)
	}
	return min(longestRuler, 10*math.Floor(room/10))
}

// Seen is what a person reads off a printed test page.
type Seen struct {
	Printed Marks // as they were meant; see [Stock.TestMarks]
	Read    Marks // as they are on paper
}

// Calibrate returns what makes up for a printer that prints marks as they were
// read. Scales are rounded to 0.000001 and offsets to 0.0001 mm. Readings that no
// calibration makes up for give an error that wraps [ErrJob] and [Problems]; the
// fields are rulerX, rulerY, cornerX, cornerY, those of Printed with "printed."
// before them.
func Calibrate(seen Seen) (Calibration, error) {
	var ps Problems
	p, r := seen.Printed, seen.Read
	ps.within("printed.rulerX", p.RulerX, 1, MaxPage)
	ps.within("printed.rulerY", p.RulerY, 1, MaxPage)
	ps.within("printed.cornerX", p.CornerX, 0, MaxPage)
	ps.within("printed.cornerY", p.CornerY, 0, MaxPage)
	if len(ps) > 0 {
		return Calibration{}, ps.Err(ErrJob)
	}
	var c Calibration
	c.ScaleX, c.OffsetX = ps.solve("X", p.RulerX, r.RulerX, p.CornerX, r.CornerX)
	c.ScaleY, c.OffsetY = ps.solve("Y", p.RulerY, r.RulerY, p.CornerY, r.CornerY)
	if err := ps.Err(ErrJob); err != nil {
		return Calibration{}, err
	}
	return c, nil
}

// Read returns the marks as they are on paper, in mm, where c makes up for the
// printer: what was given to [Calibrate], to within 0.001 mm. The zero calibration
// reads what was meant.
func (c Calibration) Read(meant Marks) Marks {
	along := func(scale, offset, ruler, corner float64) (float64, float64) {
		if scale == 0 {
			scale = 1
		}
		return ruler / scale, (corner - offset) / scale
	}
	var r Marks
	r.RulerX, r.CornerX = along(c.ScaleX, c.OffsetX, meant.RulerX, meant.CornerX)
	r.RulerY, r.CornerY = along(c.ScaleY, c.OffsetY, meant.RulerY, meant.CornerY)
	return r
}

// solve finds scale and offset along an axis: what is meant for x arrives at
// s x + o, so it is sent to (x - o)/s.
func (ps *Problems) solve(axis string, ruler, readRuler, corner, readCorner float64) (scale, offset float64) {
	if !ps.within("ruler"+axis, readRuler, math.Ceil(ruler/MaxScale*100)/100, math.Floor(ruler/MinScale*100)/100) {
		return 0, 0
	}
	s := readRuler / ruler
	least, most := max(0, s*(corner-MaxOffset)), s*(corner+MaxOffset)
	if !ps.within("corner"+axis, readCorner, math.Ceil(least*100)/100, math.Floor(most*100)/100) {
		return 0, 0
	}
	o := readCorner - s*corner
	return math.Round(1e6/s) / 1e6, math.Round(-o/s*1e4) / 1e4
}
