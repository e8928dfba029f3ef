package layout

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ocoptrace/label"
)

// plan is a layout that holds for all labels which differ in the URI and the
// code only, with a symbol of the same size and a code of as many letters of
// one width.
type plan struct {
	key      key
	modules  int
	drawing  *label.Drawing // nil where the label is refused; without symbol
	problems []label.Problem
}

// key is what a layout depends on.
type key struct {
	fields []label.Field
	values [][]string
	length int // of a code whose letters are of one width
}

func keyOf(t *Template, ct Content) key {
	var k key
	for _, i := range t.items {
		values := ct.Values[i.Field]
		switch {
		case i.Field == "":
		case i.Field == label.FieldCode && i.style() == label.Mono && len(values) == 1 && plain(values[0]):
			k.length = len(values[0])
		default:
			k.fields, k.values = append(k.fields, i.Field), append(k.values, slices.Clone(values))
		}
	}
	return k
}

// plain reports whether a code has the ink that [envelope] bounds, and no break.
func plain(code string) bool {
	return code != "" && strings.IndexFunc(code, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// holds reports whether a plan made before is one for a content.
func (p *plan) holds(t *Template, ct Content, modules int) bool {
	return p != nil && p.modules == modules && p.key.equal(keyOf(t, ct))
}

func (k key) equal(o key) bool {
	return k.length == o.length && slices.Equal(k.fields, o.fields) && slices.EqualFunc(k.values, o.values, slices.Equal[[]string])
}

// better reports whether a plan has a label where another has none, or one with
// fewer warnings.
func (p *plan) better(than *plan) bool {
	return p.drawing != nil && (than.drawing == nil || len(p.problems) < len(than.problems))
}

// draw returns the label that the plan makes of a content which it holds for.
func (p *plan) draw(ct Content, s label.Symbol) (*label.Drawing, []label.Problem) {
	if p.drawing == nil {
		return nil, slices.Clone(p.problems)
	}
	d := *p.drawing
	d.Symbols = slices.Clone(d.Symbols)
	d.Symbols[0].Symbol, d.Symbols[0].URI = s, ct.URI
	if p.key.length > 0 {
		d.Texts = slices.Clone(d.Texts)
		for i := range d.Texts { // none where the code is left out
			if d.Texts[i].Field == label.FieldCode {
				d.Texts[i].Text = ct.Values[label.FieldCode][0]
			}
		}
	}
	return &d, slices.Clone(p.problems)
}

// measure returns the width of an entry's text without its spaces, in em, and
// the number of its letters.
func (e *entry) measure() (em float64, letters int) {
	add := func(texts []text) {
		for i := range texts {
			for _, w := range texts[i].words {
				em += w.Advance
			}
			letters += utf8.RuneCountInString(texts[i].content)
		}
	}
	add(e.texts)
	for _, row := range e.table {
		add(row)
	}
	return em, letters
}
