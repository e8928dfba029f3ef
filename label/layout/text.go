package layout

import (
	"strings"

	"ocoptrace/label"
)

// text is a piece of a label before it has a size: one value of a field, or a
// cell of a table.
type text struct {
	item    *Item
	content string
	words   []word
	space   float64 // advance of a space, em
	whole   label.Extent
}

// word is content[start:end] of a text, between spaces.
type word struct {
	label.Extent
	start, end int
}

func (c *Composer) text(i *Item, content string) text {
	t := text{item: i, content: content, space: c.faces.Measure(i.style(), " ").Advance}
	start := 0
	for w := range strings.SplitSeq(content, " ") {
		t.words = append(t.words, word{c.measure(i.style(), w), start, start + len(w)})
		start += len(w) + 1
	}
	line := t.words[0]
	for _, w := range t.words[1:] {
		line.Extent = line.Then(w.Extent, t.space)
	}
	t.whole = line.Extent
	return t
}

// measure returns the room of a word. Letters of one width are all taken to be
// as high and as wide in their ink as the largest, so that a layout holds for
// every code of so many letters.
func (c *Composer) measure(s label.Style, w string) label.Extent {
	e := c.faces.Measure(s, w)
	if s == label.Mono && w != "" {
		e.Above, e.Below = max(e.Above, c.mono.Above), max(e.Below, c.mono.Below)
		e.Left, e.Right = max(e.Left, c.mono.Left), max(e.Right, c.mono.Right)
	}
	return e
}

// envelope returns the greatest ink of the printable characters of ASCII.
func envelope(f *label.Faces, s label.Style) label.Extent {
	var e label.Extent
	for r := '!'; r <= '~'; r++ {
		g := f.Measure(s, string(r))
		e.Above, e.Below = max(e.Above, g.Above), max(e.Below, g.Below)
		e.Left, e.Right = max(e.Left, g.Left), max(e.Right, g.Right)
	}
	return e
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

// entry is an item with what it shows.
type entry struct {
	item  *Item
	texts []text   // values, or what stands above a table
	table [][]text // rows of cells
	right *entry
}

// empty reports whether there is nothing to show.
func (e *entry) empty() bool { return e.item.Field != "" && len(e.texts) == 0 && len(e.table) == 0 }

// entries holds what a label shows, measured, in the places of the layout.
type entries struct{ beside, wide, foot []*entry }

func (c *Composer) entries(ct Content) entries {
	set := func(items []Item) (out []*entry) {
		for i := range items {
			if e := c.entry(&items[i], ct); e != nil {
				out = append(out, e)
			}
		}
		return out
	}
	return entries{set(c.template.Beside), set(c.template.Wide), set(c.template.Foot)}
}

// entry returns an item with its values, or nil where there is none.
func (c *Composer) entry(i *Item, ct Content) *entry {
	e := &entry{item: i}
	for _, v := range ct.Values[i.Field] {
		switch {
		case v == "" || i.Field == "":
		case i.Table:
			c.row(e, v)
		default:
			e.texts = append(e.texts, c.text(i, v))
		}
	}
	if i.Right != nil {
		e.right = c.entry(i.Right, ct)
	}
	if !e.empty() {
		return e
	}
	if e.right != nil { // alone it takes the row
		return e.right
	}
	return nil
}

// row adds a row of a table to an entry, or a heading: a row at its beginning
// with nothing but a first cell.
func (c *Composer) row(e *entry, v string) {
	if head := strings.TrimRight(v, "\t"); e.table == nil && !strings.Contains(head, "\t") {
		e.texts = append(e.texts, c.text(e.item, head))
		return
	}
	var row []text
	for _, cell := range cells(v) {
		row = append(row, c.text(e.item, cell))
	}
	e.table = append(e.table, row)
}
