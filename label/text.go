package label

import "strings"

// text is a piece of a label before it has a size.
type text struct {
	field    Field
	words    string
	bold     bool
	tracking float64 // em
	ratio    float64 // preferred size, in the stock's Body
	rows     int     // most rows; 0 for as many as needed
	beside   *text   // drawn at the right of the same row where there is room
}

// Preferred sizes in the stock's Body. The code is set wide because people
// read it aloud and type it.
const (
	nameRatio    = 1.3
	codeRatio    = 1.15
	codeTracking = 0.05
	largest      = nameRatio
)

// columnTexts lists what stands at the right of the symbol, top down.
func columnTexts(l Label, s Stock) []text {
	out := []text{{field: FieldName, words: l.Name, bold: true, ratio: nameRatio, rows: 3}}
	if s.English {
		out = append(out, text{field: FieldNameEN, words: l.NameEN, ratio: 1, rows: 2})
	}
	out = append(out, text{field: FieldLot, words: l.Lot, ratio: 1, rows: 1})
	for _, d := range l.Dates {
		out = append(out, text{field: FieldDates, words: d, ratio: 1, rows: 1})
	}
	return append(out, text{field: FieldStars, words: l.Stars, bold: true, ratio: 1, rows: 1})
}

// linesTexts lists what stands below the symbol, as wide as the label.
func linesTexts(l Label, s Stock) []text {
	if !s.Lines {
		return nil
	}
	var out []text
	for _, line := range l.Lines {
		out = append(out, text{field: FieldLines, words: line, ratio: 0.9})
	}
	return out
}

// footTexts lists what stands at the bottom.
func footTexts(l Label) []text {
	return []text{
		{field: FieldCode, words: l.Code, bold: true, tracking: codeTracking, ratio: codeRatio, rows: 1,
			beside: &text{field: FieldHost, words: l.Host, ratio: 0.9, rows: 1}},
		{field: FieldCall, words: l.Call, ratio: 0.9, rows: 1,
			beside: &text{field: FieldNote, words: l.Note, bold: true, ratio: 0.9, rows: 1}},
	}
}

// wrap breaks words into rows no wider than width mm at a size, at spaces. The
// widest row is returned too: a single word may be wider than the room.
func (f *face) wrap(t text, size, width float64) (rows []string, widest float64) {
	row := ""
	for word := range strings.SplitSeq(t.words, " ") {
		longer := word
		if row != "" {
			longer = row + " " + word
		}
		if w, _ := f.width(longer, size, t.tracking); w > width && row != "" {
			rows, longer = append(rows, row), word
		}
		row = longer
		w, _ := f.width(row, size, t.tracking)
		widest = max(widest, w)
	}
	return append(rows, row), widest
}
