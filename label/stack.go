package label

import (
	"math"
	"unicode/utf8"
)

// run is one stretch of text with its baseline at x, y in mm from the label's
// top left corner.
type run struct {
	field Field
	text  string
	style style
	size  float64 // points
	x, y  float64
	width float64 // of the ink, mm
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
	leading  = 0.08
)

// Gaps: between two texts on a row and the most added between rows where there
// is height to spare, in mm; above a stack, in the stock's Body.
const (
	besideGap = 1.5
	rowGap    = 0.5
	blockGap  = 0.3
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
			rows = beside(rows, more, width)
		}
		out = append(out, rows...)
	}
	return out, nil
}

// rows sets one text at the largest allowed size at which it fits the width.
func (c *composer) rows(t text, width float64, l letters) (stack, *Problem) {
	if t.content == "" {
		return nil, nil
	}
	preferred := t.ratio * c.stock.Body
	floor := max(c.least, preferred*l.floor)
	for size := max(floor, preferred*l.scale); ; size = max(floor, size-sizeStep) {
		em := size * pointMM
		lines, widest := t.wrap(width / em)
		if widest*em <= width && (t.rows == 0 || len(lines) <= t.rows) {
			return t.set(lines, size), nil
		}
		if size <= floor {
			return nil, t.tooWide(lines, em, widest*em-width)
		}
	}
}

func (t *text) set(lines []word, size float64) stack {
	out := make(stack, len(lines))
	em := size * pointMM
	for i, line := range lines {
		out[i] = row{
			runs: []run{{
				field: t.field, text: t.content[line.start:line.end], style: t.style,
				size: size, x: line.Left * em, width: line.Width() * em,
			}},
			above: max(line.Above, rowAbove) * em,
			below: (max(line.Below, rowBelow) + leading) * em,
		}
	}
	return out
}

// beside joins two single rows into one, the second at the right edge, or puts
// them one below the other where the width is not enough.
func beside(a, b stack, width float64) stack {
	if len(a) != 1 || len(b) != 1 || a[0].runs[0].width+besideGap+b[0].runs[0].width > width {
		return append(a, b...)
	}
	left, right := a[0].runs[0], b[0].runs[0]
	right.x += width - right.width
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
// ends at bottom behind a gap.
func (s stack) above(bottom, gap float64) float64 {
	if len(s) == 0 {
		return bottom
	}
	return bottom - s.height() - gap
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

// blame says which field of the stack to shorten for over mm of missing height:
// the one with most rows. In an empty stack it is the symbol that is too large.
func (s stack) blame(over, module float64) *Problem {
	if len(s) == 0 {
		return &Problem{Field: FieldURI, Kind: KindTooHigh, Excess: over, Module: module}
	}
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

// tooWide measures by how much a text at its least size exceeds its room: a word
// by over mm, or the text by the lines too many.
func (t *text) tooWide(lines []word, em, over float64) *Problem {
	p := &Problem{Field: t.field, Kind: KindTooWide}
	if t.rows > 0 && len(lines) > t.rows {
		for _, line := range lines[t.rows:] {
			p.Excess += line.Width() * em
		}
		p.Letters = utf8.RuneCountInString(t.content[lines[t.rows].start:])
	}
	if over > p.Excess {
		all := 0.0
		for _, line := range lines {
			all += line.Width() * em
		}
		p.Excess = over
		p.Letters = int(math.Ceil(over / all * float64(utf8.RuneCountInString(t.content))))
	}
	return p
}
