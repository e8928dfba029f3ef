package layout

import (
	"cmp"
	"slices"

	"ocoptrace/label"
)

// attempt is a try to place what a label shows around a symbol whose modules
// have a side.
type attempt struct {
	c       *Composer
	entries entries
	modules int
	module  float64
	left    map[*Item]bool
}

const scaleStep = 0.05

// shrink tries ever smaller letters, down to floor or to the least height. The
// smallest come second: where they do not fit, none do.
func (a attempt) shrink(floor float64) (*label.Drawing, *label.Problem) {
	largest, p := a.try(letters{1, floor})
	if p == nil {
		return largest, nil
	}
	lowest := a.lowest(floor)
	smallest, p := a.try(letters{lowest, floor})
	if p != nil {
		return nil, p
	}
	for scale := 1 - scaleStep; scale > lowest; scale -= scaleStep {
		if d, p := a.try(letters{scale, floor}); p == nil {
			return d, nil
		}
	}
	return smallest, nil
}

// lowest returns the scale at which all letters have their least size.
func (a attempt) lowest(floor float64) float64 {
	return max(floor, a.c.code/(a.c.body*a.largest()))
}

// largest returns the greatest preferred size of a field, in ordinary letters.
func (a attempt) largest() float64 {
	out := 1.0
	for e := range a.entries.all {
		out = max(out, e.item.size())
	}
	return out
}

// frame holds where things may stand on the label, in mm and whole dots.
type frame struct {
	left, top, right, bottom float64 // inside the insets
	x, y                     float64 // first module
	under                    float64 // lower end of the quiet zone
	from, to                 float64 // the items beside the symbol, across
	gap, spread              float64 // between parts; most between rows
	centre                   bool
}

func (a attempt) frame() (frame, *label.Problem) {
	g, m := a.c.grid, a.c.media
	side, quiet := float64(a.modules)*a.module, label.Quiet*a.module
	body := a.c.body * label.PointMM
	f := frame{
		left: g.up(m.InsetX), top: g.up(m.InsetY), right: g.down(m.W - m.InsetX), bottom: g.down(m.H - m.InsetY),
		x: g.up(max(m.InsetX, quiet)), y: g.up(max(m.InsetY, quiet)),
		gap: g.up(blockGap * body), spread: g.up(rowGap * body),
	}
	if over := max(2*f.x+side-m.W, 2*f.y+side-m.H); over > slack {
		return f, &label.Problem{Field: label.FieldURI, Kind: label.KindTooHigh, Excess: over, Module: a.module}
	}
	f.from, f.to, f.under = f.left, f.right, g.up(f.y+side+quiet)
	switch a.c.template.Symbol.Place {
	case Left:
		f.from = g.up(f.x + side + quiet)
	case Right:
		f.x = g.down(m.W - f.x - side)
		f.to = g.down(f.x - quiet)
	case Top:
		f.x, f.centre = g.down((m.W-side)/2), true
	}
	return f, nil
}

// try lays a label out once.
func (a attempt) try(size letters) (*label.Drawing, *label.Problem) {
	f, p := a.frame()
	if p != nil {
		return nil, p
	}
	beside, p1 := setter{a.c, f.to - f.from, size, a.left}.stack(a.entries.beside)
	wide, p2 := setter{a.c, f.right - f.left, size, a.left}.stack(a.entries.wide)
	foot, p3 := setter{a.c, f.right - f.left, size, a.left}.stack(a.entries.foot)
	if p := cmp.Or(p1, p2, p3); p != nil {
		return nil, p
	}
	return a.place(f, beside, wide, foot)
}

// place puts three stacks into a frame: the foot at the bottom, the others from
// the top down.
func (a attempt) place(f frame, beside, wide, foot stack) (*label.Drawing, *label.Problem) {
	wideEnd := foot.above(f.bottom, f.gap)
	besideEnd := wide.above(wideEnd, f.gap)
	least := f.top
	if f.centre {
		least = f.under
	} else if over := f.under - besideEnd - f.gap; over > slack && len(wide)+len(foot) > 0 {
		return nil, wide.blame(over, a.module)
	}
	if over := least + beside.height() - besideEnd; over > slack {
		return nil, slices.Concat(beside, wide).blame(over, a.module)
	}
	start := least
	if !f.centre {
		start = max(least, min(f.y, besideEnd-beside.height()))
	}
	besideEnd = min(besideEnd, start+beside.height()+f.spread*float64(len(beside)))
	wideStart := beside.below(besideEnd, f.gap)
	if !f.centre {
		wideStart = max(wideStart, f.under)
	}
	wideStart = min(wideStart, wideEnd-wide.height())
	d := &label.Drawing{W: a.c.media.W, H: a.c.media.H}
	across, row := 0.0, 0.0
	if f.centre {
		across, row = f.to-f.from, f.right-f.left
	}
	g := a.c.grid
	beside.place(d, g, f.from, start, besideEnd, f.spread, across)
	wide.place(d, g, f.left, wideStart, wideEnd, f.spread, row)
	foot.place(d, g, f.left, f.bottom-foot.height(), f.bottom, 0, row)
	d.Symbols = []label.SymbolMark{{X: exact(f.x), Y: exact(f.y), Module: a.module}}
	return d, nil
}

// above returns where what stands above the stack must end, so that the stack
// ends at bottom behind a gap.
func (s stack) above(bottom, gap float64) float64 {
	if len(s) == 0 {
		return bottom
	}
	return bottom - s.height() - gap
}

// below returns where what stands below the stack, which ends at bottom, begins.
func (s stack) below(bottom, gap float64) float64 {
	if len(s) == 0 {
		return bottom
	}
	return bottom + gap
}
