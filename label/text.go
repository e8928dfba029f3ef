package label

import (
	"iter"
	"slices"
	"strings"
)

// text is a piece of a label before it has a size.
type text struct {
	field   Field
	content string
	style   style
	ratio   float64 // preferred size, in the stock's Body
	rows    int     // most rows; 0 for as many as needed
	beside  *text   // drawn at the right of the same row where there is room

	words []word
	space float64 // advance of a space, em
}

// word is content[start:end] of a text, between spaces.
type word struct {
	Extent
	start, end int
}

// every is a stock that has room for all fields.
var every = Stock{English: true, Lines: true}

// fields yields what a label says on a stock, field by field.
func (l Label) fields(s Stock) iter.Seq[text] {
	return func(yield func(text) bool) {
		for _, t := range slices.Concat(columnTexts(l, s), linesTexts(l, s), footTexts(l)) {
			if !yield(t) || t.beside != nil && !yield(*t.beside) {
				return
			}
		}
	}
}

// texts holds what a label says, measured, in the places of the layout.
type texts struct{ column, lines, foot []text }

func (c *composer) texts(l Label) texts {
	out := texts{columnTexts(l, c.stock), linesTexts(l, c.stock), footTexts(l)}
	for _, list := range [][]text{out.column, out.lines, out.foot} {
		for i := range list {
			list[i].measure(c.faces)
			if list[i].beside != nil {
				list[i].beside.measure(c.faces)
			}
		}
	}
	return out
}

func (t *text) measure(faces faces) {
	f := faces[t.style]
	t.space = f.glyph(' ').Advance
	start := 0
	for w := range strings.SplitSeq(t.content, " ") {
		t.words = append(t.words, word{f.measure(w), start, start + len(w)})
		start += len(w) + 1
	}
}

// wrap breaks the text into lines no wider than limit em, at spaces. A word may
// be wider than that by itself, so the widest line is returned too.
func (t *text) wrap(limit float64) (lines []word, widest float64) {
	line := t.words[0]
	for _, w := range t.words[1:] {
		if longer := line.Then(w.Extent, t.space); longer.Width() <= limit {
			line.Extent, line.end = longer, w.end
			continue
		}
		lines, widest = append(lines, line), max(widest, line.Width())
		line = w
	}
	return append(lines, line), max(widest, line.Width())
}

// Preferred sizes in the stock's Body.
const (
	nameRatio    = 1.3
	codeRatio    = 1.25
	largestRatio = nameRatio
)

// columnTexts lists what stands at the right of the symbol, top down.
func columnTexts(l Label, s Stock) []text {
	out := []text{{field: FieldName, content: l.Name, style: bold, ratio: nameRatio, rows: 3}}
	if s.English {
		out = append(out, text{field: FieldNameEN, content: l.NameEN, ratio: 1, rows: 2})
	}
	out = append(out, text{field: FieldLot, content: l.Lot, ratio: 1, rows: 1})
	for _, d := range l.Dates {
		out = append(out, text{field: FieldDates, content: d, ratio: 1, rows: 1})
	}
	return append(out, text{field: FieldStars, content: l.Stars, style: bold, ratio: 1, rows: 1})
}

// linesTexts lists what stands below the symbol, as wide as the label.
func linesTexts(l Label, s Stock) []text {
	if !s.Lines {
		return nil
	}
	var out []text
	for _, line := range l.Lines {
		out = append(out, text{field: FieldLines, content: line, ratio: 0.9})
	}
	return out
}

// footTexts lists what stands at the bottom.
func footTexts(l Label) []text {
	return []text{
		{field: FieldCode, content: l.Code, style: mono, ratio: codeRatio, rows: 1,
			beside: &text{field: FieldHost, content: l.Host, ratio: 0.9, rows: 1}},
		{field: FieldCall, content: l.Call, ratio: 0.9, rows: 1,
			beside: &text{field: FieldNote, content: l.Note, style: bold, ratio: 0.9, rows: 1}},
	}
}
