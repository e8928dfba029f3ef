package label

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/jung-kurt/gofpdf"
)

// LabelError says which label of a document could not be printed.
type LabelError struct {
	Index int // 0-based
	Err   error
}

func (e *LabelError) Error() string { return fmt.Sprintf("label %d: %v", e.Index+1, e.Err) }

// Unwrap returns the reason: a [Problem], or the error of the label source.
func (e *LabelError) Unwrap() error { return e.Err }

// WritePDF writes one document of 1 to [MaxLabels] labels. Nothing is written
// before all labels are drawn, so that an error leaves w untouched, unless it is
// the error of w itself. Memory is bounded by MaxLabels: about 1 kB a label and
// the fonts. Errors wrap [ErrStock], [ErrJob], [ErrFonts], [ErrNoLabels],
// [ErrTooManyLabels], the context's error, or are a [LabelError]. Labels with
// mere warnings are printed. The label source is read on the caller's goroutine.
func WritePDF(ctx context.Context, w io.Writer, fonts Fonts, job Job, labels iter.Seq2[Label, error]) error {
	return writeDocument(w, fonts, job, func(d *document) error { return d.drawAll(ctx, labels) })
}

func writeDocument(w io.Writer, fonts Fonts, job Job, draw func(*document) error) (err error) {
	defer func() { // the PDF library panics on its own faults
		if r := recover(); r != nil {
			err = fmt.Errorf("label: writing the document: %v", r)
		}
	}()
	if err := job.check(); err != nil {
		return err
	}
	c, err := newComposer(fonts, job.Stock)
	if err != nil {
		return err
	}
	d := newDocument(fonts, job, c)
	if err := draw(d); err != nil {
		return err
	}
	return d.writeTo(w)
}

// document is a PDF being drawn.
type document struct {
	pdf      *gofpdf.Fpdf
	job      Job
	composer *composer
	position int // of the next label, counted from the first page's first
	scratch  []byte
}

// families names the fonts in the document, by style.
var families = [styles]string{"regular", "bold", "mono"}

func newDocument(fonts Fonts, job Job, c *composer) *document {
	s := job.Stock
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: gofpdf.SizeType{Wd: s.PageW, Ht: s.PageH}})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCompression(true)
	pdf.SetCatalogSort(true)
	created := job.Created.UTC()
	if job.Created.IsZero() {
		created = time.Unix(0, 0).UTC()
	}
	pdf.SetCreationDate(created)
	pdf.SetModificationDate(created)
	pdf.SetTitle(job.Title, true)
	for i, data := range fonts.all() { // the library keeps what it is given, hence copies
		pdf.AddUTF8FontFromBytes(families[i], "", bytes.Clone(data))
	}
	return &document{pdf: pdf, job: job, composer: c, position: max(job.Start, 1) - 1}
}

func (d *document) drawAll(ctx context.Context, labels iter.Seq2[Label, error]) error {
	n := 0
	for e := range encodeAhead(labels) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if n == MaxLabels {
			return ErrTooManyLabels
		}
		if e.err == nil {
			e.err = d.draw(e.label, e.symbol)
		}
		if e.err != nil {
			return &LabelError{Index: n, Err: e.err}
		}
		n++
	}
	if n == 0 {
		return ErrNoLabels
	}
	return nil
}

// draw puts the next label on its page.
func (d *document) draw(l Label, s Symbol) error {
	if problems := d.composer.checkText(l); len(problems) > 0 {
		return problems[0]
	}
	out, problem := d.composer.compose(l, s.Size())
	if problem != nil {
		return *problem
	}
	stock := d.job.Stock
	place := d.position % stock.PerPage()
	if place == 0 || d.pdf.PageCount() == 0 {
		d.pdf.AddPage()
	}
	d.position++
	x, y := d.corner(place)
	d.drawSymbol(s, x+out.x, y+out.y, out.module)
	for _, r := range out.runs {
		d.drawText(r, x, y)
	}
	return d.pdf.Error()
}

// corner returns the top left corner of the label at a place of the page.
func (d *document) corner(place int) (x, y float64) {
	s := d.job.Stock
	x, y = s.origin(place)
	return x + s.snap(d.job.OffsetX), y + s.snap(d.job.OffsetY)
}

func (d *document) drawSymbol(s Symbol, x, y, module float64) {
	d.scratch = appendMatrix(d.scratch[:0], x, d.job.Stock.PageH-y, module)
	d.scratch = append(appendPath(d.scratch, s), " Q"...)
	d.pdf.RawWriteStr(string(d.scratch))
}

func (d *document) drawText(r run, x, y float64) {
	d.pdf.SetFont(families[r.style], "", r.size)
	d.pdf.Text(x+r.x, y+r.y, r.text)
}

func (d *document) writeTo(w io.Writer) error {
	p := &preferences{w: w}
	if err := d.pdf.Output(p); err != nil {
		return fmt.Errorf("label: writing the document: %w", err)
	}
	return nil
}
