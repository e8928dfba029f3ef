package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

var labelActivateVerb = command{
	name:     "label activate",
	synopsis: "RUN FROM-TO|open --dir DIR",
	about:    "say that labels are on packs",
	details: `From then on a scan of them says that they are in use. Labels are counted from 1
in their run; “open” are all of the run that are neither on packs nor voided.`,
	example: "ocoptrace label activate k1-0 1-238 --dir DATA\nocoptrace label activate k1-0 open --dir DATA",
	run:     runLabelActivate,
}

var labelVoidVerb = command{
	name:     "label void",
	synopsis: "RUN FROM-TO|open --reason TEXT --dir DIR",
	about:    "void spoiled or lost labels, for ever",
	details: `A scan of a voided label says so, and why. Voiding cannot be taken back; the
batch may have as many labels more.`,
	example: `ocoptrace label void k1-0 239-240 --reason "torn" --dir DATA`,
	run:     runLabelVoid,
}

func runLabelActivate(ctx context.Context, in *invocation) error {
	return in.changeLabels(ctx, in.statingService(), trace.LabelActive, new(string))
}

func runLabelVoid(ctx context.Context, in *invocation) error {
	reason := in.String("reason", "", "`text` that the pages show for these labels")
	return in.changeLabels(ctx, in.statingService(), trace.LabelVoided, reason)
}

// A stateAnswer says which labels were activated or voided.
type stateAnswer struct {
	Run        string           `json:"run"`
	State      trace.LabelState `json:"state"`
	Labels     int64            `json:"labels"`
	Statements []rangeStated    `json:"statements"`
}

// rangeStated is a statement about labels From to To.
type rangeStated struct {
	From  int64  `json:"from"`
	To    int64  `json:"to"`
	ID    string `json:"id"`
	Index int64  `json:"index"` // in the log
}

func (in *invocation) changeLabels(ctx context.Context, s *labelService, state trace.LabelState, reason *string) error {
	if err := in.parse(2, 2); err != nil {
		return err
	}
	if state == trace.LabelVoided && strings.TrimSpace(*reason) == "" {
		return in.misuse("--reason is needed: it is shown to whoever scans one of these labels")
	}
	if _, err := in.openOrRange(nil); err != nil {
		return in.misuse("%v", err)
	}
	answer := stateAnswer{Run: in.rest[0], State: state}
	err := s.within(ctx, in, func(v *service) error {
		report, err := findRun(ctx, v.registry, answer.Run)
		if err != nil {
			return err
		}
		ranges, err := in.openOrRange(report.Spans)
		if err != nil {
			return err
		}
		order := trace.Order{By: s.by}
		for _, r := range ranges {
			order.Facts = append(order.Facts, &trace.LabelStatus{
				Run: answer.Run, From: r.From, To: r.To, State: state, Reason: *reason, Date: ocop.DateOf(in.now()),
			})
		}
		receipts, err := v.registry.State(ctx, order)
		for i, r := range receipts {
			answer.Labels += ranges[i].To - ranges[i].From + 1
			answer.Statements = append(answer.Statements, rangeStated{ranges[i].From, ranges[i].To, r.ID, r.Index})
		}
		if err == nil {
			err = v.did(ctx, in.now, "runs.status", answer.Run)
		}
		return err
	})
	if err != nil {
		return err
	}
	return in.tellState(s, answer)
}

// openOrRange are the labels that the second argument names, of a run with
// spans.
func (in *invocation) openOrRange(spans trace.Spans) (ranges []trace.Span, err error) {
	if in.rest[1] != "open" {
		from, to, err := parseRange(in.rest[1])
		return []trace.Span{{From: from, To: to}}, err
	}
	for _, s := range spans {
		if s.State == trace.LabelOpen {
			ranges = append(ranges, s)
		}
	}
	if len(ranges) == 0 && spans != nil {
		return nil, fmt.Errorf("run %s has no open labels: %s", shortened(in.rest[0]), spansText(ledgerSpans(spans)))
	}
	return ranges, nil
}

func (in *invocation) tellState(s *labelService, a stateAnswer) error {
	if s.json {
		return in.printJSON(a)
	}
	for _, r := range a.Statements {
		fmt.Fprintf(in.stdout, "labels %d to %d of %s are %s: record %s, index %d\n", r.From, r.To, a.Run, a.State, r.ID, r.Index)
	}
	return nil
}

// spansText is such as "1-20 active, 21-30 open".
func spansText(spans []ledgerSpan) string {
	texts := make([]string, len(spans))
	for i, s := range spans {
		texts[i] = fmt.Sprintf("%s %s", rangeText(s.From, s.To), s.State)
	}
	return strings.Join(texts, ", ")
}

func rangeText(from, to int64) string {
	if from == to {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d-%d", from, to)
}

// findRun reports a run.
func findRun(ctx context.Context, reg *trace.Registry, id string) (trace.RunReport, error) {
	report, err := reg.Run(ctx, id)
	if errors.Is(err, trace.ErrNotFound) {
		return report, withHint(fmt.Errorf("there is no label run %s", shortened(id)), "“label print” names the run, such as k1-0; “label ledger” lists those of a batch")
	}
	return report, err
}

// inWords words the problems of a fact.
func inWords(err error) error {
	problems, ok := errors.AsType[trace.Problems](err)
	if !ok {
		return err
	}
	var texts []string
	for _, p := range problems {
		texts = append(texts, p.Field+": "+locale.For(locale.English).Problem(p))
	}
	return errors.New(strings.Join(texts, "; "))
}
