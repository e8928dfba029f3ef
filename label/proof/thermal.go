package proof

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"ocoptrace/label"
	"ocoptrace/label/raster"
	"ocoptrace/label/thermal"
)

// Thermal reads a job that package thermal wrote for a printer from its bytes, and
// compares it with the pages of the record, of which there are total. Of the pages
// that [Sample] names it looks at the symbols in the picture of the whole page, as
// [Drawing] does; the printer is taken to draw symbols where and as large as its
// commands say. All pages are counted. What is wrong is an *[Error] with the
// label's number over all pages: drawings with symbols, in the order in which they
// were placed. A job that cannot be read is an error wrapping [thermal.ErrRead],
// more or fewer pages than the record's one wrapping [ErrCount]; a page with
// copies is as many pages. One page is held at a time.
func Thermal(p thermal.Printer, data []byte, total int64, pages iter.Seq2[*label.Page, error]) error {
	next, stop := iter.Pull2(copied(thermal.Read(p, data)))
	defer stop()
	every, _ := Sample(total)
	number, labels := int64(0), int64(0)
	for page, err := range pages {
		if err != nil {
			return fmt.Errorf("page %d: %w", number+1, err)
		}
		l, err, ok := next()
		if !ok {
			return fmt.Errorf("%w: %d pages in the job, and the record has more", ErrCount, number)
		}
		if err == nil && every(number) {
			err = checkThermal(l, page, labels, resolution(p))
		}
		if err != nil {
			return err
		}
		number++
		labels += count([]*label.Page{page})
	}
	if _, err, ok := next(); ok {
		return errors.Join(fmt.Errorf("%w: more pages in the job than the %d of the record", ErrCount, number), err)
	}
	if number != total {
		return fmt.Errorf("%w: %d pages of the record, which were to be %d", ErrCount, number, total)
	}
	return nil
}

// copied yields each page of a job as often as it is printed.
func copied(pages iter.Seq2[thermal.Label, error]) iter.Seq2[thermal.Label, error] {
	return func(yield func(thermal.Label, error) bool) {
		for l, err := range pages {
			for range max(l.Copies, 1) {
				one := l
				if b := l.Bitmap; b != nil { // pages are spoilt
					one.Bitmap = &label.Bitmap{W: b.W, H: b.H, Bits: slices.Clone(b.Bits)}
				}
				if !yield(one, err) {
					return
				}
			}
		}
	}
}

// resolution returns the dots in an inch: printers of 203 have 8 in a millimetre.
func resolution(p thermal.Printer) float64 {
	if p.DPI == 203 {
		return 203.2
	}
	return p.DPI
}

// checkThermal compares a page read back, which it spoils, with the record.
func checkThermal(l thermal.Label, p *label.Page, before int64, dpi float64) error {
	d := &document{labels: before}
	var marks []label.SymbolMark
	for _, w := range d.wanted(p) {
		if err := checkSymbol(l.Bitmap, w.SymbolMark, dpi); err != nil {
			return withNumber(err, w.label)
		}
		marks = append(marks, w.SymbolMark)
	}
	for _, c := range l.Codes {
		if !isMark(c, marks, dpi) {
			return &Error{Read: c.URI, Err: fmt.Errorf("%w at dot %d, %d behind label %d", ErrExtra, c.X, c.Y, before)}
		}
	}
	return checkRest(l.Bitmap, marks, dpi)
}

// isMark reports whether a symbol that the printer draws is one of the record's.
func isMark(c thermal.Code, marks []label.SymbolMark, dpi float64) bool {
	for _, m := range marks {
		if x, y, n := raster.At(m, dpi); c.X == x && c.Y == y && c.Dots == n && c.URI == m.URI {
			return true
		}
	}
	return false
}
