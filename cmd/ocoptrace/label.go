package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label"
)

var labelCommand = command{
	name:     "label",
	synopsis: "--dir DIR PRODUCT LOT --stock ID --count N --out FILE.pdf",
	about:    "print, activate and void labels",
	details: `Printing makes a run of new labels for a batch; their codes exist from then on.
Spoiled ones are voided. A run is printed again, whole or in part, with --run. A
document has at most 2,400 labels: more become FILE-1.pdf, FILE-2.pdf and so on.
Print at 100 %, and hold a test page against the sheet first.

Labels are activated when they are on the packs. Voiding cannot be taken back.`,
	example: `ocoptrace label --list-stocks
ocoptrace label --stock a4-24-70x37 --test-page --out test.pdf
ocoptrace label --dir /var/lib/ocoptrace gao-seng-cu L261123A --stock a4-24-70x37 --count 240 --out labels.pdf
ocoptrace label --dir /var/lib/ocoptrace --run k1-0 --from-to 25-48 --stock a4-24-70x37 --out again.pdf
ocoptrace label --dir /var/lib/ocoptrace --activate k1-0 1-240
ocoptrace label --dir /var/lib/ocoptrace --void k1-0 7-8 --reason "torn"`,
	run: runLabel,
}

// labelFlags are the flags of the command.
type labelFlags struct {
	*settings
	count                int64
	run, activate, void  string
	fromTo, reason       string
	stock, out           string
	start                int
	offsetX, offsetY     float64
	force, json          bool
	listStocks, testPage bool
	chosen               label.Stock // of the ID in stock
}

func runLabel(ctx context.Context, in *invocation) error {
	f := &labelFlags{settings: in.settings()}
	in.Int64Var(&f.count, "count", 0, "how many new `labels`, 1 to 1,000,000 and no more than the batch has packs")
	in.StringVar(&f.run, "run", "", "print this `run` again instead of making a new one")
	in.StringVar(&f.fromTo, "from-to", "", "print only these labels of the run, `FROM-TO`, counted from 1")
	in.StringVar(&f.stock, "stock", "", "`ID` of the blank labels, see --list-stocks")
	in.StringVar(&f.out, "out", "", "`file` to write, ending in .pdf")
	in.IntVar(&f.start, "start", 1, "`position` of the first label on the first sheet, from 1: for a sheet that has been used")
	in.Float64Var(&f.offsetX, "offset-x", 0, "shift everything right by `mm`, left if negative")
	in.Float64Var(&f.offsetY, "offset-y", 0, "shift everything down by `mm`, up if negative")
	in.BoolVar(&f.force, "force", false, "replace files that exist")
	in.StringVar(&f.activate, "activate", "", "activate labels FROM-TO of this `run`")
	in.StringVar(&f.void, "void", "", "void labels FROM-TO of this `run`, for ever; needs --reason")
	in.StringVar(&f.reason, "reason", "", "`text` that the pages show for voided labels")
	in.BoolVar(&f.listStocks, "list-stocks", false, "list the blank labels that are known")
	in.BoolVar(&f.testPage, "test-page", false, "write a page that shows where the labels of a stock lie")
	in.BoolVar(&f.json, "json", false, "print the answer as JSON")
	if err := in.parse(0, 2); err != nil {
		return err
	}
	switch {
	case f.listStocks:
		return in.listStocks()
	case f.testPage:
		return in.writeTestPage(ctx, f)
	case f.activate != "" || f.void != "":
		return in.changeLabels(ctx, f)
	}
	return in.printLabels(ctx, f)
}

func (in *invocation) listStocks() error {
	if err := in.restIs(0); err != nil {
		return err
	}
	for _, s := range label.Stocks() {
		fmt.Fprintf(in.stdout, "%-16s %s\n", s.ID, s.Name)
	}
	return nil
}

// restIs refuses more or fewer arguments than this use of the command has.
func (in *invocation) restIs(n int) error {
	if len(in.rest) != n {
		return in.misuse("%d arguments where %d are needed", len(in.rest), n)
	}
	return nil
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

func (in *invocation) writeTestPage(ctx context.Context, f *labelFlags) error {
	if err := in.restIs(0); err != nil {
		return err
	}
	if err := in.checkPaper(f); err != nil {
		return err
	}
	job := label.Job{Stock: f.chosen, Start: f.start, OffsetX: f.offsetX, OffsetY: f.offsetY, Created: in.now()}
	hint := locale.For(locale.Vietnamese).T("cli.testPage")
	return writeFile(f.out, 0o644, f.force, func(w io.Writer) error {
		return label.WriteTestPage(ctx, w, printing.Fonts(), job, hint)
	})
}
