package chart

import (
	"fmt"
	"html/template"
	"strings"
)

// MaxParts is how many parts a bar may have.
const MaxParts = 4

// A Stack is what Stacked draws.
type Stack struct {
	ID          string
	Title       string
	Description string
	Parts       []string // names, at most MaxParts
	Rows        []StackRow
}

// A StackRow is a bar of several parts.
type StackRow struct {
	Label  string
	Text   string  // the counts as they are written
	Values []int64 // a count for each part
}

func (r StackRow) total() (sum int64) {
	for _, v := range r.Values {
		sum += v
	}
	return sum
}

// Stacked draws horizontal bars of several parts, with a legend above. It
// panics on more than MaxParts.
func Stacked(s Stack) template.HTML {
	if len(s.Parts) > MaxParts {
		panic(fmt.Sprintf("chart: %d parts", len(s.Parts)))
	}
	var p picture
	s.legend(&p)
	most := int64(0)
	for _, r := range s.Rows {
		most = max(most, r.total())
	}
	for _, r := range s.Rows {
		p.name(r.Label)
		x := 0.0
		for i, v := range r.Values {
			if w := share(v, most, width); w > 0 {
				s.part(&p, i, x, w)
				x = min(x+w, width)
			}
		}
		p.height += thickness
		p.text("start", 0, p.height+letters, r.Text)
		p.height += line + gap
	}
	return p.svg(s.ID, s.Title, s.Description, s.patterns())
}

func (s Stack) legend(p *picture) {
	x := 0.0
	for i, name := range s.Parts {
		w := 20 + textWidth(name) + 14
		if x > 0 && x+w > width {
			x, p.height = 0, p.height+line+4
		}
		s.part(p, i, x, 14)
		p.text("start", x+20, p.height+12, name)
		x += w
	}
	p.height += line + gap
}

// part draws part i of a bar: its colour, and the pattern over it.
func (s Stack) part(p *picture, i int, x, w float64) {
	p.rect(fmt.Sprintf("fill-%d", i+1), x, p.height, w, thickness)
	if i > 0 {
		fmt.Fprintf(p, `<rect fill="url(#%s-p%d)" x="%s" y="%s" width="%s" height="%d"/>`,
			template.HTMLEscapeString(s.ID), i, n(x), n(p.height), n(w), thickness)
	}
}

// hatches are the lines of the patterns of parts 1 to 3 in a square of 6.
var hatches = []string{"M0 6L6 0", "M3 0V6", "M0 3H6M3 0V6"}

func (s Stack) patterns() string {
	var b strings.Builder
	for i := 1; i < len(s.Parts); i++ {
		fmt.Fprintf(&b, `<pattern id="%s-p%d" width="6" height="6" patternUnits="userSpaceOnUse"><path class="hatch" d="%s" stroke="currentColor"/></pattern>`,
			template.HTMLEscapeString(s.ID), i, hatches[i-1])
	}
	if b.Len() == 0 {
		return ""
	}
	return "<defs>" + b.String() + "</defs>"
}
