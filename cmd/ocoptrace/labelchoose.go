package main

import (
	"context"
	"fmt"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/layout"
	"ocoptrace/label/stock"
)

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
