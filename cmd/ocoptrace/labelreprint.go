package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/trace"
)

var labelReprintVerb = command{
	name:     "label reprint",
	synopsis: "RUN FROM-TO --reason TEXT --stock ID --out FILE --dir DIR",
	about:    "print labels again, with the codes they have",
	details: `That they are printed again, and why, is stated and published. Labels of the run
that were in no job yet are printed without that. Voided labels are not printed.`,
	example: `ocoptrace label reprint k1-0 25-48 --reason "paper jam" --stock a4-24-70x37 --out again.pdf --dir DATA`,
	run:     runLabelReprint,
}

func runLabelReprint(ctx context.Context, in *invocation) error {
	s, f := in.statingService(), in.paperFlags()
	reason := in.String("reason", "", "`text` that says why, for everybody to read")
	in.jobFlags(f)
	if err := in.parse(2, 2); err != nil {
		return err
	}
	from, to, err := parseRange(in.rest[1])
	if err != nil {
		return in.misuse("%v", err)
	}
	if strings.TrimSpace(*reason) == "" {
		return in.misuse("--reason is needed: why are they printed again?")
	}
	if err := in.checkPaper(f); err != nil {
		return err
	}
	c := &printCall{in: in, service: s, flags: f}
	span := press.Span{Run: in.rest[0], From: from, To: to}
	return c.with(ctx, func(v *service) (string, error) {
		return runOwner(ctx, v.registry, span.Run)
	}, func() error { return c.printSpans(ctx, []press.Span{span}, *reason) })
}

// runOwner is the producer of a run.
func runOwner(ctx context.Context, reg *trace.Registry, id string) (string, error) {
	report, err := findRun(ctx, reg, id)
	if err != nil || report.Run.Blank() {
		return ownEntity(report.Run), err
	}
	return entityOf(ctx, reg, report.Run.Product, report.Run.Lot)
}

func ownEntity(r *trace.LabelRun) string {
	if r == nil {
		return ""
	}
	return r.Entity
}

// printSpans prints labels that exist, or goes on with an earlier call of the
// same command line.
func (c *printCall) printSpans(ctx context.Context, spans []press.Span, reason string) error {
	asked := struct {
		Spans  []press.Span `json:"spans"`
		Reason string       `json:"reason"`
	}{spans, reason}
	o := c.order()
	o.Spans, o.Reason = spans, reason
	return c.printOrder(ctx, c.key("spans", asked), spans, func(key string) (press.Job, error) {
		o.Key = key
		return c.shop.Submit(ctx, c.entity, o)
	})
}

// printOrder submits an order for labels that exist. The first key whose job is
// not over is the one.
func (c *printCall) printOrder(ctx context.Context, base string, spans []press.Span, submit func(key string) (press.Job, error)) error {
	for n := 1; ; n++ {
		key := jobKeyOf(fmt.Sprintf("%s %d", base, n))
		job, known, err := c.shop.Ordered(ctx, c.entity, key)
		if err != nil {
			return err
		}
		if known && job.Over() {
			continue
		}
		if c.answer.Resumed = known; !known {
			if len(spans) == 0 {
				return errors.New("no labels wait to be printed")
			}
			parts, err := c.partsOf(ctx, spans)
			if err != nil {
				return err
			}
			if err := c.printable(ctx, parts); err != nil {
				return err
			}
			if job, err = submit(key); err != nil {
				return reprintWords(err)
			}
		}
		return c.hand(ctx, job)
	}
}

// partsOf are labels of runs. It refuses those that a run does not have, and
// voided ones.
func (c *printCall) partsOf(ctx context.Context, spans []press.Span) (parts []printing.Part, err error) {
	for _, s := range spans {
		report, err := findRun(ctx, c.registry, s.Run)
		if err != nil {
			return nil, err
		}
		if s.To > report.Run.Count {
			return nil, fmt.Errorf("labels %s: run %s has labels 1 to %d", rangeText(s.From, s.To), s.Run, report.Run.Count)
		}
		for _, span := range report.Spans {
			if from, to := max(span.From, s.From), min(span.To, s.To); span.State == trace.LabelVoided && from <= to {
				return nil, fmt.Errorf("labels %s of run %s are voided: they are not printed again", rangeText(from, to), s.Run)
			}
		}
		parts = append(parts, printing.Part{Run: report.Run, From: s.From, To: s.To})
	}
	return parts, nil
}

// reprintWords says how labels that were in a job are printed again.
func reprintWords(err error) error {
	again, ok := errors.AsType[*press.ReprintError](err)
	if !ok {
		return err
	}
	texts := make([]string, len(again.Spans))
	for i, s := range again.Spans {
		texts[i] = s.Run + " " + rangeText(s.From, s.To)
	}
	return withHint(fmt.Errorf("labels %s were in job %s already", strings.Join(texts, ", "), strings.Join(again.Jobs, ", ")), "“label reprint RUN FROM-TO --reason TEXT” prints labels again")
}
