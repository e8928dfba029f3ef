package layout

import (
	"cmp"
	"slices"

	"ocoptrace/label"
)

// search is one way to seek room: letters may become so small, in their
// preferred size, and modules have at least so many dots.
type search struct {
	floor float64
	dots  int
}

// sizes are the modules that a label may have, in printer dots, and the searches
// in order: comfortable letters with a symbol that scans well, then smaller
// letters, then smaller modules.
type sizes struct {
	most     int
	searches []search
	good     int // of the searches: those for a symbol that scans well
}

// well returns the searches for a symbol that scans well.
func (s sizes) well() sizes { return sizes{most: s.most, searches: s.searches[:s.good]} }

// comfortable is the least size of letters of the first search, in their
// preferred size.
const comfortable = 0.8

// modules returns the sizes of a symbol with so many modules on a side, or why
// there is none.
func (c *Composer) modules(n int) (sizes, *label.Problem) {
	dot, s := float64(c.grid), c.template.Symbol
	room := min(s.Share*c.media.W, c.media.W, c.media.H)
	most := int(room/float64(n+2*label.Quiet)/dot + slack)
	dots := func(module, side float64) int {
		return int(c.grid.up(max(module, side/float64(n)))/dot + 0.5)
	}
	least, good := dots(label.MinModule, s.Least), dots(label.RetailModule, s.Good)
	if most < least {
		module := float64(most) * dot
		if module < label.MinModule {
			return sizes{}, &label.Problem{Field: label.FieldURI, Kind: label.KindModule, Module: module}
		}
		return sizes{}, &label.Problem{Field: label.FieldURI, Kind: label.KindSide, Excess: s.Least - module*float64(n), Module: module}
	}
	out := sizes{most: most}
	if most >= good {
		out.searches, out.good = []search{{comfortable, good}, {0, good}}, 2
	} else {
		out.searches = []search{{comfortable, least}}
	}
	out.searches = append(out.searches, search{0, least})
	return out, nil
}

// down yields the sizes of modules of a search, from the largest to the least in
// steps of a dot or of a twelfth.
func (s sizes) down(least int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for dots := s.most; ; dots = max(least, dots-max(1, dots/12)) {
			if !yield(dots) || dots <= least {
				return
			}
		}
	}
}

// yielding is the greatest priority of the items that are left out for a symbol
// that scans well; others are only where nothing fits.
const yielding = 3

// search finds a layout with as many items as there is room for. The refusal is
// that of the last attempt.
func (c *Composer) search(e entries, modules int, s sizes) (*label.Drawing, []label.Problem, *label.Problem) {
	order := e.optional()
	well, n := s.well(), 0
	for n < len(order) && order[n].Priority <= yielding {
		n++
	}
	if len(well.searches) > 0 {
		if d, left, refusal := c.leaveOut(e, modules, well, order[:n]); refusal == nil {
			return d, c.warnings(e, d.Symbols[0], modules, left), nil
		}
	}
	d, left, refusal := c.leaveOut(e, modules, s, order)
	if refusal != nil {
		return nil, nil, refusal
	}
	return d, c.warnings(e, d.Symbols[0], modules, left), nil
}

// leaveOut leaves out items in an order, one after the other, until the rest
// fits; then they come back in the opposite order where they fit after all.
func (c *Composer) leaveOut(e entries, modules int, s sizes, order []*Item) (*label.Drawing, map[*Item]bool, *label.Problem) {
	left := map[*Item]bool{}
	d, refusal := c.fit(e, modules, s, left)
	n := 0
	for ; refusal != nil && n < len(order); n++ {
		left[order[n]] = true
		d, refusal = c.fit(e, modules, s, left)
	}
	if refusal != nil {
		return nil, nil, refusal
	}
	for n -= 2; n >= 0; n-- { // without the last one nothing fitted
		left[order[n]] = false
		if more, refusal := c.fit(e, modules, s, left); refusal == nil {
			d = more
		} else {
			left[order[n]] = true
		}
	}
	return d, left, nil
}

// fit finds a layout without the items left out. The tightest attempt comes
// first: where it fails, all do.
func (c *Composer) fit(e entries, modules int, s sizes, left map[*Item]bool) (*label.Drawing, *label.Problem) {
	if p := c.tooMuch(e, modules, left); p != nil {
		return nil, p
	}
	with := func(dots int) attempt {
		return attempt{c: c, entries: e, modules: modules, module: float64(dots) * float64(c.grid), left: left}
	}
	last := s.searches[len(s.searches)-1]
	tightest := with(last.dots)
	smallest, refusal := tightest.try(letters{tightest.lowest(last.floor), last.floor})
	if refusal != nil {
		return nil, refusal
	}
	for _, search := range s.searches {
		for dots := range s.down(search.dots) {
			if d, p := with(dots).shrink(search.floor); p == nil {
				return d, nil
			}
		}
	}
	return smallest, nil
}

// optional lists the items that may be left out, in the order in which they are:
// by priority, and of equals the last on the label first.
func (e entries) optional() []*Item {
	var out []*Item
	for e := range e.all {
		if e.item.Priority > 0 {
			out = append(out, e.item)
		}
	}
	slices.Reverse(out)
	slices.SortStableFunc(out, func(a, b *Item) int { return cmp.Compare(a.Priority, b.Priority) })
	return out
}

// all yields what a label shows, those at the right included.
func (e entries) all(yield func(*entry) bool) {
	for _, list := range [][]*entry{e.beside, e.wide, e.foot} {
		for _, e := range list {
			if !yield(e) || e.right != nil && !yield(e.right) {
				return
			}
		}
	}
}

// warnings tells what a label lacks.
func (c *Composer) warnings(e entries, m label.SymbolMark, modules int, left map[*Item]bool) []label.Problem {
	var out []label.Problem
	if m.Module < label.RetailModule {
		out = append(out, label.Problem{Field: label.FieldURI, Kind: label.KindModule, Warning: true, Module: m.Module})
	}
	if short := c.template.Symbol.Good - float64(modules)*m.Module; short > slack {
		out = append(out, label.Problem{Field: label.FieldURI, Kind: label.KindSide, Warning: true, Excess: short, Module: m.Module})
	}
	for e := range e.all {
		if left[e.item] && e.item.Field != "" {
			out = append(out, label.Problem{Field: e.item.Field, Kind: label.KindLeftOut, Warning: true})
		}
	}
	return out
}

// tooMuch refuses text whose letters at their least size need more area than the
// label has beside the least symbol, without trying.
func (c *Composer) tooMuch(e entries, modules int, left map[*Item]bool) *label.Problem {
	em := c.code * label.PointMM
	m, side := c.media, float64(modules+label.Quiet)*label.MinModule
	room := (m.W-2*m.InsetX)*(m.H-2*m.InsetY) - max(0, side-m.InsetX)*max(0, side-m.InsetY)
	need, largest, field, count := 0.0, 0.0, label.Field(""), 0
	for e := range e.all {
		if left[e.item] {
			continue
		}
		wide, letters := e.measure()
		area := wide * em * em * (rowAbove + rowBelow + leading)
		if need += area; area > largest {
			largest, field, count = area, e.item.Field, letters
		}
	}
	if need <= room {
		return nil
	}
	over := need - room
	return &label.Problem{
		Field: field, Kind: label.KindTooHigh, Excess: over / (m.W - 2*m.InsetX),
		Letters: min(count, int(over/largest*float64(count))+1),
	}
}
