package packing

import (
	"net/url"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

// A labelsView is labels of one run that a batch has: all of a run of its own,
// or a stretch of a blank run that is bound to it.
type labelsView struct {
	Run      *trace.LabelRun
	From, To int64       // of the run
	Spans    trace.Spans // of these labels
	Open     int64
	Path     string // of the run
	Changes  []changeView
	All      string        // the open stretches, as the form that activates them sends them
	Activate *console.Form // of a part; nil where no label is open
	Void     *console.Form // nil where all are voided
	Reprint  *console.Form // nil where all are voided
}

// ID names the labels in the page.
func (l *labelsView) ID() string { return "run-" + i64(l.Run.First+l.From-1) }

// Count is how many they are.
func (l *labelsView) Count() int64 { return l.To - l.From + 1 }

// labelsOf are all labels of a batch: of its runs, then those bound to it.
func (v *visit) labelsOf(b *trace.Batch) (all []*labelsView, err error) {
	runs, err := v.Registry.Runs(v.Ctx(), b.Product, b.Lot)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		all = append(all, v.labelsView(r, 1, r.Run.Count))
	}
	claims, err := v.Registry.Claims(v.Ctx(), b.Product, b.Lot)
	if err != nil {
		return nil, err
	}
	for _, c := range claims {
		r, err := v.Registry.Run(v.Ctx(), c.Run)
		if err != nil {
			return nil, err
		}
		all = append(all, v.labelsView(r, c.From, c.To))
	}
	return all, nil
}

func (v *visit) labelsView(r trace.RunReport, from, to int64) *labelsView {
	l := &labelsView{
		Run: r.Run, From: from, To: to, Spans: clip(r.Spans, from, to),
		Path: "/console/runs/" + url.PathEscape(r.Run.ID), Changes: v.changeViews(r, from, to),
	}
	first, last := int64(0), int64(0) // of those that are not voided
	for _, s := range l.Spans {
		if s.State == trace.LabelOpen {
			l.Open += s.To - s.From + 1
		}
		if s.State == trace.LabelVoided {
			continue
		}
		if first == 0 {
			first = s.From
		}
		last = s.To
	}
	if open := opened(l.Spans); len(open) > 0 {
		l.All = spansText(open)
		l.Activate = v.statusForm(l, "activate", open[0].From, open[0].To)
	}
	if first > 0 {
		l.Void = v.statusForm(l, "void", 0, 0)
		l.Reprint = v.statusForm(l, "reprint", first, last)
	}
	return l
}

// statusForm asks for labels of a run, and why they are voided; 0 leaves a
// number empty.
func (v *visit) statusForm(l *labelsView, name string, from, to int64) *console.Form {
	fields := []*console.Field{
		console.Hidden("at", i64(l.From)),
		{Name: "from", Label: "console.field.from", Type: "number"},
		{Name: "to", Label: "console.field.to", Type: "number"},
	}
	if from > 0 {
		fields[1].Value, fields[2].Value = i64(from), i64(to)
	}
	if name == "void" {
		fields = append(fields, &console.Field{Name: "reason", Label: "console.field.voidReason", Type: "text", Lang: "vi", Max: 500})
	}
	return console.NewForm(l.ID()+"-"+name+"-", fields...)
}

// clip cuts spans to labels from..to.
func clip(spans trace.Spans, from, to int64) (cut trace.Spans) {
	for _, s := range spans {
		if s.From, s.To = max(s.From, from), min(s.To, to); s.From <= s.To {
			cut = append(cut, s)
		}
	}
	return cut
}

// opened are the spans of open labels.
func opened(spans trace.Spans) (open trace.Spans) {
	for _, s := range spans {
		if s.State == trace.LabelOpen {
			open = append(open, s)
		}
	}
	return open
}

// spansText writes spans as forms send them: "1-6 8-30".
func spansText(spans trace.Spans) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = i64(s.From) + "-" + i64(s.To)
	}
	return strings.Join(parts, " ")
}

// parseSpans reads what spansText wrote; false for what it does not write, or
// what is not labels from..to in order.
func parseSpans(text string, from, to int64) (spans trace.Spans, ok bool) {
	for part := range strings.SplitSeq(text, " ") {
		a, b, _ := strings.Cut(part, "-")
		first, errA := strconv.ParseInt(a, 10, 64)
		last, errB := strconv.ParseInt(b, 10, 64)
		if errA != nil || errB != nil || first < from || last < first || last > to {
			return nil, false
		}
		spans, from = append(spans, trace.Span{From: first, To: last}), last+1
	}
	return spans, true
}
