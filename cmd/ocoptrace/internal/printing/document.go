package printing

import (
	"context"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// total is the number of labels of a job, copies counted.
func (p *printed) total() int64 { return p.labels() * p.setup.Paper.copies() }

// pageCount is the number of sheets, or of rows of a roll.
func (p *printed) pageCount() int64 {
	paper := p.setup.Paper
	return (paper.start() - 1 + p.total() + paper.perPage() - 1) / paper.perPage()
}

func (p *printed) media() layout.Media { return p.setup.media(p.day()) }

// day is the day whose rules hold.
func (p *printed) day() ocop.Date {
	if !p.setup.Day.IsZero() {
		return p.setup.Day
	}
	for _, b := range p.batches {
		if b.scan != nil {
			return b.scan.Day
		}
	}
	return ocop.Date{}
}

// created is when the document is said to be made.
func (p *printed) created() time.Time {
	if !p.setup.Created.IsZero() {
		return p.setup.Created
	}
	for _, b := range p.batches {
		if b.scan != nil {
			return b.scan.At
		}
	}
	return time.Time{}
}

// title names a document by its first part. Characters that a title cannot hold
// do not occur on a label that can be printed.
func (p *printed) title() string {
	vi := locale.For(locale.Vietnamese)
	name := p.batches[0].name(vi)
	if name == "" {
		name = p.batches[0].texts[label.FieldName][0]
	}
	if len(p.parts) > 1 {
		return vi.T("print.titleOfParts", name, p.labels())
	}
	from, to := p.parts[0].Span()
	return vi.T("print.title", name, from, to)
}

// Preview is how a job will look.
type Preview struct {
	Label    *label.Drawing // the first; nil where it cannot be printed
	Page     *label.Page    // the first; nil likewise
	Findings Findings
}

// Look composes the first label and the first page of a job, also of a run that
// is yet to be made. Errors are those of [Check].
func Look(ctx context.Context, reg *trace.Registry, parts []Part, o Setup) (Preview, error) {
	o.Done = nil
	p, found, err := prepare(ctx, reg, parts, o)
	if err != nil || !found.Confirmed().Printable() {
		return Preview{Findings: found}, err
	}
	for page, err := range p.pages(ctx) {
		return Preview{first(page), page, found}, err
	}
	return Preview{Findings: found}, nil
}

func first(page *label.Page) *label.Drawing {
	if page == nil {
		return nil
	}
	for _, placed := range page.Placed {
		if len(placed.Drawing.Symbols) > 0 {
			return placed.Drawing
		}
	}
	return nil
}
