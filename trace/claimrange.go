package trace

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"

	"ocoptrace/storage"
	"ocoptrace/trace/code"
	"ocoptrace/trace/gs1"
)

// A LabelRange is a stretch of a run's labels, From and To included, from 1.
type LabelRange struct {
	Run      *LabelRun
	From, To int64
}

// ParseLabel reads the code of a label from what was typed or scanned: the code
// with or without hyphens, a link BASE/x/CODE, or a GS1 Digital Link with a
// serial (AI 21). The host of a link is not looked at: codes of other services
// are unknown here. Errors: those of code.Parse.
func ParseLabel(text string) (code.Code, error) {
	text = strings.TrimSpace(text)
	if !strings.Contains(text, "/") {
		return code.Parse(text)
	}
	if u, err := url.Parse(text); err == nil && path.Base(path.Dir(path.Clean(u.Path))) == "x" {
		return code.Parse(path.Base(path.Clean(u.Path)))
	}
	link, err := gs1.ParseDigitalLink(text)
	if err != nil {
		return "", fmt.Errorf("%w: %v", code.ErrMalformed, err)
	}
	return code.Parse(link.Value("21"))
}

// ClaimRange finds the blank labels from the first to the last that were
// scanned, in either order, so that they can be claimed: they are of one blank
// run, none is bound to a batch yet and none is voided. first and last are read
// by ParseLabel. Errors: Problems of the fields "first", "last", "run" and
// "from", or one of the store.
func (r *Registry) ClaimRange(ctx context.Context, first, last string) (found LabelRange, err error) {
	a, errA := ParseLabel(first)
	b, errB := ParseLabel(last)
	var f fields
	f.must(errA == nil, "first", "notALabel", shortened(first))
	f.must(errB == nil, "last", "notALabel", shortened(last))
	if err := f.problems.err(); err != nil {
		return found, err
	}
	err = r.store.View(ctx, func(tx storage.Tx) error {
		found, err = r.rangeOf(view{tx}, a, b)
		return err
	})
	return found, err
}

func (r *Registry) rangeOf(v view, first, last code.Code) (LabelRange, error) {
	_, run, from, errA := r.place(v, first)
	_, other, to, errB := r.place(v, last)
	var f fields
	f.must(!errors.Is(errA, ErrNotFound), "first", "labelUnknown", first.Groups())
	f.must(!errors.Is(errB, ErrNotFound), "last", "labelUnknown", last.Groups())
	if err := f.problems.err(); err != nil {
		return LabelRange{}, err
	}
	if err := errors.Join(errA, errB); err != nil {
		return LabelRange{}, err
	}
	if run.ID != other.ID {
		return LabelRange{}, problem("last", "twoRuns", first.Groups(), run.ID, last.Groups(), other.ID)
	}
	from, to = min(from, to), max(from, to)
	_, err := v.claimable(run.ID, from, to)
	return LabelRange{run, from, to}, err
}

// shortened is the beginning of what was typed, for a problem.
func shortened(text string) string {
	if runes := []rune(text); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return text
}
