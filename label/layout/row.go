package layout

import (
	"math"

	"ocoptrace/label"
)

// row is one line of a stack: marks with x from the stack's left edge and y from
// the row's baseline, and the room around the baseline, in mm and whole dots.
type row struct {
	field        label.Field
	texts        []label.TextMark
	bars         []label.BarMark
	images       []label.ImageMark
	width        float64 // to the right end of its marks
	above, below float64
}

// stack is rows from the top down.
type stack []row

// Least room of a row around its baseline, in em: capitals above, descenders
// and a little leading below. Ink that reaches further gets more.
const (
	rowAbove = 0.74
	rowBelow = 0.22
	leading  = 0.08
)

// Gaps: between two texts on a row in mm and in em, and, in em of ordinary
// letters, the most added between rows where there is height to spare and that
// between the parts of a label.
const (
	besideGap   = 1.5
	besideGapEm = 1
	rowGap      = 0.3
	blockGap    = 0.3
)

func (s stack) height() float64 {
	h := 0.0
	for _, r := range s {
		h += r.above + r.below
	}
	return h
}

// textRow makes a row of one text on the dots of a printer.
func (g grid) textRow(item *Item, content string, e label.Extent, size float64, colour label.Colour) row {
	em := size * label.PointMM
	m := label.TextMark{
		Field: item.Field, Text: content, Style: item.style(), Size: size,
		X: g.up(e.Left * em), Width: e.Width() * em, Colour: colour,
	}
	return row{
		field: item.Field, texts: []label.TextMark{m}, width: g.up(m.X + (e.Advance+e.Right)*em),
		above: g.up(max(e.Above, rowAbove) * em), below: g.up((max(e.Below, rowBelow) + leading) * em),
	}
}

// join puts b on the row of a, moved to the right by x.
func (a row) join(b row, x float64) row {
	for _, m := range b.texts {
		m.X += x
		a.texts = append(a.texts, m)
	}
	a.width = max(a.width, x+b.width)
	a.above, a.below = max(a.above, b.above), max(a.below, b.below)
	return a
}

// beside joins two single rows into one, the second at the right edge, or puts
// them one below the other where the width is not enough.
func (g grid) beside(a, b stack, width float64) stack {
	if len(a) != 1 || len(b) != 1 || len(a[0].texts) == 0 {
		return append(a, b...)
	}
	gap := max(besideGap, besideGapEm*a[0].texts[0].Size*label.PointMM)
	if a[0].width+gap+b[0].width > width {
		return append(a, b...)
	}
	return stack{a[0].join(b[0], g.down(width-b[0].width))}
}

// place puts the rows of the stack on a drawing, with the stack's corner at x,
// top. Height to spare down to bottom is spread between rows, each at most gap;
// rows are centred in a width where that is not 0.
func (s stack) place(d *label.Drawing, g grid, x, top, bottom, gap, centre float64) {
	spare := (bottom - top - s.height()) / float64(max(1, len(s)))
	gap = max(0, g.down(min(gap, spare)))
	y := top
	for _, r := range s {
		dx := x
		if centre > 0 {
			dx = x + max(0, g.down((centre-r.width)/2))
		}
		r.draw(d, dx, y+r.above)
		y += r.above + r.below + gap
	}
}

// draw puts the marks of the row on a drawing, with its baseline at x, y.
func (r row) draw(d *label.Drawing, x, y float64) {
	for _, m := range r.texts {
		m.X, m.Y = exact(m.X+x), exact(m.Y+y)
		d.Texts = append(d.Texts, m)
	}
	for _, m := range r.bars {
		m.X, m.Y = exact(m.X+x), exact(m.Y+y)
		d.Bars = append(d.Bars, m)
	}
	for _, m := range r.images {
		m.X, m.Y = exact(m.X+x), exact(m.Y+y)
		d.Images = append(d.Images, m)
	}
}

// exact drops what sums of whole dots leave behind the sixth decimal.
func exact(mm float64) float64 { return math.Round(mm*1e6) / 1e6 }
