package pdf

import (
	"context"
	"fmt"
	"iter"
	"sync"

	"ocoptrace/label"
)

// A part is what is drawn at once: whole pages with about partLabels labels. It
// is small enough to hold several in memory and large enough that the fonts,
// about 10 ms a part, cost little.
const (
	partLabels = 480
	partMarks  = 16 * partLabels
)

type part struct {
	first int // number of the first page, from 0
	pages []*label.Page
}

// weight is how many labels a page counts as.
func weight(p *label.Page) int {
	marks := 0
	for _, d := range p.Placed {
		marks += len(d.Drawing.Symbols) + len(d.Drawing.Texts) + len(d.Drawing.Bars) + len(d.Drawing.Images)
	}
	return max(1, len(p.Placed), marks*partLabels/partMarks)
}

// split checks the pages and yields them in parts of at least so many labels,
// each as soon as it is full. It ends with an error or with ErrNoPages.
func split(ctx context.Context, pages iter.Seq2[*label.Page, error], labels int) iter.Seq2[part, error] {
	return func(yield func(part, error) bool) {
		next, load, n := part{}, 0, 0
		for p, err := range pages {
			if err = checkNext(ctx, p, err); err != nil {
				yield(part{}, fmt.Errorf("page %d: %w", n+1, err))
				return
			}
			n++
			next.pages = append(next.pages, p)
			if load += weight(p); load < labels {
				continue
			}
			if !yield(next, nil) {
				return
			}
			next, load = part{first: n}, 0
		}
		if n == 0 {
			yield(part{}, ErrNoPages)
		} else if len(next.pages) > 0 {
			yield(next, nil)
		}
	}
}

func checkNext(ctx context.Context, p *label.Page, err error) error {
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return checkPage(p)
}

// queue draws parts on goroutines of their own, at most so many at a time, and
// joins them in order.
type queue struct {
	most    int
	fonts   label.Fonts
	options Options
	joiner  *joiner
	waiting []<-chan result
	running sync.WaitGroup
}

type result struct {
	drawn *drawn
	err   error
}

// add starts a part, after the oldest is written if too many are held.
func (q *queue) add(ctx context.Context, p part) error {
	if len(q.waiting) == q.most {
		if err := q.next(ctx); err != nil {
			return err
		}
	}
	out := make(chan result, 1) // nobody has to receive
	q.running.Go(func() {
		d, err := drawPart(q.fonts, p)
		if err == nil && ctx.Err() == nil {
			err = q.options.verify(d, p.pages)
		}
		if err != nil {
			err = fmt.Errorf("pages %d to %d: %w", p.first+1, p.first+len(p.pages), err)
		}
		out <- result{d, err}
	})
	q.waiting = append(q.waiting, out)
	return nil
}

// next writes the oldest part.
func (q *queue) next(ctx context.Context) error {
	r := <-q.waiting[0]
	q.waiting = q.waiting[1:]
	if r.err != nil {
		return r.err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return q.joiner.add(r.drawn)
}

func (q *queue) flush(ctx context.Context) error {
	for len(q.waiting) > 0 {
		if err := q.next(ctx); err != nil {
			return err
		}
	}
	return nil
}
