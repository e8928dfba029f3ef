package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/trace"
	"ocoptrace/trace/code"
)

// printAnswer is the answer for programs.
type printAnswer struct {
	Run      string             `json:"run"`
	Product  string             `json:"product"`
	Lot      string             `json:"lot"`
	Count    int64              `json:"count"` // labels of the run
	Files    []string           `json:"files"`
	Findings []printing.Finding `json:"findings"`
}

func (in *invocation) printLabels(ctx context.Context, f *labelFlags) error {
	if err := in.checkPrint(f); err != nil {
		return err
	}
	if err := in.checkPaper(f); err != nil {
		return err
	}
	v, err := open(ctx, f.settings, in.opening(-1))
	if err != nil {
		return err
	}
	answer, err := in.printRun(ctx, v.registry, f)
	if err = errors.Join(err, v.close()); err != nil {
		if text, ok := printing.ProblemText(locale.For(locale.English), err); ok {
			return errors.New(text)
		}
		return inWords(err)
	}
	if f.json {
		return in.printJSON(answer)
	}
	fmt.Fprintf(in.stdout, "run %s of %s lot %s, %d labels: %s\n", answer.Run, answer.Product, answer.Lot, answer.Count, strings.Join(answer.Files, " "))
	return nil
}

// checkPrint checks the arguments of printing.
func (in *invocation) checkPrint(f *labelFlags) error {
	arguments := 2
	if f.run != "" {
		arguments = 0
	}
	if err := in.restIs(arguments); err != nil {
		return err
	}
	switch {
	case f.run != "" && f.count != 0:
		return in.misuse("--run prints labels that exist: leave --count out, and choose with --from-to")
	case f.run == "" && f.count < 1:
		return in.misuse("--count is needed: how many labels?")
	case f.run == "" && f.fromTo != "":
		return in.misuse("--from-to is for --run")
	}
	return in.require(f.settings)
}

func (in *invocation) printRun(ctx context.Context, reg *trace.Registry, f *labelFlags) (answer printAnswer, err error) {
	run, err := findRun(ctx, reg, f.run)
	if err != nil {
		return answer, err
	}
	if run == nil {
		run = &trace.LabelRun{Product: in.rest[0], Lot: in.rest[1], Count: f.count}
	}
	o := printing.Options{Stock: f.chosen, Start: f.start, OffsetX: f.offsetX, OffsetY: f.offsetY, Locale: locale.For(locale.English)}
	if f.fromTo != "" {
		if o.From, o.To, err = parseRange(f.fromTo); err != nil || o.To > run.Count {
			return answer, fmt.Errorf("--from-to %s: run %s has labels 1 to %d", shortened(f.fromTo), run.ID, run.Count)
		}
	}
	files := partNames(f.out, len(o.Parts(run)))
	for _, file := range files {
		if err := absent(file, f.force); err != nil {
			return answer, err
		}
	}
	if answer.Findings, err = in.trial(ctx, reg, run, o); err != nil {
		return answer, err
	}
	if run.ID == "" {
		if run, err = reg.NewRun(ctx, run.Product, run.Lot, run.Count, ""); err != nil {
			return answer, err
		}
	}
	answer.Run, answer.Product, answer.Lot, answer.Count, answer.Files = run.ID, run.Product, run.Lot, run.Count, files
	err = in.writeParts(ctx, reg, run, o, files, f.force)
	return answer, withHint(err, "the labels exist: print them with --run %s", run.ID)
}

// findRun returns the run to print again; nil for a new one.
func findRun(ctx context.Context, reg *trace.Registry, id string) (*trace.LabelRun, error) {
	if id == "" {
		return nil, nil
	}
	report, err := reg.Run(ctx, id)
	return report.Run, withHint(err, "a run is named as “label” printed it, such as k1-0")
}

// trial finds out whether the labels can be printed before they exist, on one
// that is as long as all others, and prints what is to be said.
func (in *invocation) trial(ctx context.Context, reg *trace.Registry, run *trace.LabelRun, o printing.Options) (printing.Findings, error) {
	scan, err := reg.ScanBatch(ctx, run.Product, run.Lot)
	if errors.Is(err, trace.ErrNotFound) {
		return nil, withHint(fmt.Errorf("there is no batch %s of product %s", shortened(run.Lot), shortened(run.Product)), "issue it first with “ocoptrace issue”")
	}
	if err != nil {
		return nil, err
	}
	c := code.Code("000000000000")
	uri := trace.CodeURI(reg.BaseURL(), c)
	if gtin := scan.Batch.Fact.GTIN; gtin != "" {
		uri = reg.BaseURL() + "/01/" + gtin + "/10/" + run.Lot + "/21/" + string(c)
	}
	_, found := printing.Compose(scan, trace.LabelCode{Number: 1, Code: c, URI: uri}, printing.Host(reg.BaseURL()), o.Stock, o.Locale)
	if !found.Printable() {
		return found, found
	}
	for _, finding := range found {
		fmt.Fprintf(in.stderr, "note: %s\n", finding.Text)
	}
	return found, nil
}

func (in *invocation) writeParts(ctx context.Context, reg *trace.Registry, run *trace.LabelRun, o printing.Options, files []string, force bool) error {
	parts := o.Parts(run)
	b := in.bar("documents", int64(len(parts)))
	defer b.end()
	for i, part := range parts {
		err := writeFile(files[i], 0o644, force, func(w io.Writer) error {
			return printing.WriteRun(ctx, w, reg, run, part)
		})
		if err != nil {
			return err
		}
		b.of(int64(i+1), int64(len(parts)))
	}
	return nil
}

// partNames are FILE.pdf, or FILE-1.pdf, FILE-2.pdf and so on.
func partNames(out string, parts int) (names []string) {
	if parts == 1 {
		return []string{out}
	}
	stem := strings.TrimSuffix(out, ".pdf")
	for i := range parts {
		names = append(names, fmt.Sprintf("%s-%d.pdf", stem, i+1))
	}
	return names
}
