package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/send"
	"ocoptrace/label/layout"
	"ocoptrace/label/stock"
)

// paperFlags are the flags of everything that is printed. Those with JSON names
// tell one job from another.
type paperFlags struct {
	Stock       string            `json:"stock"`
	Template    string            `json:"template"`
	Lang        string            `json:"lang"`
	Printer     string            `json:"printer"`
	Out         string            `json:"out"`
	Format      string            `json:"format"`
	Send        string            `json:"send"`
	DPI         float64           `json:"dpi"`
	Start       int               `json:"start"`
	Copies      int               `json:"copies"`
	Corner      string            `json:"corner"`
	Down        bool              `json:"down"`
	CutMarks    bool              `json:"cutMarks"`
	Calibration stock.Calibration `json:"calibration"`
	Texts       map[string]string `json:"texts"`

	force  bool
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
	in.StringVar(&f.Lang, "lang", "", "vi, or vi+en for the variant with English")
}

// jobFlags registers the flags of a job.
func (in *invocation) jobFlags(f *paperFlags) {
	in.designFlags(f)
	in.IntVar(&f.Copies, "copies", 1, "print each label so many `times`, 1 to 1,000")
	in.StringVar(&f.Send, "send", "", "send to the printer at this `address`, such as tcp://192.168.1.50 or lp:QUEUE; --out is not needed then")
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
	if f.Send != "" {
		target, err := in.sendTarget("--send", f.Send)
		if err != nil {
			return err
		}
		f.target = &target
	}
	switch kind := f.kind(); {
	case f.Out == "" && f.Send == "":
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

// A chosenPaper is what the flags name.
type chosenPaper struct {
	sheet    stock.Job
	template layout.Template
	printer  press.Printer
}

// choose finds what the flags name among the program's and an entity's own.
func (f *paperFlags) choose(ctx context.Context, p *press.Press, entity string) (c chosenPaper, err error) {
	if c.printer, err = f.choosePrinter(ctx, p, entity); err != nil {
		return c, err
	}
	if c.sheet, err = f.chooseSheet(ctx, p, entity, c.printer); err != nil {
		return c, err
	}
	c.printer.Calibrations = nil
	c.template, err = f.chooseTemplate(ctx, p, entity, c.sheet.Stock)
	return c, err
}

func (f *paperFlags) chooseSheet(ctx context.Context, p *press.Press, entity string, r press.Printer) (stock.Job, error) {
	s, err := findStock(ctx, p, entity, f.Stock)
	if err != nil {
		return stock.Job{}, err
	}
	j := stock.Job{Stock: s, Start: f.Start, Corner: stock.Corner(f.Corner), Down: f.Down, Copies: f.Copies, CutMarks: f.CutMarks, Calibration: f.Calibration}
	if f.Calibration == (stock.Calibration{}) {
		j.Calibration = r.Calibrations[s.ID]
	}
	if err := j.Check().Err(stock.ErrJob); err != nil {
		return j, fmt.Errorf("on stock %s: %w", s.ID, err)
	}
	if r.Kind != press.PDF && !s.Roll {
		return j, withHint(fmt.Errorf("stock %s is a sheet, and %s is for label printers", s.ID, strings.ToUpper(string(r.Kind))), "choose a roll (“label stocks roll”), or --out FILE.pdf")
	}
	return j, nil
}

// choosePrinter is the profile, with what other flags say.
func (f *paperFlags) choosePrinter(ctx context.Context, p *press.Press, entity string) (press.Printer, error) {
	r := press.Printer{Kind: press.PDF}
	if f.Printer != "" {
		if p == nil {
			return r, fmt.Errorf("whose printer is %s? --entity says", shortened(f.Printer))
		}
		var err error
		if r, err = p.Printer(ctx, entity, f.Printer); err != nil {
			return r, withHint(err, "“label printers --entity %s” lists the profiles", entity)
		}
	}
	kind := f.kind()
	if kind == "" && f.Printer == "" {
		kind = press.TSPL // sent, and no file names a format
		if !f.target.Raw() {
			kind = press.PDF
		}
	}
	if kind != "" {
		r.Kind = kind
	}
	if f.DPI != 0 {
		r.DPI = f.DPI
	}
	if r.DPI == 0 && r.Kind != press.PDF {
		r.DPI = 203
	}
	if r.Kind == press.PDF && f.target != nil && f.target.Raw() {
		return r, withHint(fmt.Errorf("%s takes what a label printer understands, not PDF", f.target), "--format zpl or tspl; or send PDF to a queue, lp:QUEUE")
	}
	return r, r.CheckProfile()
}

func (f *paperFlags) chooseTemplate(ctx context.Context, p *press.Press, entity string, s stock.Stock) (layout.Template, error) {
	id := f.Template
	if id == "" {
		id = printing.TemplateFor(s.LabelW, s.LabelH).ID
		if f.Lang != "" {
			id = strings.TrimSuffix(id, "-en")
		}
	}
	if f.Lang == "vi+en" && !strings.HasSuffix(id, "-en") {
		id += "-en"
	}
	return findTemplate(ctx, p, entity, id)
}

// findStock finds a stock among an entity's own and the program's.
func findStock(ctx context.Context, p *press.Press, entity, id string) (s stock.Stock, err error) {
	c := printing.Stocks()
	if entity != "" {
		own, err := p.Stocks(ctx, entity)
		if err != nil {
			return s, err
		}
		if c, err = c.With(own); err != nil {
			return s, err
		}
	}
	if s, err = c.Find(id); err != nil {
		var ids []string
		for _, known := range c.All() {
			ids = append(ids, known.ID)
		}
		hint := "“label stocks” lists them"
		if near := nearest(id, ids); near != "" {
			hint = "did you mean " + near + "? " + hint
		}
		return s, withHint(fmt.Errorf("there is no stock %s", shortened(id)), "%s", hint)
	}
	return s, nil
}

// findTemplate finds a template among an entity's own and the program's.
func findTemplate(ctx context.Context, p *press.Press, entity, id string) (layout.Template, error) {
	if entity != "" {
		own, err := p.Templates(ctx, entity)
		if err != nil {
			return layout.Template{}, err
		}
		for _, t := range own {
			if t.ID == id {
				return t, nil
			}
		}
	}
	t, err := printing.FindTemplate(id)
	if err != nil {
		err = withHint(fmt.Errorf("there is no template %s", shortened(id)), "“label templates” lists them")
	}
	return t, err
}
