package label

import (
	"cmp"
	"math"
	"slices"
)

// Module sides in millimetres.
const (
	MinModule    = 0.33  // below it a label is refused
	RetailModule = 0.396 // below it a label is printed with a warning (GS1 General Specifications, symbol specification table 1)
)

// layout is a finished label: where its symbol and its text go. x and y are the
// corner of the first module, without the quiet zone, in mm from the label's.
type layout struct {
	x, y, module float64
	runs         []run
}

// letters says how small letters may become in an attempt: all are scaled, and
// a field whose width demands it may go on down to its preferred size times
// floor. The stock's least height bounds both.
type letters struct{ scale, floor float64 }

// searches is the order in which room is sought: comfortable letters with
// modules of retail size, then smaller letters, then smaller modules.
var searches = []struct{ floor, module float64 }{
	{0.8, RetailModule}, {0, RetailModule}, {0, MinModule},
}

const scaleStep = 0.05

// composer lays labels out on one stock. It belongs to one goroutine.
type composer struct {
	stock Stock
	faces faces
	least float64 // points
}

func newComposer(fonts Fonts, stock Stock) (*composer, error) {
	if err := stock.check(); err != nil {
		return nil, err
	}
	f, err := newFaces(fonts)
	if err != nil {
		return nil, err
	}
	return &composer{stock: stock, faces: f, least: f.least(stock)}, nil
}

// compose finds the layout of l around a symbol of so many modules a side. The
// problem returned when there is none is that of the last, tightest attempt.
func (c *composer) compose(l Label, modules int) (layout, *Problem) {
	t := c.texts(l)
	problem := &Problem{Field: FieldURI, Kind: KindModule, Module: c.stock.module(c.stock.Dots)}
	for _, search := range searches {
		for dots := c.stock.Dots; c.stock.module(dots) >= search.module; dots-- {
			out, p := c.shrink(t, modules, c.stock.module(dots), search.floor)
			if p == nil {
				return out, nil
			}
			problem = p
		}
	}
	return layout{}, problem
}

// shrink tries ever smaller letters, down to floor or to the least height. The
// smallest come second: where they do not fit, none do.
func (c *composer) shrink(t texts, modules int, module, floor float64) (layout, *Problem) {
	largest, p := c.try(t, modules, module, letters{1, floor})
	if p == nil {
		return largest, nil
	}
	lowest := max(floor, c.least/(c.stock.Body*largestRatio))
	smallest, p := c.try(t, modules, module, letters{lowest, floor})
	if p != nil {
		return smallest, p
	}
	for scale := 1 - scaleStep; scale > lowest; scale -= scaleStep {
		if out, p := c.try(t, modules, module, letters{scale, floor}); p == nil {
			return out, nil
		}
	}
	return smallest, nil
}

// try lays texts out once.
func (c *composer) try(t texts, modules int, module float64, size letters) (layout, *Problem) {
	s := c.stock
	out := layout{x: s.clear(s.InsetX, module), y: s.clear(s.InsetY, module), module: module}
	reach := float64(modules+Quiet) * module // from the first module to the end of the quiet zone
	columnX, symbolBottom := out.x+reach, out.y+reach
	right, bottom := s.LabelW-s.InsetX, s.LabelH-s.InsetY
	if over := max(columnX-s.LabelW, symbolBottom-s.LabelH); over > 0 {
		return out, &Problem{Field: FieldURI, Kind: KindTooHigh, Excess: over, Module: module}
	}
	column, p1 := c.stack(t.column, right-columnX, size)
	lines, p2 := c.stack(t.lines, right-out.x, size)
	foot, p3 := c.stack(t.foot, right-out.x, size)
	if p := cmp.Or(p1, p2, p3); p != nil {
		return out, p
	}
	gap := blockGap * s.Body * pointMM
	linesBottom := foot.above(bottom, gap)
	columnBottom := lines.above(linesBottom, gap)
	if over := symbolBottom - columnBottom - gap; over > 0 && columnBottom < bottom {
		return out, lines.blame(over, module)
	}
	if over := s.InsetY + column.height() - columnBottom; over > 0 {
		return out, column.blame(over, module)
	}
	columnTop := max(s.InsetY, min(out.y, columnBottom-column.height()))
	out.runs = slices.Concat(
		column.place(columnX, columnTop, columnBottom),
		lines.place(out.x, linesBottom-lines.height(), linesBottom),
		foot.place(out.x, bottom-foot.height(), bottom),
	)
	return out, nil
}

// module returns the side of a module of so many printer dots; none below one.
func (s Stock) module(dots int) float64 { return float64(max(dots, 0)) * s.dot() }

// clear returns where the first module goes: behind the inset and behind its
// quiet zone, on the grid of printer dots.
func (s Stock) clear(inset, module float64) float64 {
	return math.Ceil(max(inset, Quiet*module)/s.dot()-1e-9) * s.dot()
}
