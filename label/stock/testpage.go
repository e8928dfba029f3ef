package stock

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ocoptrace/label"
)

// Limits of hints.
const (
	MaxHints = 20
	maxHint  = 500 // letters
)

// TestPage returns a page that shows where a printer puts things: two rulers
// that begin in one corner (see [Stock.TestMarks]), bars at two distances from
// each edge of the page with the distances in mm, and the corners of all labels
// with their positions in the job's order. Rulers and bars are not calibrated,
// labels are; a label under the rulers or the hints may lack its number. The
// hints say in the reader's language what to do; each begins a line, long ones
// are broken, and the last ones are left out where a small page has no room.
// Errors wrap [ErrJob].
func TestPage(j Job, hints []string) (*label.Page, error) {
	if err := j.Check().Err(ErrJob); err != nil {
		return nil, err
	}
	if err := checkHints(hints); err != nil {
		return nil, err
	}
	s := j.Stock
	m := s.TestMarks()
	t := &testPage{Drawing: label.Drawing{W: s.PageW, H: s.PageH}, marks: m, k: math.Sqrt(m.CornerX / 10)}
	t.ruler(m.RulerX, false)
	t.ruler(m.RulerY, true)
	t.hints(hints)
	t.distances()
	for i := range s.PerPage() {
		x, y := j.corner(i)
		t.outlines(box{x, y, x + s.LabelW, y + s.LabelH})
	}
	for i := range s.PerPage() {
		x, y := j.corner(i)
		inset := max(1, s.InsetX)
		t.number(box{x + inset, y + 1, x + s.LabelW - inset, y + s.LabelH - 1}, strconv.Itoa(i+1))
	}
	return &label.Page{W: s.PageW, H: s.PageH, Placed: []label.Placed{{Drawing: &t.Drawing}}}, nil
}

func checkHints(hints []string) error {
	if len(hints) > MaxHints {
		return fmt.Errorf("%w: %d hints, at most %d", ErrJob, len(hints), MaxHints)
	}
	for i, hint := range hints {
		bad := func(r rune) bool { return unicode.IsControl(r) || r > 0xFFFF }
		if !utf8.ValidString(hint) || utf8.RuneCountInString(hint) > maxHint || strings.ContainsFunc(hint, bad) {
			return fmt.Errorf("%w: hint %d is not text of at most %d letters that can be printed: %.50q", ErrJob, i+1, maxHint, hint)
		}
	}
	return nil
}

// testPage is a test page that is being drawn.
type testPage struct {
	label.Drawing
	marks Marks
	k     float64 // how large things are, against a large page
	taken []box
}

// Sizes on a large page.
const (
	ruleWide    = 0.2  // mm
	tickLong    = 3.0  // mm, each centimetre
	hintPoint   = 10.0 // points
	hintLeast   = 4.5
	numberPoint = 7.0
	lineHigh    = 1.35 // of the size
	capHigh     = 0.74 // of the size, over the baseline
)

// hints writes the lines inside the rulers, as large as they fit. Where they do
// not, the last ones are left out as a whole.
func (t *testPage) hints(hints []string) {
	numbers := widthOf(fmt.Sprintf("%g mm", t.marks.RulerY), numberPoint*t.k)
	left, top := t.marks.CornerX+(tickLong+2)*t.k+numbers, t.marks.CornerY+10*t.k
	width, high := t.W-left-t.marks.CornerX-2*t.k, t.H-top-t.marks.CornerY-t.k
	most := func(size float64) int { return int(max(high, 0) / (size * lineHigh * label.PointMM)) }
	size := hintPoint * t.k
	for size > hintLeast && len(wrap(hints, size, width)) > most(size) {
		size = max(hintLeast, size-0.25)
	}
	for len(hints) > 0 && len(wrap(hints, size, width)) > most(size) {
		hints = hints[:len(hints)-1]
	}
	for i, line := range wrap(hints, size, width) {
		y := top + (float64(i)*lineHigh+capHigh)*size*label.PointMM
		t.write(label.FieldHint, line, label.Regular, size, left, y)
		t.taken = append(t.taken, box{left - t.k, y - 1.1*size*label.PointMM, left + widthOf(line, size), y + 0.35*size*label.PointMM})
	}
}

// wrap breaks texts between words.
func wrap(texts []string, size, width float64) (out []string) {
	for _, text := range texts {
		line := ""
		for word := range strings.FieldsSeq(text) {
			longer := strings.TrimPrefix(line+" "+word, " ")
			if line != "" && widthOf(longer, size) > width {
				out, longer = append(out, line), word
			}
			line = longer
		}
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

// write adds a text from x on the baseline y, and takes its room.
func (t *testPage) write(field label.Field, text string, style label.Style, size, x, y float64) {
	width := widthOf(text, size)
	t.taken = append(t.taken, textBox(x, y, width, size))
	t.Texts = append(t.Texts, label.TextMark{Field: field, Text: text, Style: style, Size: size, X: x, Y: y, Width: width})
}

func (t *testPage) bar(b box) {
	t.Bars = append(t.Bars, label.BarMark{X: b.left, Y: b.top, W: b.right - b.left, H: b.bottom - b.top})
}
