package press

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ocoptrace/label/layout"
)

func TestSubmitRefuses(t *testing.T) {
	w := open(t)
	errRecalled := errors.New("recalled")
	for name, c := range map[string]struct {
		change func(*Order)
		want   error
	}{
		"no labels":    {func(o *Order) { o.Spans = nil }, ErrOrder},
		"no run":       {func(o *Order) { o.Spans[0].Run = "" }, ErrSpan},
		"from 0":       {func(o *Order) { o.Spans[0].From = 0 }, ErrSpan},
		"ten millions": {func(o *Order) { o.Spans[0].To = 10_000_000 }, ErrSpan},
		"too many":     {func(o *Order) { o.Spans = []Span{{"a", 1, 600_000}, {"b", 1, 600_000}} }, ErrOrder},
		"copies":       {func(o *Order) { o.Spans[0].To, o.Sheet.Copies = 10_001, 100 }, ErrOrder},
		"label twice":  {func(o *Order) { o.Spans = append(o.Spans, Span{"k1-0", 9, 11}) }, ErrOrder},
		"ranges":       {func(o *Order) { o.Spans = slices.Repeat(o.Spans, 201) }, ErrOrder},
		"start":        {func(o *Order) { o.Sheet.Start = 25 }, ErrOrder},
		"template":     {func(o *Order) { o.Template.Beside = nil }, layout.ErrTemplate},
		"no template":  {func(o *Order) { o.Template = layout.Template{} }, ErrOrder},
		"long reason":  {func(o *Order) { o.Reason = strings.Repeat("ế", 501) }, ErrOrder},
		"long text":    {func(o *Order) { o.Texts = map[string]string{"note": strings.Repeat("ế", 501)} }, ErrOrder},
		"no printer":   {func(o *Order) { o.Printer = "zebra" }, ErrNotFound},
		"bad printer":  {func(o *Order) { o.Printer = "../x" }, ErrNotFound},
		"bad key":      {func(o *Order) { o.Key = "a/b" }, ErrID},
		"unknown item": {func(o *Order) { o.Items = []string{"x"} }, ErrNotFound},
		"recalled":     {func(o *Order) { o.Spans[0].Run = "recalled" }, errRecalled},
	} {
		t.Run(name, func(t *testing.T) {
			w.maker.check = func(job Job) error {
				if job.Spans[0].Run == "recalled" {
					return errRecalled
				}
				return nil
			}
			o := order(10)
			c.change(&o)
			_, err := w.Press.Submit(t.Context(), htx, o)
			is(t, err, c.want)
			if n := w.rows(t); n != 0 {
				t.Errorf("%d rows are stored", n)
			}
		})
	}
	_, err := w.Submit(t.Context(), "HTX", order(1))
	is(t, err, ErrID)
}

func TestUnfinishedJobsAreLimited(t *testing.T) {
	w := open(t)
	for i := range int64(MaxUnfinished) {
		o := order(1)
		o.Spans[0].From, o.Spans[0].To = i+1, i+1
		_, err := w.Submit(t.Context(), htx, o)
		check(t, err)
	}
	o := order(1)
	o.Spans[0].Run = "k2-0"
	_, err := w.Submit(t.Context(), htx, o)
	is(t, err, ErrLimit)
	jobs, err := w.Jobs(t.Context(), htx, "", 100)
	check(t, err)
	check(t, w.Cancel(t.Context(), htx, jobs[0].ID))
	_, err = w.Submit(t.Context(), htx, o)
	check(t, err)
}

// The same order twice is one job: a form that was sent twice.
func TestOrderKey(t *testing.T) {
	w := open(t)
	o := order(10)
	o.Key = "form-1"
	first, err := w.Submit(t.Context(), htx, o)
	check(t, err)
	second, err := w.Submit(t.Context(), htx, o)
	check(t, err)
	if first.ID != second.ID {
		t.Error("two jobs")
	}
	_, err = w.Submit(t.Context(), "khac", o)
	check(t, err)
	third, err := w.Submit(t.Context(), "khac", o)
	check(t, err)
	if third.ID == first.ID || third.Entity != "khac" {
		t.Error("a job of another entity")
	}
}

// An order is found again by its key.
func TestOrdered(t *testing.T) {
	w := open(t)
	o := order(10)
	o.Key = "cli-1"
	if _, known, err := w.Ordered(t.Context(), htx, o.Key); known || err != nil {
		t.Errorf("before: %v, %v", known, err)
	}
	job, err := w.Submit(t.Context(), htx, o)
	check(t, err)
	if got, known, err := w.Ordered(t.Context(), htx, o.Key); !known || err != nil || got.ID != job.ID {
		t.Errorf("%s, %v, %v; want %s", got.ID, known, err, job.ID)
	}
	if _, _, err := w.Ordered(t.Context(), htx, "Not a key"); !errors.Is(err, ErrID) {
		t.Errorf("bad key: %v", err)
	}
}
