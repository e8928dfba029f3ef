package proof

import (
	"fmt"
	"math"

	"ocoptrace/label"
)

// found is a symbol read back from a document.
type found struct {
	page         int     // from 0
	x, y, module float64 // mm
	size         int     // modules on a side
	bitmap       *label.Bitmap
	border       int // pixels of the bitmap before the first module, of one a module
	used         bool
}

// wanted is a symbol of the record, with its place on the page.
type wanted struct {
	label int64 // from 1
	label.SymbolMark
}

// document compares what was read back with the pages of the record.
type document struct {
	seen   []found // by page
	near   float64 // mm by which places may differ
	fine   float64 // mm by which modules may differ
	every  func(i int64) bool
	labels int64 // of the pages before
}

// compare compares modules and places of all symbols, and decodes those of the
// labels that [Sample] names.
func compare(seen []found, near, fine float64, pages []*label.Page) error {
	d := &document{seen: seen, near: near, fine: fine}
	d.every, _ = Sample(count(pages))
	for number, p := range pages {
		if err := d.page(number, p); err != nil {
			return err
		}
	}
	if len(d.seen) > 0 {
		return d.seen[0].extra()
	}
	return nil
}

// count returns how many labels are on pages.
func count(pages []*label.Page) (n int64) {
	for _, p := range pages {
		for _, at := range p.Placed {
			if isLabel(at.Drawing) {
				n++
			}
		}
	}
	return n
}

// isLabel tells a label from what belongs to the page, such as cut marks.
func isLabel(d *label.Drawing) bool { return d != nil && len(d.Symbols) > 0 }

// page compares one page, and takes its symbols from those seen.
func (d *document) page(number int, p *label.Page) error {
	n := 0
	for n < len(d.seen) && d.seen[n].page == number {
		n++
	}
	seen := d.seen[:n]
	d.seen = d.seen[n:]
	for i, w := range d.wanted(p) {
		s := d.at(seen, i, w)
		if s == nil {
			return lost(seen, w)
		}
		s.used = true
		if err := d.check(s, w); err != nil {
			return err
		}
	}
	for i := range seen {
		if !seen[i].used {
			return seen[i].extra()
		}
	}
	return nil
}

// wanted returns the symbols of a page, in order.
func (d *document) wanted(p *label.Page) (out []wanted) {
	for _, at := range p.Placed {
		if !isLabel(at.Drawing) {
			continue
		}
		d.labels++
		for _, m := range at.Drawing.Symbols {
			m.X, m.Y = at.X+m.X, at.Y+m.Y
			out = append(out, wanted{d.labels, m})
		}
	}
	return out
}

// at returns the symbol that is where it shall be, or nil. Usually it is the one
// of the same number.
func (d *document) at(seen []found, i int, w wanted) *found {
	if i < len(seen) && d.same(seen[i], w) {
		return &seen[i]
	}
	for j := range seen {
		if d.same(seen[j], w) {
			return &seen[j]
		}
	}
	return nil
}

func (d *document) same(s found, w wanted) bool {
	return !s.used && math.Abs(s.x-w.X) <= d.near && math.Abs(s.y-w.Y) <= d.near && math.Abs(s.module-w.Module) <= d.fine
}

// lost says what became of a symbol that is not where it shall be.
func lost(seen []found, w wanted) error {
	for _, s := range seen {
		if !s.used && s.differ(w.Symbol) == 0 {
			return &Error{Label: w.label, Want: w.URI, Err: fmt.Errorf(
				"%w: at %.2f, %.2f mm of page %d with modules of %.4f mm, recorded at %.2f, %.2f mm with %.4f mm",
				ErrMoved, s.x, s.y, s.page+1, s.module, w.X, w.Y, w.Module)}
		}
	}
	return &Error{Label: w.label, Want: w.URI, Err: fmt.Errorf("%w at %.2f, %.2f mm", ErrMissing, w.X, w.Y)}
}

// check compares what a symbol says with the record.
func (d *document) check(s *found, w wanted) error {
	clean := s.differ(w.Symbol) == 0
	if clean && !d.every(w.label-1) {
		return nil
	}
	text, err := s.text()
	err = verdict(text, w.URI, err, clean)
	if e, ok := err.(*Error); ok {
		e.Label = w.label
	}
	return err
}

func (s *found) text() (string, error) { return sampled(s.bitmap, s.border, s.border, 1, s.size) }

// differ counts the modules that are not those of a symbol.
func (s *found) differ(m label.Symbol) (n int) {
	side := max(s.size, m.Size())
	for y := range side {
		for x := range side {
			if s.bitmap.Dark(s.border+x, s.border+y) != m.Dark(x, y) {
				n++
			}
		}
	}
	return n
}

func (s *found) extra() error {
	text, err := s.text()
	if err != nil {
		text = ""
	}
	return &Error{Read: text, Err: fmt.Errorf("%w at %.2f, %.2f mm of page %d", ErrExtra, s.x, s.y, s.page+1)}
}
