package printing

import (
	"context"
	"iter"

	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/label/proof"
)

// maxKept is the most labels that are kept between proof and printing, each in
// some 4 kB.
const maxKept = 500

// prove reads the labels of the sample back from their pictures. Up to maxKept
// are kept as they were looked at and printed so; encoding, which takes most of
// the time, is done once then.
func (p *printed) prove(ctx context.Context) error {
	some, n := proof.Sample(p.labels())
	var kept []*label.Drawing
	looked := func(yield func(*label.Drawing, error) bool) {
		for d, err := range p.compose(ctx, some) {
			if n <= maxKept {
				kept = append(kept, d)
			}
			if !yield(d, err) {
				return
			}
		}
	}
	if _, err := proof.Drawings(ctx, Fonts(), p.setup.dpi(), n, looked); err != nil {
		return err
	}
	p.kept = kept
	return nil
}

// compose lays some labels of the job out, by their number from 0.
func (p *printed) compose(ctx context.Context, some func(int64) bool) iter.Seq2[*label.Drawing, error] {
	return layout.ComposeAll(ctx, Fonts(), p.setup.Template, p.media(), p.contents(some))
}

// drawings are all labels of the job: as kept, or laid out.
func (p *printed) drawings(ctx context.Context) iter.Seq2[*label.Drawing, error] {
	if p.kept == nil {
		return p.compose(ctx, all)
	}
	return func(yield func(*label.Drawing, error) bool) {
		for _, d := range p.kept {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}
