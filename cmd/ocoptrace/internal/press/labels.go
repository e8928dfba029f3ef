package press

import (
	"context"
	"errors"
	"fmt"
	"io"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/trace"
)

// Errors of the Maker that Labels is, beside those of package printing.
var (
	ErrVoided = errors.New("labels are voided and not to be printed")
	ErrRoll   = errors.New("a label printer prints rolls, not sheets")
)

// Labels is the Maker that has package printing write the labels of a registry.
// A job that cannot be printed is refused with printing.Findings, the other
// errors of printing.Check, ErrVoided or ErrRoll.
func Labels(r *trace.Registry) Maker { return labels{r} }

type labels struct{ *trace.Registry }

func (l labels) Check(ctx context.Context, job Job) error {
	if job.Printer.Kind != PDF && !job.Sheet.Stock.Roll {
		return fmt.Errorf("%w: %s", ErrRoll, job.Sheet.Stock.ID)
	}
	for _, s := range job.Spans {
		if err := l.fit(ctx, s, job.Entity); err != nil {
			return err
		}
	}
	parts, err := PartsOf(ctx, l, job.Spans)
	if err != nil {
		return err
	}
	found, err := printing.Check(ctx, l.Registry, parts, SetupOf(job))
	if err == nil && !found.Printable() {
		return found
	}
	return err
}

// fit refuses labels that are another's, and voided ones.
func (l labels) fit(ctx context.Context, s Span, entity string) error {
	r, err := l.Run(ctx, s.Run)
	if err != nil {
		return fmt.Errorf("run %.70s: %w", s.Run, err)
	}
	if err := l.owned(ctx, r.Run, entity); err != nil {
		return err
	}
	for _, of := range r.Spans {
		if m, ok := s.meet(Span{s.Run, of.From, of.To}); ok && of.State == trace.LabelVoided {
			return fmt.Errorf("%w: %s", ErrVoided, m)
		}
	}
	return nil
}

// owned refuses labels of another producer. ErrNotFound, as if they were not
// there.
func (l labels) owned(ctx context.Context, run *trace.LabelRun, entity string) error {
	owner := run.Entity
	if !run.Blank() {
		p, err := l.Product(ctx, run.Product)
		if err != nil {
			return err
		}
		owner = p.Entity
	}
	if owner != entity {
		return fmt.Errorf("%w: run %.70s", ErrNotFound, run.ID)
	}
	return nil
}

func (l labels) Make(ctx context.Context, w io.Writer, job Job, part Part, done func(int64)) error {
	o := SetupOf(job)
	sheet := part.On(job)
	spans, each := spread(part.Pieces)
	sheet.Copies = each
	o.Paper = paperOf(sheet, job.Printer)
	o.Done = done
	if o.Carton != nil && o.Carton.Number > 0 {
		o.Carton.Number += before(job, part)
	}
	parts, err := PartsOf(ctx, l, spans)
	if err != nil {
		return err
	}
	return printing.Write(ctx, w, l.Registry, parts, o)
}

// spread are the labels of pieces with the copies that all have. Where they
// differ, as for a label whose copies go on in the next part, a label stands
// there as often as it is printed.
func spread(pieces []Piece) (spans []Span, copies int) {
	copies = pieces[0].Copies
	for _, p := range pieces {
		if p.Copies != copies {
			return repeated(pieces), 1
		}
		spans = append(spans, p.Span)
	}
	return spans, copies
}

func repeated(pieces []Piece) (spans []Span) {
	for _, p := range pieces {
		for n := p.From; n <= p.To; n++ {
			for range p.Copies {
				spans = append(spans, Span{p.Run, n, n})
			}
		}
	}
	return spans
}

// before is how many labels, copies not counted, stand in the parts before one.
func before(job Job, part Part) (n int64) {
	for _, earlier := range job.Parts()[:part.Index] {
		for _, p := range earlier.Pieces {
			n += p.Len()
		}
	}
	return n
}
