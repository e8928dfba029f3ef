package layout

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"

	"ocoptrace/label"
)

// Refusal says which label of a sequence cannot be laid out, and why.
type Refusal struct {
	Index    int // 0-based
	Problems []label.Problem
}

// Error names the label, counted from 1, and its problems.
func (r *Refusal) Error() string {
	return fmt.Sprintf("label %d: %v", r.Index+1, errors.Join(r.Unwrap()...))
}

// Unwrap returns the problems.
func (r *Refusal) Unwrap() []error {
	var out []error
	for _, p := range r.Problems {
		out = append(out, p)
	}
	return out
}

// ComposeAll lays labels out in their order, those of several batches in one
// sequence too. Their symbols are made on all cores a few labels ahead; the rest
// happens on the caller's goroutine, and so does the reading of contents. It
// ends after the first error: that of [NewComposer], of contents, of ctx, or a
// [Refusal]. Warnings are not told: compose a label of each kind before.
func ComposeAll(ctx context.Context, fonts label.Fonts, t Template, m Media, contents iter.Seq2[Content, error]) iter.Seq2[*label.Drawing, error] {
	return func(yield func(*label.Drawing, error) bool) {
		c, err := NewComposer(fonts, t, m)
		if err != nil {
			yield(nil, err)
			return
		}
		n := 0
		for a := range encodeAhead(m, contents) {
			d, err := c.next(ctx, a, n)
			if !yield(d, err) || err != nil {
				return
			}
			n++
		}
	}
}

// next lays out label n of a sequence.
func (c *Composer) next(ctx context.Context, a ahead, n int) (*label.Drawing, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if a.source != nil {
		return nil, a.source
	}
	d, problems := c.encoded(a.content, a.symbols, a.err)
	if d == nil {
		return nil, &Refusal{n, problems}
	}
	return d, nil
}

// ahead is a content with its symbols.
type ahead struct {
	content Content
	source  error // from the sequence of contents
	symbols symbols
	err     error // of encoding
}

// encodeAhead yields contents in order with their symbols. Nothing follows an
// error of the source.
func encodeAhead(m Media, contents iter.Seq2[Content, error]) iter.Seq[ahead] {
	return func(yield func(ahead) bool) {
		var waiting []<-chan ahead
		next := func() bool {
			a := <-waiting[0]
			waiting = waiting[1:]
			return yield(a) && a.source == nil
		}
		for ct, err := range contents {
			if len(waiting) == 4*runtime.GOMAXPROCS(0) && !next() {
				return
			}
			waiting = append(waiting, encodeSoon(m, ct, err))
			if err != nil {
				break
			}
		}
		for len(waiting) > 0 && next() {
		}
	}
}

// encodeSoon returns a channel that will carry the content with its symbols.
// Nobody has to receive from it.
func encodeSoon(m Media, ct Content, source error) <-chan ahead {
	out := make(chan ahead, 1)
	if source != nil {
		out <- ahead{source: source}
		return out
	}
	go func() {
		s, err := m.encode(ct.URI)
		out <- ahead{content: ct, symbols: s, err: err}
	}()
	return out
}
