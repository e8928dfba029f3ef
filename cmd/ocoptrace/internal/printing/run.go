package printing

import (
	"context"
	"fmt"
	"io"
	"iter"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/trace"
)

// Options say what of a run is printed, on what and where.
type Options struct {
	Stock            label.Stock
	From, To         int64          // labels of the run, from 1, both included; both 0 means all
	Start            int            // position of the first label on the first page; 0 means 1
	OffsetX, OffsetY float64        // shift of everything, mm
	Locale           *locale.Locale // language of findings; nil means Vietnamese. It is never that of the label.
}

// span is From and To with their defaults.
func (o Options) span(run *trace.LabelRun) (from, to int64) {
	from, to = o.From, o.To
	if from == 0 {
		from = 1
	}
	if to == 0 {
		to = run.Count
	}
	return from, to
}

func (o Options) locale() *locale.Locale {
	if o.Locale == nil {
		return locale.For(locale.Vietnamese)
	}
	return o.Locale
}

// Parts divides a job into documents of at most label.MaxLabels labels. Each
// ends with a whole page, except the last.
func (o Options) Parts(run *trace.LabelRun) (parts []Options) {
	perPage := int64(max(o.Stock.PerPage(), 1))
	most := label.MaxLabels - label.MaxLabels%perPage
	from, to := o.span(run)
	for used := int64(max(o.Start, 1) - 1); from <= to; used = 0 {
		part := o
		part.From, part.To = from, min(to, from+max(most-used, 1)-1)
		part.Start = int(used) + 1
		parts = append(parts, part)
		from = part.To + 1
	}
	return parts
}

// WriteRun writes labels of a run as one PDF. The texts are those of the day
// on which it is called; codes and links are always the same. Nothing is written
// before all labels are drawn. Errors: Findings that are not Printable, those of
// Registry.ScanBatch and Registry.Labels, those of label.WritePDF.
func WriteRun(ctx context.Context, w io.Writer, reg *trace.Registry, run *trace.LabelRun, o Options) error {
	from, to := o.span(run)
	if to-from >= label.MaxLabels {
		return label.ErrTooManyLabels
	}
	codes, err := reg.Labels(run, from, to)
	if err != nil {
		return err
	}
	scan, err := reg.ScanBatch(ctx, run.Product, run.Lot)
	if err != nil {
		return err
	}
	first, found := Compose(scan, codes[0], Host(reg.BaseURL()), o.Stock, o.locale())
	if !found.Printable() {
		return found
	}
	job := label.Job{
		Stock: o.Stock, Start: o.Start, OffsetX: o.OffsetX, OffsetY: o.OffsetY,
		Title: title(scan, from, to), Created: scan.At,
	}
	return label.WritePDF(ctx, w, Fonts(), job, labels(first, codes))
}

// labels says the same as first, each with its own code.
func labels(first label.Label, codes []trace.LabelCode) iter.Seq2[label.Label, error] {
	return func(yield func(label.Label, error) bool) {
		for _, c := range codes {
			l := first
			l.URI, l.Code = c.URI, c.Code.Groups()
			if !yield(l, nil) {
				return
			}
		}
	}
}

// title names a document. Characters that a title cannot hold do not occur in
// the name on a label that can be printed.
func title(scan *trace.Scan, from, to int64) string {
	vi := locale.For(locale.Vietnamese)
	name := fmt.Sprintf("%s, %s", scan.Product.Fact.NameOnLabel(), vi.T("print.lot", scan.Batch.Fact.Lot))
	return vi.T("print.title", name, from, to)
}
