package thermal

import (
	"context"
	"fmt"
	"io"
	"iter"
	"reflect"

	"ocoptrace/label"
	"ocoptrace/label/raster"
)

// Write writes a job that prints these pages, in order. Equal pages after one
// another are sent once with a count. Memory does not grow with their number.
// Pages are written as they are drawn, each whole; where one fails what came before
// it has been written and would be printed, so that a caller who must not print
// half a job writes to a buffer or a file first.
//
// Errors wrap [ErrPrinter], [ErrPage], [label.ErrFonts], the context's, that of w
// or that of the page source; those of a page begin with its number, from 1.
func Write(ctx context.Context, w io.Writer, fonts label.Fonts, p Printer, pages iter.Seq2[*label.Page, error]) error {
	if err := p.Check(); err != nil {
		return err
	}
	r, err := raster.New(fonts)
	if err != nil {
		return err
	}
	out := &writer{w: w, p: p}
	n := 0
	for page, err := range pages {
		n++
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if page == nil {
			return fmt.Errorf("page %d: %w: there is none", n, ErrPage)
		}
		if err := out.add(r, page); err != nil {
			return fmt.Errorf("page %d: %w", n, err)
		}
	}
	if n == 0 {
		return fmt.Errorf("%w: there are none", ErrPage)
	}
	return out.flush()
}

// writer holds the last page back, to count those equal to it.
type writer struct {
	w      io.Writer
	p      Printer
	last   *label.Page
	job    job
	copies int
	buf    []byte
}

func (w *writer) add(r *raster.Raster, page *label.Page) error {
	if w.copies > 0 && same(page, w.last) {
		w.copies++
		return nil
	}
	j, err := newJob(r, w.p, page)
	if err != nil {
		return err
	}
	if err := w.flush(); err != nil {
		return err
	}
	w.last, w.job, w.copies = page, j, 1
	return nil
}

// same reports whether two pages show the same drawings at the same places.
func same(a, b *label.Page) bool {
	return a == b || a.W == b.W && a.H == b.H && reflect.DeepEqual(a.Placed, b.Placed)
}

func (w *writer) flush() error {
	if w.copies == 0 {
		return nil
	}
	format := appendZPL
	if w.p.Language == TSPL {
		format = appendTSPL
	}
	w.buf = format(w.buf[:0], w.p, w.job, w.copies)
	w.copies = 0
	_, err := w.w.Write(w.buf)
	return err
}
