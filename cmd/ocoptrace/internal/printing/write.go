package printing

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/label/pdf"
	"ocoptrace/label/proof"
	"ocoptrace/label/thermal"
	"ocoptrace/trace"
)

// Check says what a person should know before the parts are printed. The error is
// why nothing can be said: [ErrParts], [ErrFormat], faults of the template, the
// stock or the printer, and those of the registry.
func Check(ctx context.Context, reg *trace.Registry, parts []Part, o Setup) (Findings, error) {
	_, found, err := prepare(ctx, reg, parts, o)
	return found, err
}

// prepare reads the batches and finds out what there is to say.
func prepare(ctx context.Context, reg *trace.Registry, parts []Part, o Setup) (*printed, Findings, error) {
	if err := o.check(); err != nil {
		return nil, nil, err
	}
	p, err := read(ctx, reg, parts, o)
	if err != nil {
		return nil, nil, err
	}
	c, err := layout.NewComposer(Fonts(), o.Template, p.media())
	if err != nil {
		return nil, nil, err
	}
	found, err := p.findings(c)
	if o.Confirmed {
		found = found.Confirmed()
	}
	return p, found, err
}

// Write writes the labels of the parts as one document. They are read back
// before: of up to [proof.MaxEvery] labels every one, in the picture that the
// printer will make and in the bytes of the document, and nothing is written
// before all of them are well; of more a sample, as [proof.Sample] has it, in the
// picture alone. Memory does not grow with the number of labels.
//
// Errors: those of [Check]; Findings that are not Printable; a *[proof.Error];
// those of w. After an error what was written is no document, and the caller
// removes it.
func Write(ctx context.Context, w io.Writer, reg *trace.Registry, parts []Part, o Setup) error {
	p, found, err := prepare(ctx, reg, parts, o)
	if err != nil {
		return err
	}
	if !found.Printable() {
		return found
	}
	for _, part := range parts {
		if part.Run != nil && part.Run.ID == "" {
			return fmt.Errorf("%w: the run of %s %s is not made yet", ErrParts, part.Run.Product, part.Run.Lot)
		}
	}
	if err := p.prove(ctx); err != nil {
		return err
	}
	if p.total() > proof.MaxEvery {
		return p.write(ctx, w)
	}
	var whole bytes.Buffer
	if err := p.write(ctx, &whole); err != nil {
		return err
	}
	if err := p.proveThermal(ctx, whole.Bytes()); err != nil {
		return err
	}
	_, err = whole.WriteTo(w)
	return err
}

// proveThermal reads a label printer's job back from its bytes.
func (p *printed) proveThermal(ctx context.Context, job []byte) error {
	if f := p.setup.Format; f != ZPL && f != TSPL {
		return nil
	}
	pages := p.setup.Paper.Impose(p.drawings(ctx))
	return proof.Thermal(p.setup.printer(), job, p.pageCount(), pages)
}

// pages are those of the document; Done is told of each.
func (p *printed) pages(ctx context.Context) iter.Seq2[*label.Page, error] {
	done := p.setup.Done
	return func(yield func(*label.Page, error) bool) {
		for page, err := range p.setup.Paper.Impose(p.drawings(ctx)) {
			if !yield(page, err) {
				return
			}
			if done != nil && err == nil {
				done(labelsOf(page))
			}
		}
	}
}

// labelsOf counts what has a symbol; cut marks have none.
func labelsOf(p *label.Page) (n int64) {
	for _, placed := range p.Placed {
		if len(placed.Drawing.Symbols) > 0 {
			n++
		}
	}
	return n
}

func (p *printed) write(ctx context.Context, w io.Writer) error {
	if f := p.setup.Format; f == ZPL || f == TSPL {
		return thermal.Write(ctx, w, Fonts(), p.setup.printer(), p.pages(ctx))
	}
	o := pdf.Options{Title: p.title(), Created: p.created(), Language: locale.Vietnamese}
	if p.total() <= proof.MaxEvery {
		o.Verify = proof.PDF
	}
	return pdf.Write(ctx, w, Fonts(), o, p.pages(ctx))
}
