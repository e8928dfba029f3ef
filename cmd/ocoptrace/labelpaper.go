package main

import (
	"path/filepath"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/send"
	"ocoptrace/label/stock"
)

// paperFlags are the flags of everything that is printed. Those with JSON names
// tell one job from another: where it is sent does not.
type paperFlags struct {
	Stock       string            `json:"stock"`
	Template    string            `json:"template"`
	Lang        string            `json:"lang"`
	Printer     string            `json:"printer"`
	Out         string            `json:"out"`
	Format      string            `json:"format"`
	DPI         float64           `json:"dpi"`
	Start       int               `json:"start"`
	Copies      int               `json:"copies"`
	Corner      string            `json:"corner"`
	Down        bool              `json:"down"`
	CutMarks    bool              `json:"cutMarks"`
	Calibration stock.Calibration `json:"calibration"`
	Texts       map[string]string `json:"texts"`

	send   string
	force  bool
	newRun bool // whatever an earlier call left behind
	target *send.Target
}

// paperFlags registers the flags of the sheet, the printer and the file.
func (in *invocation) paperFlags() *paperFlags {
	f := &paperFlags{Texts: make(map[string]string)}
	in.StringVar(&f.Stock, "stock", "", "`ID` of the blank labels, see “label stocks”")
	in.StringVar(&f.Out, "out", "", "`file` to write; its ending .pdf, .zpl or .tspl is the format")
	in.StringVar(&f.Format, "format", "", "pdf, zpl or tspl, where the `name` of the file does not say")
	in.IntVar(&f.Start, "start", 0, "`position` of the first label on the first sheet, from 1; without it, behind the last job on this stock")
	in.StringVar(&f.Corner, "corner", "", "`corner` where position 1 lies: top-left, top-right, bottom-left or bottom-right")
	in.BoolVar(&f.Down, "down", false, "count positions down the columns")
	in.BoolVar(&f.CutMarks, "cut-marks", false, "draw hairlines to cut along")
	in.StringVar(&f.Printer, "printer", "", "`profile` of the printer, see “label printers”")
	in.Float64Var(&f.DPI, "dpi", 0, "resolution of the printer, `dots` an inch")
	in.Float64Var(&f.Calibration.OffsetX, "offset-x", 0, "shift all labels right by `mm`, left if negative, at most 10")
	in.Float64Var(&f.Calibration.OffsetY, "offset-y", 0, "shift all labels down by `mm`, up if negative, at most 10")
	in.Float64Var(&f.Calibration.ScaleX, "scale-x", 0, "stretch the distances between labels, `factor` from 0.95 to 1.05")
	in.Float64Var(&f.Calibration.ScaleY, "scale-y", 0, "the same downwards, `factor`")
	in.BoolVar(&f.force, "force", false, "replace files that exist")
	return f
}

// designFlags registers the flags of what stands on the labels.
func (in *invocation) designFlags(f *paperFlags) {
	in.StringVar(&f.Template, "template", "", "`ID` of the template, see “label templates”; without it the stamp that suits the stock")
	in.StringVar(&f.Lang, "lang", "", "`languages` of the label: vi, or vi+en for the variant with English")
}

// jobFlags registers the flags of a job.
func (in *invocation) jobFlags(f *paperFlags) {
	in.designFlags(f)
	in.IntVar(&f.Copies, "copies", 1, "print each label so many `times`, 1 to 1,000")
	in.StringVar(&f.send, "send", "", "send to the printer at this `address`, such as tcp://192.168.1.50 or lp:QUEUE; --out is not needed then")
	text := func(name, key, usage string) {
		in.Func(name, usage, func(s string) error { f.Texts[key] = s; return nil })
	}
	text("pieces", press.TextPieces, "on carton labels: packs in a `carton`")
	text("carton", press.TextCarton, "on carton labels: `number` of the first one")
	text("cartons", press.TextCartons, "on carton labels: of `how many`")
	text("gross", press.TextGross, "on carton labels: `weight` as printed")
	in.Func("contains", "on gift boxes: a batch in the box, `PRODUCT/LOT`; may be repeated", func(s string) error {
		f.Texts[press.TextContains] += s + "\n"
		return nil
	})
	in.BoolFunc("confirm", "print although something is missing, or the batch is on hold; see the notes", func(string) error {
		f.Texts[press.TextConfirmed] = "1"
		return nil
	})
}

// newRunFlag registers the flag of verbs that make labels.
func (in *invocation) newRunFlag(f *paperFlags) {
	in.BoolVar(&f.newRun, "new-run", false, "make new labels, whatever an earlier call that asked for the same left unfinished")
}

// kind is what the file is to be.
func (f *paperFlags) kind() press.PrinterKind {
	if f.Format != "" {
		return press.PrinterKind(f.Format)
	}
	return press.PrinterKind(strings.TrimPrefix(strings.ToLower(filepath.Ext(f.Out)), "."))
}

var printerKinds = []press.PrinterKind{press.PDF, press.ZPL, press.TSPL}

// checkPaper refuses what cannot be meant, before anything is opened.
func (in *invocation) checkPaper(f *paperFlags) error {
	if f.Stock == "" {
		return in.misuse("--stock is needed: which blank labels? “label stocks” lists them")
	}
	if f.send != "" {
		target, err := in.sendTarget("--send", f.send)
		if err != nil {
			return err
		}
		f.target = &target
	}
	switch kind := f.kind(); {
	case f.Out == "" && f.send == "":
		return in.misuse("--out is needed: which file?")
	case f.Out != "" && !slices.Contains(printerKinds, kind):
		return in.misuse("--out must name a file that ends in .pdf, .zpl or .tspl, not %s; or say --format", shortened(f.Out))
	case f.Format != "" && !slices.Contains(printerKinds, kind):
		return in.misuse("--format is pdf, zpl or tspl, not %s", shortened(f.Format))
	case f.Lang != "" && f.Lang != "vi" && f.Lang != "vi+en":
		return in.misuse("--lang is vi or vi+en, not %s", shortened(f.Lang))
	case f.Start < 0:
		return in.misuse("--start %d: positions count from 1", f.Start)
	}
	if problems := f.Calibration.Check(); len(problems) > 0 {
		return in.misuse("%v", problems)
	}
	return nil
}
