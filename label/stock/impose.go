package stock

import (
	"fmt"
	"iter"
	"math"

	"ocoptrace/label"
)

// sizeSlack is how much a drawing may differ from the label it is for, mm: less
// than a printer's dot.
const sizeSlack = 0.05

// Impose puts drawings in their places, in order, and yields a page as soon as
// it is full. Drawings of several batches come as one sequence. It holds one
// page at a time; drawings are shared, not copied. It ends after the first
// error: one of the job or of a drawing that does not fit, which wraps [ErrJob],
// or that of drawings. Without drawings there are no pages.
func (j Job) Impose(drawings iter.Seq2[*label.Drawing, error]) iter.Seq2[*label.Page, error] {
	return func(yield func(*label.Page, error) bool) {
		if err := j.Check().Err(ErrJob); err != nil {
			yield(nil, err)
			return
		}
		p := press{job: j, marks: j.cutMarks(), at: j.start() - 1, yield: yield}
		n := 0
		for d, err := range drawings {
			n++
			if err == nil {
				err = j.accept(d, n)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !p.put(d) {
				return
			}
		}
		p.flush()
	}
}

// accept refuses a drawing that is not made for the stock, or is one too many.
func (j Job) accept(d *label.Drawing, n int) error {
	s := j.Stock
	switch {
	case d == nil:
		return fmt.Errorf("%w: label %d is missing", ErrJob, n)
	case n > MaxLabels/j.copies():
		return fmt.Errorf("%w: more than %d labels with %d copies each", ErrJob, MaxLabels/j.copies(), j.copies())
	case !(math.Abs(d.W-s.LabelW) <= sizeSlack && math.Abs(d.H-s.LabelH) <= sizeSlack):
		return fmt.Errorf("%w: label %d is drawn for %g x %g mm, those of %s are %s", ErrJob, n, d.W, d.H, s.ID, s.Size())
	}
	return nil
}

// press holds the page that is being filled.
type press struct {
	job   Job
	marks *label.Drawing // on every page, or nil
	page  *label.Page
	at    int // position from 0
	yield func(*label.Page, error) bool
}

// put adds all copies of a drawing; false ends the job.
func (p *press) put(d *label.Drawing) bool {
	for range p.job.copies() {
		if p.page == nil {
			p.page = p.job.blank(p.marks)
		}
		x, y := p.job.corner(p.at)
		p.page.Placed = append(p.page.Placed, label.Placed{X: x, Y: y, Drawing: d})
		p.at++
		if p.at == p.job.Stock.PerPage() && !p.flush() {
			return false
		}
	}
	return true
}

// flush yields the page, if there is one.
func (p *press) flush() bool {
	page := p.page
	p.page, p.at = nil, 0
	return page == nil || p.yield(page, nil)
}

func (j Job) blank(marks *label.Drawing) *label.Page {
	page := &label.Page{W: j.Stock.PageW, H: j.Stock.PageH, Placed: make([]label.Placed, 0, j.Stock.PerPage()+1)}
	if marks != nil {
		page.Placed = append(page.Placed, label.Placed{Drawing: marks})
	}
	return page
}
