package label

import (
	"math"
	"unicode/utf8"
)

// run is one stretch of text with its baseline at x, y in mm from the label's
// top left corner.
type run struct {
	field    Field
	text     string
	bold     bool
	size     float64 // points
	tracking float64 // em
	x, y     float64
}

// row is one line of a stack: its runs with x from the stack's left edge, and
// the room its ink takes above and below the baseline, in mm.
type row struct {
	runs         []run
	above, below float64
}

// stack is rows of text from the top down.
type stack []row

// Least room of a row around its baseline, in em: capitals above, descenders
// and a little leading below. Ink that reaches further gets more.
const (
	rowAbove = 0.74
	rowBelow = 0.22
	leading  = 0.06
)

// Gaps in mm: between two texts on a row, above a stack, and the most added
// between rows where there is height to spare.
const (
	besideGap = 1.5
	blockGap  = 0.6
	rowGap    = 0.5
)

// Letter sizes go down in steps of a quarter point.
const sizeStep = 0.25

// stack sets texts in a width of mm.
func (c *composer) stack(texts []text, width float64, size letters) (stack, *Problem) {
	var out stack
	for _, t := range texts {
		rows, p := c.rows(t, width, size)
		if p != nil {
			return nil, p
		}
		if t.beside != nil {
			more, p := c.rows(*t.beside, width, size)
			if p != nil {
				return nil, p
			}
			rows = besides(rows, more, width, c.faces)
		}
		out = append(out, rows...)
	}
	return out, nil
}

// rows sets one text at the largest allowed size at which it fits the width.
func (c *composer) rows(t text, width float64, l letters) (stack, *Problem) {
	if t.words == "" {
		return nil, nil
	}
	f := c.faces.of(t.bold)
	preferred := t.ratio * c.stock.Body
	floor := max(c.least, preferred*l.floor)
	for size := max(floor, preferred*l.scale); ; size = max(floor, size-sizeStep) {
		lines, widest := f.wrap(t, size, width)
		if widest <= width && (t.rows == 0 || len(lines) <= t.rows) {
			return c.set(t, lines, size), nil
		}
		if size <= floor {
			return nil, tooWide(t, f, size, width, widest)
		}
	}
}

func (c *composer) set(t text, lines []string, size float64) stack {
	out := make(stack, len(lines))
	f := c.faces.of(t.bold)
	em := size * pointMM
	for i, line := range lines {
		above, below := f.ink(line, size)
		_, left := f.width(line, size, t.tracking)
		out[i] = row{
			runs:  []run{{field: t.field, text: line, bold: t.bold, size: size, tracking: t.tracking, x: left}},
			above: max(above, rowAbove*em), below: max(below, rowBelow*em) + leading*em,
		}
	}
	return out
}

// besides joins two single rows into one, the second at the right edge, or puts
// them one below the other where the width is not enough.
func besides(a, b stack, width float64, f faces) stack {
	if len(a) != 1 || len(b) != 1 {
		return append(a, b...)
	}
	left, right := a[0].runs[0], b[0].runs[0]
	leftWidth, _ := f.of(left.bold).width(left.text, left.size, left.tracking)
	rightWidth, _ := f.of(right.bold).width(right.text, right.size, right.tracking)
	if leftWidth+besideGap+rightWidth > width {
		return append(a, b...)
	}
	right.x += width - rightWidth
	return stack{{
		runs:  []run{left, right},
		above: max(a[0].above, b[0].above), below: max(a[0].below, b[0].below),
	}}
}

func (s stack) height() float64 {
	h := 0.0
	for _, r := range s {
		h += r.above + r.below
	}
	return h
}

// above returns where what stands above the stack must end, so that the stack
// ends at bottom.
func (s stack) above(bottom float64) float64 {
	if len(s) == 0 {
		return bottom
	}
	return bottom - s.height() - blockGap
}

// place returns the runs of the stack with its corner at x, top. Height to
// spare down to bottom is spread between rows, a little each.
func (s stack) place(x, top, bottom float64) []run {
	var out []run
	gap := max(0, min(rowGap, (bottom-top-s.height())/float64(max(1, len(s)))))
	y := top
	for _, r := range s {
		for _, run := range r.runs {
			run.x, run.y = run.x+x, y+r.above
			out = append(out, run)
		}
		y += r.above + r.below + gap
	}
	return out
}

// tooHigh blames the field that takes most rows for over mm of missing height.
func (s stack) tooHigh(over float64) *Problem {
	rows, letters := map[Field]int{}, map[Field]int{}
	most := s[0].runs[0].field
	for _, r := range s {
		f := r.runs[0].field
		rows[f]++
		letters[f] += utf8.RuneCountInString(r.runs[0].text)
		if rows[f] > rows[most] {
			most = f
		}
	}
	gone := math.Ceil(over / (s.height() / float64(len(s))))
	perRow := float64(letters[most]) / float64(rows[most])
	return &Problem{Field: most, Kind: KindTooHigh, Excess: over, Letters: int(math.Ceil(gone * perRow))}
}

// tooWide measures by how much a text at its least size exceeds its rows.
func tooWide(t text, f *face, size, width, widest float64) *Problem {
	over := widest - width
	if total, _ := f.width(t.words, size, t.tracking); t.rows > 0 {
		over = max(over, total-width*float64(t.rows))
	}
	perLetter, _ := f.width(t.words, size, t.tracking)
	perLetter /= float64(utf8.RuneCountInString(t.words))
	over = max(over, perLetter) // rows break unevenly: at least a letter is too much
	return &Problem{Field: t.field, Kind: KindTooWide, Excess: over, Letters: int(math.Ceil(over / perLetter))}
}
