package paper

import (
	"ocoptrace/label"
)

// Measures of a page, in mm and points.
const (
	pageW, pageH = 210.0, 297.0
	left, right  = 25.0, 15.0
	top, bottom  = 20.0, 20.0
	body         = pageW - left - right
	foot         = pageH - bottom // no text below
	textSize     = 10.0
	textLine     = 5.0
	noteSize     = 8.0
	noteLine     = 4.0
	footSize     = 8.0
)

// A setting is a document being set, page by page.
type setting struct {
	faces *label.Faces
	pages []*label.Drawing
	page  *label.Drawing // the last one
	y     float64        // where the next thing begins
	again func()         // sets a table's header on a new page; nil outside of tables
	err   error
}

// set sets a document.
func set(d Document) ([]*label.Page, error) {
	faces, err := label.NewFaces(fonts())
	if err != nil {
		return nil, err
	}
	s := &setting{faces: faces}
	s.turn()
	for i, b := range d.Blocks {
		if _, ok := b.(Heading); ok && i+1 < len(d.Blocks) {
			s.need(25) // and the beginning of what follows
		}
		b.set(s)
	}
	s.feet(d)
	pages := make([]*label.Page, len(s.pages))
	for i, p := range s.pages {
		pages[i] = &label.Page{W: pageW, H: pageH, Placed: []label.Placed{{Drawing: p}}}
	}
	return pages, s.err
}

// turn begins a page.
func (s *setting) turn() {
	s.page = &label.Drawing{W: pageW, H: pageH}
	s.pages = append(s.pages, s.page)
	s.y = top
	if again := s.again; again != nil {
		s.again = nil // a header that is higher than a page is set once
		again()
		s.again = again
	}
}

// need begins a page unless there is so much room on this one.
func (s *setting) need(h float64) {
	if s.y+h > foot && s.y > top {
		s.turn()
	}
}

// skip leaves room between blocks; none at the top of a page.
func (s *setting) skip(h float64) {
	if s.y > top {
		s.y += h
	}
}

// A font is how letters are set.
type font struct {
	style label.Style
	size  float64 // points
	line  float64 // mm
}

var (
	plain = font{label.Regular, textSize, textLine}
	bold  = font{label.Bold, textSize, textLine}
	note  = font{label.Regular, noteSize, noteLine}
)

// baseline is how far below the top of its line a text stands.
func (f font) baseline() float64 { return f.line/2 + 0.36*f.size*label.PointMM }

// write sets one line of text, its top at y.
func (s *setting) write(f font, x, y float64, text string) {
	if text == "" {
		return
	}
	s.page.Texts = append(s.page.Texts, label.TextMark{
		Text: text, Style: f.style, Size: f.size, X: x, Y: y + f.baseline(), Width: s.width(f, text),
	})
}

// width is the room of a text on one line, mm.
func (s *setting) width(f font, text string) float64 {
	return s.faces.Measure(f.style, text).Width() * f.size * label.PointMM
}

// rule draws a thin line.
func (s *setting) rule(x, y, w float64) {
	s.page.Bars = append(s.page.Bars, label.BarMark{X: x, Y: y, W: w, H: 0.2})
}

// feet writes the foot of every page.
func (s *setting) feet(d Document) {
	f := font{label.Regular, footSize, noteLine}
	for i, p := range s.pages {
		s.page = p
		s.rule(left, foot+3, body)
		number := ""
		if d.PageNo != nil {
			number = s.clean(f.style, d.PageNo(i+1, len(s.pages)))
		}
		w := s.width(f, number)
		s.write(f, pageW-right-w, foot+4, number)
		for n, l := range s.wrap(f, d.Foot, body-w-5) {
			if n < 2 {
				s.write(f, left, foot+4+float64(n)*f.line, l)
			}
		}
	}
}
