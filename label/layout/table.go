package layout

import (
	"math"

	"ocoptrace/label"
)

// Columns of a table stand an em apart. Its first column takes what the others
// leave, but never less than firstLeast em.
const (
	cellGap    = 1
	firstLeast = 4
	abreast    = 3 // most parts of a table beside each other
)

// table sets rows of cells in columns as wide as their widest cell. Where all
// first cells fit on a line and the width holds the table several times, its rows
// are parted into as many columns of equal length, read downwards.
func (s setter) table(e *entry) (stack, *label.Problem) {
	var last *label.Problem
	for size := range s.sizes(e.item) {
		t := s.measureTable(e, size)
		if t.first >= t.widest[0]-slack {
			return s.parted(t), nil
		}
		if t.first < firstLeast*t.em {
			last = t.tooWide(s.width)
			continue
		}
		var out stack
		if out, last = s.wrapped(t); last == nil {
			return out, nil
		}
	}
	return nil, last
}

// tabled is a table at one size.
type tabled struct {
	*entry
	size, em float64
	widest   [maxCells]float64 // of each column, mm
	rest     float64           // of all columns but the first, with their gaps, mm
	first    float64           // room of the first column, mm
}

func (s setter) measureTable(e *entry, size float64) tabled {
	t := tabled{entry: e, size: size, em: size * label.PointMM}
	g := s.c.grid
	for _, row := range e.table {
		for i := range row {
			t.widest[i] = max(t.widest[i], g.up(row[i].whole.Width()*t.em)+float64(g))
		}
	}
	for _, w := range t.widest[1:] {
		if w > 0 {
			t.rest += w + t.gap(g)
		}
	}
	t.first = s.width - t.rest
	return t
}

func (t tabled) gap(g grid) float64 { return g.up(cellGap * t.em) }

// parted sets each row of the table on one line.
func (s setter) parted(t tabled) stack {
	g := s.c.grid
	width, between := t.widest[0]+t.rest, 2*t.gap(g)
	parts := int((s.width + between + slack) / (width + between))
	parts = min(max(parts, 1), abreast, len(t.table))
	length := (len(t.table) + parts - 1) / parts
	out := make(stack, length)
	for i, cells := range t.table {
		r := s.cells(t, cells, t.widest[0])
		if i < length {
			out[i] = r
		} else {
			out[i%length] = out[i%length].join(r, float64(i/length)*(width+between))
		}
	}
	return out
}

// cells sets the cells of a row, with a first column of a width. The last column
// of a table of two ends at its right edge, since it holds amounts.
func (s setter) cells(t tabled, cells []text, first float64) row {
	g := s.c.grid
	r := row{field: t.item.Field}
	x := 0.0
	for i := range cells {
		one := g.textRow(t.item, cells[i].content, cells[i].whole, t.size, s.c.ink(t.item.Colour))
		column := t.widest[i]
		if i == 0 {
			column = first
		}
		at := x
		if i == 1 && t.widest[2] == 0 {
			at += max(0, g.down(column-one.width))
		}
		r = r.join(one, at)
		x += column + t.gap(g)
	}
	return r
}

// wrapped sets a table whose first cells need several lines.
func (s setter) wrapped(t tabled) (stack, *label.Problem) {
	g := s.c.grid
	first := g.down(t.first)
	var out stack
	for _, cells := range t.table {
		name := &cells[0]
		lines, widest := name.wrap((first - float64(g)) / t.em)
		if over := widest*t.em - first + float64(g); over > 0 || t.item.Rows > 0 && len(lines) > t.item.Rows {
			return nil, name.tooWide(lines, t.em, over)
		}
		head := *name
		head.content, head.whole = name.content[lines[0].start:lines[0].end], lines[0].Extent
		out = append(out, s.cells(t, append([]text{head}, cells[1:]...), first))
		out = append(out, s.set(name, lines[1:], t.size)...)
	}
	return out, nil
}

// tooWide tells by how much the columns exceed a width.
func (t tabled) tooWide(width float64) *label.Problem {
	over := t.rest + firstLeast*t.em - width
	return &label.Problem{
		Field: t.item.Field, Kind: label.KindTooWide, Excess: over, Letters: int(math.Ceil(over / (t.em / 2))),
	}
}
