package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label"
	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
)

var labelPrintVerb = command{
	name:     "label print",
	synopsis: "PRODUCT LOT --count N --stock ID --out FILE.pdf --dir DIR",
	about:    "make new labels for a batch and print them",
	details: `Printing makes a run of new labels; their codes exist from then on. A document
has at most 2,400 labels: more become FILE-1.pdf, FILE-2.pdf and so on. Print at
100 %, and hold a test page against the sheet first.`,
	example: `ocoptrace label print gao-seng-cu L261123A --count 240 --stock a4-24-70x37 --out labels.pdf --dir DATA`,
	run:     runLabelPrint,
}

var labelReprintVerb = command{
	name:     "label reprint",
	synopsis: "RUN FROM-TO --reason TEXT --stock ID --out FILE.pdf --dir DIR",
	about:    "print labels again, with the codes they have",
	details:  `That they are printed again, and why, is stated and published.`,
	example:  `ocoptrace label reprint k1-0 25-48 --reason "paper jam" --stock a4-24-70x37 --out again.pdf --dir DATA`,
	run:      runLabelReprint,
}

// labelFlags are the flags of printing.
type labelFlags struct {
	*labelService
	count            int64
	stock, out       string
	start            int
	offsetX, offsetY float64
	force            bool
	chosen           label.Stock // of the ID in stock
}

func (in *invocation) paperFlags(f *labelFlags) {
	in.StringVar(&f.stock, "stock", "", "`ID` of the blank labels, see “label stocks”")
	in.StringVar(&f.out, "out", "", "`file` to write, ending in .pdf")
	in.IntVar(&f.start, "start", 1, "`position` of the first label on the first sheet, from 1: for a sheet that has been used")
	in.Float64Var(&f.offsetX, "offset-x", 0, "shift everything right by `mm`, left if negative")
	in.Float64Var(&f.offsetY, "offset-y", 0, "shift everything down by `mm`, up if negative")
	in.BoolVar(&f.force, "force", false, "replace files that exist")
}

func runLabelPrint(ctx context.Context, in *invocation) error {
	f := &labelFlags{labelService: in.statingService()}
	in.Int64Var(&f.count, "count", 0, "how many new `labels`, 1 to 1,000,000 and no more than the batch has packs")
	in.paperFlags(f)
	if err := in.parse(2, 2); err != nil {
		return err
	}
	if f.count < 1 {
		return in.misuse("--count is needed: how many labels?")
	}
	run := &trace.LabelRun{Product: in.rest[0], Lot: in.rest[1], Count: f.count}
	return in.printLabels(ctx, f, run, 0, 0, "")
}

func runLabelReprint(ctx context.Context, in *invocation) error {
	f := &labelFlags{labelService: in.statingService()}
	reason := in.String("reason", "", "`text` that says why, for everybody to read")
	in.paperFlags(f)
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
	return in.printLabels(ctx, f, &trace.LabelRun{ID: in.rest[0]}, from, to, *reason)
}

// printAnswer is the answer for programs.
type printAnswer struct {
	Run      string             `json:"run"`
	Product  string             `json:"product"`
	Lot      string             `json:"lot"`
	Count    int64              `json:"count"` // labels of the run
	Files    []string           `json:"files"`
	Findings []printing.Finding `json:"findings"`
}

func (in *invocation) printLabels(ctx context.Context, f *labelFlags, run *trace.LabelRun, from, to int64, reason string) error {
	if err := in.checkPaper(f); err != nil {
		return err
	}
	var answer printAnswer
	err := f.within(ctx, in, func(v *service) (err error) {
		o := printing.Options{Stock: f.chosen, From: from, To: to, Start: f.start, OffsetX: f.offsetX, OffsetY: f.offsetY, Locale: locale.For(locale.English)}
		answer, err = in.printRun(ctx, v.registry, f, run, o, reason)
		return err
	})
	if text, ok := printing.ProblemText(locale.For(locale.English), err); ok {
		return errors.New(text)
	}
	if err != nil {
		return err
	}
	if f.json {
		return in.printJSON(answer)
	}
	fmt.Fprintf(in.stdout, "run %s of %s lot %s, %d labels: %s\n", answer.Run, answer.Product, answer.Lot, answer.Count, strings.Join(answer.Files, " "))
	return nil
}

func (in *invocation) printRun(ctx context.Context, reg *trace.Registry, f *labelFlags, run *trace.LabelRun, o printing.Options, reason string) (answer printAnswer, err error) {
	if run.ID != "" {
		report, err := findRun(ctx, reg, run.ID)
		if err != nil {
			return answer, err
		}
		if run = report.Run; o.To > run.Count {
			return answer, fmt.Errorf("%s: run %s has labels 1 to %d", rangeText(o.From, o.To), run.ID, run.Count)
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
		run, err = reg.OrderRun(ctx, trace.RunOrder{Product: run.Product, Lot: run.Lot, Count: run.Count, By: f.by})
	} else {
		_, err = reg.State(ctx, trace.Order{By: f.by, Facts: []trace.Fact{
			&trace.LabelReprint{Run: run.ID, From: o.From, To: o.To, Reason: reason, Date: ocop.DateOf(in.now())},
		}})
	}
	if err != nil {
		return answer, err
	}
	answer.Run, answer.Product, answer.Lot, answer.Count, answer.Files = run.ID, run.Product, run.Lot, run.Count, files
	err = in.writeParts(ctx, reg, run, o, files, f.force)
	return answer, withHint(err, "the labels exist: print them with “label reprint %s”", run.ID)
}

// trial finds out whether the labels can be printed before they exist, on one
// that is as long as all others, and prints what is to be said.
func (in *invocation) trial(ctx context.Context, reg *trace.Registry, run *trace.LabelRun, o printing.Options) (printing.Findings, error) {
	scan, err := reg.ScanBatch(ctx, run.Product, run.Lot)
	if err != nil {
		return nil, noBatch(err, run.Product, run.Lot)
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

// checkPaper checks what a document needs.
func (in *invocation) checkPaper(f *labelFlags) (err error) {
	if f.chosen, err = label.FindStock(f.stock); err != nil {
		text, _ := printing.ProblemText(locale.For(locale.English), err)
		return in.misuse("--stock %s: %s", shortened(f.stock), text)
	}
	switch {
	case !strings.HasSuffix(f.out, ".pdf"):
		return in.misuse("--out must name a file that ends in .pdf, not %s", shortened(f.out))
	case f.start < 1 || f.start > max(f.chosen.PerPage(), 1):
		return in.misuse("--start %d is not a position of a sheet of %d", f.start, f.chosen.PerPage())
	case !offset(f.offsetX), !offset(f.offsetY):
		return in.misuse("--offset-x and --offset-y are at most %d mm either way", int(label.MaxOffset))
	}
	return nil
}

func offset(mm float64) bool { return math.Abs(mm) <= label.MaxOffset }
