package layout

import (
	"ocoptrace/label"
)

// letters says how small letters may become in an attempt: all are scaled, and
// a field whose width demands it may go on down to its preferred size times
// floor. The medium's least height bounds both.
type letters struct{ scale, floor float64 }

// Letter sizes go down in steps of a quarter point, large ones faster.
const (
	sizeStep  = 0.25
	sizeShare = 0.04
)

// setter sets entries in rows of a width.
type setter struct {
	c     *Composer
	width float64
	size  letters
	left  map[*Item]bool // items left out
}

// stack sets entries one below the other.
func (s setter) stack(entries []*entry) (stack, *label.Problem) {
	var out stack
	for _, e := range entries {
		rows, p := s.pair(e)
		if p != nil {
			return nil, p
		}
		out = append(out, rows...)
	}
	return out, nil
}

// pair sets an entry and what stands at its right.
func (s setter) pair(e *entry) (stack, *label.Problem) {
	rows, p := s.entry(e)
	if p != nil || e.right == nil {
		return rows, p
	}
	more, p := s.entry(e.right)
	if p != nil {
		return nil, p
	}
	return s.c.grid.beside(rows, more, s.width), nil
}

func (s setter) entry(e *entry) (stack, *label.Problem) {
	switch {
	case s.left[e.item]:
		return nil, nil
	case e.item.Rule:
		return stack{s.rule(e.item)}, nil
	case e.item.Logo > 0:
		return stack{s.logo(e.item)}, nil
	}
	out, p := s.values(e)
	if p != nil || e.table == nil {
		return out, p
	}
	rows, p := s.table(e)
	return append(out, rows...), p
}

func (s setter) values(e *entry) (stack, *label.Problem) {
	var out stack
	for i := range e.texts {
		rows, p := s.rows(&e.texts[i])
		if p != nil {
			return nil, p
		}
		out = append(out, rows...)
	}
	return out, nil
}

// rows sets one text at the largest allowed size at which it fits the width.
func (s setter) rows(t *text) (stack, *label.Problem) {
	for size := range s.sizes(t.item) {
		em := size * label.PointMM
		room := s.width - float64(s.c.grid) // rounding to dots takes one at most
		lines, widest := t.wrap(room / em)
		if widest*em <= room && (t.item.Rows == 0 || len(lines) <= t.item.Rows) {
			return s.set(t, lines, size), nil
		}
		if size <= s.least(t.item) {
			return nil, t.tooWide(lines, em, widest*em-room)
		}
	}
	panic("unreachable: sizes ends at the least")
}

// preferred is the size of an item's letters where there is room, in points.
func (s setter) preferred(i *Item) float64 { return i.size() * s.c.body }

func (s setter) least(i *Item) float64 {
	least := s.c.least
	if i.Field == label.FieldCode {
		least = s.c.code
	}
	return max(least, s.preferred(i)*max(s.size.floor, i.Keep))
}

// sizes yields the sizes to try for an item, down to the least.
func (s setter) sizes(i *Item) func(func(float64) bool) {
	return func(yield func(float64) bool) {
		floor := s.least(i)
		for size := max(floor, s.preferred(i)*s.size.scale); ; {
			if !yield(size) || size <= floor {
				return
			}
			size = max(floor, size-max(sizeStep, size*sizeShare))
		}
	}
}

func (s setter) set(t *text, lines []word, size float64) stack {
	out := make(stack, len(lines))
	for i, line := range lines {
		out[i] = s.c.grid.textRow(t.item, t.content[line.start:line.end], line.Extent, size, s.c.ink(t.item.Colour))
	}
	return out
}

// Rules are 0.2 mm thick or one dot, with air above and below: in ordinary
// letters as they are scaled, but never less than 0.3 mm.
const (
	ruleThick = 0.2
	ruleAir   = 0.2
	leastAir  = 0.3
)

func (s setter) air() float64 {
	return s.c.grid.up(max(leastAir, ruleAir*s.c.body*s.size.scale*label.PointMM))
}

func (s setter) rule(i *Item) row {
	g := s.c.grid
	thick := max(g.down(ruleThick), float64(g))
	width := g.down(s.width)
	return row{
		bars:  []label.BarMark{{Y: -thick, W: width, H: thick, Colour: s.c.ink(i.Colour)}},
		width: width, above: thick + s.air(), below: s.air(),
	}
}

// logo is as high as its item says, less where the width demands it.
func (s setter) logo(i *Item) row {
	g, l := s.c.grid, s.c.template.Logo
	scale := min(i.Logo*s.size.scale/float64(l.H), s.width/float64(l.W))
	w, h := max(g.down(scale*float64(l.W)), float64(g)), max(g.down(scale*float64(l.H)), float64(g))
	return row{
		images: []label.ImageMark{{Bitmap: s.c.logo, Y: -h, W: w, H: h, Colour: s.c.ink(i.Colour)}},
		width:  w, above: h, below: s.air(),
	}
}
