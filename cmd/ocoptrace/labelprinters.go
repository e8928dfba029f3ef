package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"ocoptrace/cmd/ocoptrace/internal/press"
)

var labelPrintersVerb = command{
	name:     "label printers",
	synopsis: "[list | add ID --kind pdf|zpl|tspl | remove ID] --entity ID --dir DIR",
	about:    "keep profiles of a producer's printers",
	details: `A profile says what a printer understands, how fine it prints and what it leaves
blank, and keeps a calibration for each stock (“label calibrate”). Adding one that
is there changes what is named and keeps the rest. --target is the name of a printer
that the service may connect to (“serve --printer NAME=ADDRESS”); "" is to download.
“--send” of “label print” takes any address.`,
	example: `ocoptrace label printers add store-room --kind tspl --dpi 203 --entity htx-a --dir DATA
ocoptrace label printers --entity htx-a --dir DATA`,
	run: runLabelPrinters,
}

func runLabelPrinters(ctx context.Context, in *invocation) error {
	s := in.labelService()
	entity := in.String("entity", "", "`id` of the producer")
	var r press.Printer
	in.StringVar((*string)(&r.Kind), "kind", "", "what it `understands`: pdf, zpl or tspl")
	in.StringVar(&r.Name, "name", "", "`name` for people")
	in.Float64Var(&r.DPI, "dpi", 0, "resolution, `dots` an inch, 100 to 2400; of label printers needed")
	in.Float64Var(&r.Gap, "gap", 0, "liner between the labels of a roll, `mm`; 0 as the stock says")
	in.Float64Var(&r.InsetX, "inset-x", 0, "what it leaves blank at each side, `mm`")
	in.Float64Var(&r.InsetY, "inset-y", 0, "the same above and below, `mm`")
	in.StringVar(&r.Font, "font", "", "of ZPL: `name` of the font that “label fonts” stored; without it letters are pictures")
	in.BoolVar(&r.Pictures, "pictures", false, "of ZPL and TSPL: sends QR symbols as pictures, for a printer whose own do not scan or begin with B and a number")
	in.StringVar(&r.Target, "target", "", "`name` of the printer that the console sends to, of those of “serve --printer”")
	if err := in.parse(0, 2); err != nil {
		return err
	}
	action := "list"
	if len(in.rest) > 0 {
		action = in.rest[0]
	}
	switch {
	case action != "list" && action != "add" && action != "remove":
		return in.misuse("what to do is list, add or remove, not %s", shortened(action))
	case (action == "list") != (len(in.rest) < 2):
		return in.misuse("%s takes %s", action, map[bool]string{true: "no profile", false: "the id of a profile"}[action == "list"])
	case *entity == "":
		return in.misuse("--entity is needed: whose printers?")
	}
	return s.forEntity(ctx, in, *entity, func(p *press.Press) error {
		switch action {
		case "add":
			r.ID = in.rest[1]
			return in.addPrinter(ctx, s, p, *entity, r)
		case "remove":
			return in.removePrinter(ctx, s, p, *entity, in.rest[1])
		}
		return in.listPrinters(ctx, s, p, *entity)
	})
}

func (in *invocation) addPrinter(ctx context.Context, s *labelService, p *press.Press, entity string, r press.Printer) error {
	before, err := p.Printer(ctx, entity, r.ID)
	switch {
	case err == nil:
		r = in.changedPrinter(before, r)
	case !errors.Is(err, press.ErrNotFound):
		return err
	case r.Kind == "":
		return in.misuse("--kind is needed: does it understand pdf, zpl or tspl?")
	}
	if err := p.SavePrinter(ctx, entity, r); err != nil {
		return err
	}
	return in.tellDone(s, "added", r.ID)
}

// changedPrinter is a profile with what the flags name in place of what was.
func (in *invocation) changedPrinter(r, named press.Printer) press.Printer {
	for flag, change := range map[string]func(){
		"kind": func() { r.Kind = named.Kind }, "name": func() { r.Name = named.Name },
		"dpi": func() { r.DPI = named.DPI }, "gap": func() { r.Gap = named.Gap },
		"inset-x": func() { r.InsetX = named.InsetX }, "inset-y": func() { r.InsetY = named.InsetY },
		"font": func() { r.Font = named.Font }, "pictures": func() { r.Pictures = named.Pictures },
		"target": func() { r.Target = named.Target },
	} {
		if in.isGiven(flag) {
			change()
		}
	}
	return r
}

func (in *invocation) removePrinter(ctx context.Context, s *labelService, p *press.Press, entity, id string) error {
	if _, err := p.Printer(ctx, entity, id); err != nil {
		return withHint(err, "“label printers --entity %s” lists the profiles", entity)
	}
	if err := p.RemovePrinter(ctx, entity, id); err != nil {
		return err
	}
	return in.tellDone(s, "removed", id)
}

func (in *invocation) listPrinters(ctx context.Context, s *labelService, p *press.Press, entity string) error {
	all, err := p.Printers(ctx, entity)
	if err != nil {
		return err
	}
	if s.json {
		return in.printJSON(append([]press.Printer{}, all...))
	}
	w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
	for _, r := range all {
		dpi := "any resolution"
		if r.DPI != 0 {
			dpi = fmt.Sprintf("%g dpi", r.DPI)
		}
		var stocks []string
		for id, c := range r.Calibrations {
			stocks = append(stocks, fmt.Sprintf("%s %+g %+g mm", id, c.OffsetX, c.OffsetY))
		}
		target := ""
		if r.Target != "" {
			target = "to " + r.Target
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, r.Kind, dpi, r.Name, target, strings.Join(stocks, ", "))
	}
	return w.Flush()
}
