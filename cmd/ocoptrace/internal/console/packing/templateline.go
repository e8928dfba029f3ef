package packing

import (
	"slices"
	"strconv"

	"ocoptrace/label"
	"ocoptrace/label/layout"
)

// A line is one item of a template by itself: those at the right end of a row
// follow the one that they stand beside.
type line struct {
	Part  string // "beside", "wide" or "foot"
	Item  layout.Item
	Right bool
}

// parts are those of a template in the order of a label.
var parts = []string{"beside", "wide", "foot"}

// linesOf takes a template apart.
func linesOf(t layout.Template) (all []line) {
	for i, items := range [][]layout.Item{t.Beside, t.Wide, t.Foot} {
		for _, item := range items {
			right := item.Right
			item.Right = nil
			all = append(all, line{parts[i], item, false})
			if right != nil {
				all = append(all, line{parts[i], *right, true})
			}
		}
	}
	return all
}

// putTogether makes lines the items of a template. Where a line cannot stand at
// the right of the one before, it has a row of its own.
func putTogether(t layout.Template, lines []line) layout.Template {
	t.Beside, t.Wide, t.Foot = nil, nil, nil
	for i, into := range []*[]layout.Item{&t.Beside, &t.Wide, &t.Foot} {
		for _, l := range lines {
			if l.Part != parts[i] {
				continue
			}
			item := l.Item
			if n := len(*into); l.Right && n > 0 && joins((*into)[n-1], item) {
				(*into)[n-1].Right = &item
				continue
			}
			*into = append(*into, item)
		}
	}
	return t
}

// joins says whether an item can stand at the right of another.
func joins(left, right layout.Item) bool {
	return left.Field != "" && !left.Table && left.Right == nil && right.Field != "" && !right.Table
}

// keys name lines in forms: by the field, "logo", or "rule-1" and so on.
func keys(lines []line) []string {
	all, rules := make([]string, len(lines)), 0
	for i, l := range lines {
		switch {
		case l.Item.Rule:
			rules++
			all[i] = "rule-" + strconv.Itoa(rules)
		case l.Item.Logo != 0:
			all[i] = logoKey
		default:
			all[i] = string(l.Item.Field)
		}
	}
	return all
}

const logoKey = "logo"

// move puts a line one place up or down, from the end of a part into the next.
func move(lines []line, at, by int) {
	to := at + by
	part := slices.Index(parts, lines[at].Part)
	switch {
	case to >= 0 && to < len(lines) && lines[to].Part == lines[at].Part:
		lines[at], lines[to] = lines[to], lines[at]
	case part+by >= 0 && part+by < len(parts):
		lines[at].Part = parts[part+by] // the order of the parts is that of the lines
	}
}

// inOrder sorts lines by part and leaves them as they are within.
func inOrder(lines []line) {
	slices.SortStableFunc(lines, func(a, b line) int { return slices.Index(parts, a.Part) - slices.Index(parts, b.Part) })
}

// fixed says whether a template has to show what a line shows: without it, more
// is wrong with it.
func fixed(t layout.Template, lines []line, at int) bool {
	if lines[at].Item.Field == "" {
		return false
	}
	without := putTogether(t, slices.Delete(slices.Clone(lines), at, at+1))
	return len(without.Check()) > len(t.Check())
}

// english says that a field is in English.
func english(f label.Field) bool { return len(f) > 2 && f[len(f)-2:] == "En" }
