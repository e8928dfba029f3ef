package chart

import (
	"fmt"
	"html/template"
	"strings"
)

// Measures of a picture, in its units.
const (
	width     = 358
	letters   = 13 // size
	line      = 17 // from one line of text to the next
	thickness = 14 // of a bar
	gap       = 12 // between bars
	perLine   = 48 // characters of a name on a line
)

// A picture is an SVG in the making.
type picture struct {
	strings.Builder
	height float64
}

func (p *picture) rect(class string, x, y, w, h float64) {
	fmt.Fprintf(p, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, class, n(x), n(y), n(w), n(h))
}

func (p *picture) text(anchor string, x, y float64, s string) {
	fmt.Fprintf(p, `<text x="%s" y="%s" text-anchor="%s">%s</text>`, n(x), n(y), anchor, template.HTMLEscapeString(s))
}

// n is a number with at most two decimals.
func n(x float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", x), "0"), ".")
}

// svg is the finished picture. id makes its parts' ids unique in a page.
func (p *picture) svg(id, title, description, defs string) template.HTML {
	e := template.HTMLEscapeString
	id = e(id)
	return template.HTML(fmt.Sprintf(
		`<svg class="chart" viewBox="0 0 %d %s" role="img" aria-labelledby="%s-t %s-d" font-size="%d" fill="currentColor">`+
			`<title id="%s-t">%s</title><desc id="%s-d">%s</desc>%s%s</svg>`,
		width, n(p.height), id, id, letters, id, e(title), id, e(description), defs, p.String()))
}

// wrapped is a name in lines of at most so many characters, but for words that
// are longer.
func wrapped(s string, most int) (lines []string) {
	current, length := "", 0
	for _, word := range strings.Fields(s) {
		w := len([]rune(word))
		if length > 0 && length+1+w > most {
			lines, current, length = append(lines, current), "", 0
		}
		if length > 0 {
			current, length = current+" ", length+1
		}
		current, length = current+word, length+w
	}
	return append(lines, current)
}

// share is the part of room that a value takes where most takes all of it. What
// is not zero can be seen.
func share(value, most int64, room float64) float64 {
	if value <= 0 || most <= 0 {
		return 0
	}
	return max(float64(value)/float64(most)*room, 1)
}
