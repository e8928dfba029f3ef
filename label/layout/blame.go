package layout

import (
	"math"
	"unicode/utf8"

	"ocoptrace/label"
)

// tooWide measures by how much a text at its least size exceeds its room: a word
// by over mm, or the text by the lines too many.
func (t *text) tooWide(lines []word, em, over float64) *label.Problem {
	p := &label.Problem{Field: t.item.Field, Kind: label.KindTooWide}
	if most := t.item.Rows; most > 0 && len(lines) > most {
		for _, line := range lines[most:] {
			p.Excess += line.Width() * em
		}
		p.Letters = utf8.RuneCountInString(t.content[lines[most].start:])
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

// blame says which field of the stack to shorten for over mm of missing height:
// the one with most rows. Without any it is the symbol that is too large.
func (s stack) blame(over, module float64) *label.Problem {
	rows, letters := map[label.Field]int{}, map[label.Field]int{}
	most := label.Field("")
	for _, r := range s {
		if r.field == "" {
			continue
		}
		for _, m := range r.texts {
			letters[r.field] += utf8.RuneCountInString(m.Text)
		}
		if rows[r.field]++; rows[r.field] > rows[most] {
			most = r.field
		}
	}
	if most == "" {
		return &label.Problem{Field: label.FieldURI, Kind: label.KindTooHigh, Excess: over, Module: module}
	}
	gone := math.Ceil(over / (s.height() / float64(len(s))))
	perRow := float64(letters[most]) / float64(rows[most])
	return &label.Problem{Field: most, Kind: label.KindTooHigh, Excess: over, Letters: int(math.Ceil(gone * perRow))}
}

// possible tells of no letters to take away where the text would have to go as a
// whole: it is not that field alone that has no room.
func possible(p label.Problem, ct Content) label.Problem {
	if letters, _ := count(ct.Values[p.Field]); p.Letters >= letters {
		p.Letters = 0
	}
	return p
}
