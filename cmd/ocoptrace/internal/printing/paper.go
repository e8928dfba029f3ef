package printing

import (
	"errors"
	"fmt"
	"iter"

	"ocoptrace/label"
)

// ErrPaper means blank labels that cannot be printed on, or a place on them where
// none is.
var ErrPaper = errors.New("printing: paper")

// Paper is what labels are printed on: one blank label of it, and how labels come
// to lie on its sheets or rows.
type Paper struct {
	W, H           float64 // of a label, mm
	InsetX, InsetY float64 // label edge to ink, mm
	Roll           bool    // of a label printer, with one ink
	PerPage        int     // labels on a sheet, or across a roll
	Start          int     // position of the first label, from 1; 0 is 1
	Copies         int     // of each label, one after another; 0 is 1

	// Impose places labels on pages, Copies of each, from position Start of the
	// first page.
	Impose func(iter.Seq2[*label.Drawing, error]) iter.Seq2[*label.Page, error]
}

func (p Paper) perPage() int64 { return int64(max(p.PerPage, 1)) }
func (p Paper) start() int64   { return int64(max(p.Start, 1)) }
func (p Paper) copies() int64  { return int64(max(p.Copies, 1)) }

func (p Paper) check() error {
	switch {
	case p.Impose == nil:
		return fmt.Errorf("%w: nothing says where labels lie", ErrPaper)
	case p.start() > p.perPage():
		return fmt.Errorf("%w: position %d of a page of %d", ErrPaper, p.Start, p.PerPage)
	}
	return nil
}
